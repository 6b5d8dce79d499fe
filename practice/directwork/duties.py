"""What work with children sets running (framework 2.46, 2.47, 2.51, 2.53, 2.56, 2.89, 2.91, 2.97)."""

from cafcass_cases.duties.definitions import URGENT, AgreedDate, Before, DutyDefinition, Local, register

DIRECT_WORK_SIGNED = register(
    DutyDefinition(
        key="direct-work-signed",
        title="Complete and sign the record of work with a child",
        requirements=("F2.97-1", "F2.45-1"),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="Whoever did the work answers what the record asks, and signs it.",
    )
)
PROMISE_KEPT = register(
    DutyDefinition(
        key="promise-kept",
        title="Keep what was promised to a child",
        requirements=("F2.46-1",),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        per_child=True,
        discharged_by="It is kept; or the child is told that it cannot be, and why.",
    )
)
TELLING_INTO_CONCERN = register(
    DutyDefinition(
        key="telling-into-concern",
        title="Log what a child told as a concern",
        requirements=("F2.89-1", "F2.74-1"),
        owner_role="practitioner",
        time_limit=Local("TELLING_LOGGED"),
        ladder=URGENT,
        per_child=True,
        discharged_by="A concern about the child is logged, or what was told is joined to one.",
    )
)
CHILD_TOLD = register(
    DutyDefinition(
        key="child-told-of-referral",
        title="Tell the child of the referral and record the child’s view",
        requirements=("F2.91-1", "F2.91-2"),
        owner_role="practitioner",
        time_limit=Before("the concern is completed"),
        per_child=True,
        discharged_by="The child’s view is recorded: told and how, or why telling is unsafe.",
    )
)
GUARDIAN_VISIT = register(
    DutyDefinition(
        key="guardian-first-visit",
        title="Visit the child in their home: the guardian’s first visit",
        requirements=("F2.51-1",),
        owner_role="practitioner",
        time_limit=Local("GUARDIAN_VISIT"),
        per_child=True,
        discharged_by="Work with the child where the child lives is recorded.",
    )
)
CARE_PLAN_CLEAR = register(
    DutyDefinition(
        key="care-plan-made-clear",
        title="Ask the authority to make the care plan clear",
        requirements=("F2.53-1", "F2.52-1"),
        owner_role="practitioner",
        time_limit=Before("the case is closed"),
        per_child=True,
        discharged_by="A later check finds placement and contact clear in both plans.",
    )
)
OFFICER_REFERRAL = register(
    DutyDefinition(
        key="officer-referral-advised",
        title="Ask Cafcass Legal about a reviewing officer’s referral",
        requirements=("F2.56-1",),
        owner_role="manager",
        time_limit=Local("LEGAL_ADVICE"),
        alert_on_open=True,
        discharged_by="The manager records what Cafcass Legal advised.",
    )
)
