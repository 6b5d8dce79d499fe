"""The one duty of this room's own: the manager with whom a departure was discussed says that the view written down is theirs."""

from .definitions import DutyDefinition, Local, register

DEPARTURE_CONFIRMED = register(
    DutyDefinition(
        key="departure-confirmed",
        title="Confirm your view of a departure from the policy",
        requirements=("P0-1",),
        owner_role="manager",
        time_limit=Local("DEPARTURE_CONFIRMED"),
        alert_on_open=True,
        discharged_by="The manager confirms the view written down, or puts it right.",
    )
)
