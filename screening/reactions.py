"""What this room does when an application arrives, and when a concern is logged from one."""

from cafcass_cases.core.events import reacts_to
from safeguarding.events import ConcernLogged
from safeguarding.models import Concern

from .events import ApplicationReceived
from .first_look import concern_screens, open_screening


@reacts_to(ApplicationReceived)
def screen_what_arrived(event: ApplicationReceived) -> None:
    """Every application is screened (framework 2.16), its clock running from its arrival."""
    what = event.application.application_types[0] if event.application.application_types else "An application"
    open_screening(case=event.case, what=what, arrived_at=event.received_at, by=event.by, now=event.now)


@reacts_to(ConcernLogged)
def a_concern_from_the_papers_is_its_screening(event: ConcernLogged) -> None:
    """Serious concerns go straight to the concern path: nobody then has to say once more that they looked."""
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    if concern.source == Concern.Source.COURT_PAPERS:
        concern_screens(case=concern.case, concern_id=concern.pk, at=event.at, by=event.by, now=event.now)
