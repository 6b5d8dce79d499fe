"""What may be read of section 37 advice, starting from who reads. Moments in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.cases.selectors import home_authorities, record_for, subject_children
from cafcass_cases.duties.models import Duty
from referrals.models import Referral, RiskAssessment
from safeguarding.models import Concern, Supervision
from safeguarding.selectors import concern_for

from .models import Advice

__all__ = [
    "Papers", "advice_for", "advice_where", "authorities", "concern_for", "duties_of", "likely_authority", "papers_for", "standing_advice",
    "subject_children", "supervision_state", "supervisions_held",
]  # fmt: skip


def advice_for(user: User, advice_id: UUID | str, at: datetime) -> Advice:
    """The advice, if its case is theirs to know; one entered in error for auditors only. Raises Http404."""
    records = Advice.objects.select_related("concern", "authority", "supervision__held_by", "referral", "assessment", "order", "told_by")
    advice = record_for(user, records.prefetch_related("conclusions__child"), advice_id, at)
    advice.concern.case = advice.case
    return advice


def advice_where(**where: Any) -> QuerySet[Advice]:
    """Every section 37 advice that stands, of a case or a concern (``case=`` or ``concern=``), oldest first."""
    found = Advice.objects.filter(withdrawn_at=None, **where)
    return found.select_related(
        "concern", "authority", "supervision__held_by", "created_by", "told_by", "filed_by", "confirmed_by", "left_by"
    )


def standing_advice(concern: Concern) -> Advice | None:
    """The advice of a concern that is under way; None where there is none, or it was decided against or not directed."""
    found = Advice.objects.filter(concern=concern, withdrawn_at=None, left_at=None).exclude(answer=Advice.Answer.NOT_DIRECTED)
    return found.order_by("threshold_at").last()


def supervisions_held(concern: Concern) -> list[Supervision]:
    """Supervision of the concern that was held, the newest first."""
    found = Supervision.objects.filter(concern=concern, withdrawn_at=None).exclude(held_at=None)
    return list(found.select_related("held_by").order_by("-held_at"))


def supervision_state(advice: Advice) -> str:
    """ "held" where a supervision of its concern was held, "waiting" where one was asked for, "" where neither."""
    found = Supervision.objects.filter(concern=advice.concern_id, withdrawn_at=None).values_list("held_at", flat=True)
    held = list(found)
    return "held" if any(held) else "waiting" if held else ""


def likely_authority(concern: Concern, at: datetime) -> LocalAuthority | None:
    """The relevant authority where the record leaves no doubt: the concern is referred to one, or the subject children live in one."""
    referred = set(LocalAuthority.objects.filter(referrals__concern=concern, referrals__withdrawn_at=None))
    if not referred:
        referred = set(home_authorities(subject_children(concern.case), at).values())
    return referred.pop() if len(referred) == 1 else None


def authorities() -> QuerySet[LocalAuthority]:
    return LocalAuthority.objects.order_by("name")


@dataclass(frozen=True)
class Papers:
    """The referral and the 16A that go to the authority, when the last was ready (UTC), and what is still missing."""

    referral: Referral | None
    assessment: RiskAssessment | None
    ready_at: datetime | None
    missing: Sequence[str]


def papers_for(advice: Advice, authority: LocalAuthority | None) -> Papers:
    """The concern's own referral to ``authority``, made and written, and its 16A that asks for section 37 (policy 33)."""
    missing: list[str] = []
    referral = advice.concern.referrals.filter(authority=authority, withdrawn_at=None).order_by("decided_at").last()
    sent = None
    if referral is None:
        missing.append("A referral to this authority")
    else:
        sent = referral.writings.filter(withdrawn_at=None).exclude(sent_at=None).order_by("sent_at").first()
        if referral.made_at is None:
            missing.append("The telephone call to the authority")
        if sent is None:
            missing.append("The written referral, sent")
    assessments = RiskAssessment.objects.filter(
        Q(issued_at__isnull=False) | Q(sent_at__isnull=False), concern=advice.concern, withdrawn_at=None
    )
    assessment = assessments.order_by("number").last()
    if assessment is None:
        missing.append("A section 16A risk assessment, issued")
    elif not asks_for_section_37(assessment):
        missing.append("A 16A that asks the court for section 37, and says why: write a new version")
    moments = [sent.sent_at if sent else None, assessment.issued_at or assessment.sent_at if assessment else None]
    ready = [moment for moment in moments if moment]
    return Papers(referral, assessment, max(ready) if ready else None, missing)


def asks_for_section_37(assessment: RiskAssessment) -> bool:
    """Whether the 16A recommends a section 37 investigation."""
    return any(one.get("option") == "section_37" for one in assessment.content.get("recommendations", []))


def duties_of(advice: Advice) -> list[Duty]:
    """The duties that hang on the advice, open ones first, by when they fall due."""
    found = Duty.objects.filter(subject_label=advice._meta.label_lower, subject_id=advice.pk).select_related("case", "owner", "child")
    order: Any = sorted(
        found, key=lambda duty: (duty.ended_at is not None, duty.due_at is not None, duty.due_at or duty.event_at, duty.created_at)
    )
    return order
