"""What happens to a court's application that the rooms above, and others, react to. Published inside the transaction."""

from dataclasses import dataclass

from cafcass_cases.cases.models import Case
from cafcass_cases.core.events import Event

from .court_data import CourtApplication


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(Event):
    """The application of a new case was taken in: by the poller, a file or the form. ``at`` and ``received_at`` are its arrival (UTC)."""

    case: Case
    application: CourtApplication
    received_at: object


@dataclass(frozen=True, kw_only=True)
class ApplicationChanged(Event):
    """The court changed the application of a known case, and something of it was taken in or waits for a person."""

    case: Case
    application: CourtApplication


@dataclass(frozen=True, kw_only=True)
class ApplicationScreened(Event):
    """Somebody looked at an application and said whether it raises a concern. ``at`` is when they did.

    ``outcome`` is "no_concern" or "concern_logged". The duty of its screening is discharged by it.
    """

    case: Case
    outcome: str
