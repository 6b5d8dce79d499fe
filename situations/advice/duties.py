"""What advice to the court and a finding of fact set running (policy 17, 54)."""

from cafcass_cases.duties.definitions import URGENT, Before, DutyDefinition, Local, register

REFERRAL_CONSIDERED = register(
    DutyDefinition(
        key="finding-of-fact-referral-considered",
        title="Consider a referral to the local authority: a finding of fact was recommended without it",
        requirements=("P17-1",),
        owner_role="practitioner",
        time_limit=Before("the advice is filed"),
        discharged_by="The referral is decided, or decided against with the reason.",
    )
)
REFER = register(
    DutyDefinition(
        key="finding-of-fact-refer",
        title="Make the referral that was decided while a finding of fact is recommended or awaited",
        requirements=("P17-1", "P17-2"),
        owner_role="practitioner",
        time_limit=Local("LA_REFERRAL"),
        ladder=URGENT,
        discharged_by="A referral in this case is decided on a concern: its own clocks run from then.",
    )
)
FINDING_REVIEW = register(
    DutyDefinition(
        key="finding-of-fact-review",
        title="Review risk while a finding of fact is awaited",
        requirements=("P17-2",),
        owner_role="practitioner",
        time_limit=Local("FOF_REVIEW"),
        discharged_by="The risk to each child and the question of a referral are looked at again. The next review then opens, until the finding is made.",
    )
)
OFFENDER_PART = register(
    DutyDefinition(
        key="offender-part-of-advice",
        title="Complete the advice where a party is a registered sex offender",
        requirements=("P54-1", "P54-2", "P54-3"),
        owner_role="practitioner",
        time_limit=Before("the advice is filed"),
        discharged_by="Risk, its effect on contact and living arrangements, and protection are written for everybody concerned.",
    )
)
