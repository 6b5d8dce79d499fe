"""After the court was advised: its answer, the letter to the authority, the authority's report (policy 34, 35)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import LocalAuthority, Order
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.cases.services import record_order
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.services.common import catch_up, is_intention
from situations.section37.documents import LETTER_DOCUMENT
from situations.section37.duties import BEFORE_KEYS
from situations.section37.models import Advice, Conclusion

from .common import locked


@service
def record_answer(
    *,
    advice: Advice,
    answer: str,
    known_at: datetime,
    by: Any,
    now: datetime,
    reason: str = "",
    made_on: date | None = None,
    terms: str = "",
    report_due_on: date | None = None,
    authority: LocalAuthority | None = None,
    order: Order | None = None,
) -> Advice:
    """What the court decided, known to us at ``known_at`` (UTC): the authority is directed to investigate, or not (policy 34).

    Directed, the day of the order and of the authority's report are needed; the order goes on the case's record (``order``:
    where it stands there already), confirming it to the authority becomes ours to do, the report the authority's. The court's
    decision is a fact, whatever was or was not done before it.
    """
    advice = locked(advice, by=by, now=now)
    must_have_happened(known_at, now=now, field="known_at")
    if advice.answer:
        raise RuleRefused("section37-answered", "The court’s answer is recorded already.")
    advice.answer, advice.answer_reason = answer, reason
    advice.happened("answered_at", known_at, now)
    if answer == Advice.Answer.DIRECTED:
        _direct(advice, made_on, terms, report_due_on, authority, order, by=by, now=now)
    else:
        must_be_written(reason, "P34-1", "Write the court’s reasons, or that it gave none.", "reason")
    advice.save()
    catch_up(advice, at=known_at, now=now)
    note = advice.get_answer_display()
    end_duties(subject=advice, keys=BEFORE_KEYS, ending=Ending.NOT_NEEDED, at=known_at, by=by, now=now, note=note)
    if answer == Advice.Answer.DIRECTED:
        owed = {"case": advice.case, "subject": advice, "concern_id": advice.concern_id, "event_at": known_at, "by": by, "now": now}
        name = advice.authority.name if advice.authority else ""
        open_duty(key="s37-confirm", detail=name, **owed)
        open_duty(key="s37-report", detail=name, agreed_on=report_due_on, **owed)
    return advice


def _direct(
    advice: Advice, made_on: date | None, terms: str, report_due_on: date | None, authority: LocalAuthority | None, order: Order | None,
    *, by: Any, now: datetime,
) -> None:  # fmt: skip
    missing = []
    if made_on is None and order is None:
        missing.append(("made_on", "The day of the order"))
    if report_due_on is None:
        missing.append(("report_due_on", "The day by which the authority reports"))
    if missing:
        raise RuleRefused(
            "P34-1", "Enter when the order was made, and by when the authority reports.", missing=[words for _, words in missing],
            field=missing[0][0],
        )  # fmt: skip
    advice.authority = authority or advice.authority
    if advice.authority is None:
        raise RuleRefused("P34-1", "Choose the local authority that the court directed.", field="authority")
    advice.order = order or record_order(
        case=advice.case, kind="Section 37 direction: the local authority is to investigate", made_on=made_on, terms=terms, by=by, now=now
    )
    advice.report_due_on = report_due_on


@service
def write_letter(*, advice: Advice, timescales: str, by: Any, now: datetime, agreed_with: str = "") -> Advice:
    """Make the letter that confirms the order and the agreed timescales to the authority, behind the guard (policy 34)."""
    advice = locked(advice, by=by, now=now)
    _must_be_directed(advice)
    advice.timescales, advice.agreed_with = timescales, agreed_with
    advice.save()
    before = IssuedDocument.objects.filter(
        subject_label=LETTER_DOCUMENT.subject_label, subject_id=advice.pk, kind=LETTER_DOCUMENT.key, superseded_by=None
    ).first()
    document = issue(
        kind=LETTER_DOCUMENT.key, subject=advice, recipient=LETTER_DOCUMENT.recipient(advice), by=by, now=now, supersedes=before
    )
    advice.letter_id = document.pk
    advice.save()
    return advice


@service
def confirm_order(
    *, advice: Advice, sent_at: datetime, how: str, to: str, by: Any, now: datetime, timescales: str = "", lateness_reason: str = ""
) -> Advice:
    """The order and the agreed timescales were confirmed to the authority in writing at ``sent_at`` (UTC) (policy 34).

    About to be sent, the letter must be made first. What was sent already is recorded, with the timescales it gave.
    """
    advice = locked(advice, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    _must_be_directed(advice)
    if advice.letter_id is None and is_intention(sent_at, now=now):
        raise RuleRefused("P34-2", "Make the letter first. If it was sent already, enter when.", field="sent_at")
    advice.timescales = timescales or advice.timescales
    must_be_written(advice.timescales, "P34-2", "Write the timescales that were agreed.", "timescales")
    advice.confirmed_by, advice.confirmed_how, advice.confirmed_to = by, how, to
    advice.happened("confirmed_at", sent_at, now)
    advice.save()
    discharge(key="s37-confirm", subject=advice, at=sent_at, by=by, now=now, lateness_reason=lateness_reason)
    return advice


@dataclass(frozen=True, kw_only=True)
class ConclusionFacts:
    """What the report says of one child. "" and None: it does not say."""

    application: str = ""
    services: bool | None = None
    services_detail: str = ""
    other_action: bool | None = None
    other_detail: str = ""


@service
def record_report(
    *, advice: Advice, received_at: datetime, children: Mapping[UUID, ConclusionFacts], by: Any, now: datetime, note: str = ""
) -> Advice:
    """The authority's report came at ``received_at`` (UTC). For each child: does it apply for a care or supervision order, must it
    give services, does it take other action (policy 35)? While one is not answered for a child, the report stays owed."""
    advice = locked(advice, by=by, now=now)
    must_have_happened(received_at, now=now, field="received_at")
    _must_be_directed(advice)
    advice.report_note = note
    advice.happened("reported_at", received_at, now)
    advice.save()
    for child in subject_children(advice.case):
        facts = children.get(child.pk, ConclusionFacts())
        row = advice.conclusions.filter(child=child).first() or Conclusion(advice=advice, child=child)
        row.application, row.services, row.services_detail = facts.application, facts.services, facts.services_detail
        row.other_action, row.other_detail = facts.other_action, facts.other_detail
        row.save()
    if advice.is_reported:
        discharge(key="s37-report", subject=advice, at=received_at, by=by, now=now)
    return advice


def _must_be_directed(advice: Advice) -> None:
    if advice.answer != Advice.Answer.DIRECTED:
        raise RuleRefused("P34-1", "Record first that the court directed the authority to investigate.")
