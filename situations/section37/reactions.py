"""What section 37 does when another room tells it something, in the same transaction."""

from cafcass_cases.core.events import reacts_to
from safeguarding.events import ConcernWithdrawn

from .models import Advice
from .services import withdraw_advice


@reacts_to(ConcernWithdrawn)
def withdraw_with_concern(event: ConcernWithdrawn) -> None:
    """Advice of a concern entered in error goes with it, unless the court already has it."""
    for advice in Advice.objects.filter(concern=event.concern_id, withdrawn_at=None, filed_at=None):
        withdraw_advice(advice=advice, reason="The concern was entered in error", by=event.by, now=event.now)
