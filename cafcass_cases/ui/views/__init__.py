"""Page skeletons. Each fetches through a scoped selector, guards, calls one service and redirects."""

from .forms import ServiceFormView
from .journeys import Answers, JourneyView, Step
from .pages import ServiceAction, ServicePage

__all__ = ["Answers", "JourneyView", "ServiceAction", "ServiceFormView", "ServicePage", "Step"]
