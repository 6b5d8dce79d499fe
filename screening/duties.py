"""What an application's arrival sets running."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, UntilHearing, earliest, register

from .first_look import SCREENING_DUTY
from .taking_in import HEARING_DUTY

SCREEN_APPLICATION = register(
    DutyDefinition(
        key=SCREENING_DUTY,
        title="Screen the application",
        requirements=("F2.16-1",),
        owner_role="practitioner",
        time_limit=Local("APPLICATION_SCREENED"),
        alert_on_open=True,
        discharged_by="Somebody records whether anything in it raises a concern; or logs a concern from it.",
    )
)
HEARING_GONE = register(
    DutyDefinition(
        key=HEARING_DUTY,
        title="Decide whether a hearing that the court no longer lists was vacated",
        requirements=(),
        owner_role="practitioner",
        time_limit=earliest(Local("COURT_HEARING_GONE"), UntilHearing()),
        alert_on_open=True,
        discharged_by="Somebody takes what the court says, or keeps the hearing with a reason; or the court lists it again.",
    )
)
