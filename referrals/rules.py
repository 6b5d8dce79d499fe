"""Who may do what here, and what stands against closing a case: one rule for each permission (DESIGN §6)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.staffing import assistant_director_reached, head_of_practice_reached
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.cases.selectors import allocated_practitioner, manager_of_case
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import ProfessionalDifference, RiskAssessment, StageName

SENIOR_STAGES = {
    StageName.HEAD_OF_PRACTICE: (Role.HEAD_OF_PRACTICE, head_of_practice_reached),
    StageName.ASSISTANT_DIRECTOR: (Role.ASSISTANT_DIRECTOR, assistant_director_reached),
}
ACTORS = {
    StageName.SUPERVISION: "the practitioner or a manager of the case",
    StageName.HEAD_OF_PRACTICE: "the Head of Practice, or who covers for them,",
    StageName.ASSISTANT_DIRECTOR: "the Assistant Director, or who covers for them,",
}


def may_record(user: User, case: Case, at: datetime) -> bool:
    """Record calls, writing, outcomes and what the court is told: whoever works on the case, and its managers."""
    return may_work_on_case(user, case, at) or may_manage_case(user, case, at)


def who_acts_at(stage: str) -> str:
    """Who may record a stage, in words."""
    return ACTORS[StageName(stage)]


def may_act_at_stage(user: User, difference: ProfessionalDifference, stage: str, at: datetime) -> bool:
    """The supervision: practitioner or manager. Later stages: only the Head of Practice or Assistant Director of the case's
    area, or whoever stands in for them (policy 19)."""
    case = difference.referral.case
    if stage == StageName.SUPERVISION:
        return case.user_works if hasattr(case, "user_works") else may_record(user, case, at)
    if user.role not in (Role.MANAGER, Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR):
        return False
    role, reached = SENIOR_STAGES[StageName(stage)]
    if user.role == role:
        return case.user_manages if hasattr(case, "user_manages") else may_manage_case(user, case, at)
    for_whom = allocated_practitioner(case, at) or manager_of_case(case, at)
    found = reached(for_whom, at) if for_whom else None
    return bool(found and found.user and found.user.pk == user.pk)


@register_closing_guard
def nothing_unfiled_or_unanswered(case: Any, now: datetime) -> list[str]:
    """A 16A that is drafted but not sent, and an authority that has not answered, keep a case open (policy 28)."""
    phrases = [
        f"Send the section 16A risk assessment (version {assessment.number}) to the court, or withdraw it"
        for assessment in RiskAssessment.objects.filter(case=case, sent_at=None, withdrawn_at=None)
    ]
    keys = ("telephone-referral", "written-referral", "authority-outcome", "safe-enough", "court-told", "s16a", "difference-total")
    open_now = Duty.objects.filter(case=case, key__in=keys, ended_at=None).values_list("key", flat=True)
    words = {
        "telephone-referral": "Make the telephone referral", "written-referral": "Send the written referral",
        "authority-outcome": "Get the local authority's outcome", "safe-enough": "Judge whether the outcome is safe enough",
        "court-told": "Tell the court", "s16a": "Send the section 16A risk assessment", "difference-total": "Settle the difference with the authority",
    }  # fmt: skip
    return phrases + sorted({words[key] for key in open_now})


for _ids, _kind, _words in (
    (("P5-2",), "screen", "A concern, a referral and each authority’s page show its own procedures beside the national guidance"),
    (("P19-6",), "screen", "A referral and a difference show the escalation procedure of the child’s own authority"),
    (("P14-2",), "rule", "Where the authority assesses, its reports are the authority’s to supply, and the referral says so"),
    (
        ("P24-1", "P24-2"),
        "document",
        "The written referral asks the authority to consider MARAC, and says that Cafcass may not refer itself",
    ),
    (("P24-5",), "screen", "The written referral asks whether a MARAC is already open"),
    (("P30-3",), "rule", "A 16A is issued and sent whatever the outcome of the referral, and before supervision with the reason"),
    (("P31-1",), "document", "The 16A is always a document of its own"),
    (("P31-2",), "document", "Where the court ordered a combined report, the 16A cites the order"),
    (("F2.61-1",), "document", "A referral is of one of three types: a child’s safety, a child in need, or welfare"),
    (
        ("F2.63-2", "F2.63-4"),
        "rule",
        "Help, unlike safety, needs the consent of parents and children, and the court’s permission while proceedings run",
    ),
    (
        ("F2.63-3",),
        "rule",
        "Where consent is refused, whether the child could come to significant harm is answered; yes asks for supervision",
    ),
    (
        ("F2.65-1", "FR2-1", "F3.90-1"),
        "document",
        "Each type has its covering letter: level and nature of the concern, consent, our role and for how long",
    ),
    (("F2.65-2",), "rule", "What is missing never holds an urgent referral up; the letter says what, and why it goes early"),
    (("F2.69-1",), "screen", "A referral shows the authority’s own procedures, and how to refer to it"),
    (("F2.100-1",), "rule", "A referral goes to the team that the authority names, and a social worker who has the child is sent a copy"),
    (("P31-3",), "document", "The 16A says that it is made under section 16A of the Children Act 1989"),
):
    register_carrier(_ids, Carrier(_kind, _words))
