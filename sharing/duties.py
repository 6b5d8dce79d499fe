"""What sharing information sets running."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, register

INCIDENT_VIEWED = register(
    DutyDefinition(
        key="incident-viewed",
        title="Look at an incident",
        requirements=("P22-2",),
        owner_role="manager",
        time_limit=Local("INCIDENT_VIEWED"),
        alert_on_open=True,
        discharged_by="A manager of the case, other than who recorded it, writes their view.",
    )
)
