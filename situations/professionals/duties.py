"""What a concern about somebody who works with children sets running (policy 49 to 51)."""

from cafcass_cases.duties.definitions import AgreedDate, Before, DutyDefinition, Local, UntilHearing, earliest, register

LADO_DECISION = register(
    DutyDefinition(
        key="lado-decision",
        title="Decide whether the referral recommends that the LADO is involved",
        requirements=("P49-1", "P6-1"),
        owner_role="practitioner",
        time_limit=Local("LADO_DECISION"),
        discharged_by="Yes or no is recorded, with the rationale.",
    )
)
LADO_REFERRAL = register(
    DutyDefinition(
        key="lado-referral",
        title="Send the referral that includes the LADO",
        requirements=("P49-1",),
        owner_role="practitioner",
        time_limit=Before("the concern is completed"),
        discharged_by="It is sent, after supervision, approval and telling the individual.",
    )
)
LADO_APPROVAL = register(
    DutyDefinition(
        key="lado-approval",
        title="Read and approve the referral that includes the LADO",
        requirements=("P51-2",),
        owner_role="manager",
        time_limit=Local("LADO_DECISION"),
        alert_on_open=True,
        discharged_by="A manager of the case approves the text as it will be sent.",
    )
)
LADO_UNSAFE = register(
    DutyDefinition(
        key="lado-unsafe",
        title="Agree, or not, that the individual is not told",
        requirements=("P51-4",),
        owner_role="manager",
        time_limit=Local("LADO_DECISION"),
        alert_on_open=True,
        discharged_by="A manager of the case agrees to the reasons, or says that the individual is to be told.",
    )
)
LADO_FOLLOW_UP = register(
    DutyDefinition(
        key="lado-follow-up",
        title="Follow up what came of the LADO referral",
        requirements=("P51-5",),
        owner_role="practitioner",
        time_limit=Local("LADO_FOLLOW_UP"),
        discharged_by="A follow-up is recorded; it comes round again until the outcome is.",
    )
)
LADO_COURT_TOLD = register(
    DutyDefinition(
        key="lado-court-told",
        title="Make the court aware of the LADO referral",
        requirements=("P51-6",),
        owner_role="practitioner",
        time_limit=earliest(Local("COURT_UPDATE"), UntilHearing()),
        discharged_by="The court is told in the words that the manager agreed.",
    )
)
LADO_WORDS = register(
    DutyDefinition(
        key="lado-court-words",
        title="Agree how much the court is told of the LADO referral",
        requirements=("P51-6",),
        owner_role="manager",
        time_limit=earliest(Local("COURT_UPDATE"), UntilHearing()),
        alert_on_open=True,
        discharged_by="A manager of the case agrees the wording.",
    )
)
LADO_REQUEST = register(
    DutyDefinition(
        key="lado-request",
        title="Answer what the LADO asks",
        requirements=("P50-2",),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        discharged_by="The answer is recorded. It is given in writing or by telephone, not at the LADO’s meeting.",
    )
)
