"""The written referral: drafted, issued, sent the same day, and copied to the manager (policy 12, framework 2.102 to 2.108)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.selectors import manager_of_case
from cafcass_cases.core.clock import end_of_day, london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.departures import block, block_each
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.contents import marac_is_due, prefilled_referral, written_missing
from referrals.events import WrittenReferralSent
from referrals.models import Referral, WrittenReferral
from referrals.selectors import parents_unanswered

from .common import catch_up, has_duty, is_intention, locked, must_have_happened, must_work_on, open_duties
from .parents import must_have_answers

ENDED = ("complete", "closed")
"""Stages in which the proceedings are over."""


def draft_of(referral: Referral) -> WrittenReferral | None:
    """The written referral that is not yet sent, if one was begun."""
    return referral.writings.filter(sent_at=None, withdrawn_at=None).order_by("-number").first()


def last_sent(referral: Referral) -> WrittenReferral | None:
    """The written referral that went last, if one did."""
    return referral.writings.filter(withdrawn_at=None).exclude(sent_at=None).order_by("-number").first()


FOLLOWING = ("parents_know", "permission")
"""Sections that follow the record until somebody writes over them: parents are often told after the writing was begun."""


def _begin(referral: Referral, now: datetime) -> WrittenReferral:
    number = referral.writings.count() + 1
    content = prefilled_referral(referral, now)
    if before := last_sent(referral):  # what was typed once is not typed again
        content |= {key: words for key, words in before.content.items() if key in content and not content[key]}
    content["as_recorded"] = {key: content[key] for key in FOLLOWING}
    return WrittenReferral(referral=referral, number=number, content=content)


def _follow_record(writing: WrittenReferral, referral: Referral, now: datetime) -> None:
    fresh, before = prefilled_referral(referral, now), writing.content.get("as_recorded", {})
    for key in FOLLOWING:
        if writing.content.get(key, "") == before.get(key, ""):
            writing.content[key] = fresh[key]
    writing.content["as_recorded"] = {key: fresh[key] for key in FOLLOWING}


@service
def write_referral(*, referral: Referral, content: dict[str, Any], by: Any, now: datetime, version: int | None = None) -> WrittenReferral:
    """Save the contents. What was written before stays where a section is left out; an issued document is not touched."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    writing = draft_of(referral)
    if writing is None:
        writing = _begin(referral, now)
    else:
        writing.expect_version(version)
    writing.content = {**writing.content, **content}
    writing.document_id = None  # what was issued stays issued; what is sent next is issued again
    writing.save()
    return writing


