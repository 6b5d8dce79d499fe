"""What an application's arrival sets running."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, register

from .first_look import SCREENING_DUTY

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
