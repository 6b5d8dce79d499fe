"""What a child out of school sets running (policy 36). Supervision of an increased concern is asked for as for any other (policy 37)."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, register

EDUCATION_CHECK = register(
    DutyDefinition(
        key="education-check",
        title="Check whether the authority finds out if the education is suitable",
        requirements=("P36-1",),
        owner_role="practitioner",
        time_limit=Local("EHE_CHECK"),
        per_child=True,
        discharged_by="The authority’s answer is recorded. An attempt leaves it open.",
    )
)
