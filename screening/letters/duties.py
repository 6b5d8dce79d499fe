"""What the safeguarding letter sets running: FPR PD12B, three working days before the first hearing by local default."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, LocalBeforeHearing, UntilHearing, earliest, register

SAFEGUARDING_LETTER = register(
    DutyDefinition(
        key="safeguarding-letter",
        title="Send the safeguarding letter to the court",
        requirements=(),
        owner_role="practitioner",
        # Where the hearing is listed too soon for that, before it begins.
        time_limit=earliest(LocalBeforeHearing("SAFEGUARDING_LETTER"), UntilHearing()),
        discharged_by="The letter is filed at court, or recorded as sent.",
    )
)
LETTER_UPDATE = register(
    DutyDefinition(
        key="safeguarding-letter-update",
        title="Tell the court what came in after the safeguarding letter",
        requirements=(),
        owner_role="practitioner",
        time_limit=earliest(Local("SAFEGUARDING_LETTER_UPDATE"), UntilHearing()),
        discharged_by="An update to the letter is filed at court, or recorded as sent.",
    )
)
LETTER_WITHHOLDING = register(
    DutyDefinition(
        key="letter-withholding",
        title="Decide whether the safeguarding letter is withheld from a party",
        requirements=("F3.84-1",),
        owner_role="manager",
        time_limit=earliest(Local("LETTER_WITHHOLDING"), UntilHearing()),
        alert_on_open=True,
        discharged_by="A manager of the case agrees, or says that it is given to them.",
    )
)
LETTER_DIRECTIONS = register(
    DutyDefinition(
        key="letter-directions",
        title="Ask the court for directions on a safeguarding letter withheld from a party",
        requirements=("F3.84-1",),
        owner_role="practitioner",
        time_limit=earliest(Local("SAFEGUARDING_LETTER_UPDATE"), UntilHearing()),
        discharged_by="The covering note to the court is made and sent.",
    )
)
