"""The referral that includes the LADO, in its order: supervision, the manager's approval, telling the individual, sending (policy 51)."""

from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_manage, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue, refuse_what_blocks
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty
from referrals.models import Referral, WrittenReferral
from sharing.services import record_incident
from situations.professionals.contents import content_missing, digest, is_approved, is_told_or_unsafe, is_unsafe_agreed, paragraphs
from situations.professionals.models import LadoReferral

from .common import locked_lado

Told = LadoReferral.Told
THIS_MINUTE = timedelta(minutes=1)


def supervision_held(lado: LadoReferral, by_when: datetime | None = None) -> bool:
    """Situational case supervision was held since the person was identified (policy 51), by ``by_when`` where it is given."""
    about = lado.professional
    held = about.concern.supervisions.filter(withdrawn_at=None, held_at__gte=about.identified_at)
    return (held.filter(held_at__lte=by_when) if by_when else held).exists()


def refuse_out_of_order(lado: LadoReferral, *, upto: str = "send") -> None:
    """Supervision, then the manager's approval, then telling the individual (policy 51): what is missing first is refused first."""
    about = lado.professional
    if not supervision_held(lado):
        block(
            "P51-1", "Hold situational case supervision first. The children’s own referral does not wait for this.", case=about.case,
            subject=lado, missing=["Situational case supervision"],
        )  # fmt: skip
    if upto == "approve":
        return
    if not is_approved(lado):
        block(
            "P51-2", "Your manager reads and approves the text as it will be sent. A later change needs it again.", case=about.case,
            subject=lado, missing=["The manager’s approval of this text"],
        )  # fmt: skip
    if not is_told_or_unsafe(lado):
        block(
            "P51-4", "Tell the individual first, or have your manager agree that it is unsafe to tell them.", case=about.case, subject=lado,
            missing=["The individual told, or the manager’s agreement that it is unsafe"],
        )  # fmt: skip


@service
def write_lado(
    *, lado: LadoReferral, behaviour: str, children_at_risk: str, evidence: str, by: Any, now: datetime, version: int | None = None
) -> LadoReferral:
    """Write what the LADO is to be told, and ask the manager to read it. Another word voids an approval (policy 51).

    Raises RuleRefused without the behaviour (policy 49), or without what the LADO needs to decide (policy 50).
    """
    lado = locked_lado(lado)
    lado.expect_version(version)
    must_work_on(lado.professional.case, by=by, now=now)
    if lado.sent_at:
        raise RuleRefused("P51-2", "This was sent, so it stands as it is. Record what is new as a follow-up.")
    must_be_written(behaviour, "P49-2", "Write what behaviour is harming, or may harm, children they work with or know.", "behaviour")
    must_be_written(
        children_at_risk, "P50-2", "Write which children are at risk, and how. The LADO needs it to decide.", "children_at_risk"
    )
    must_be_written(evidence, "P50-2", "Write what is known, from whom and since when. The LADO needs it to decide.", "evidence")
    lado.behaviour, lado.children_at_risk, lado.evidence = behaviour.strip(), children_at_risk.strip(), evidence.strip()
    lado.written_at, lado.written_by, lado.document_id = now, by, None
    lado.save()
    if not is_approved(lado):
        _open(lado, "lado-approval", at=now, by=by, now=now)
    return lado


def _open(lado: LadoReferral, key: str, *, at: datetime, by: Any, now: datetime) -> None:
    about = lado.professional
    open_duty(key=key, case=about.case, subject=lado, concern_id=about.concern_id, event_at=at, by=by, now=now)


@service
def approve_lado(*, lado: LadoReferral, at: datetime, by: Any, now: datetime, version: int | None = None) -> LadoReferral:
    """A manager of the case read the text as it will be sent, and approves it (policy 51). Nobody approves their own.

    Raises RuleRefused before supervision was held, or while something is missing; Denied for anyone else.
    """
    lado = locked_lado(lado)
    lado.expect_version(version)
    must_manage(lado.professional.case, by=by, now=now)
    if lado.written_by_id == by.pk:
        raise RuleRefused("P51-2", "You wrote this, so another manager reads and approves it.")
    must_have_happened(at, now=now, field="approved_at")
    refuse_what_blocks(content_missing(lado), case=lado.professional.case, subject=lado)
    refuse_out_of_order(lado, upto="approve")
    lado.approved_digest, lado.approved_at, lado.approved_by = digest(*paragraphs(lado)), at, by
    lado.save()
    discharge(key="lado-approval", subject=lado, at=at, by=by, now=now)
    return lado


