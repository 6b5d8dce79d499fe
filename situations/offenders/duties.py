"""What contact with a registered sex offender and MAPPA set running (policy 26, 53)."""

from cafcass_cases.duties.definitions import URGENT, Before, DutyDefinition, Local, register

PROBATION_VIEW = register(
    DutyDefinition(
        key="offender-view",
        title="Ask the probation officer or offender manager for their view of the contact",
        requirements=("P53-1",),
        owner_role="practitioner",
        time_limit=Local("RSO_PROBATION"),
        ladder=URGENT,
        alert_on_open=True,
        per_child=True,
        discharged_by="Somebody who manages the offender’s risk has our question. Reaching nobody is an attempt and leaves it open.",
    )
)
EVIDENCE = register(
    DutyDefinition(
        key="offender-evidence",
        title="Obtain and scrutinise all available evidence on the offender",
        requirements=("P53-3",),
        owner_role="practitioner",
        time_limit=Before("advice on family time is filed"),
        discharged_by="Every source is obtained and analysed, or not available with the reason; and what they show together is written.",
    )
)
MAPPA_ENQUIRY = register(
    DutyDefinition(
        key="mappa-enquiry",
        title="Ask the agency what it holds under MAPPA",
        requirements=("P26-3",),
        owner_role="practitioner",
        time_limit=Local("MAPPA_ENQUIRY"),
        discharged_by="The agency is asked. Each agency has its own clock.",
    )
)
MAPPA_ANALYSIS = register(
    DutyDefinition(
        key="mappa-analysis",
        title="Use what the agencies told to assess the risk to the child",
        requirements=("P26-4",),
        owner_role="practitioner",
        time_limit=Before("advice to the court is filed"),
        per_child=True,
        discharged_by="The risk to this child is written, with what the agencies told.",
    )
)
MAPPA_CONSIDERED = register(
    DutyDefinition(
        key="mappa-considered",
        title="Consider with the manager whether the agencies of MAPPA should know of this person",
        requirements=("F3.13-1",),
        owner_role="practitioner",
        time_limit=Before("the concern is completed"),
        discharged_by="Yes or no is recorded, with the manager asked and the reason. What may be told is for the table of sharing to say.",
    )
)
