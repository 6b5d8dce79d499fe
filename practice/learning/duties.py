"""What a death, a serious injury or a review sets running (framework 3.28–3.60)."""

from cafcass_cases.duties.definitions import URGENT, AgreedDate, DutyDefinition, Local, register

LADDER = URGENT

DIRECTORS_TOLD = register(
    DutyDefinition(
        key="directors-told",
        title="Tell both directors, on the notification form",
        requirements=("F3.34-1", "F3.35-1", "FR6-1"),
        owner_role="manager",
        time_limit=Local("DIRECTORS_TOLD"),
        ladder=LADDER,
        alert_on_open=True,
        discharged_by="The Assistant Director of the area and the director with safeguarding responsibility are both told.",
    )
)
OTHERS_REFERRED = register(
    DutyDefinition(
        key="incident-others-at-risk",
        title="Log a concern for the other child at risk, and refer",
        requirements=("F3.34-1",),
        owner_role="practitioner",
        time_limit=Local("INCIDENT_OTHERS_AT_RISK"),
        ladder=LADDER,
        alert_on_open=True,
        discharged_by="A concern is logged on the case; its own clocks run from there.",
    )
)
SUPPORT = register(
    DutyDefinition(
        key="incident-support",
        title="Plan support for everybody involved, and keep the practitioner informed",
        requirements=("F3.32-1",),
        owner_role="manager",
        time_limit=Local("INCIDENT_SUPPORT"),
        discharged_by="The support offered is recorded, and who else gives it.",
    )
)
PARTNERSHIP_TOLD = register(
    DutyDefinition(
        key="partnership-told",
        title="Tell our partnership representative that a review may be needed",
        requirements=("F3.36-1",),
        owner_role="assistant_director",
        time_limit=Local("PARTNERSHIP_TOLD"),
        discharged_by="The representative is told, or the partnership has decided.",
    )
)
FILE_SECURED = register(
    DutyDefinition(
        key="file-secured",
        title="Appoint a manager and secure the file as it stands",
        requirements=("F3.42-1", "F3.43-1"),
        owner_role="assistant_director",
        time_limit=Local("FILE_SECURED"),
        ladder=LADDER,
        alert_on_open=True,
        discharged_by="The snapshot is taken.",
    )
)
COURT_TOLD = register(
    DutyDefinition(
        key="review-court-told",
        title="Tell the court of the review, and ask leave to disclose",
        requirements=("F3.48-1",),
        owner_role="assistant_director",
        time_limit=Local("REVIEW_COURT_TOLD"),
        discharged_by="The court is told and leave is asked for.",
    )
)
UPDATE = register(
    DutyDefinition(
        key="incident-update",
        title="Send the directors an update for the stage reached",
        requirements=("FA4-1", "FR6-1"),
        owner_role="manager",
        time_limit=Local("INCIDENT_UPDATE"),
        discharged_by="The update is sent.",
    )
)
INTERNAL = register(
    DutyDefinition(
        key="internal-review",
        title="Review the case for learning, although the partnership does not",
        requirements=("F3.36-1", "F3.51-1"),
        owner_role="assistant_director",
        time_limit=Local("INTERNAL_REVIEW"),
        discharged_by="The internal review’s report is approved.",
    )
)
ACCESS = register(
    DutyDefinition(
        key="secured-file-access",
        title="Decide whether somebody may open the secured file",
        requirements=("F3.46-1",),
        owner_role="assistant_director",
        time_limit=Local("SECURED_FILE_ACCESS"),
        alert_on_open=True,
        discharged_by="The request is approved or refused.",
    )
)
DATE = register(
    DutyDefinition(
        key="review-date",
        title="A date of the review’s timetable",
        requirements=("F3.49-1",),
        owner_role="manager",
        time_limit=AgreedDate(),
        discharged_by="It is recorded as done.",
    )
)
ACTION = register(
    DutyDefinition(
        key="review-action",
        title="An action of the review’s plan",
        requirements=("F3.56-1",),
        owner_role="manager",
        time_limit=AgreedDate(),
        discharged_by="What was done is recorded.",
    )
)
