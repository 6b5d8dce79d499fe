"""What a concern logged after a death or serious injury does."""

from cafcass_cases.core.events import reacts_to
from cafcass_cases.duties.services import discharge
from safeguarding.events import ConcernLogged
from safeguarding.models import Concern

from .models import SeriousIncident


@reacts_to(ConcernLogged)
def others_at_risk_are_referred_from_here(event: ConcernLogged) -> None:
    """The other child's danger is a concern now, with clocks of its own (framework 3.34)."""
    case = Concern.objects.values_list("case_id", flat=True).get(pk=event.concern_id)
    for incident in SeriousIncident.objects.filter(case=case, others_at_risk=True, closed_at=None, withdrawn_at=None):
        if event.now >= incident.known_at:
            discharge(key="incident-others-at-risk", subject=incident, at=event.now, by=event.by, now=event.now)
