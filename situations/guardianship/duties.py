"""What is owed before special guardianship is supported (policy 52)."""

from cafcass_cases.duties.definitions import Before, DutyDefinition, Local, register

CHECKS_SEEN = register(
    DutyDefinition(
        key="guardian-checks-seen",
        title="See the completed DBS and medical checks of every prospective special guardian",
        requirements=("P52-1",),
        owner_role="practitioner",
        time_limit=Before("it is supported"),
        discharged_by="Both checks of every prospective special guardian are completed and seen.",
    )
)
CHECK_ANALYSED = register(
    DutyDefinition(
        key="guardian-check-analysed",
        title="Record the outcome of the check, and analyse it",
        requirements=("P52-2",),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="Outcome and analysis of the check are on the record.",
    )
)
WAIT_PLANNED = register(
    DutyDefinition(
        key="guardian-wait-planned",
        title="Build the wait for the checks into the child’s timetable, and go on with other work",
        requirements=("P52-3",),
        owner_role="practitioner",
        time_limit=Before("it is supported"),
        discharged_by="How the wait stands in the timetable, and what goes on meanwhile, are written; or every check is completed.",
    )
)
