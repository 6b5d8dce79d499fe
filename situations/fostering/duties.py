"""What a privately fostered child sets running (policy 38, 39). The 16A is the same duty as for any other concern."""

from cafcass_cases.duties.definitions import URGENT, Before, DutyDefinition, Local, OwedBy, register

NOTIFY = register(
    DutyDefinition(
        key="private-fostering-notify",
        title="Notify the authority of private fostering",
        requirements=("P38-1", "P38-2"),
        owner_role="practitioner",
        time_limit=Local("PF_NOTIFY"),
        per_child=True,
        discharged_by="The notification was sent, with the household and who holds parental responsibility.",
    )
)
ANSWER = register(
    DutyDefinition(
        key="private-fostering-answer",
        title="The authority says whether it knows of the arrangement and has assessed it",
        requirements=("P38-2",),
        owner_role="practitioner",
        owed_by=OwedBy.AUTHORITY,
        time_limit=Before("the case is closed"),
        per_child=True,
        discharged_by="The authority’s answer is recorded.",
    )
)
REFERRAL = register(
    DutyDefinition(
        key="private-fostering-referral",
        title="Refer the privately fostered child by telephone",
        requirements=("P39-1",),
        owner_role="practitioner",
        time_limit=Local("PF_REFERRAL"),
        ladder=URGENT,
        per_child=True,
        discharged_by="Somebody at the authority took the referral of this child.",
    )
)
