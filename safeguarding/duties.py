"""What a concern sets running: each duty cites its paragraph, says who owes it, by when, and what discharges it."""

from cafcass_cases.duties.definitions import URGENT, AgreedDate, Before, ClockHours, DutyDefinition, Local, WhereSerious, register

POLICE_REPORT = register(
    DutyDefinition(
        key="police-report",
        title="Report to the police",
        requirements=("P7-1", "F2.87-1"),
        owner_role="practitioner",
        time_limit=Local("POLICE_REPORT_IMMEDIATE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="A report to the police is recorded.",
    )
)
RECORD_CONCERN = register(
    DutyDefinition(
        key="record-concern",
        title="Record the concern",
        requirements=("P55-1",),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="The concern is logged.",
    )
)
ENQUIRY = register(
    DutyDefinition(
        key="enquiry",
        title="Make the first extra enquiry",
        requirements=("P11-1",),
        owner_role="practitioner",
        time_limit=ClockHours(24),
        ladder=URGENT,
        discharged_by="Somebody was reached and answered. An attempt leaves it open.",
    )
)
SUPERVISION_REQUESTED = register(
    DutyDefinition(
        key="supervision-requested",
        title="Ask for situational case supervision",
        requirements=("P9-1", "P10-1", "P16-2", "P27-2", "P37-2", "F2.83-1"),
        owner_role="practitioner",
        time_limit=Local("SUPERVISION_REQUEST"),
        ladder=URGENT,
        discharged_by="Supervision is asked for, or held.",
    )
)
SUPERVISION_REQUESTED_AT_ONCE = register(
    DutyDefinition(
        key="supervision-requested-at-once",
        title="Ask for situational case supervision at once",
        requirements=("P6-2", "P44-1"),
        owner_role="practitioner",
        time_limit=Local("SUPERVISION_REQUEST_IMMEDIATE"),
        ladder=URGENT,
        discharged_by="Supervision is asked for, or held.",
    )
)
SUPERVISION_HELD = register(
    DutyDefinition(
        key="supervision-held",
        title="Hold situational case supervision",
        requirements=("P9-2", "F2.81-1"),
        owner_role="manager",
        time_limit=WhereSerious(Local("SUPERVISION_HELD_SERIOUS"), Local("SUPERVISION_HELD")),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The manager holds the supervision and records it.",
    )
)
SUPERVISION_SIGNED = register(
    DutyDefinition(
        key="supervision-signed",
        title="Sign the record of supervision",
        requirements=("P9-3", "P10-2"),
        owner_role="manager",
        time_limit=Local("SUPERVISION_RECORD"),
        discharged_by="The manager signs the record.",
    )
)
ACTION = register(
    DutyDefinition(
        key="action",
        title="Carry out an agreed action",
        requirements=("P9-4", "P10-4"),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        discharged_by="The action is done and a manager has followed it up.",
    )
)
CONNECTED_CHILD = register(
    DutyDefinition(
        key="connected-child",
        title="Consider a connected child",
        requirements=("P16-1",),
        owner_role="practitioner",
        time_limit=Before("the concern is completed"),
        per_child=True,
        discharged_by="Refer or not is answered for the child, with the reason.",
    )
)
CAUSE_TO_SUSPECT = register(
    DutyDefinition(
        key="cause-to-suspect",
        title="Answer: cause to suspect that the child is at risk of harm?",
        requirements=("P27-1",),
        owner_role="practitioner",
        time_limit=Local("S16A_SUBMIT"),
        ladder=URGENT,
        per_child=True,
        discharged_by="The practitioner answers for the child.",
    )
)
CONTACT_REVIEW = register(
    DutyDefinition(
        key="contact-review",
        title="Look again at planned contact with the family",
        requirements=("F2.89-1",),
        owner_role="manager",
        time_limit=Local("CONTACT_REVIEW"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The manager lets each suspended action go on, or withdraws it.",
    )
)
DISSENT_VIEWED = register(
    DutyDefinition(
        key="dissent-viewed",
        title="Look at a practitioner’s dissent",
        requirements=("P10-3", "F2.84-1"),
        owner_role="head_of_practice",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The Head of Practice records a view.",
    )
)

REQUEST_KEYS = ("supervision-requested", "supervision-requested-at-once")
