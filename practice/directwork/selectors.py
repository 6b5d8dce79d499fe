"""What may be read of work with children, starting from a case or record that the reader was let into. Moments in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person, RecordEntry
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import children_of, record_for
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.gather import gather
from safeguarding.models import Concern
from safeguarding.models.children import SIGNIFICANT

from .models import (
    Appraisal,
    CareCheck,
    ChildView,
    DirectWork,
    DirectWorkPlan,
    DisabilityQuestions,
    OfficerContact,
    Promise,
    SkinMap,
    Telling,
    Transport,
)

SHIPPED_QUESTIONS = (
    "How does the child say yes, no and “stop”, and who understands the child best?",
    "Which signs, symbols, aids or equipment does the child use, and will they be there?",
    "Who, independent of the family, can interpret for or support the child?",
    "When is the child at their best, for how long, and what tires or upsets them?",
    "What access, medicine, food or care is needed while we are there?",
    "Who helps the child with washing, dressing and toileting, and does the child feel safe with them?",
    "How can the child complain, and to whom?",
)
"""The set of questions as shipped: ours, since the framework's own are not printed. An administrator may change them."""


# ---- one record, scoped


def plan_for(user: User, plan_id: UUID | str, at: datetime) -> DirectWorkPlan:
    """Raises Http404."""
    return record_for(user, DirectWorkPlan.objects.select_related("child", "planned_by"), plan_id, at)


def work_for(user: User, work_id: UUID | str, at: datetime) -> DirectWork:
    """Raises Http404. A record whose entry was entered in error is for those who see such entries."""
    work = record_for(user, DirectWork.objects.select_related("child", "entry__author", "signed_by", "plan"), work_id, at)
    if work.entry.withdrawn_at and not may_see_withdrawn(user):
        raise Http404
    work.entry.case = work.case
    return work


def telling_for(user: User, telling_id: UUID | str, at: datetime) -> Telling:
    """Raises Http404."""
    return record_for(user, Telling.objects.select_related("child", "concern", "heard_by", "work"), telling_id, at)


def skin_map_for(user: User, skin_map_id: UUID | str, at: datetime) -> SkinMap:
    """Raises Http404."""
    return record_for(user, SkinMap.objects.select_related("child", "concern", "signed_by"), skin_map_id, at)


def promise_for(user: User, promise_id: UUID | str, at: datetime) -> Promise:
    """Raises Http404."""
    return record_for(user, Promise.objects.select_related("child", "work"), promise_id, at)


def contact_for(user: User, contact_id: UUID | str, at: datetime) -> OfficerContact:
    """Raises Http404."""
    return record_for(user, OfficerContact.objects.all(), contact_id, at)


def entry_to_sign(user: User, entry_id: UUID | str, at: datetime) -> RecordEntry:
    """Raises Http404."""
    return record_for(user, RecordEntry.objects.filter(kind=RecordEntry.Kind.DIRECT_WORK).select_related("author"), entry_id, at)


# ---- what is known of a child


def communication_needs(child: Person) -> list[str]:
    """What the record knows that may stand between us and the child's voice (framework 2.40, 2.43)."""
    needs = []
    if child.interpreter_needed:
        needs.append(f"An interpreter is needed{f': {child.language}' if child.language else ''}")
    elif child.language and child.language.lower() not in ("english", ""):
        needs.append(f"Speaks {child.language}")
    if child.disability:
        needs.append(child.disability)
    return needs


def suspicion_stands(child: Person) -> bool:
    """Whether suspicion of significant harm to the child has been reached and is not settled (framework 2.89)."""
    if Telling.objects.filter(child=child, withdrawn_at=None, concern__completed_at=None).exists():
        return True
    open_ones = Concern.objects.filter(case=child.case_id, completed_at=None, withdrawn_at=None)
    reached = Q(children__child=child, children__threshold__in=SIGNIFICANT) | Q(cause_answers__child=child, cause_answers__answer=True)
    return open_ones.filter(reached).exists()


