"""What this room does when a concern names a privately fostered child, and when a child was referred."""

from cafcass_cases.cases.models import Person
from cafcass_cases.core.events import reacts_to
from referrals.events import ReferralMade
from referrals.models import Referral
from safeguarding.events import ChildDescribed, ConcernLogged
from safeguarding.models import Concern

from .services import children_were_referred, open_because_of_concern


@reacts_to(ConcernLogged)
def look_for_private_fostering(event: ConcernLogged) -> None:
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    fostered = Person.objects.filter(concerns__concern=concern, fostering_arrangements__withdrawn_at=None).exclude(
        fostering_arrangements=None
    )
    for child in fostered.distinct():
        open_because_of_concern(concern=concern, child=child, by=event.by, now=event.now)


@reacts_to(ChildDescribed)
def look_at_the_child_described(event: ChildDescribed) -> None:
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    open_because_of_concern(concern=concern, child=Person.objects.get(pk=event.child_id), by=event.by, now=event.now)


@reacts_to(ReferralMade)
def the_child_was_referred(event: ReferralMade) -> None:
    referral = Referral.objects.select_related("concern").get(pk=event.referral_id)
    children_were_referred(referral=referral, at=event.at, by=event.by, now=event.now)
