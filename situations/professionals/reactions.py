"""What this room does when safeguarding and referrals tell it something."""

from cafcass_cases.core.events import reacts_to
from referrals.events import WrittenReferralSent
from referrals.models import Referral
from safeguarding.events import ConcernLogged, ConcernWithdrawn
from safeguarding.models import Concern

from .models import LadoReferral
from .services import begin_professional, sent_with_referral, withdraw_professionals


@reacts_to(ConcernLogged)
def consider_the_lado(event: ConcernLogged) -> None:
    """A concern about somebody who works with children: whether the LADO is involved is to be decided (policy 6, 49)."""
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    if concern.works_with_children:
        begin_professional(concern=concern, at=event.at, by=event.by, now=event.now)


@reacts_to(WrittenReferralSent)
def the_part_went_too(event: WrittenReferralSent) -> None:
    """The part that includes the LADO went with the children's written referral, where it stood in its document."""
    if LadoReferral.objects.filter(professional__concern_id=event.concern_id, sent_at=None).exists():
        sent_with_referral(referral=Referral.objects.get(pk=event.referral_id), at=event.at, by=event.by, now=event.now)


@reacts_to(ConcernWithdrawn)
def withdrawn_with_it(event: ConcernWithdrawn) -> None:
    concern = Concern.objects.get(pk=event.concern_id)
    withdraw_professionals(concern=concern, reason="The concern was entered in error", by=event.by, now=event.now)
