"""Steps of scenarios about the documents of this room."""

from cafcass_cases.core.steps import World, step

from . import services
from .models import IssuedDocument


@step
def issue_departure_record(world: World, *, departure: str) -> IssuedDocument:
    """The record of a departure from the policy is made."""
    return services.issue_record(kind="departure-record", subject=world.get(departure), by=world.by, now=world.now)
