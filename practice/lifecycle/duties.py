"""What the life of a case and its meetings set running (framework 2.10, 2.86, 3.20 to 3.27, 3.80)."""

from cafcass_cases.duties.definitions import CourtUpdate, DutyDefinition, Local, register

DIRECTION_NAMED = register(
    DutyDefinition(
        key="direction-named",
        title="Say what the court directed: work was done after the report was filed",
        requirements=("F2.10-2",),
        owner_role="practitioner",
        time_limit=Local("DIRECTION_NAMED"),
        discharged_by="The court’s direction is recorded, or the concern that the work answers.",
    )
)
SERVICES_AFTER_ORDER = register(
    DutyDefinition(
        key="services-after-order",
        title="Ask for the services that are needed after the case, as agreed with the parents",
        requirements=("F2.114-1",),
        owner_role="practitioner",
        time_limit=Local("SERVICES_AFTER_ORDER"),
        discharged_by="An early help referral of the case goes to the authority, or it is recorded of whom they were asked.",
    )
)
PLAN_NOTED = register(
    DutyDefinition(
        key="plan-noted",
        title="Take note that a child is on a protection plan",
        requirements=("F2.86-1",),
        owner_role="manager",
        time_limit=Local("PLAN_MANAGER_TOLD"),
        alert_on_open=True,
        per_child=True,
        discharged_by="A manager of the case takes note of it.",
    )
)
MEETING_ANSWERED = register(
    DutyDefinition(
        key="meeting-answered",
        title="Settle whether, and in what capacity, to take part in a meeting",
        requirements=("F3.20-1", "F3.21-1"),
        owner_role="practitioner",
        time_limit=Local("MEETING_ANSWERED"),
        discharged_by="Whether and in what capacity is recorded; a manager decides where the case is closed.",
    )
)
MEETING_INFORMED = register(
    DutyDefinition(
        key="meeting-informed",
        title="Send what we know to a meeting before it is held",
        requirements=("F3.20-1", "F3.22-1"),
        owner_role="practitioner",
        time_limit=Local("MEETING_ANSWERED"),
        discharged_by="When and how it went is recorded.",
    )
)
MEETING_OUTCOME = register(
    DutyDefinition(
        key="meeting-outcome",
        title="Find out what a meeting decided",
        requirements=("F3.20-1",),
        owner_role="practitioner",
        time_limit=Local("MEETING_OUTCOME"),
        discharged_by="What it decided is recorded, and whether the court is told.",
    )
)
MEETING_COURT_TOLD = register(
    DutyDefinition(
        key="meeting-court-told",
        title="Tell the court what was shared at a meeting, and what it decided",
        requirements=("F3.80-1",),
        owner_role="practitioner",
        time_limit=CourtUpdate(),
        discharged_by="When and how the court was told is recorded.",
    )
)
ROLE_COMPROMISED = register(
    DutyDefinition(
        key="role-compromised",
        title="Settle with the manager whether our role is compromised, or take it to the court",
        requirements=("F3.25-1",),
        owner_role="practitioner",
        time_limit=Local("ROLE_COMPROMISED"),
        alert_on_open=True,
        discharged_by="A reporter: what both decided. A Children’s Guardian: how the court was told.",
    )
)

MEETING_KEYS = ("meeting-answered", "meeting-informed", "meeting-outcome", "meeting-court-told", "role-compromised")
KEYS = ("direction-named", "plan-noted", "services-after-order", *MEETING_KEYS)
