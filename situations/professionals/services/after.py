"""After the referral: what the LADO asks, directs and decides, and what the court is told (policy 49 to 51)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_manage, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty
from referrals.models import CourtUpdate
from referrals.services import tell_court
from sharing.services import record_incident
from situations.professionals.contents import are_words_agreed, digest
from situations.professionals.models import LadoReferral, LadoStep

from .common import locked_lado

Kind = LadoStep.Kind


def _step(lado: LadoReferral, kind: str, *, at: datetime, by: Any, now: datetime, field: str = "happened_at", **facts: Any) -> LadoStep:
    must_work_on(lado.professional.case, by=by, now=now)
    must_have_happened(at, now=now, field=field)
    row = LadoStep(lado=lado, kind=kind, happened_at=at, **facts)
    row.save()
    return row


def _must_be_sent(lado: LadoReferral) -> None:
    if not lado.sent_at:
        raise RuleRefused("P51-5", "Record first that the referral was sent.")


@service
def record_lado_follow_up(*, lado: LadoReferral, text: str, at: datetime, by: Any, now: datetime, who: str = "") -> LadoStep:
    """The authority or the LADO was asked what came of it (policy 51). It comes round again until the outcome is known."""
    lado = locked_lado(lado)
    _must_be_sent(lado)
    must_be_written(text, "P51-5", "Write what was asked, and what was answered.", "text")
    row = _step(lado, Kind.FOLLOW_UP, at=at, by=by, now=now, text=text.strip(), who=who)
    discharge(key="lado-follow-up", subject=lado, at=at, by=by, now=now)
    if not lado.outcome_at:
        about = lado.professional
        open_duty(key="lado-follow-up", case=about.case, subject=lado, concern_id=about.concern_id, event_at=at, by=by, now=now)
    return row


@service
def record_lado_outcome(*, lado: LadoReferral, text: str, at: datetime, by: Any, now: datetime, who: str = "") -> LadoStep:
    """What the authority decided. The decisions are its own (policy 50); the follow-up ends."""
    lado = locked_lado(lado)
    _must_be_sent(lado)
    must_be_written(text, "P51-5", "Write what was decided.", "text")
    row = _step(lado, Kind.OUTCOME, at=at, by=by, now=now, text=text.strip(), who=who)
    lado.outcome, lado.outcome_at = text.strip(), at
    lado.save()
    discharge(key="lado-follow-up", subject=lado, at=at, by=by, now=now)
    return row


@service
def record_lado_direction(
    *, lado: LadoReferral, text: str, may_share_with: Sequence[str], at: datetime, by: Any, now: datetime, who: str = ""
) -> LadoStep:
    """The LADO says what may be shared, and with whom: sharing is lifted so far and no further (policy 49).

    ``may_share_with``: kinds of recipient of :mod:`sharing`; empty: nothing may be shared.
    """
    lado = locked_lado(lado)
    must_be_written(text, "P49-5", "Write what the LADO said may be shared, in the LADO’s words.", "text")
    return _step(lado, Kind.DIRECTION, at=at, by=by, now=now, text=text.strip(), who=who, may_share_with=list(may_share_with))


@service
def record_lado_request(*, lado: LadoReferral, text: str, answer_by: date, at: datetime, by: Any, now: datetime, who: str = "") -> LadoStep:
    """The LADO asks for more, so as to be able to decide (policy 50). It is owed by the day that was agreed."""
    lado = locked_lado(lado)
    must_be_written(text, "P50-2", "Write what the LADO asks.", "text")
    row = _step(lado, Kind.REQUEST, at=at, by=by, now=now, text=text.strip(), who=who, answer_by=answer_by)
    about = lado.professional
    open_duty(
        key="lado-request", case=about.case, subject=row, concern_id=about.concern_id, event_at=at, agreed_on=answer_by, by=by, now=now
    )
    return row


@service
def answer_lado_request(*, request: LadoStep, answer: str, at: datetime, by: Any, now: datetime) -> LadoStep:
    """The LADO was answered, in writing or by telephone."""
    request = LadoStep.objects.select_for_update(of=("self",)).select_related("lado__professional__case").get(pk=request.pk)
    must_work_on(request.lado.professional.case, by=by, now=now)
    must_be_written(answer, "P50-2", "Write what you answered.", "answer")
    must_have_happened(at, now=now, field="answered_at")
    if not request.waits:
        raise RuleRefused("P50-2", "This was answered already.")
    request.answer, request.answered_at = answer.strip(), at
    request.save()
    discharge(key="lado-request", subject=request, at=at, by=by, now=now)
    return request


@service
def plan_lado_meeting(
    *, lado: LadoReferral, meeting_at: datetime, attend: bool, by: Any, now: datetime, text: str = "", at: datetime | None = None
) -> LadoStep:
    """An invitation to the LADO's meeting. Cafcass does not attend: it is the authority's own meeting (policy 50)."""
    lado = locked_lado(lado)
    about = lado.professional
    if attend:
        block(
            "P50-1", "Cafcass does not attend the LADO’s meeting: it is the local authority’s own. Send in writing what they need.",
            case=about.case, subject=lado, field="attend",
        )  # fmt: skip
    return _step(lado, Kind.MEETING_DECLINED, at=at or now, by=by, now=now, text=text.strip(), meeting_at=meeting_at)


@service
def record_lado_meeting_attended(*, lado: LadoReferral, text: str, at: datetime, by: Any, now: datetime) -> LadoStep:
    """Somebody was at the LADO's meeting. That is recorded, never refused, and a manager looks at it (policy 50, DESIGN §10.4)."""
    lado = locked_lado(lado)
    about = lado.professional
    must_be_written(text, "P50-1", "Write who attended, why, and what was said.", "text")
    row = _step(lado, Kind.MEETING_ATTENDED, at=at, by=by, now=now, text=text.strip(), meeting_at=at)
    record_incident(
        case=about.case, rule="P50-1", what=f"A LADO meeting was attended. {text.strip()}", happened_at=at, by=by, now=now,
        concern=about.concern, subject=lado,
    )  # fmt: skip
    return row


