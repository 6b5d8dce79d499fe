"""Opening the ledger of a case, and keeping it in step with the record. Moments in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty

from ..facts import facts_of
from ..models import STANDARD, Check, CheckStep, Kind
from ..needs import Need, needed
from .common import OPEN_TO_ASK, State, lock_checks, move, must_judge, must_keep, must_say, note

What = CheckStep.What
BY_HAND = (Kind.EXTENDED, Kind.INTERNATIONAL, Kind.ENQUIRY)
"""What somebody adds: the record alone neither asks for it nor takes it away."""
SOURCES = (Kind.OWN_RECORDS, Kind.COURT_FORMS, Kind.OTHER_PROCEEDINGS)
BODIES = {
    "health": "Health",
    "domestic_abuse": "Domestic abuse service",
    "adult_services": "Adult services",
    "probation": "Probation",
}


def lock_case(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


@service
def open_checks(*, case: Case, by: Any, now: datetime, received_at: datetime | None = None) -> list[Check]:
    """Open the ledger: write the checks that follow from the application, the parties, their names and five years of addresses.

    The clocks run from ``received_at`` (the application's receipt; else the case's). Opening twice brings it up to date.
    """
    must_keep(case, by, now)
    case = lock_case(case)
    first = not Check.objects.filter(case=case).exists()
    made = _bring_up_to_date(case, by=by, now=now)
    if first:
        _open_first_duties(case, received_at or case.received_at, by, now)
    return made


def _open_first_duties(case: Case, at: datetime, by: Any, now: datetime) -> None:
    common = {"case": case, "subject": case, "event_at": at, "by": by, "now": now}
    kinds = set(Check.objects.filter(case=case).values_list("kind", flat=True))
    if kinds & set(STANDARD):
        open_duty(key="checks-requested", **common)
    if kinds & {Kind.COURT_FORMS, Kind.OTHER_PROCEEDINGS, Kind.OWN_RECORDS}:
        open_duty(key="screening-sources-read", **common)
    if case.law == "public":
        open_duty(key="public-checks-confirmed", **common)
        open_duty(key="enquiries-made", **common)


@service
def refresh_checks(*, case: Case, by: Any, now: datetime) -> list[Check]:
    """The record changed: new needs join the ledger, and what no longer follows leaves it. Nothing where no ledger is open.

    A new name or address of somebody already checked is a repeat that is proposed, and may be dismissed with a reason
    (framework 2.17); what was searched already is not proposed again.
    """
    case = lock_case(case)
    if not Check.objects.filter(case=case).exists():
        return []
    return _bring_up_to_date(case, by=by, now=now)


def key_of(check: Check) -> tuple[Any, ...]:
    return Need(check.kind, check.person_id, check.name, check.authority_id).key


def _bring_up_to_date(case: Case, *, by: Any, now: datetime) -> list[Check]:
    rows = list(Check.objects.select_for_update(of=("self",)).filter(case=case, withdrawn_at=None).select_related("person"))
    wanted = needed(facts_of(case, now))
    by_key = {key_of(row): row for row in rows}
    asked_before = {row.person_id for row in rows if row.kind in STANDARD and row.requested_at}
    made = []
    for need in wanted:
        known = by_key.get(need.key)
        if known is not None:
            _again(known, need, now)
            continue
        repeats = need.kind in STANDARD and need.person in asked_before
        made.append(_write(case, need, repeats=repeats, by=by, now=now))
    keys = {need.key for need in wanted}
    for key, row in by_key.items():
        if key not in keys and row.kind not in BY_HAND and row.state in (*OPEN_TO_ASK, State.PROPOSED):
            row.rationale = row.rationale or "It no longer follows from the record."
            move(row, State.DROPPED, What.DROPPED, at=now, by=by, words=row.rationale)
    if any(check.state == State.PROPOSED for check in made):
        open_duty(key="recheck-decided", case=case, subject=case, event_at=now, by=by, now=now)
    decisions = {Kind.POLICE_2_DECISION: "police-2-decided", Kind.JUDGEMENT: "further-checks-judged"}
    for kind, key in decisions.items():
        if any(check.kind == kind for check in made):
            open_duty(key=key, case=case, subject=case, event_at=now, by=by, now=now)
    settle(case, at=now, by=by, now=now)
    return made


def _again(row: Check, need: Need, now: datetime) -> None:
    """What was dropped because it no longer followed is needed again when it follows again."""
    if row.state == State.DROPPED and row.rationale == "It no longer follows from the record.":
        row.rationale = ""
        move(row, State.NEEDED, What.NEEDED, at=now, by=None)
    if row.is_place_confidential != need.is_place_confidential:
        row.is_place_confidential = need.is_place_confidential
        row.save()


def _write(case: Case, need: Need, *, repeats: bool, by: Any, now: datetime) -> Check:
    state = State.PROPOSED if repeats else State.NEEDED
    check = Check(
        case=case, person_id=need.person, kind=need.kind, name=need.name, authority_id=need.authority, why=need.why,
        is_place_confidential=need.is_place_confidential, is_repeat=repeats, state=state, needed_at=now,
        needs_consent=need.consent,
    )  # fmt: skip
    check.save()
    note(check, What.PROPOSED if repeats else What.NEEDED, at=now, by=by, words=need.why)
    return check


def settle(case: Case, *, at: datetime, by: Any, now: datetime) -> None:
    """End the duties of the case that ask for several checks at once, when the last of them is done at ``at``."""
    rows = list(Check.objects.filter(case=case, withdrawn_at=None))

    def none_open(kinds: Sequence[str], *, states: Sequence[str] | None = None) -> bool:
        return not any(row.kind in kinds and (row.state in states if states else row.is_open) for row in rows)

    def done(key: str) -> None:
        discharge(key=key, subject=case, at=at, by=by, now=now)

    if none_open(STANDARD, states=OPEN_TO_ASK):
        done("checks-requested")
    if none_open(SOURCES):
        done("screening-sources-read")
    if none_open((Kind.POLICE_2_DECISION,)):
        done("police-2-decided")
    if none_open((Kind.JUDGEMENT,)):
        done("further-checks-judged")
    if none_open(tuple(Kind.values), states=(State.PROPOSED,)):
        done("recheck-decided")
    if none_open((Kind.CONFIRMATION,)):
        done("public-checks-confirmed")
    if any(row.kind == Kind.ENQUIRY and row.state != State.DROPPED for row in rows):
        done("enquiries-made")


@service
def accept_checks(*, case: Case, checks: Sequence[Check], by: Any, now: datetime) -> list[Check]:
    """Proposed repeats are to be made."""
    must_keep(case, by, now)
    rows = lock_checks(checks, case)
    for row in rows:
        if row.state == State.PROPOSED:
            move(row, State.NEEDED, What.NEEDED, at=now, by=by)
    settle(case, at=now, by=by, now=now)
    return rows


@service
def drop_checks(*, case: Case, checks: Sequence[Check], reason: str, by: Any, now: datetime) -> list[Check]:
    """These checks are not made, for a reason. What was answered already stays. Raises RuleRefused F2.17-1 without a reason."""
    must_judge(case, by, now)
    reason = must_say(reason, "F2.17-1", "Write why it is not made.", "reason")
    rows = lock_checks(checks, case)
    for row in rows:
        if row.state in (State.RECEIVED, State.REVIEWED):
            raise RuleRefused("check-state", "An answer came, so it is reviewed and not left out.", field="checks")
        if row.kind in (Kind.POLICE_2_DECISION, Kind.JUDGEMENT):
            raise RuleRefused("P58-3", "Decide it, with reasons: yes or no.", field="checks")
        row.rationale = reason
        move(row, State.DROPPED, What.DROPPED, at=now, by=by, words=reason)
        end_duties(subject=row, ending=Ending.NOT_REQUIRED, at=now, by=by, now=now, note=reason)
    settle(case, at=now, by=by, now=now)
    return rows


@service
def add_extended_checks(
    *, case: Case, person: Person, bodies: Sequence[str], reason: str, by: Any, now: datetime, other: str = ""
) -> list[Check]:
    """More than the core checks: health, a domestic abuse service, adult services, probation or another body (framework 3.70).

    Each needs a reason, and consent first. Raises RuleRefused F3.70-1 without a reason or a body.
    """
    must_judge(case, by, now)
    reason = must_say(reason, "F3.70-1", "Write why this is needed, and why the core checks are not enough.", "reason")
    names = [BODIES[body] for body in bodies if body in BODIES] + ([other.strip()] if other.strip() else [])
    if not names:
        raise RuleRefused("F3.70-1", "Choose whom to ask.", field="bodies")
    return [_add(case, Kind.EXTENDED, person, name, reason, by, now) for name in names]


def _add(
    case: Case,
    kind: str,
    person: Person | None,
    name: str,
    why: str,
    by: Any,
    now: datetime,
    *,
    consent: bool = True,
    authority: Any = None,
) -> Check:
    found = Check.objects.filter(
        case=case, kind=kind, person=person, name__iexact=name, authority=authority, withdrawn_at=None
    ).exclude(state=State.DROPPED).first()  # fmt: skip
    if found:
        return found
    check = Check(
        case=case, person=person, kind=kind, name=name, why=why[:300], needed_at=now, needs_consent=consent, authority=authority,
        rationale=why,
    )  # fmt: skip
    check.save()
    note(check, What.NEEDED, at=now, by=by, words=why)
    return check


@service
def add_enquiry(*, case: Case, source: str, asked_at: datetime, about: str, by: Any, now: datetime) -> Check:
    """Somebody who may know something of the child was asked (policy 56); record the answer as of any check."""
    must_judge(case, by, now)
    source = must_say(source, "P56-1", "Enter whom you asked.", "source")
    check = _add(case, Kind.ENQUIRY, None, source, about, by, now, consent=False)
    if check.state == State.NEEDED:
        check.requested_at = asked_at
        move(check, State.REQUESTED, What.REQUESTED, at=asked_at, by=by, words=about)
    discharge(key="enquiries-made", subject=case, at=asked_at, by=by, now=now)
    return check


TRIGGERS = {
    "pnc": "The national police computer points to a force abroad",
    "belief": "There is reason to believe that a force outside England holds information",
}


@service
def add_international_check(
    *, case: Case, person: Person, country: str, trigger: str, reason: str, guidance_read: bool, by: Any, now: datetime
) -> Check:
    """A police check abroad, where one of the two triggers of policy 60 holds and the guidance was consulted."""
    must_judge(case, by, now)
    country = must_say(country, "P60-1", "Enter the country.", "country")
    if trigger not in TRIGGERS:
        raise RuleRefused("P60-1", "Choose what points to information abroad.", field="trigger")
    if not guidance_read:
        raise RuleRefused("P60-2", "Consult the police checks guidance first.", field="guidance_read")
    reason = must_say(reason, "P60-1", "Write what points to it.", "reason")
    is_party = person.role in ("applicant", "respondent")
    return _add(case, Kind.INTERNATIONAL, person, country, f"{TRIGGERS[trigger]}: {reason}", by, now, consent=not is_party)


__all__ = [
    "BODIES", "SOURCES", "TRIGGERS", "accept_checks", "add_enquiry", "add_extended_checks", "add_international_check",
    "drop_checks", "lock_case", "open_checks", "refresh_checks", "settle",
]  # fmt: skip
