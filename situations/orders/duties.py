"""What an order that may leave a child at risk sets running."""

from cafcass_cases.duties.definitions import URGENT, Before, DutyDefinition, Local, register

ORDER_REVIEW = register(
    DutyDefinition(
        key="order-review",
        title="Hold supervision on the order",
        requirements=("P46-1", "P46-2"),
        owner_role="practitioner",
        time_limit=Local("ORDER_REVIEW"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="A manager holds supervision and answers each of the four options.",
    )
)
OPTION = register(
    DutyDefinition(
        key="order-option",
        title="Carry out what was chosen on the order",
        requirements=("P46-2",),
        owner_role="practitioner",
        time_limit=Before("the review of the order is closed"),
        discharged_by="The 16A is sent, the manager’s letter is sent, or the referral is made.",
    )
)
APPEAL_CONSULT = register(
    DutyDefinition(
        key="appeal-consult",
        title="Consult the child’s legal representative about an appeal",
        requirements=("P46-5",),
        owner_role="practitioner",
        time_limit=Local("APPEAL_CONSULT"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The consultation, its advice and what follows are recorded.",
    )
)
STEPS_RECORDED = register(
    DutyDefinition(
        key="order-steps-recorded",
        title="Record what was done to challenge the order",
        requirements=("P47-1",),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="The steps are an entry on the child’s record.",
    )
)
LEGAL_ADVICE = register(
    DutyDefinition(
        key="order-legal-advice",
        title="Seek legal advice on the confirmed order",
        requirements=("P47-2",),
        owner_role="practitioner",
        time_limit=Local("LEGAL_ADVICE"),
        discharged_by="Who was asked for legal advice, and when, is recorded.",
    )
)
JUDGE_CONSIDERED = register(
    DutyDefinition(
        key="order-judge-considered",
        title="Decide whether to approach the Designated Family Judge",
        requirements=("P48-1",),
        owner_role="head_of_practice",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="A Head of Practice or Assistant Director approaches the judge, or says why not.",
    )
)
