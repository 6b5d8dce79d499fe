"""What a child in care who tells of more sets running (policy 8)."""

from cafcass_cases.duties.definitions import URGENT, DutyDefinition, Local, register

DISCLOSURE_REFERRAL = register(
    DutyDefinition(
        key="disclosure-referral",
        title="Refer what a child in care has told of more",
        requirements=("P8-1",),
        owner_role="practitioner",
        time_limit=Local("DISCLOSURE_REFERRAL"),
        ladder=URGENT,
        discharged_by="The child’s referral is telephoned: somebody at the authority is reached.",
    )
)
DISCLOSURE_POLICE = register(
    DutyDefinition(
        key="disclosure-police",
        title="Report to the police what a child in care has told",
        requirements=("P8-2",),
        owner_role="practitioner",
        time_limit=Local("DISCLOSURE_REFERRAL"),
        ladder=URGENT,
        discharged_by="A report to the police is recorded.",
    )
)
