"""Departures from the policy: a deliberate decision not to do what it requires (preamble, P0-1).

A rule that a departure may lift calls :func:`block`; a prohibition from which nobody may depart raises RuleRefused itself, and
stands in :data:`NEVER`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models
from django.db.models import Q, QuerySet

from cafcass_cases.cases.models import Case
from cafcass_cases.core import acting
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.policy import catalogue
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .definitions import known_definition
from .models import Departure, DepartureUse, Duty, OwedBy

NEVER = {
    "P0-1": "This is the rule about departures itself.",
    "P13-1": "The Children Act 1989, section 16A, requires that the court is told.",
    "P15-4": "Early help without the parent’s consent would disclose what the family did not agree to. A safety referral needs no consent.",
    "P20-4": "Sharing from proceedings outside child protection needs the court’s permission, and may otherwise be contempt.",
    "P22-2": "Information from proceedings may not go to a MARAC. It goes through the local authority.",
    "P26-2": "Sharing with the police for another purpose needs the court’s permission, and may otherwise be contempt.",
    "P27-1": "The Children Act 1989, section 16A, requires the risk assessment.",
    "P28-3": "The Children Act 1989, section 16A, requires that the assessment is made and provided to the court.",
    "P30-1": "The Children Act 1989, section 16A, requires it for every subject child.",
    "P30-3": "The Children Act 1989, section 16A, does not wait for an authority’s answer.",
    "P30-4": "The Children Act 1989, section 16A, requires that the court is told once the concern is known.",
    "P31-1": "A 16A has disclosure rules of its own: only an order of the court joins it to another report.",
    "P31-5": "Disclosure rules are the court’s: only a direction changes them.",
    "P39-2": "The Children Act 1989, section 16A, requires it.",
    "P40-1": "Details of an order are shared with the court’s permission, or where the risk to the child is immediate.",
    "P40-2": "Details of an order are shared with the court’s permission, or where the risk to the child is immediate.",
    "P44-2": "The Female Genital Mutilation Act 2003, section 5B, requires the report to the police.",
    "P45-2": "Only first responders may refer to the National Referral Mechanism. Ask the local authority.",
    "P49-3": "Concerns about a professional are told to the LADO alone, or to the police where the risk is immediate.",
    "P49-5": "The LADO decides what may be shared, and with whom.",
}
"""Prohibitions of statute and of disclosure, which no departure lifts (catalogue, ambiguity 15), each with the reason.

The ban of P49-3 meets the duty of P51-4 to tell the individual: from P51-4 one may depart where telling is unsafe (ambiguity 7).
P46-3, P48-2 and P50-1 are prohibitions of the policy alone, so a departure may lift them.
"""

NEEDS_AGREEMENT = {"P51-4": "The individual is not told only where the manager agrees that telling would be unsafe."}
"""From these one departs only with the manager's agreement, not against their view."""

NOTHING_ASKED = ("definition", "permission")


class Blocked(RuleRefused):
    """Refused, and a departure could lift it: the page offers the way to decide one."""

    def __init__(
        self, rule: str, message: str, *, case: Case, subject: models.Model | None, missing: Sequence[str], field: str | None
    ) -> None:
        super().__init__(rule, message, missing=missing, field=field)
        self.case = case
        self.subject = subject


def why_never(requirement: str) -> str:
    """Why nobody may depart from a requirement; "" where one may, with an assessment, a reason and a discussion."""
    if requirement in NEVER:
        return NEVER[requirement]
    found = catalogue.requirements().get(requirement)
    if found is None:
        return "There is no such requirement."
    if found.kind in NOTHING_ASKED:
        return "It asks for nothing, so there is nothing to depart from."
    if found.document == "policy":
        return ""
    return "" if found.standing in ("only_here", "with_policy") else "It is no longer in force."


def may_be_departed_from(requirement: str) -> bool:
    return not why_never(requirement)


def requirement_of(duty: Duty) -> str:
    """The requirement that a departure from this duty departs from; "" where nobody may, or the duty is not ours to do.

    A duty that also carries out a statutory requirement stands, whatever else it cites.
    """
    kind = known_definition(duty.key)
    if kind is None or duty.owed_by != OwedBy.US or any(one in NEVER for one in kind.requirements):
        return ""
    return next((one for one in kind.requirements if may_be_departed_from(one)), "")


def open_duties_of_ours(duties: Iterable[Duty]) -> list[Duty]:
    """Those from which one may depart."""
    return [duty for duty in duties if duty.is_open and requirement_of(duty)]


def standing_departures(case: Case, requirement: str, subject: models.Model | None = None) -> QuerySet[Departure]:
    """Departures that hold for a step: those of the whole case, of the subject, and of the concern that the subject belongs to."""
    holds = Q(subject_id=None)
    if subject is not None:
        holds |= Q(subject_label=subject._meta.label_lower, subject_id=subject.pk)
        concern_id = getattr(subject, "concern_id", None)
        if concern_id:
            holds |= Q(subject_label="safeguarding.concern", subject_id=concern_id)
    return Departure.objects.filter(holds, case=case, requirement=requirement, withdrawn_at=None, ended_at=None).order_by("-decided_at")


def block(
    rule: str, message: str, *, case: Case, subject: models.Model | None = None, missing: Sequence[str] = (), field: str | None = None
) -> Departure | None:
    """Refuse a step that the policy forbids for now, unless a departure from ``rule`` stands for the case (and subject).

    Raises RuleRefused. Where a departure stands, it is noted that this step was taken under it, and the departure is given back.
    A prohibition from which nobody may depart (P22-2, P45-2 …) is raised as RuleRefused directly; where one comes here all the same,
    no departure lifts it.
    """
    if not may_be_departed_from(rule):
        raise RuleRefused(rule, message, missing=tuple(missing), field=field)
    departure = standing_departures(case, rule, subject).first()
    if departure is None:
        raise Blocked(rule, message, case=case, subject=subject, missing=tuple(missing), field=field)
    _note_use(departure, message, subject)
    return departure


def block_each(
    missing: Iterable[tuple[str, str]], message: str, *, case: Case, subject: models.Model | None = None, field: str | None = None
) -> None:
    """:func:`block` for several things that a step waits for, as (rule, what is missing): the first without a departure refuses it, and
    names all that is left. A departure from one rule leaves the others standing."""
    left = list(missing)
    while left:
        rule = left[0][0]
        block(rule, message, case=case, subject=subject, missing=[phrase for _, phrase in left], field=field)
        left = [one for one in left if one[0] != rule]


def _note_use(departure: Departure, message: str, subject: models.Model | None) -> None:
    context = acting.current()
    if context is None:  # a page that only asks whether the step is open
        return
    same = DepartureUse.objects.filter(departure=departure, used_at=context.now, subject_id=subject.pk if subject is not None else None)
    if not same.exists():
        DepartureUse.objects.create(
            departure=departure,
            step=message[:300],
            subject_label=subject._meta.label_lower if subject is not None else "",
            subject_id=subject.pk if subject is not None else None,
            used_at=context.now,
        )


register_carrier(
    ["P0-1"],
    Carrier("rule", "A departure needs an assessment, a reason and a discussion with a manager; statute and disclosure rules stand"),
)
