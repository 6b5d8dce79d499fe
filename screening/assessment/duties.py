"""What the section 120 pathway, the three stages and the plans set running (framework 2.28 to 2.37, 2.60, 2.79, appendix III)."""

from cafcass_cases.duties.definitions import (
    URGENT,
    AgreedDate,
    CourtUpdate,
    DutyDefinition,
    Local,
    UntilHearing,
    WorkingDays,
    earliest,
    register,
)

S120_READ = register(
    DutyDefinition(
        key="s120-read",
        title="Follow the section 120 pathway",
        requirements=("FA3-1",),
        owner_role="practitioner",
        time_limit=earliest(Local("SCREENING_CONCLUDED"), UntilHearing()),
        discharged_by="The pathway has an outcome, once the checks are complete.",
    )
)
S120_NOTHING_FOUND = register(
    DutyDefinition(
        key="s120-nothing-found",
        title="Look at a complete C1A in which nothing was found",
        requirements=("FA3-1",),
        owner_role="manager",
        time_limit=Local("S120_NOTHING_FOUND"),
        alert_on_open=True,
        discharged_by="The manager records why nothing is there, or the papers are read again.",
    )
)
S120_CONCERN = register(
    DutyDefinition(
        key="s120-concern",
        title="Put on the record the concern that the application gives rise to",
        requirements=("FA3-1", "F2.79-1"),
        owner_role="practitioner",
        time_limit=Local("S120_CONCERN"),
        ladder=URGENT,
        discharged_by="The concern is logged, or the one that holds it already is named. Its own clocks then run.",
    )
)
S120_AUTHORITY_TOLD = register(
    DutyDefinition(
        key="s120-authority-told",
        title="Send the local authority the section 120 letter",
        requirements=("FA3-1", "F2.79-1", "FR8-1"),
        owner_role="practitioner",
        time_limit=Local("S120_SENT"),
        discharged_by="The letter is sent, or a referral takes its place.",
    )
)
S120_COURT_TOLD = register(
    DutyDefinition(
        key="s120-court-told",
        title="Tell the court what the section 120 pathway asks for",
        requirements=("FA3-1", "FR8-1"),
        owner_role="practitioner",
        time_limit=CourtUpdate(),
        discharged_by="The court is told.",
    )
)
S120_16A_DECIDED = register(
    DutyDefinition(
        key="s120-16a-decided",
        title="Decide whether a 16A goes with the notification",
        requirements=("F2.79-1",),
        owner_role="manager",
        time_limit=Local("S120_16A_DECIDED"),
        alert_on_open=True,
        discharged_by="The manager decides. Yes opens the 16A.",
    )
)
S120_OUTCOME_TOLD = register(
    DutyDefinition(
        key="s120-outcome-told",
        title="Tell the local authority how the court case ended",
        requirements=("FA3-1", "FR8-1"),
        owner_role="practitioner",
        time_limit=Local("INVOLVEMENT_ENDED"),
        discharged_by="The authority is told that our involvement has ended and what the court decided.",
    )
)
SCREENING_CONCLUDED = register(
    DutyDefinition(
        key="screening-concluded",
        title="Conclude screening",
        requirements=("F2.37T-2",),
        owner_role="practitioner",
        time_limit=earliest(Local("SCREENING_CONCLUDED"), UntilHearing()),
        discharged_by="The three statements of screening are recorded.",
    )
)
RISK_IDENTIFIED = register(
    DutyDefinition(
        key="risk-identified",
        title="Complete the risk identification form",
        requirements=("F2.28-1", "F2.37T-4"),
        owner_role="practitioner",
        time_limit=UntilHearing(),
        discharged_by="The form is completed, before the first hearing ends.",
    )
)
RISK_IDENTIFIED_PUBLIC = register(
    DutyDefinition(
        key="risk-identified-public",
        title="Complete the risk identification form with the first case plan",
        requirements=("F2.28-2",),
        owner_role="practitioner",
        time_limit=earliest(Local("SCREENING_CONCLUDED"), UntilHearing()),
        discharged_by="The form is completed.",
    )
)
RISK_DISCUSSED = register(
    DutyDefinition(
        key="risk-discussed",
        title="Ask for supervision: a risk is high or imminent",
        requirements=("F2.30-2",),
        owner_role="practitioner",
        time_limit=Local("RISK_DISCUSSED"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="Supervision is asked for, or held, on the concern that the risk belongs to.",
    )
)
RISK_TOLD = register(
    DutyDefinition(
        key="risk-told",
        title="Speak at once with the practitioner: a risk is high or imminent",
        requirements=("F2.30-2",),
        owner_role="manager",
        time_limit=Local("RISK_DISCUSSED"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="Supervision is held on the concern that the risk belongs to.",
    )
)
ABUSE_REFERRED = register(
    DutyDefinition(
        key="abuse-concern",
        title="Log a concern: a continuing risk from a violent parent",
        requirements=("F2.60-3",),
        owner_role="practitioner",
        time_limit=Local("S120_CONCERN"),
        ladder=URGENT,
        discharged_by="The concern is logged, or named.",
    )
)
RISK_REASSESSED = register(
    DutyDefinition(
        key="risk-reassessed",
        title="Look again at the risk from domestic abuse",
        requirements=("F2.60-10",),
        owner_role="practitioner",
        time_limit=Local("RISK_REASSESSED"),
        discharged_by="A new version of the risk identification form is submitted.",
    )
)
SAFETY_ASSESSED = register(
    DutyDefinition(
        key="safety-assessed",
        title="Carry out a safety assessment",
        requirements=("F2.32-1", "F2.37T-7"),
        owner_role="practitioner",
        time_limit=UntilHearing(),
        discharged_by="The assessment is submitted, or the court’s expert has reported.",
    )
)
RISK_REVIEWED = register(
    DutyDefinition(
        key="risk-reviewed",
        title="Look again at a longer-term risk",
        requirements=("F2.33-5",),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        discharged_by="A new version of the risk identification form is submitted.",
    )
)
PLAN_ACTION = register(
    DutyDefinition(
        key="plan-action",
        title="Do, or follow, a point of the plan",
        requirements=("F2.37T-6", "F2.31-1"),
        owner_role="practitioner",
        time_limit=AgreedDate(),
        discharged_by="What came of it is recorded.",
    )
)
AUTHORITY_TOLD_MISSING = register(
    DutyDefinition(
        key="authority-told-missing",
        title="Tell the local authority what its assessments leave out",
        requirements=("F2.29-1",),
        owner_role="practitioner",
        time_limit=WorkingDays(1),
        discharged_by="The authority is told.",
    )
)
COURT_TOLD_MISSING = register(
    DutyDefinition(
        key="court-told-missing",
        title="Tell the court what the local authority’s work does not show",
        requirements=("F2.29-1", "F2.37T-8"),
        owner_role="practitioner",
        time_limit=CourtUpdate(),
        discharged_by="The court is told.",
    )
)
AUTHORITY_CHECKED = register(
    DutyDefinition(
        key="authority-checked",
        title="Check that the authority’s assessments cover every step",
        requirements=("F2.29-1",),
        owner_role="practitioner",
        time_limit=earliest(Local("SCREENING_CONCLUDED"), UntilHearing()),
        discharged_by="Each step is answered.",
    )
)