@service
def issue_written_referral(*, referral: Referral, by: Any, now: datetime) -> WrittenReferral:
    """Freeze the document as it will be sent. The confidentiality guard stands in front (DESIGN §8)."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    writing = draft_of(referral) or _begin(referral, now)
    if writing._state.adding:
        writing.save()
    return _issue(writing, referral, by=by, now=now)


def _issue(writing: WrittenReferral, referral: Referral, *, by: Any, now: datetime) -> WrittenReferral:
    _follow_record(writing, referral, now)
    writing.content["marac_asked"] = marac_is_due(referral, writing.content)
    writing.save()
    document = issue(
        kind=referral.document_kind, subject=writing, recipient=Recipient("local_authority", referral.authority.name), by=by, now=now
    )
    writing.document_id = document.pk
    writing.save()
    return writing


@service
def record_written_referral(
    *,
    referral: Referral,
    by: Any,
    now: datetime,
    sent_at: datetime | None = None,
    method: str = "email",
    sent_to: str = "",
    content: dict[str, Any] | None = None,
    must_go_now: str = "",
    copied_to_social_worker: bool | None = None,
    lateness_reason: str = "",
) -> WrittenReferral:
    """Mark the written referral sent, at ``sent_at`` (None or this minute: it is about to go).

    About to go, it is refused without a call or a logged attempt (policy 12), without consent for early help (policy 15),
    and, unless the referral is urgent or ``must_go_now`` says why, without evidence, analysis or the parents' answers. What
    has already gone is never refused: it is stored, waits for the call to be entered where none is, and its time judges.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    intention = is_intention(sent_at, now=now)
    moment = now if sent_at is None else sent_at
    must_have_happened(moment, now=now, field="sent_at")
    if must_go_now and not referral.is_urgent:
        referral.is_urgent, referral.urgent_reason = True, must_go_now
        referral.save()
    writing = draft_of(referral) or _begin(referral, now)
    if content:
        writing.content = {**writing.content, **content}
        writing.document_id = None
    if writing.document_id is None:
        _follow_record(writing, referral, now)
    missing = written_missing(referral, writing.content)
    if intention:
        _refuse_intention(referral, missing)
    late = bool(referral.made_at and moment > end_of_day(london_date(referral.made_at)))
    writing.missing = [gap.text for gap in missing]
    if writing._state.adding:
        writing.save()
    if intention and writing.document_id is None:
        _issue(writing, referral, by=by, now=now)
    writing.sent_at, writing.sent_by, writing.method, writing.sent_to = moment, by, method, sent_to
    writing.copied_to_social_worker = copied_to_social_worker
    writing.lateness_reason = lateness_reason if late or not referral.made_at else ""
    writing.is_held = True
    writing.save()
    catch_up(referral, at=moment, now=now)
    take_effect(referral, by=by, now=now)
    if parents_unanswered(referral):
        open_duty(
            key="parents-informed", case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=moment,
            by=by, now=now, detail=referral.authority.name,
        )  # fmt: skip
    writing.refresh_from_db()
    return writing


def _refuse_intention(referral: Referral, missing: list[Any]) -> None:
    if not referral.calls.filter(withdrawn_at=None).exists():
        block(
            "P12-3",
            "Ring the authority first, and record the call or the attempt. If this has already been sent, enter when it was sent.",
            case=referral.case,
            subject=referral,
            missing=["A telephone call, or a failed attempt"],
            field="sent_at",
        )
    if referral.is_early_help and not referral.consent_at:
        raise RuleRefused(
            "P15-4",
            "A parent or carer must consent to an early help referral. Record the consent, or change it to a safety referral.",
            missing=["Consent of a parent or carer"],
        )
    if referral.is_early_help:
        _refuse_without_the_others(referral)
    if not referral.is_urgent:
        block_each(
            [(gap.rule, gap.text) for gap in missing if gap.blocks],
            "Complete the written referral before you send it. If it must go now, say so and why.", case=referral.case, subject=referral,
        )  # fmt: skip
        must_have_answers(referral)


def _refuse_without_the_others(referral: Referral) -> None:
    """A referral for help, and not for safety, needs the children and the court as well (framework 2.63, policy 20)."""
    if not referral.consent_children.strip():
        block(
            "F2.63-4", "Record what each child says of this referral, or why a child was not asked.", case=referral.case, subject=referral,
            missing=["The children’s consent"],
        )  # fmt: skip
    if referral.case.stage not in ENDED and not referral.consent_court.strip():
        block(
            "F2.63-2", "Proceedings are running: record the court’s permission, with the judge and the date, or make it a safety referral.",
            case=referral.case, subject=referral, missing=["The court’s permission"],
        )  # fmt: skip


def take_effect(referral: Referral, *, by: Any, now: datetime) -> None:
    """Let sent writing count as soon as a call, or an attempt before it, is on the record; its own time judges (DESIGN §4)."""
    calls = list(referral.calls.filter(withdrawn_at=None).order_by("called_at"))
    made = [call for call in calls if call.is_reached]
    for writing in referral.writings.filter(withdrawn_at=None).exclude(sent_at=None).order_by("sent_at"):
        rung_before = any(call.called_at <= writing.sent_at for call in calls)
        if writing.is_held and (rung_before or made):
            writing.is_held, writing.before_any_call = False, not rung_before
            writing.save()
            _sent(referral, writing, by=by, now=now)
        if not writing.is_held and open_duties("written-referral", referral):
            discharge(
                key="written-referral", subject=referral, at=writing.sent_at, by=by, now=now,
                lateness_reason=writing.lateness_reason, note="The written referral was sent",
            )  # fmt: skip


