"""What a signed sample sets running (framework App. V)."""

from cafcass_cases.duties.definitions import AgreedDate, DutyDefinition, Local, register

SAMPLE_ANSWERED = register(
    DutyDefinition(
        key="sample-answered",
        title="Read what your manager found in a sample of your cases, and answer",
        requirements=("FA5-2",),
        owner_role="practitioner",
        time_limit=Local("SAMPLE_ANSWERED"),
        alert_on_open=True,
        personal=True,
        discharged_by="The practitioner's answer is recorded.",
    )
)
SAMPLE_ACTION = register(
    DutyDefinition(
        key="sample-action",
        title="Do what was agreed after a sample of cases",
        requirements=("FA5-2",),
        owner_role="manager",
        time_limit=AgreedDate(),
        personal=True,
        discharged_by="What came of it is recorded.",
    )
)
