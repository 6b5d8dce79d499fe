"""What this room does when safeguarding tells it something."""

from cafcass_cases.core.events import reacts_to
from safeguarding.events import ConcernLogged, ConcernWithdrawn, DangerRaised, PoliceReported
from safeguarding.models import Concern

from .services import begin_adult_concern, police_were_told, withdraw_adult_concerns


def _concern(concern_id: object) -> Concern:
    return Concern.objects.select_related("case").get(pk=concern_id)


@reacts_to(ConcernLogged)
def an_adult_is_in_danger(event: ConcernLogged) -> None:
    """The concern says that an adult is in danger: supervision on an adult referral is sought too (policy 41)."""
    concern = _concern(event.concern_id)
    if concern.danger_adult:
        begin_adult_concern(concern=concern, at=event.at, by=event.by, now=event.now)


@reacts_to(DangerRaised)
def an_adult_is_in_danger_now(event: DangerRaised) -> None:
    if event.adult:
        begin_adult_concern(concern=_concern(event.concern_id), at=event.at, by=event.by, now=event.now)


@reacts_to(PoliceReported)
def the_police_know_of_the_adult(event: PoliceReported) -> None:
    police_were_told(concern=_concern(event.concern_id), at=event.at, by=event.by, now=event.now)


@reacts_to(ConcernWithdrawn)
def withdrawn_with_it(event: ConcernWithdrawn) -> None:
    withdraw_adult_concerns(concern=_concern(event.concern_id), reason="The concern was entered in error", by=event.by, now=event.now)
