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
SHARING_DECIDED = register(
    DutyDefinition(
        key="sharing-decided",
        title="Decide whether information may be shared",
        requirements=("P20-3",),
        owner_role="manager",
        time_limit=Local("SHARING_DECISION"),
        alert_on_open=True,
        discharged_by="A manager decides, with legal advice where the policy does not list it.",
    )
)
COURT_PERMISSION_ASKED = register(
    DutyDefinition(
        key="court-permission-asked",
        title="Ask the court’s permission to share a prohibited steps order",
        requirements=("P40-1",),
        owner_role="practitioner",
        time_limit=Local("COURT_PERMISSION_ASKED"),
        discharged_by="The court is asked, by the time it was asked.",
    )
)
SHARING_AT_RISK_VIEWED = register(
    DutyDefinition(
        key="sharing-at-risk-viewed",
        title="Look at what was shared at an immediate risk",
        requirements=("P40-3",),
        owner_role="manager",
        time_limit=Local("SHARING_AT_RISK_VIEWED"),
        alert_on_open=True,
        discharged_by="A manager of the case, other than who shared it, writes their view.",
    )
)
INVOLVEMENT_ENDED = register(
    DutyDefinition(
        key="involvement-ended",
        title="Tell them that our involvement has ended",
        requirements=("F3.90-1",),
        owner_role="practitioner",
        time_limit=Local("INVOLVEMENT_ENDED"),
        discharged_by="The agency is told.",
    )
)
