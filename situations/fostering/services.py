"""What is done about a privately fostered child (policy 38, 39). Each verb is one transaction; moments in UTC."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.cases.services.guards import must_work_on
from cafcass_cases.core.clock import from_london, london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.models import Referral
from referrals.services.assessments import open_16a_duties
from referrals.services.common import is_intention
from safeguarding.models import Concern
from safeguarding.services import guards

from .models import Arrangement
from .selectors import concerns_about, running_for


def _locked(arrangement: Arrangement) -> Arrangement:
    rows = Arrangement.objects.select_for_update(of=("self",)).select_related("case", "child", "carer", "concern__case", "authority")
    row = rows.get(pk=arrangement.pk)
    if row.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error.")
    return row


@service
def record_arrangement(
    *, case: Case, child: Person, relation: str, started_on: date, length: str, known_at: datetime, by: User, now: datetime,
    carer: Person | None = None, carer_name: str = "", told: str = "", concern: Concern | None = None,
) -> Arrangement:  # fmt: skip
    """A child lives with somebody who may be neither a parent nor a close relative: known since ``known_at`` (policy 38).

    Where 28 days are reached or expected the authority is to be notified at once, its clock running from when that was known; else
    from the 28th day, so that the duty stands there in time. A parent, a close relative or somebody with parental
    responsibility is recorded, and opens nothing.
    """
    must_work_on(case, by=by, now=now)
    guards.must_be_children_of(case.pk, [child])
    guards.must_not_be_later(known_at, now, "P38-1", "When it became known cannot be later than now.", "known_at")
    if relation not in Arrangement.Relation.values:
        raise RuleRefused("P38-1", "Choose how the carer is related to the child.", field="relation")
    if length not in Arrangement.Length.values:
        raise RuleRefused("P38-1", "Say whether it is expected to last 28 days or more.", field="length")
    if carer is None and not carer_name.strip():
        raise RuleRefused("P38-1", "Choose the carer, or enter the carer’s name.", field="carer")
    if carer is not None and (carer.case_id != case.pk or carer.is_child):
        raise RuleRefused("P38-1", "Choose an adult of this case.", field="carer")
    if started_on > london_date(now):
        raise RuleRefused("P38-1", "The child cannot have lived there since a day that is still to come.", field="started_on")
    if concern is not None and concern.case_id != case.pk:
        raise RuleRefused("P38-1", "Choose a concern of this case.", field="concern")
    row = Arrangement(
        case=case, child=child, carer=carer, carer_name="" if carer else carer_name.strip(), relation=relation, started_on=started_on, length=length,
        known_at=known_at, expected_at=known_at if length == Arrangement.Length.LONG else None, told=told, concern=concern,
        authority=home_authority(child, now),
    )  # fmt: skip
    row.save()
    if row.is_outside_family:
        open_duty(key="private-fostering-notify", case=case, subject=row, child=child, event_at=_aware_at(row), by=by, now=now)
        for one in concerns_about(child):
            open_because_of_concern(concern=one, child=child, by=by, now=now)
    return row


def _aware_at(row: Arrangement) -> datetime:
    """When it was known that 28 days are reached or expected: the earlier of the two, never before it was known at all."""
    reached = max(row.known_at, from_london(row.day_28, time(0)))
    return min(reached, row.expected_at) if row.expected_at else reached


@service
def expect_longer(*, arrangement: Arrangement, expected_at: datetime, by: User, now: datetime) -> Arrangement:
    """It is now expected to last 28 days or more: the notification is due sooner, from ``expected_at``."""
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    guards.must_not_be_later(expected_at, now, "P38-1", "When you learned it cannot be later than now.", "expected_at")
    before = _aware_at(row)
    row.length, row.expected_at = Arrangement.Length.LONG, expected_at
    row.save()
    if row.is_outside_family and not row.notified_at and _aware_at(row) < before:
        end_duties(
            subject=row,
            keys=["private-fostering-notify"],
            ending=Ending.NOT_NEEDED,
            at=now,
            by=by,
            now=now,
            note="Expected to last longer: due sooner",
        )
        open_duty(key="private-fostering-notify", case=row.case, subject=row, child=row.child, event_at=_aware_at(row), by=by, now=now)
    for one in concerns_about(row.child):
        open_because_of_concern(concern=one, child=row.child, by=by, now=now)
    return row


@service
def end_arrangement(*, arrangement: Arrangement, ended_on: date, ended_how: str, by: User, now: datetime) -> Arrangement:
    """The child lives there no more. A notification that was owed before the 28th day is no longer needed; one that was owed stays."""
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    if not row.started_on <= ended_on <= london_date(now):
        raise RuleRefused("time", "Enter a day since the child came that is not in the future.", field="ended_on")
    guards.must_be_written(ended_how, "P38-1", "Write where the child lives now.", "ended_how")
    row.ended_on, row.ended_how = ended_on, ended_how
    row.save()
    if ended_on < row.day_28 and row.expected_at is None:
        end_duties(
            subject=row,
            keys=["private-fostering-notify"],
            ending=Ending.NOT_NEEDED,
            at=now,
            by=by,
            now=now,
            note="It ended before the 28th day",
        )
    return row


@service
def record_details(
    *, arrangement: Arrangement, household: Sequence[Person], household_others: str, responsible: Sequence[Person], responsible_others: str, agreed: str,
    by: User, now: datetime,
) -> Arrangement:  # fmt: skip
    """Who lives in the household, who holds parental responsibility, and who of them agreed (policy 38)."""
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    if any(person.case_id != row.case_id for person in (*household, *responsible)):
        raise RuleRefused("P38-3", "Choose people of this case.")
    row.household, row.household_others = [person.pk for person in household], household_others
    row.responsible, row.responsible_others, row.agreed = [person.pk for person in responsible], responsible_others, agreed
    if row.missing:
        fields = {
            "household": not (row.household or household_others.strip()),
            "responsible": not (row.responsible or responsible_others.strip()),
        }
        field = next((name for name, empty in fields.items() if empty), "agreed")
        block(
            "P38-3", "The notification must say who lives there, who holds parental responsibility, and who agreed.",
            case=row.case, subject=row, missing=row.missing, field=field,
        )  # fmt: skip
    row.details_at = now
    row.document_id = None  # what is sent next is issued again
    row.save()
    return row


@service
def issue_notification(*, arrangement: Arrangement, by: User, now: datetime) -> Arrangement:
    """Freeze the notification as it will be sent. The confidentiality guard stands in front (DESIGN §8)."""
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    return _issue(row, by=by, now=now)


def _issue(row: Arrangement, *, by: Any, now: datetime) -> Arrangement:
    name = row.authority.name if row.authority else ""
    document = issue(kind="private-fostering-notification", subject=row, recipient=Recipient("local_authority", name), by=by, now=now)
    row.document_id = document.pk
    row.save()
    return row


@service
def notify_authority(
    *,
    arrangement: Arrangement,
    how: str,
    to: str,
    by: User,
    now: datetime,
    sent_at: datetime | None = None,
    authority: LocalAuthority | None = None,
) -> Arrangement:
    """The authority is notified, at ``sent_at`` (None: it goes now), and asked whether it knows of the arrangement and has assessed it.

    About to go, it is refused without the household, parental responsibility and who agreed (policy 38). What went without them
    is a fact and is saved; the duty then waits until they are sent.
    """
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    moment = now if sent_at is None else sent_at
    guards.must_not_be_later(moment, now, "P55-2", "When it was sent cannot be later than now.", "sent_at")
    guards.must_be_written(to, "P38-1", "Enter to whom it went.", "to")
    row.authority = authority or row.authority or home_authority(row.child, moment)
    if row.authority is None:
        raise RuleRefused("P38-1", "Choose the local authority in whose area the child lives.", field="authority")
    missing = row.missing
    if missing and is_intention(sent_at, now=now):
        block(
            "P38-3", "Record the household and who holds parental responsibility before you send it. If it has gone already, enter when.",
            case=row.case, subject=row, missing=missing,
        )  # fmt: skip
    if not missing and row.document_id is None and how != "telephone" and is_intention(sent_at, now=now):
        row = _issue(row, by=by, now=now)
    row.notified_at, row.notified_by, row.notified_how, row.notified_to, row.was_incomplete = moment, by, how, to, bool(missing)
    row.save()
    if not missing:
        discharge(key="private-fostering-notify", subject=row, child=row.child, at=moment, by=by, now=now)
    if not row.answered_at:
        open_duty(
            key="private-fostering-answer", case=row.case, subject=row, child=row.child, concern_id=row.concern_id, event_at=moment,
            detail=row.authority.name, by=by, now=now,
        )  # fmt: skip
    return row


@service
def record_answer(
    *, arrangement: Arrangement, answer: str, answered_at: datetime, answered_by: str, by: User, now: datetime, words: str = "",
    assessment_asked_at: datetime | None = None, assessment_words: str = "",
) -> Arrangement:  # fmt: skip
    """Whether the authority knows of the arrangement and has assessed it; where not, when it was asked to assess it (policy 38)."""
    row = _locked(arrangement)
    must_work_on(row.case, by=by, now=now)
    guards.must_not_be_later(answered_at, now, "P55-2", "When it answered cannot be later than now.", "answered_at")
    if row.notified_at is None:
        raise RuleRefused("P38-2", "Record first that the authority was notified.")
    if answer not in Arrangement.Answer.values:
        raise RuleRefused("P38-2", "Choose what the authority answered.", field="answer")
    if answer in (Arrangement.Answer.UNKNOWN, Arrangement.Answer.NOT_ASSESSED) and assessment_asked_at is None:
        raise RuleRefused("P38-2", "Ask the authority to assess the arrangement, and enter when you asked.", field="assessment_asked_at")
    guards.must_not_be_later(assessment_asked_at, now, "P55-2", "When you asked cannot be later than now.", "assessment_asked_at")
    row.answer, row.answer_words, row.answered_by, row.answered_at = answer, words, answered_by, answered_at
    row.assessment_asked_at, row.assessment_words = assessment_asked_at, assessment_words
    row.save()
    discharge(key="private-fostering-answer", subject=row, child=row.child, at=answered_at, by=by, now=now)
    return row


def open_because_of_concern(*, concern: Concern, child: Person, by: Any, now: datetime) -> None:
    """A concern about a privately fostered child who is subject of the proceedings: referral and 16A, besides the notification (policy 39).

    The clocks run from the concern, or from when the arrangement was known if that came later. A referral made before counts.
    """
    row = running_for(child, now)
    if row is None or child.role != "subject_child":
        return
    start = max(concern.clock_from, row.known_at)
    open_duty(
        key="private-fostering-referral",
        case=concern.case,
        subject=concern,
        concern_id=concern.pk,
        child=child,
        event_at=start,
        by=by,
        now=now,
    )
    open_16a_duties(concern=concern, children=[child], event_at=start, by=by, now=now)
    made = (
        Referral.objects.filter(concern=concern, children__child=child, withdrawn_at=None).exclude(made_at=None).order_by("made_at").first()
    )
    if made is not None and made.made_at is not None:
        discharge(key="private-fostering-referral", subject=concern, child=child, at=made.made_at, by=by, now=now)


def children_were_referred(*, referral: Referral, at: datetime, by: Any, now: datetime) -> None:
    """Somebody at the authority took the referral: done for each of its children."""
    for row in referral.children.select_related("child"):
        discharge(key="private-fostering-referral", subject=referral.concern, child=row.child, at=at, by=by, now=now)
