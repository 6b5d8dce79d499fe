"""Telling the court of outcomes, settled differences, strategy discussions and the end of urgency (policy 13, 14, 21)."""

from datetime import datetime
from typing import Any

from django.apps import apps

from cafcass_cases.cases.models import Court
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import discharge, open_duty
from referrals.events import CourtTold
from referrals.limits import feared_handover
from referrals.models import CourtUpdate, Referral, RiskAssessment
from safeguarding.models import Concern

from .common import is_intention, must_have_happened, must_work_on


def open_court_told(*, referral: Referral, subject: Any, event_at: datetime, by: Any, now: datetime) -> Duty:
    """The court is to be told of something about ``referral``: the update hangs on ``subject`` (policy 14, DESIGN §10.9)."""
    return open_duty(
        key="court-told", case=referral.case, subject=subject, concern_id=referral.concern_id, event_at=event_at, by=by, now=now,
        detail=referral.authority.name, serious=referral.significant_harm, handover=feared_handover(referral.concern, event_at),
    )  # fmt: skip


def open_court_told_of_concern(*, concern: Concern, subject: Any, event_at: datetime, serious: bool, by: Any, now: datetime) -> Duty:
    """The same where no one referral is concerned: the end of urgency, a strategy discussion."""
    return open_duty(
        key="court-told", case=concern.case, subject=subject, concern_id=concern.pk, event_at=event_at, by=by, now=now,
        serious=serious, handover=feared_handover(concern, event_at),
    )  # fmt: skip


def open_updates(concern: Concern) -> list[Duty]:
    """What the court is still to be told of this concern."""
    return list(Duty.objects.filter(key="court-told", concern_id=concern.pk, ended_at=None).order_by("due_at"))


def court_was_told(
    *, concern: Concern, told_at: datetime, known_at: datetime | None = None, by: Any, now: datetime, lateness_reason: str = ""
) -> list[Duty]:
    """Discharge every open update whose cause happened by ``known_at`` (when the text was finished; ``told_at`` if None)."""
    done = []
    for duty in open_updates(concern):
        if duty.event_at <= (known_at or told_at):
            subject = apps.get_model(duty.subject_label).objects.get(pk=duty.subject_id)
            done += discharge(
                key="court-told", subject=subject, at=told_at, by=by, now=now, lateness_reason=lateness_reason,
                note="The court was told",
            )  # fmt: skip
    return done


@service
def tell_court(
    *,
    concern: Concern,
    told_at: datetime,
    how: str,
    text: str,
    by: Any,
    now: datetime,
    court: Court | None = None,
    assessment: RiskAssessment | None = None,
    issue_document: bool = True,
    lateness_reason: str = "",
) -> CourtUpdate:
    """The court was told, at ``told_at``: every update that was owed by then is discharged (policy 14).

    About to be sent, it is issued as a document behind the confidentiality guard; what was already said is only recorded.
    """
    must_work_on(concern.case, by=by, now=now)
    must_have_happened(told_at, now=now, field="told_at")
    if not text.strip():
        raise RuleRefused("P14-1", "Write what the court was told.", field="text")
    update = CourtUpdate(
        case=concern.case, concern=concern, told_at=told_at, told_by=by, how=how, text=text,
        court=court or concern.case.court, assessment=assessment,
        referrals=[str(pk) for pk in Referral.objects.filter(concern=concern, withdrawn_at=None).values_list("pk", flat=True)],
    )  # fmt: skip
    update.save()
    if issue_document and is_intention(told_at, now=now):
        document = issue(kind="court-update", subject=update, recipient=Recipient("court", str(update.court or "")), by=by, now=now)
        update.document_id = document.pk
        update.save()
    court_was_told(concern=concern, told_at=told_at, by=by, now=now, lateness_reason=lateness_reason)
    publish(CourtTold(update_id=update.pk, concern_id=concern.pk, at=told_at, by=by, now=now))
    return update
