"""The record as it stood, and as it was known, at a moment: every figure comes from it, so that a past date can be counted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Case
from referrals.models import RiskAssessment
from safeguarding.models import Concern, ConcernChild, Harm
from situations.advice.models import Advice, ChildAdvice, CourtDecision, TimeAdvice, TimeDecision


def standing_at(model: Any, moment: datetime) -> list[Any]:
    """The rows of a tracked model as their history has them at ``moment`` (UTC); those withdrawn by then are left out."""
    return [row for row in model.history.as_of(moment) if getattr(row, "withdrawn_at", None) is None]


def by_parent(rows: Iterable[Any], name: str) -> dict[UUID, list[Any]]:
    """The rows by the id of what they hang on."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


class Snapshot:
    """What was known at ``moment`` (UTC, entry time). Each kind of row is read once, when it is first asked for."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    @cached_property
    def cases(self) -> dict[UUID, Case]:
        return {case.pk: case for case in standing_at(Case, self.moment)}

    @cached_property
    def concerns(self) -> dict[UUID, Concern]:
        return {concern.pk: concern for concern in standing_at(Concern, self.moment)}

    @cached_property
    def concern_children(self) -> list[ConcernChild]:
        """The children of concerns that stood at the moment."""
        return [row for row in standing_at(ConcernChild, self.moment) if row.concern_id in self.concerns]

    @cached_property
    def harms(self) -> dict[UUID, list[Harm]]:
        """By the child of a concern."""
        return by_parent(standing_at(Harm, self.moment), "concern_child_id")

    @cached_property
    def advice(self) -> dict[UUID, Advice]:
        """Advice that was filed by the moment."""
        return {one.pk: one for one in standing_at(Advice, self.moment) if one.filed_at}

    @cached_property
    def child_advice(self) -> dict[UUID, ChildAdvice]:
        return {one.pk: one for one in standing_at(ChildAdvice, self.moment) if one.advice_id in self.advice}

    @cached_property
    def times(self) -> list[TimeAdvice]:
        """What was recommended on a child's time with an adult, in advice that was filed."""
        return [one for one in standing_at(TimeAdvice, self.moment) if one.child_advice_id in self.child_advice]

    @cached_property
    def decisions(self) -> dict[UUID, CourtDecision]:
        return {one.pk: one for one in standing_at(CourtDecision, self.moment)}

    @cached_property
    def time_decisions(self) -> list[TimeDecision]:
        return [one for one in standing_at(TimeDecision, self.moment) if one.court_decision_id in self.decisions]

    @cached_property
    def assessments(self) -> list[RiskAssessment]:
        return standing_at(RiskAssessment, self.moment)