@service
def record_telling(
    *, lado: LadoReferral, told: str, by: Any, now: datetime, told_at: datetime | None = None, how: str = "", reasons: str = ""
) -> LadoReferral:
    """The individual was told, when and how; or it is unsafe to tell them, with reasons that a manager is then asked to agree (policy 51).

    Having told them is a fact, and is always saved: before a manager approved what the LADO is told, it is an incident as well.
    """
    lado = locked_lado(lado)
    about = lado.professional
    must_work_on(about.case, by=by, now=now)
    if told not in Told.values:
        raise RuleRefused("P51-4", "Say whether they were told, or whether it is unsafe.", field="told")
    if told == Told.UNSAFE:
        must_be_written(reasons, "P51-4", "Write why it is unsafe to tell them. Your manager is asked to agree.", "reasons")
        lado.told, lado.unsafe_reasons, lado.told_at = told, reasons.strip(), None
        lado.save()
        if not is_unsafe_agreed(lado):
            _open(lado, "lado-unsafe", at=now, by=by, now=now)
        return lado
    must_be_written(how, "P51-4", "Write how they were told, and what was said.", "how")
    moment = told_at or now
    must_have_happened(moment, now=now, field="told_at")
    lado.told, lado.told_at, lado.told_how, lado.told_by = told, moment, how.strip(), by
    lado.save()
    discharge(key="lado-unsafe", subject=lado, at=moment, by=by, now=now, note="They were told")
    if not (is_approved(lado) and lado.approved_at and lado.approved_at <= moment):
        record_incident(
            case=about.case, rule="P49-3", what="The individual was told of the LADO referral before a manager approved what is said.",
            happened_at=moment, by=by, now=now, concern=about.concern, subject=lado,
        )  # fmt: skip
    return lado


@service
def agree_not_to_tell(*, lado: LadoReferral, agreed: bool, at: datetime, by: Any, now: datetime, note: str = "") -> LadoReferral:
    """A manager of the case agrees that it is unsafe to tell the individual, or says why they are to be told (policy 51)."""
    lado = locked_lado(lado)
    must_manage(lado.professional.case, by=by, now=now)
    must_have_happened(at, now=now, field="agreed_at")
    if lado.told != Told.UNSAFE:
        raise RuleRefused("P51-4", "Nobody says that it is unsafe to tell them.")
    if agreed:
        lado.unsafe_digest, lado.unsafe_agreed_at, lado.unsafe_agreed_by = digest(lado.unsafe_reasons), at, by
    else:
        must_be_written(note, "P51-4", "Write why they are to be told.", "note")
        lado.told, lado.unsafe_digest = "", ""
    lado.save()
    discharge(key="lado-unsafe", subject=lado, at=at, by=by, now=now, note=note)
    return lado


@service
def issue_lado(*, lado: LadoReferral, by: Any, now: datetime) -> LadoReferral:
    """Freeze the document as it will be sent, once it may be. The confidentiality guard stands in front (DESIGN §8)."""
    lado = locked_lado(lado)
    must_work_on(lado.professional.case, by=by, now=now)
    refuse_what_blocks(content_missing(lado), case=lado.professional.case, subject=lado)
    refuse_out_of_order(lado)
    return _issue(lado, by=by, now=now)


def _issue(lado: LadoReferral, *, by: Any, now: datetime) -> LadoReferral:
    about = lado.professional
    document = issue(
        kind="lado-referral",
        subject=lado,
        recipient=Recipient("local_authority", about.authority.name if about.authority else ""),
        by=by,
        now=now,
    )
    lado.document_id = document.pk
    lado.save()
    return lado


