"""The duties of this room's own: a manager confirms the view of a departure; whoever is named in a restricted case looks at a match."""

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

RESTRICTED_MATCH = register(
    DutyDefinition(
        key="restricted-match",
        title="Look at somebody of another case who may be in this restricted case",
        requirements=("F2.18-1",),
        owner_role="manager",
        time_limit=Local("RESTRICTED_MATCH"),
        alert_on_open=True,
        discharged_by="Somebody named in the restricted case says whether they are one human being.",
    )
)
