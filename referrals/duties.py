"""What a referral and a cause to suspect set running: by us, by the authority and by the court."""

from datetime import datetime

from cafcass_cases.duties.definitions import (
    AUTHORITY_SILENCE,
    URGENT,
    ClockHours,
    CourtUpdate,
    DutyDefinition,
    Local,
    OwedBy,
    Repeating,
    SameDay,
    WhereSerious,
    WorkingDays,
    register,
)
from cafcass_cases.duties.models import Duty


def _authority_is_silent(duty: Duty, now: datetime) -> None:
    from .services.chasing import open_chase

    open_chase(duty, now)


TELEPHONE_REFERRAL = register(
    DutyDefinition(
        key="telephone-referral",
        title="Refer by telephone",
        requirements=("P12-3", "P12-9", "F2.100-1", "F2.101-1"),
        owner_role="practitioner",
        time_limit=Local("LA_REFERRAL"),
        ladder=URGENT,
        discharged_by="Somebody at the authority is reached. An unanswered call is an attempt and leaves it open.",
    )
)
WRITTEN_REFERRAL = register(
    DutyDefinition(
        key="written-referral",
        title="Send the written referral",
        requirements=("P12-4", "F2.103-1"),
        owner_role="practitioner",
        time_limit=SameDay(),
        ladder=URGENT,
        discharged_by="The written referral is sent, by the time it was sent.",
    )
)
AUTHORITY_OUTCOME = register(
    DutyDefinition(
        key="authority-outcome",
        title="Tell us the outcome for every child",
        requirements=("P12-5", "P12-8", "F2.104-1", "F2.105-1"),
        owner_role="practitioner",
        time_limit=ClockHours(24),
        ladder=AUTHORITY_SILENCE,
        owed_by=OwedBy.AUTHORITY,
        on_due=_authority_is_silent,
        discharged_by="An outcome is recorded for every child. An acknowledgement is not an outcome.",
    )
)
CHASE = register(
    DutyDefinition(
        key="chase",
        title="Chase the authority for its decision",
        requirements=("P12-6", "P12-7"),
        owner_role="practitioner",
        time_limit=Repeating(Local("LA_CHASE"), Local("LA_CHASE_REPEAT")),
        ladder=URGENT,
        discharged_by="A chase is recorded: by telephone when out of hours. Ends when the outcome arrives.",
    )
)
MANAGER_COPY = register(
    DutyDefinition(
        key="manager-copy",
        title="Give the manager a copy of the written referral",
        requirements=("F2.108-1",),
        owner_role="practitioner",
        time_limit=WorkingDays(1),
        discharged_by="The manager is given a copy.",
    )
)
PARENTS_INFORMED = register(
    DutyDefinition(
        key="parents-informed",
        title="Record which parents were told, and why any were not",
        requirements=("P15-2", "P15-3", "F2.98-1", "F2.99-1", "F2.63-1", "F2.87-4"),
        owner_role="practitioner",
        time_limit=Local("RECORDING"),
        discharged_by="Each parent and carer has an answer, and a reason where they were not told.",
    )
)
MARAC_REQUEST = register(
    DutyDefinition(
        key="marac-request",
        title="Ask the authority, in a further writing, to consider a referral to the MARAC",
        requirements=("P24-1", "P24-2"),
        owner_role="practitioner",
        time_limit=Local("MARAC_REQUEST"),
        discharged_by="A written referral that asks for it is sent, or the writing says that a MARAC is open already.",
    )
)
MARAC_ANSWER = register(
    DutyDefinition(
        key="marac-answer",
        title="Find out whether the authority referred to the MARAC",
        requirements=("P24-4",),
        owner_role="practitioner",
        time_limit=Local("MARAC_OUTCOME"),
        discharged_by="The authority's answer is recorded.",
    )
)
AUTHORITY_REASONS = register(
    DutyDefinition(
        key="authority-reasons",
        title="Ask the authority for its reasons",
        requirements=("P18-1",),
        owner_role="practitioner",
        time_limit=WhereSerious(ClockHours(24), Local("NFA_ANALYSIS")),
        discharged_by="The authority's reasons are recorded, or the decision is judged not safe enough.",
    )
)
SAFE_ENOUGH = register(
    DutyDefinition(
        key="safe-enough",
        title="Judge whether the outcome is safe enough for each child",
        requirements=("P18-2", "P18-3"),
        owner_role="practitioner",
        time_limit=WhereSerious(ClockHours(24), Local("NFA_ANALYSIS")),
        discharged_by="Safe enough or not is answered for each child, with an analysis.",
    )
)
COURT_TOLD = register(
    DutyDefinition(
        key="court-told",
        title="Tell the court",
        requirements=("P14-1", "P13-4", "P21-3", "F2.111-1"),
        owner_role="practitioner",
        time_limit=CourtUpdate(),
        ladder=URGENT,
        discharged_by="The court is told, by an update or by a new version of the 16A.",
    )
)
DIFFERENCE_SUPERVISION = register(
    DutyDefinition(
        key="difference-supervision",
        title="Hold supervision on the difference with the authority",
        requirements=("P19-1", "F2.110-1"),
        owner_role="manager",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The supervision on the difference is recorded.",
    )
)
DIFFERENCE_HEAD_OF_PRACTICE = register(
    DutyDefinition(
        key="difference-head-of-practice",
        title="Speak to the authority's Head of Service",
        requirements=("P19-2", "P19-3"),
        owner_role="head_of_practice",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The Head of Practice records the contact.",
    )
)
DIFFERENCE_ASSISTANT_DIRECTOR = register(
    DutyDefinition(
        key="difference-assistant-director",
        title="Speak to the authority's Assistant Director or Director",
        requirements=("P19-4",),
        owner_role="assistant_director",
        time_limit=Local("ESCALATION_STAGE"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The Assistant Director records the contact and what came of it.",
    )
)
DIFFERENCE_TOTAL = register(
    DutyDefinition(
        key="difference-total",
        title="Settle the difference with the authority",
        requirements=("P19-5",),
        owner_role="practitioner",
        time_limit=Local("ESCALATION_TOTAL"),
        ladder=URGENT,
        discharged_by="The difference is recorded as resolved.",
    )
)
S16A = register(
    DutyDefinition(
        key="s16a",
        title="Send the section 16A risk assessment to the court",
        requirements=("P13-1", "P27-1", "P28-3", "P30-1", "P30-4", "F2.106-1"),
        owner_role="practitioner",
        time_limit=Local("S16A_SUBMIT"),
        ladder=URGENT,
        per_child=True,
        discharged_by="The 16A is sent to the court. Drafted or issued is not sent.",
    )
)
UNSUPERVISED_16A = register(
    DutyDefinition(
        key="unsupervised-16a",
        title="Look at a 16A that went before supervision",
        requirements=("P27-2",),
        owner_role="manager",
        time_limit=Local("SUPERVISION_RECORD"),
        alert_on_open=True,
        discharged_by="A supervision of the concern is signed.",
    )
)
S16A_ACKNOWLEDGED = register(
    DutyDefinition(
        key="s16a-acknowledged",
        title="Acknowledge the 16A",
        requirements=("P27-1",),
        owner_role="practitioner",
        time_limit=Local("S16A_ACKNOWLEDGED"),
        owed_by=OwedBy.COURT,
        discharged_by="The court's acknowledgement is recorded.",
    )
)
S16A_BEFORE_JUDGE = register(
    DutyDefinition(
        key="s16a-before-judge",
        title="Put the 16A before a judge",
        requirements=("P28-3",),
        owner_role="practitioner",
        time_limit=Local("S16A_ACKNOWLEDGED"),
        owed_by=OwedBy.COURT,
        discharged_by="It is recorded that a judge has it.",
    )
)
S16A_DIRECTIONS = register(
    DutyDefinition(
        key="s16a-directions",
        title="Give directions on the 16A",
        requirements=("P13-3", "P28-2"),
        owner_role="practitioner",
        time_limit=Local("S16A_ACKNOWLEDGED"),
        owed_by=OwedBy.COURT,
        discharged_by="The judge's directions, or that there are none, are recorded.",
    )
)
STRATEGY_DISCUSSION = register(
    DutyDefinition(
        key="strategy-discussion",
        title="Follow up the strategy discussion",
        requirements=("P21-1", "P21-2", "P21-3", "F2.109-1"),
        owner_role="practitioner",
        time_limit=Local("STRATEGY_UPDATE"),
        discharged_by="What was decided is recorded, and whether the court is to be told.",
    )
)
CONFERENCE = register(
    DutyDefinition(
        key="conference",
        title="Follow up the child protection conference",
        requirements=("P21-2", "F2.110-2"),
        owner_role="practitioner",
        time_limit=Local("CONFERENCE_UPDATE"),
        discharged_by="What the conference decided, or that none is to be held, is recorded.",
    )
)

STAGE_KEYS = {
    "supervision": "difference-supervision",
    "head_of_practice": "difference-head-of-practice",
    "assistant_director": "difference-assistant-director",
}
COURT_STEPS = ("s16a-acknowledged", "s16a-before-judge", "s16a-directions")
