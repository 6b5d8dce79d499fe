"""What this room does when safeguarding and referrals tell it something."""

from cafcass_cases.core.events import reacts_to
from referrals.events import ReferralMade
from referrals.models import Referral
from safeguarding.events import ConcernLogged, ConcernWithdrawn, PoliceReported
from safeguarding.models import Concern

from .services import begin_disclosure, police_were_told, referral_was_made, withdraw_disclosures


@reacts_to(ConcernLogged)
def a_child_in_care_told_of_more(event: ConcernLogged) -> None:
    """The concern says so: a referral is owed, and the police where that was decided (policy 8)."""
    concern = Concern.objects.select_related("case", "source_person").get(pk=event.concern_id)
    if concern.disclosure_in_care:
        begin_disclosure(concern=concern, by=event.by, now=event.now)


@reacts_to(ReferralMade)
def it_was_referred(event: ReferralMade) -> None:
    referral_was_made(referral=Referral.objects.get(pk=event.referral_id), at=event.at, by=event.by, now=event.now)


@reacts_to(PoliceReported)
def the_police_know(event: PoliceReported) -> None:
    police_were_told(concern=Concern.objects.get(pk=event.concern_id), at=event.at, by=event.by, now=event.now)


@reacts_to(ConcernWithdrawn)
def withdrawn_with_it(event: ConcernWithdrawn) -> None:
    withdraw_disclosures(
        concern=Concern.objects.get(pk=event.concern_id), reason="The concern was entered in error", by=event.by, now=event.now
    )