@service
def write_court_words(*, lado: LadoReferral, words: str, by: Any, now: datetime, version: int | None = None) -> LadoReferral:
    """What the court will be told: no more than it needs. A manager is asked to agree the wording (policy 51)."""
    lado = locked_lado(lado)
    lado.expect_version(version)
    about = lado.professional
    must_work_on(about.case, by=by, now=now)
    must_be_written(words, "P51-6", "Write what the court is told.", "words")
    lado.court_words, lado.court_words_by = words.strip(), by
    lado.save()
    if not are_words_agreed(lado):
        open_duty(key="lado-court-words", case=about.case, subject=lado, concern_id=about.concern_id, event_at=now, by=by, now=now)
    return lado


@service
def agree_court_words(*, lado: LadoReferral, at: datetime, by: Any, now: datetime, version: int | None = None) -> LadoReferral:
    """A manager of the case agrees these words. Another word needs it again; nobody agrees to their own."""
    lado = locked_lado(lado)
    lado.expect_version(version)
    must_manage(lado.professional.case, by=by, now=now)
    must_be_written(lado.court_words, "P51-6", "Nothing is written for the court yet.", "words")
    if lado.court_words_by_id == by.pk:
        raise RuleRefused("P51-6", "You wrote this, so another manager agrees it.")
    must_have_happened(at, now=now, field="agreed_at")
    lado.court_digest, lado.court_agreed_at, lado.court_agreed_by = digest(lado.court_words), at, by
    lado.save()
    discharge(key="lado-court-words", subject=lado, at=at, by=by, now=now)
    return lado


@service
def tell_court_of_lado(
    *, lado: LadoReferral, told_at: datetime, how: str, by: Any, now: datetime, lateness_reason: str = ""
) -> CourtUpdate:
    """The court was made aware, at ``told_at`` (UTC), in the words that were agreed (policy 51).

    About to be told, it is refused in words that no manager agreed; what was already said is saved, as an incident.
    """
    lado = locked_lado(lado)
    about = lado.professional
    must_work_on(about.case, by=by, now=now)
    must_have_happened(told_at, now=now, field="told_at")
    must_be_written(lado.court_words, "P51-6", "Write first what the court is told: no more than it needs.", "words")
    agreed = are_words_agreed(lado)
    if not agreed and told_at > now - timedelta(minutes=1):
        block(
            "P51-6", "Your manager agrees the wording first: the court is told no more than it needs.", case=about.case, subject=lado,
            missing=["The manager’s agreement to these words"],
        )  # fmt: skip
    update = tell_court(
        concern=about.concern, told_at=told_at, how=how, text=lado.court_words, by=by, now=now, lateness_reason=lateness_reason
    )
    lado.court_told_at = told_at
    lado.save()
    discharge(key="lado-court-told", subject=lado, at=told_at, by=by, now=now, lateness_reason=lateness_reason)
    if not (agreed and lado.court_agreed_at and lado.court_agreed_at <= told_at):
        record_incident(
            case=about.case, rule="P51-6", what="The court was told of the LADO referral in words that no manager had agreed.",
            happened_at=told_at, by=by, now=now, concern=about.concern, subject=lado,
        )  # fmt: skip
    return update
