"""Settling a difference with an authority: supervision, Head of Practice, Assistant Director (policy 19, framework 2.110)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.duties import STAGE_KEYS
from referrals.models import DifferenceStage, ProfessionalDifference, Referral, StageName
from referrals.rules import may_act_at_stage, who_acts_at

from .common import catch_up, must_have_happened, must_work_on
from .court import open_court_told
from .deciding import subject_children_in

ORDER = list(StageName.values)
State = DifferenceStage.State
RULES = {"supervision": "P19-1", "head_of_practice": "P19-3", "assistant_director": "P19-4"}


def _locked(difference: ProfessionalDifference) -> ProfessionalDifference:
    rows = ProfessionalDifference.objects.select_for_update(of=("self",))
    return rows.select_related("referral__case", "referral__authority", "referral__concern").get(pk=difference.pk)


def _open_stage(difference: ProfessionalDifference, name: str, *, at: datetime, by: Any, now: datetime) -> DifferenceStage:
    stage = DifferenceStage(difference=difference, name=name, opened_at=at)
    stage.save()
    referral = difference.referral
    open_duty(
        key=STAGE_KEYS[name], case=referral.case, subject=difference, concern_id=referral.concern_id, event_at=at, by=by, now=now,
        detail=referral.authority.name,
    )  # fmt: skip
    return stage


@service
def open_difference(
    *, referral: Referral, children: Iterable[UUID], reasons: str, opened_at: datetime, by: Any, now: datetime
) -> ProfessionalDifference:
    """The authority's decision is not safe enough for ``children``: supervision on it, and the whole to be settled quickly.

    A difference that is already open for this referral takes the children in, and starts no second clock.
    """
    wanted = [str(child_id) for child_id in children]
    found = referral.differences.select_for_update().filter(resolved_at=None, withdrawn_at=None).first()
    if found:
        found.children = sorted({*(str(c) for c in found.children), *wanted})
        found.reasons = f"{found.reasons}\n\n{reasons}".strip()
        found.save()
        return found
    difference = ProfessionalDifference(referral=referral, children=wanted, opened_at=opened_at, opened_by=by, reasons=reasons)
    difference.save()
    _open_stage(difference, StageName.SUPERVISION, at=opened_at, by=by, now=now)
    open_duty(
        key="difference-total", case=referral.case, subject=difference, concern_id=referral.concern_id, event_at=opened_at,
        by=by, now=now, detail=referral.authority.name,
    )  # fmt: skip
    return difference


def _record(
    difference: ProfessionalDifference, name: str, *, held_at: datetime, held_with: str, position: str, plan: str,
    resolved: bool, outcomes: Mapping[UUID, Any] | None, lateness_reason: str, by: Any, now: datetime,
) -> DifferenceStage:  # fmt: skip
    difference = _locked(difference)
    must_have_happened(held_at, now=now, field="held_at")
    if by is not None and not may_act_at_stage(by, difference, name, now):
        raise RuleRefused(RULES[name], f"Only {who_acts_at(name)} can record this stage.")
    stage = difference.stages.select_for_update().filter(name=name).first()
    if stage is None:
        raise RuleRefused(
            RULES[name],
            "Record the stage before this one first, or leave it out with your reason.",
            missing=[StageName(ORDER[ORDER.index(name) - 1]).label],
        )
    if stage.state != State.OPEN or not difference.is_open:
        raise RuleRefused(RULES[name], "This stage is already recorded.")
    catch_up(difference, at=held_at, now=now)
    stage.held_at, stage.held_with, stage.held_by = held_at, held_with, by
    stage.position, stage.plan = position, plan
    stage.state = State.RESOLVED if resolved else State.UNRESOLVED
    stage.save()
    discharge(key=STAGE_KEYS[name], subject=difference, at=held_at, by=by, now=now, lateness_reason=lateness_reason)
    if resolved:
        _resolve(difference, at=held_at, resolution=plan or position, outcomes=outcomes, by=by, now=now)
    elif name != ORDER[-1]:
        following = ORDER[ORDER.index(name) + 1]
        if not difference.stages.filter(name=following).exists():
            _open_stage(difference, following, at=held_at, by=by, now=now)
    return stage


@service
def record_difference_supervision(
    *, difference: ProfessionalDifference, held_at: datetime, plan: str, resolved: bool, by: Any, now: datetime,
    held_with: str = "", position: str = "", outcomes: Mapping[UUID, Any] | None = None, lateness_reason: str = "",
) -> DifferenceStage:  # fmt: skip
    """The supervision on how to settle it was held. Unresolved, the Head of Practice's stage opens at ``held_at`` (policy 19)."""
    return _record(
        difference, StageName.SUPERVISION, held_at=held_at, held_with=held_with, position=position, plan=plan, resolved=resolved,
        outcomes=outcomes, lateness_reason=lateness_reason, by=by, now=now,
    )  # fmt: skip


