"""What the desk does when a concern is logged, or a case gets somebody again. In the same transaction."""

from cafcass_cases.cases.events import CaseAllocated
from cafcass_cases.core.events import reacts_to
from safeguarding.events import ConcernLogged
from safeguarding.models import Concern

from .models import CaseTaken
from .services import concern_was_logged
from .services.cases import allocated_again


@reacts_to(ConcernLogged)
def the_enquiry_became_a_concern(event: ConcernLogged) -> None:
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    concern_was_logged(concern=concern, by=event.by, now=event.now)


@reacts_to(CaseAllocated)
def the_case_has_somebody(event: CaseAllocated) -> None:
    """Whoever had it from the desk is done with it: what was owed goes with the allocation."""
    taken = CaseTaken.objects.filter(case=event.case_id, handed_back_at=None, why=CaseTaken.Why.UNALLOCATED).first()
    if taken is not None:
        allocated_again(taken=taken, practitioner_id=event.practitioner_id, by=event.by, now=event.now)
