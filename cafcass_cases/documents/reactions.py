"""What this room does when the case tells it something."""

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.events import CaseAllocated
from cafcass_cases.cases.models import Case
from cafcass_cases.core.events import reacts_to

from .filing import name_guardian


@reacts_to(CaseAllocated)
def tell_the_court_who_the_guardian_is(event: CaseAllocated) -> None:
    """Public law: the court's interface is told who the Children's Guardian is, where it is configured."""
    guardian = User.objects.get(pk=event.practitioner_id)
    name_guardian(case=Case.objects.get(pk=event.case_id), guardian=guardian, by=event.by, now=event.now)