@service
def record_head_of_practice_contact(
    *, difference: ProfessionalDifference, held_at: datetime, held_with: str, position: str, resolved: bool, by: Any, now: datetime,
    plan: str = "", outcomes: Mapping[UUID, Any] | None = None, lateness_reason: str = "",
) -> DifferenceStage:  # fmt: skip
    """The Head of Practice spoke to the authority's Head of Service. Only they, or their cover, can record it (policy 19)."""
    return _record(
        difference, StageName.HEAD_OF_PRACTICE, held_at=held_at, held_with=held_with, position=position, plan=plan,
        resolved=resolved, outcomes=outcomes, lateness_reason=lateness_reason, by=by, now=now,
    )  # fmt: skip


@service
def record_assistant_director_contact(
    *, difference: ProfessionalDifference, held_at: datetime, held_with: str, position: str, resolved: bool, by: Any, now: datetime,
    plan: str = "", outcomes: Mapping[UUID, Any] | None = None, lateness_reason: str = "",
) -> DifferenceStage:  # fmt: skip
    """The Assistant Director spoke to theirs or the Director of Children's Services. Only they, or their cover (policy 19)."""
    return _record(
        difference, StageName.ASSISTANT_DIRECTOR, held_at=held_at, held_with=held_with, position=position, plan=plan,
        resolved=resolved, outcomes=outcomes, lateness_reason=lateness_reason, by=by, now=now,
    )  # fmt: skip


@service
def skip_difference_stage(
    *, difference: ProfessionalDifference, stage: str, reason: str, by: Any, now: datetime, skipped_at: datetime | None = None
) -> DifferenceStage:
    """Leave a stage out, with the reason of whoever leaves it out; the next one opens then (policy 19)."""
    difference = _locked(difference)
    must_work_on(difference.referral.case, by=by, now=now)
    at = skipped_at or now
    row = difference.stages.select_for_update().filter(name=stage).first()
    if not reason.strip():
        raise RuleRefused("P19-5", "Write why you leave this stage out.", field="reason")
    if stage == ORDER[-1]:
        raise RuleRefused("P19-4", "The last stage cannot be left out.")
    if row is None or row.state != State.OPEN or not difference.is_open:
        raise RuleRefused("P19-5", "Only the stage that is open can be left out.")
    catch_up(difference, at=at, now=now)
    row.state, row.skip_reason, row.held_by = State.SKIPPED, reason, by
    row.save()
    end_duties(keys=[STAGE_KEYS[stage]], subject=difference, ending=Ending.NOT_REQUIRED, at=at, by=by, now=now, note=reason)
    _open_stage(difference, ORDER[ORDER.index(stage) + 1], at=at, by=by, now=now)
    return row


@service
def resolve_difference(
    *, difference: ProfessionalDifference, resolved_at: datetime, resolution: str, by: Any, now: datetime,
    outcomes: Mapping[UUID, Any] | None = None, lateness_reason: str = "",
) -> ProfessionalDifference:  # fmt: skip
    """It is settled: every open stage closes, the court is to be told again, and a new outcome does what outcomes do."""
    difference = _locked(difference)
    must_work_on(difference.referral.case, by=by, now=now)
    must_have_happened(resolved_at, now=now, field="resolved_at")
    if not difference.is_open:
        raise RuleRefused("P19-5", "This difference is already settled.")
    if not resolution.strip():
        raise RuleRefused("P19-5", "Write how it was settled.", field="resolution")
    catch_up(difference, at=resolved_at, now=now)
    _resolve(difference, at=resolved_at, resolution=resolution, outcomes=outcomes, by=by, now=now, lateness_reason=lateness_reason)
    return difference


def _resolve(
    difference: ProfessionalDifference, *, at: datetime, resolution: str, outcomes: Mapping[UUID, Any] | None, by: Any,
    now: datetime, lateness_reason: str = "",
) -> None:  # fmt: skip
    from .outcomes import record_outcome

    referral = difference.referral
    difference.resolved_at, difference.resolved_by, difference.resolution = at, by, resolution
    difference.save()
    for stage in difference.stages.select_for_update().filter(state=State.OPEN):
        stage.state = State.CLOSED
        stage.save()
    end_duties(
        keys=list(STAGE_KEYS.values()), subject=difference, ending=Ending.NOT_NEEDED, at=at, by=by, now=now,
        note="The difference was settled",
    )  # fmt: skip
    discharge(key="difference-total", subject=difference, at=at, by=by, now=now, lateness_reason=lateness_reason)
    if outcomes:
        record_outcome(referral=referral, received_at=at, outcomes=outcomes, by=by, now=now, said=resolution, tell_court=False)
    if subject_children_in(referral):
        open_court_told(referral=referral, subject=difference, event_at=at, by=by, now=now)


@service
def request_conference(
    *, difference: ProfessionalDifference, requested_at: datetime, request: str, by: Any, now: datetime
) -> ProfessionalDifference:
    """We asked for a child protection conference or inter-agency meeting: when, of whom, and their answer (framework 2.110)."""
    difference = _locked(difference)
    must_work_on(difference.referral.case, by=by, now=now)
    must_have_happened(requested_at, now=now, field="requested_at")
    difference.conference_requested_at, difference.conference_request = requested_at, request
    difference.save()
    return difference
