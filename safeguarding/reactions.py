"""What safeguarding does when something happens below it."""

from cafcass_cases.accounts.events import AccountClosed
from cafcass_cases.cases.events import PersonAdded
from cafcass_cases.cases.models import Person
from cafcass_cases.core.events import reacts_to

from .models import Concern, Supervision
from .services import open_child_duties, reroute_supervision


@reacts_to(PersonAdded)
def ask_about_the_new_child(event: PersonAdded) -> None:
    """A child who joins a case with open concerns is considered in each of them (policy 16, 27)."""
    person = Person.objects.get(pk=event.person_id)
    if not person.is_child:
        return
    for concern in Concern.objects.filter(case_id=person.case_id, completed_at=None, withdrawn_at=None).select_related("case"):
        open_child_duties(concern=concern, by=event.by, now=event.now, event_at=event.at)


@reacts_to(AccountClosed)
def ask_somebody_else(event: AccountClosed) -> None:
    """Supervision that waits for a closed account is asked of whoever answers now."""
    waiting = Supervision.objects.filter(
        asked_of_id=event.user_id, state__in=(Supervision.State.REQUESTED, Supervision.State.MORE_ASKED), withdrawn_at=None
    )
    for supervision in waiting:
        reroute_supervision(supervision=supervision, by=event.by, now=event.now)
