"""What screening asks of us, and by when (policy 56 to 60; framework 2.15 to 2.25, 3.67 to 3.76, Appendix II)."""

from cafcass_cases.duties.definitions import (
    URGENT,
    AgreedDate,
    Before,
    CourtUpdate,
    DutyDefinition,
    Local,
    UntilHearing,
    earliest,
    register,
)

ADVICE = "advice on the case goes to the court"

CHECKS_REQUESTED = register(DutyDefinition(
    key="checks-requested", title="Request the police and authority checks on both parties", requirements=("P58-1", "F2.18-5", "F2.19-1", "F2.20-1", "F3.68-1"),
    owner_role="practitioner", time_limit=Local("C100_CHECKS_REQUEST"), discharged_by="Every standard check is requested, or left out with a reason.",
))  # fmt: skip
SOURCES_READ = register(DutyDefinition(
    key="screening-sources-read", title="Search our own records, read the court’s forms, list other proceedings",
    requirements=("F2.16-1", "F2.18-1", "F2.18-2", "F2.18-3"), owner_role="practitioner", time_limit=Before("the checks are concluded"),
    discharged_by="Everybody was searched for and each candidate decided; the forms are read; proceedings are listed or none are known.",
))  # fmt: skip
LEVEL_2_DECIDED = register(DutyDefinition(
    key="police-2-decided", title="Decide, with reasons, on a level 2 police check for each party", requirements=("P58-2", "P58-3"),
    owner_role="practitioner", time_limit=Before(ADVICE), discharged_by="Each decision is recorded with its reason.",
))  # fmt: skip
FURTHER_JUDGED = register(DutyDefinition(
    key="further-checks-judged", title="Judge, with reasons, whether further people or checks are needed",
    requirements=("P59-1", "P59-2", "F2.19-3", "F3.72-1"), owner_role="practitioner", time_limit=Before(ADVICE),
    discharged_by="Each judgement is recorded with its reason.",
))  # fmt: skip
RECHECK_DECIDED = register(DutyDefinition(
    key="recheck-decided", title="Decide on repeating checks: a new name or address", requirements=("F2.17-1",), owner_role="practitioner",
    time_limit=Local("RECHECK_DECISION"), discharged_by="Each proposed check is taken up, or dismissed with a reason.",
))  # fmt: skip
CHASED = register(DutyDefinition(
    key="checks-chased", title="Chase the checks that are not answered", requirements=("F2.23-1",), owner_role="practitioner",
    time_limit=Local("CHECK_CHASE"), discharged_by="A chase is recorded, or every answer came.",
))  # fmt: skip
INTERNATIONAL = register(DutyDefinition(
    key="international-reminder", title="Remind the force abroad, or say what its silence means", requirements=("P60-3",),
    owner_role="practitioner", time_limit=Local("INTL_CHECK_REMINDER"), discharged_by="A chase or an answer is recorded, “no answer” included.",
))  # fmt: skip
REVIEWED = register(DutyDefinition(
    key="check-reviewed", title="Review the result of a check", requirements=("F2.23-2", "P57-1"), owner_role="practitioner",
    time_limit=Local("RESULT_REVIEW"), discharged_by="What it means for the child is recorded.",
))  # fmt: skip
PUBLIC_CONFIRMED = register(DutyDefinition(
    key="public-checks-confirmed", title="Have the authority confirm each check; never assume it", requirements=("F2.21-1", "F3.67-1"),
    owner_role="practitioner", time_limit=Before(ADVICE), discharged_by="Each item is confirmed and verified by the guardian, or followed up.",
))  # fmt: skip
ENQUIRIES = register(DutyDefinition(
    key="enquiries-made", title="Ask anyone who may hold relevant information about the child", requirements=("P56-1",),
    owner_role="practitioner", time_limit=Before(ADVICE), discharged_by="Whom you asked is listed.",
))  # fmt: skip
POLICE_KEPT = register(DutyDefinition(
    key="police-information-kept", title="Look again at police information: keep it for a reason, or destroy it", requirements=(),
    owner_role="practitioner", time_limit=Local("POLICE_INFORMATION_KEPT"), discharged_by="It is kept until a new day with a reason, or destroyed.",
))  # fmt: skip
OFFENCE_FOLLOWED = register(DutyDefinition(
    key="listed-offence-followed", title="Listed offence: log a concern, or have a manager decide that there is none", requirements=("FA2-3",),
    owner_role="practitioner", time_limit=Local("RESULT_REVIEW"), ladder=URGENT, alert_on_open=True,
    discharged_by="A concern is logged, or a manager decided with reasons.",
))  # fmt: skip
RISK_DECIDED = register(DutyDefinition(
    key="risk-to-children-decided", title="Decide, with reasons, whether somebody is a Risk to Children", requirements=("FA2-2",),
    owner_role="practitioner", time_limit=Local("RESULT_REVIEW"), discharged_by="Yes or no is recorded with its sources and reasons.",
))  # fmt: skip
WORK_RECORDED = register(DutyDefinition(
    key="work-before-checks-recorded", title="Work went ahead before the checks: record why", requirements=("F2.22-1",), owner_role="practitioner",
    time_limit=Local("RECORDING"), discharged_by="The work, and why it could not wait, are recorded.",
))  # fmt: skip
COURT_TOLD = register(DutyDefinition(
    key="court-told-of-work-before-checks", title="Tell the court in writing of work before the checks", requirements=("F2.22-1",),
    owner_role="practitioner", time_limit=earliest(Local("NO_CHECKS_COURT_TOLD"), UntilHearing()), discharged_by="The letter is sent.",
))  # fmt: skip
FULLER_ADVISED = register(DutyDefinition(
    key="fuller-assessment-advised", title="Advise the court that a fuller safety assessment is needed first", requirements=("F2.24-1",),
    owner_role="practitioner", time_limit=CourtUpdate(), discharged_by="The advice is sent.",
))  # fmt: skip
ASSESSMENT_FOLLOWED = register(DutyDefinition(
    key="authority-assessment-followed-up", title="See that the authority makes its assessment", requirements=("F2.24-2",),
    owner_role="practitioner", time_limit=AgreedDate(), discharged_by="What came of it is recorded.",
))  # fmt: skip
