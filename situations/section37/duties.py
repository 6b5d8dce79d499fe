"""What section 37 sets running: our steps before the court is advised, the letter to the authority, the authority's report."""

from cafcass_cases.duties.definitions import AUTHORITY_SILENCE, AgreedDate, Before, DutyDefinition, Local, OwedBy, register

BEFORE_ADVISING = Before("the court is advised")

CONSULTATION = register(
    DutyDefinition(
        key="s37-consultation",
        title="Consult a manager on section 37",
        requirements=("P32-1",),
        owner_role="practitioner",
        time_limit=BEFORE_ADVISING,
        discharged_by="Supervision that was held is named, with what was concluded about the threshold.",
    )
)
AUTHORITY_TOLD = register(
    DutyDefinition(
        key="s37-authority-told",
        title="Tell the authority that section 37 will be advised",
        requirements=("P33-1",),
        owner_role="practitioner",
        time_limit=BEFORE_ADVISING,
        discharged_by="Who was told, when and why is recorded.",
    )
)
PAPERS = register(
    DutyDefinition(
        key="s37-papers",
        title="Send the authority the referral and the 16A",
        requirements=("P33-2",),
        owner_role="practitioner",
        time_limit=BEFORE_ADVISING,
        discharged_by="A referral made and written, and a 16A that asks for section 37, went to the authority.",
    )
)
ADVICE = register(
    DutyDefinition(
        key="s37-advice",
        title="Advise the court on section 37, with the rationale",
        requirements=("P32-2",),
        owner_role="practitioner",
        time_limit=Before("the concern is completed"),
        discharged_by="The advice is filed, or it is decided not to advise it, with the reason.",
    )
)
CONFIRM = register(
    DutyDefinition(
        key="s37-confirm",
        title="Confirm the section 37 order to the authority in writing",
        requirements=("P34-2",),
        owner_role="practitioner",
        time_limit=Local("S37_CONFIRM"),
        discharged_by="A letter with the agreed timescales was sent to the authority.",
    )
)
REPORT = register(
    DutyDefinition(
        key="s37-report",
        title="Report on the section 37 investigation",
        requirements=("P35-1",),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        ladder=AUTHORITY_SILENCE,
        owed_by=OwedBy.AUTHORITY,
        discharged_by="The report says, for every child: application, services, other action.",
    )
)
BEFORE_KEYS = (CONSULTATION.key, AUTHORITY_TOLD.key, PAPERS.key, ADVICE.key)