@service
def send_lado(
    *, lado: LadoReferral, by: Any, now: datetime, sent_at: datetime | None = None, method: str = "email", sent_to: str = ""
) -> LadoReferral:
    """Mark the referral that includes the LADO sent, at ``sent_at`` (None or this minute: it is about to go; UTC).

    About to go, it is refused out of order (policy 51) or incomplete (policy 49, 50). What has already gone is a fact: it is saved,
    and what should have come first is an incident for the manager.
    """
    lado = locked_lado(lado)
    about = lado.professional
    must_work_on(about.case, by=by, now=now)
    moment = sent_at or now
    must_have_happened(moment, now=now, field="sent_at")
    if lado.sent_at:
        raise RuleRefused("P51-2", "It is recorded as sent already.")
    if moment > now - THIS_MINUTE:
        refuse_what_blocks(content_missing(lado), case=lado.professional.case, subject=lado)
        refuse_out_of_order(lado)
        if lado.document_id is None:
            lado = _issue(lado, by=by, now=now)
    else:
        _note_what_came_after(lado, moment, by=by, now=now)
    lado.method, lado.sent_to = method, sent_to
    return _sent(lado, at=moment, by=by, now=now)


def _note_what_came_after(lado: LadoReferral, sent_at: datetime, *, by: Any, now: datetime) -> None:
    """What had to come before a referral that has already gone, and did not: an incident each."""
    about = lado.professional
    approved = is_approved(lado) and lado.approved_at is not None and lado.approved_at <= sent_at
    told = lado.told == Told.TOLD and lado.told_at is not None and lado.told_at <= sent_at
    unsafe = is_unsafe_agreed(lado) and lado.unsafe_agreed_at is not None and lado.unsafe_agreed_at <= sent_at
    for in_order, rule, what in (
        (supervision_held(lado, sent_at), "P51-1", "The referral that includes the LADO went before supervision was held."),
        (approved, "P51-2", "The referral that includes the LADO went before a manager approved its text."),
        (
            told or unsafe,
            "P51-4",
            "The referral that includes the LADO went before the individual was told, or a manager agreed that it is unsafe.",
        ),
    ):
        if not in_order:
            record_incident(case=about.case, rule=rule, what=what, happened_at=sent_at, by=by, now=now, concern=about.concern, subject=lado)


def _sent(lado: LadoReferral, *, at: datetime, by: Any, now: datetime) -> LadoReferral:
    """It is sent: the outcome is followed up, and the court made aware while proceedings are live (policy 51)."""
    about = lado.professional
    lado.sent_at, lado.sent_by = at, by
    lado.save()
    discharge(key="lado-referral", subject=about, at=at, by=by, now=now)
    _open(lado, "lado-follow-up", at=at, by=by, now=now)
    if about.case.stage != "closed":
        _open(lado, "lado-court-told", at=at, by=by, now=now)
    return lado


@service
def sent_with_referral(*, referral: Referral, at: datetime, by: Any, now: datetime) -> list[LadoReferral]:
    """The children's written referral went: where the part that includes the LADO stood in its document, that is sent too."""
    writings = WrittenReferral.objects.filter(referral=referral, withdrawn_at=None, sent_at=at).values_list("document_id", flat=True)
    document = IssuedDocument.objects.filter(pk__in=[pk for pk in writings if pk]).defer("content").order_by("-issued_at").first()
    sent = []
    waiting = LadoReferral.objects.filter(professional__concern_id=referral.concern_id, professional__withdrawn_at=None, sent_at=None)
    for lado in waiting.select_related("professional__concern", "professional__person"):
        if document is not None and goes_with(lado, referral) and document.issued_at >= ready_since(lado):
            lado = locked_lado(lado)
            lado.with_referral_id, lado.document_id, lado.method = referral.pk, document.pk, "written referral"
            sent.append(_sent(lado, at=at, by=by, now=now))
    return sent


def goes_with(lado: LadoReferral, referral: Referral) -> bool:
    """The part may stand in this written referral: same authority, complete, and everything done that comes first."""
    about = lado.professional
    if about.refer_to_lado is not True or about.authority_id != referral.authority_id:
        return False
    return not content_missing(lado) and supervision_held(lado) and is_approved(lado) and is_told_or_unsafe(lado)


def ready_since(lado: LadoReferral) -> datetime:
    """When the last of what comes first was entered: a document that was issued before did not hold the part."""
    about = lado.professional
    held = about.concern.supervisions.filter(withdrawn_at=None, held_at__gte=about.identified_at).order_by("recorded_at").first()
    moments = [lado.history.latest("history_date").history_date, held.recorded_at if held else None]
    return max(moment for moment in moments if moment)