def plans_waiting(child: Person) -> list[DirectWorkPlan]:
    """Plans for the child that are neither carried out nor called off."""
    return list(DirectWorkPlan.objects.filter(child=child, withdrawn_at=None, cancelled_at=None, works=None))


def disability_questions() -> list[str]:
    """The questions in use now."""
    newest = DisabilityQuestions.objects.first()
    return newest.text.splitlines() if newest else list(SHIPPED_QUESTIONS)


def question_sets() -> list[DisabilityQuestions]:
    """Every set that an administrator wrote, newest first."""
    return list(DisabilityQuestions.objects.select_related("created_by"))


# ---- the page of a case


@dataclass
class ChildWork:
    """Everything about work with one child, for the page of the case."""

    child: Person
    plans: list[DirectWorkPlan] = field(default_factory=list)
    works: list[DirectWork] = field(default_factory=list)
    unsigned: list[RecordEntry] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    maps: list[SkinMap] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    check: CareCheck | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.plans or self.works or self.unsigned or self.tellings or self.maps or self.promises or self.check)


def work_by_child(case: Case) -> list[ChildWork]:
    """What is planned, done, told, seen and promised, child by child. Three queries, however many children."""
    found = {child.pk: ChildWork(child) for child in children_of(case)}
    waiting = case.entries.filter(kind=RecordEntry.Kind.DIRECT_WORK, withdrawn_at=None, corrects=None, direct_work_details=None)
    plans, works, tellings, maps, promises, unsigned, checks = gather(
        case.direct_work_plans.filter(withdrawn_at=None, cancelled_at=None, works=None).order_by("-created_at"),
        case.direct_works.filter(entry__withdrawn_at=None).select_related("entry", "signed_by").order_by("-entry__happened_at"),
        case.tellings.filter(withdrawn_at=None).select_related("concern").order_by("-told_at"),
        case.skin_maps.filter(withdrawn_at=None).order_by("-seen_at"),
        case.promises.filter(kept="", work__entry__withdrawn_at=None).order_by("due_on"),
        waiting.select_related("author").order_by("-happened_at"),
        case.care_checks.filter(withdrawn_at=None).order_by("checked_at"),
    )

    def share(rows: Iterable[Any], name: str) -> None:
        for row in rows:
            if row.child_id in found:
                getattr(found[row.child_id], name).append(row)

    for rows, name in ((plans, "plans"), (works, "works"), (tellings, "tellings"), (maps, "maps"), (promises, "promises")):
        share(rows, name)
    for entry in unsigned:
        for pk in entry.about or list(found)[:1]:
            if pk in found:
                found[pk].unsigned.append(entry)
    for check in checks:
        if check.child_id in found:
            found[check.child_id].check = check
    return list(found.values())


def corrections_of(work: DirectWork) -> list[RecordEntry]:
    """Dated additions to the signed words, oldest first: each corrects the one before (framework 2.97)."""
    chain: list[RecordEntry] = []
    last = work.entry
    while following := last.corrections.filter(withdrawn_at=None).select_related("author").order_by("created_at").first():
        chain.append(following)
        last = following
    return chain


def warnings_of(work: DirectWork) -> list[str]:
    """What framework 4.6 asks of a public law interview and was not done: shown, never refused."""
    found = []
    if work.case.law == "public":
        if not work.solicitor_told:
            found.append("The child’s solicitor has not been told of this interview (framework 4.6).")
        if not work.social_worker_told and authority_shares_responsibility(work.case):
            found.append(
                "The social worker has not been told, though a care order gives the authority parental responsibility (framework 4.6)."
            )
    return found


def warnings_of_plan(plan: DirectWorkPlan) -> list[str]:
    """What is unusual in a plan, without being forbidden."""
    found = []
    if plan.transport == Transport.PRACTITIONER and not plan.transport_reason:
        preferred = "the social worker, the carer or staff of the home" if plan.case.law == "public" else "a parent or a relative"
        found.append(
            f"You drive the child yourself. Better: {preferred}. Else check the health and safety rules, and write why (framework 4.6)."
        )
    return found


