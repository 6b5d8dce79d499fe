"""A manager's decisions: contact with children, work, each strand, the regulators, and the end (framework 4.20, 4.22–4.25)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.services import issue_record
from cafcass_cases.duties.definitions import Local
from cafcass_cases.duties.reckoning import context_at
from cafcass_cases.duties.services import discharge, open_duty

from .. import rules
from ..models import Allegation, RegulatorNotice, Strand
from .guards import lock, must_be, must_have_happened, must_say
from .recording import regulators_of

State, Outcome, Moment = Strand.State, Strand.Outcome, RegulatorNotice.Moment


@service
def decide_contact(
    *, allegation: Allegation, contact: str, reasons: str, at: datetime, by: Any, now: datetime, work: str = ""
) -> Allegation:
    """A manager decides on the person's contact with children, and on suspension and work base, with reasons (framework 4.22, 4.24)."""
    rules.must_manage(by, allegation, now, "decide on contact with children")
    must_be(contact in Allegation.Contact.values, "F4.22-1", "Choose what is decided.", "contact")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    one.contact, one.contact_at, one.contact_by = contact, at, by or one.responsible
    one.contact_reasons = must_say(reasons, "F4.22-1", "Write your reasons.", "reasons")
    one.work = work.strip() or one.work
    one.save()
    discharge(key="allegation-contact", subject=one, at=at, by=by, now=now)
    return one


@service
def record_strand(*, strand: Strand, state: str, whose: str, at: datetime, by: Any, now: datetime) -> Strand:
    """A strand is open, or there is none, by ``whose`` decision. The others stay as they are (framework 4.22)."""
    rules.must_manage(by, strand.allegation, now, "record this")
    must_be(state in (State.OPEN, State.NONE, State.UNDECIDED), "F4.22-1", "Choose where it stands.", "state")
    must_have_happened(at, now, "at")
    row = lock(strand)
    row.state, row.started_at = state, at
    row.whose = must_say(whose, "F4.22-1", "Enter who conducts it, or who decided that there is none.", "whose")
    row.outcome, row.concluded_at = "", None
    row.save()
    _all_settled(row.allegation, by=by, now=now)
    return row


@service
def conclude_strand(*, strand: Strand, outcome: str, reasons: str, at: datetime, by: Any, now: datetime) -> Strand:
    """What a strand concluded, in the proper words, with reasons. One strand's outcome says nothing of another's (framework 4.23)."""
    rules.must_manage(by, strand.allegation, now, "record this")
    must_be(outcome in Outcome.values, "F4.22-1", "Choose the outcome.", "outcome")
    must_have_happened(at, now, "at")
    row = lock(strand)
    row.state, row.outcome, row.concluded_at = State.CONCLUDED, outcome, at
    row.reasons = must_say(reasons, "F4.22-1", "Write on what the outcome rests.", "reasons")
    row.save()
    _all_settled(row.allegation, by=by, now=now)
    return row


def _all_settled(one: Allegation, *, by: Any, now: datetime) -> None:
    """With the last strand the regulators are told again: a decision on each is owed (framework 4.25)."""
    if not all(strand.is_settled for strand in one.strands.all()):
        return
    for regulator in regulators_of(one):
        notice, made = RegulatorNotice.objects.get_or_create(allegation=one, regulator=regulator, moment=Moment.CONCLUDED)
        if made:
            open_duty(
                key="allegation-regulator",
                case=one.file,
                subject=notice,
                event_at=now,
                owner=one.responsible,
                detail=str(notice),
                by=by,
                now=now,
            )


@service
def decide_regulator(*, notice: RegulatorNotice, notify: bool, reasons: str, by: Any, now: datetime) -> RegulatorNotice:
    """Whether the regulator is told, with reasons. Where not, that is done; where they are, the notice is sent (framework 4.25)."""
    _must_decide(by, notice.allegation, now)
    must_be(notify is not None, "F4.20-1", "Choose yes or no.", "notify")
    row = lock(notice)
    must_be(row.sent_at is None, "F4.20-1", "This notice has been sent.")
    row.notify, row.reasons = notify, must_say(reasons, "F4.20-1", "Write your reasons.", "reasons")
    row.decided_by, row.decided_at = by or row.allegation.responsible, now
    row.save()
    if not notify:
        discharge(key="allegation-regulator", subject=row, at=now, by=by, now=now)
    return row


def _must_decide(by: Any, one: Allegation, now: datetime) -> None:
    """Managers named on the file; the director for staff, once they are let in, is one of them."""
    rules.must_manage(by, one, now, "decide on a regulator")


@service
def send_notice(*, notice: RegulatorNotice, at: datetime, by: User, now: datetime) -> RegulatorNotice:
    """The notice is made as a document and sent at ``at`` (UTC)."""
    _must_decide(by, notice.allegation, now)
    must_have_happened(at, now, "at")
    row = lock(notice)
    if not row.notify:
        raise RuleRefused("F4.20-1", "First decide that they are told, with reasons.")
    document = issue_record(kind="regulator-notice", subject=row, by=by, now=now)
    row.sent_at, row.document_id = at, document.pk
    row.save()
    discharge(key="allegation-regulator", subject=row, at=at, by=by, now=now)
    return row


def missing_before_closing(one: Allegation, strands: Iterable[Strand], notices: Iterable[RegulatorNotice]) -> list[tuple[str, str]]:
    """(requirement, what is still open)."""
    found, decided = [], {(notice.regulator, notice.moment): notice for notice in notices}
    for strand in strands:
        if not strand.is_settled:
            found.append(("F4.22-1", f"{strand.get_kind_display()}: {strand.get_state_display().lower()}"))
    for regulator in regulators_of(one):
        for moment in Moment.values:
            notice = decided.get((regulator, moment))
            if notice is None or notice.notify is None or (notice.notify and notice.sent_at is None):
                label = f"{RegulatorNotice.Regulator(regulator).label}, {Moment(moment).label.lower()}"
                found.append(("F4.20-1", f"Notice to a regulator: {label}"))
    if not (one.area_director_told_at and one.safeguarding_director_told_at):
        found.append(("F4.18-1", "Both directors told"))
    if one.refer is None or (one.refer and one.lado_sent_at is None):
        found.append(("F4.19-1", "The authority’s Designated Officer: told, or decided against"))
    if not one.contact:
        found.append(("F4.22-1", "The decision on contact with children"))
    return found


@service
def close_allegation(*, allegation: Allegation, by: Any, now: datetime) -> Allegation:
    """Every strand has its outcome, the regulators their second notice: the record is kept until a date (framework 4.20, 4.22).

    Raises RuleRefused naming what is open, citing the first.
    """
    rules.must_manage(by, allegation, now, "close it")
    one = lock(allegation)
    missing = missing_before_closing(one, one.strands.order_by("pk"), one.notices.all())
    if missing:
        raise RuleRefused(missing[0][0], "Something is still open.", missing=[words for _, words in missing])
    until = Local("ALLEGATION_KEPT").due(now, ctx=context_at(now))
    one.closed_at, one.keep_until = now, london_date(until) if until else None
    one.save()
    return one
