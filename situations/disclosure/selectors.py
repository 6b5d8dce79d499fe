"""What may be read of disclosures by children in care, starting from who reads. Moments in UTC."""

from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.selectors import record_for
from cafcass_cases.duties.models import Duty
from referrals.models import Referral
from safeguarding.models import Concern
from safeguarding.selectors import concern_for

from .models import Disclosure


def disclosure_for(user: User, disclosure_id: UUID | str, at: datetime) -> Disclosure:
    """The disclosure, if its case is theirs to know. Raises Http404."""
    found = Disclosure.objects.select_related("concern", "child", "authority", "police_decided_by")
    disclosure = record_for(user, found, disclosure_id, at)
    disclosure.concern.case = disclosure.case
    return disclosure


def begun_with(concern: Concern) -> Disclosure | None:
    return Disclosure.objects.filter(concern=concern, withdrawn_at=None).first()


def duties_of(disclosure: Disclosure) -> list[Duty]:
    return list(Duty.objects.filter(subject_id=disclosure.pk).select_related("owner", "child").order_by("ended_at", "due_at"))


def referral_of(disclosure: Disclosure) -> Referral | None:
    """The concern's referral that names the child, the newest first."""
    if disclosure.child_id is None:
        return None
    found = Referral.objects.filter(concern_id=disclosure.concern_id, withdrawn_at=None, children__child_id=disclosure.child_id)
    return found.select_related("authority").order_by("-decided_at").first()


__all__ = ["begun_with", "concern_for", "disclosure_for", "duties_of", "referral_of"]