def authority_shares_responsibility(case: Case) -> bool:
    """Whether a care order or interim care order stands in the case."""
    return case.orders.filter(kind__icontains="care order", ended_on=None, withdrawn_at=None).exists()


def officer_contacts(case: Case) -> list[OfficerContact]:
    return list(case.officer_contacts.filter(withdrawn_at=None).select_related("recorded_by"))


def marks_of(skin_map: SkinMap) -> list[Any]:
    return list(skin_map.marks.all())


def promises_of(work: DirectWork) -> list[Promise]:
    return list(work.promises.all())


def tellings_waiting(case: Case, user: User) -> list[Telling]:
    """What children told this user in the case and no concern holds yet, newest first."""
    return list(case.tellings.filter(concern=None, withdrawn_at=None, heard_by=user).select_related("child"))


def tellings_of(case: Case) -> list[Telling]:
    return list(case.tellings.filter(withdrawn_at=None).select_related("child", "concern"))


def concerns_to_join(telling: Telling) -> list[Concern]:
    """Open concerns of the case in which the telling may stand."""
    return list(Concern.objects.filter(case=telling.case_id, completed_at=None, withdrawn_at=None))


# ---- what the child thinks of a referral


def views_of(concern: Concern, children: Iterable[Person] | None = None) -> list[ChildView]:
    """For each child the newest standing view."""
    rows = ChildView.objects.filter(concern=concern, withdrawn_at=None).select_related("child", "recorded_by")
    if children is not None:
        rows = rows.filter(child__in=children)
    newest: dict[UUID, ChildView] = {}
    for row in rows:
        newest.setdefault(row.child_id, row)
    return sorted(newest.values(), key=lambda row: (row.child.date_of_birth is None, row.child.date_of_birth or row.created_at.date()))


# ---- closing


def against_closing(case: Case) -> list[str]:
    """What the guardian still owes a looked after child before the case closes (framework 2.52, 2.55)."""
    if case.law != "public":
        return []
    checks: dict[UUID, CareCheck] = {row.child_id: row for row in case.care_checks.filter(withdrawn_at=None).order_by("checked_at")}
    found = []
    if authority_shares_responsibility(case):
        for child in children_of(case):
            if child.role == "subject_child" and child.pk not in checks:
                found.append(f"whether the authority applies the care rules for {child.full_name}")
    after = any(row.looked_after for row in checks.values())
    kinds = (OfficerContact.Kind.HANDOVER, OfficerContact.Kind.NO_HANDOVER)
    if after and not case.officer_contacts.filter(kind__in=kinds, withdrawn_at=None).exists():
        found.append("the handover to the reviewing officer, or why there is none")
    return found


# ---- competence


@dataclass
class Competence:
    """One member of staff and their last appraisal; ``is_due``: none within the year."""

    user: User
    last: Appraisal | None
    is_due: bool


def competence_of_staff(manager: User, at: datetime) -> list[Competence]:
    """Those whose line manager this is, whoever is due first."""
    staff = list(User.objects.filter(line_manager=manager, is_active=True).order_by("full_name"))
    last: dict[Any, Appraisal] = {}
    for row in Appraisal.objects.filter(user__in=staff).order_by("held_on"):
        last[row.user_id] = row
    year_ago = london_date(at) - timedelta(days=365)
    rows = [Competence(user, last.get(user.pk), user.pk not in last or last[user.pk].held_on < year_ago) for user in staff]
    return sorted(rows, key=lambda row: not row.is_due)


def member_of_staff(manager: User, user_id: UUID | str) -> User:
    """Raises Http404 for anybody whose line manager this is not."""
    return get_object_or_404(User, pk=user_id, line_manager=manager)
