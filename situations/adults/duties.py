"""What a concern about an adult sets running (policy 41, 42)."""

from cafcass_cases.duties.definitions import URGENT, DutyDefinition, Local, WhereSerious, register

ADULT_POLICE_REPORT = register(
    DutyDefinition(
        key="adult-police-report",
        title="Report the immediate risk to an adult to the police",
        requirements=("P42-1",),
        owner_role="practitioner",
        time_limit=Local("POLICE_REPORT_IMMEDIATE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="A report to the police is recorded.",
    )
)
ADULT_SUPERVISION_REQUESTED = register(
    DutyDefinition(
        key="adult-supervision-requested",
        title="Ask for supervision on an adult safeguarding referral",
        requirements=("P41-1",),
        owner_role="practitioner",
        time_limit=Local("SUPERVISION_REQUEST"),
        ladder=URGENT,
        discharged_by="Supervision is asked for, or held.",
    )
)
ADULT_SUPERVISION_HELD = register(
    DutyDefinition(
        key="adult-supervision-held",
        title="Hold supervision on an adult safeguarding referral",
        requirements=("P41-1",),
        owner_role="manager",
        time_limit=WhereSerious(Local("SUPERVISION_HELD_SERIOUS"), Local("SUPERVISION_HELD")),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The manager records the decision: refer or not, and why.",
    )
)
ADULT_REFERRAL = register(
    DutyDefinition(
        key="adult-referral",
        title="Send the adult safeguarding referral",
        requirements=("P41-2",),
        owner_role="practitioner",
        time_limit=Local("ADULT_REFERRAL"),
        ladder=URGENT,
        discharged_by="The referral is sent, as the local procedure says.",
    )
)
ADULT_TOLD = register(
    DutyDefinition(
        key="adult-told",
        title="Make the adult and the family aware of the referral, or say why not",
        requirements=("P41-4",),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="Who was told, and when, is recorded; or that telling would probably cause harm, and why.",
    )
)
ADULT_DISSENT = register(
    DutyDefinition(
        key="adult-dissent-viewed",
        title="Look at an adult referral that supervision did not agree to",
        requirements=("P41-1",),
        owner_role="head_of_practice",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The Head of Practice records a view.",
    )
)