def _sent(referral: Referral, writing: WrittenReferral, *, by: Any, now: datetime) -> None:
    publish(WrittenReferralSent(referral_id=referral.pk, concern_id=referral.concern_id, at=writing.sent_at, by=by, now=now))
    if not has_duty("manager-copy", writing):
        open_duty(
            key="manager-copy", case=referral.case, subject=writing, concern_id=referral.concern_id, event_at=writing.sent_at,
            by=by, now=now, detail=referral.authority.name,
        )  # fmt: skip
    if writing.copy_given_at:
        discharge(key="manager-copy", subject=writing, at=writing.copy_given_at, by=by, now=now)
    _marac(referral, writing, by=by, now=now)


def _marac(referral: Referral, writing: WrittenReferral, *, by: Any, now: datetime) -> None:
    """What has gone asks for the MARAC: its answer is awaited. What was made before the manager agreed does not: that is owed."""
    if referral.marac_requested_at:
        return
    if not marac_is_due(referral, writing.content):
        end_duties(
            keys="marac-request", subject=referral, ending=Ending.NOT_NEEDED, at=writing.sent_at, by=by, now=now,
            note="The authority says that a MARAC is open already",
        )  # fmt: skip
    elif writing.document_id and not writing.content.get("marac_asked"):
        owe_marac_request(referral, at=writing.sent_at, by=by, now=now)
    else:
        referral.marac_requested_at = writing.sent_at
        referral.save()
        discharge(key="marac-request", subject=referral, at=writing.sent_at, by=by, now=now)
        open_duty(
            key="marac-answer", case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=writing.sent_at,
            by=by, now=now, detail=referral.authority.name,
        )  # fmt: skip


def owe_marac_request(referral: Referral, *, at: datetime, by: Any, now: datetime) -> None:
    """A manager agreed, at ``at``, that a MARAC should be considered. Where the writing has gone without it, a further one is owed
    (policy 24); one that was made and has not gone is made again."""
    sent = last_sent(referral)
    if referral.marac_requested_at or not marac_is_due(referral, sent.content if sent else {}):
        return
    for writing in referral.writings.filter(sent_at=None, withdrawn_at=None).exclude(document_id=None):
        writing.document_id = None
        writing.save()
    if sent and not open_duties("marac-request", referral):
        open_duty(
            key="marac-request", case=referral.case, subject=referral, concern_id=referral.concern_id, event_at=max(at, sent.sent_at),
            by=by, now=now, detail=referral.authority.name,
        )  # fmt: skip


@service
def give_manager_copy(
    *, writing: WrittenReferral, given_at: datetime, by: Any, now: datetime, given_to: Any = None, lateness_reason: str = ""
) -> WrittenReferral:
    """The manager was given a copy of the written referral (framework 2.108)."""
    referral = locked(writing.referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(given_at, now=now, field="given_at")
    if not writing.is_sent:
        raise RuleRefused("F2.108-1", "Record that the referral was sent before you record the manager's copy.")
    writing.copy_given_at, writing.copy_given_by = given_at, by
    writing.copy_given_to = given_to or manager_of_case(referral.case, given_at)
    writing.save()
    catch_up(writing, at=given_at, now=now)
    discharge(key="manager-copy", subject=writing, at=given_at, by=by, now=now, lateness_reason=lateness_reason)
    return writing


@service
def record_marac_answer(*, referral: Referral, answer: str, answered_at: datetime, by: Any, now: datetime) -> Referral:
    """The authority told us whether it referred to the MARAC (policy 24)."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(answered_at, now=now, field="answered_at")
    referral.marac_answer, referral.marac_answered_at = answer, answered_at
    referral.save()
    catch_up(referral, at=answered_at, now=now)
    discharge(key="marac-answer", subject=referral, at=answered_at, by=by, now=now)
    return referral
