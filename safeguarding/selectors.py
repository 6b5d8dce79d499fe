"""What may be read of concerns and supervision, starting from who reads. Moments in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from cafcass_cases.accounts.models import REGISTERED_ROLES, User
from cafcass_cases.accounts.staffing import Reached, manager_on_duty
from cafcass_cases.cases import rules as case_rules
from cafcass_cases.cases.models import Case, LocalAuthority, Marker, Person, PersonIdentity, PoliceForce, RoleInCase
from cafcass_cases.cases.selectors import allocated_practitioner, children_of, record_for
from cafcass_cases.core.gather import gather, give
from cafcass_cases.core.once import Once
from cafcass_cases.duties.models import Duty

from .models import (
    Concern,
    ConcernChild,
    Dissent,
    Enquiry,
    Harm,
    PoliceReport,
    Supervision,
    SupervisionAction,
    SupervisionQuestion,
)

WAITING = (Supervision.State.REQUESTED, Supervision.State.MORE_ASKED)


def concern_for(user: User, concern_id: UUID | str, at: datetime) -> Concern:
    """The concern, if its case is theirs to know; one entered in error for auditors only. Raises Http404."""
    return record_for(user, Concern.objects.select_related("created_by"), concern_id, at)


def supervision_for(user: User, supervision_id: UUID | str, at: datetime) -> Supervision:
    found = Supervision.objects.select_related("requested_by", "asked_of", "held_by", "signed_by")
    return record_for(user, found, supervision_id, at, path="concern__case")


def action_for(user: User, action_id: UUID | str, at: datetime) -> SupervisionAction:
    """An action; a withdrawn one too, since its reason is part of the story."""
    action = SupervisionAction.objects.select_related("owner", "supervision", "concern").filter(pk=action_id).first()
    if action is None:
        raise Http404
    action.concern = concern_for(user, action.concern_id, at)
    return action


def dissent_for(user: User, dissent_id: UUID | str, at: datetime) -> Dissent:
    return record_for(user, Dissent, dissent_id, at, path="concern__case")


def harm_for(user: User, harm_id: UUID | str, at: datetime) -> Harm:
    harm = Harm.objects.select_related("concern_child__child").filter(pk=harm_id).first()
    if harm is None:
        raise Http404
    harm.concern_child.concern = concern_for(user, harm.concern_child.concern_id, at)
    return harm


def concerns_of_case(case: Case, *, withdrawn: bool = False) -> QuerySet[Concern]:
    """The concerns of a case that the reader was let into, newest first."""
    concerns = case.concerns.all() if withdrawn else case.concerns.filter(withdrawn_at=None)
    described = ConcernChild.objects.select_related("child").prefetch_related("harms")
    return concerns.select_related("created_by").prefetch_related(Prefetch("children", queryset=described))


def concern_children(concern: Concern) -> list[ConcernChild]:
    """The children of the concern with their harms, in two queries."""
    return list(concern.children.select_related("child").prefetch_related("harms"))


def child_person(concern: Concern, child_id: UUID | str) -> Person:
    """A child of the concern's case. Raises Http404."""
    for child in children_of(concern.case):
        if str(child.pk) == str(child_id):
            return child
    raise Http404


def domestic_abuse_alleged(concern: Concern) -> bool:
    """Derived from the harms (policy 24)."""
    return concern.children.filter(harms__kind="domestic_abuse").exists()


@dataclass
class ChildView:
    """One child of the case as a concern's page shows them."""

    child: Person
    row: ConcernChild | None = None
    cause: Any = None
    consideration: Any = None

    @property
    def is_subject(self) -> bool:
        return self.child.role == RoleInCase.SUBJECT_CHILD


@dataclass
class ConcernView:
    """Everything of one concern, read once."""

    concern: Concern
    children: list[ChildView]
    duties: list[Duty]
    enquiries: list[Enquiry]
    police_reports: list[PoliceReport]
    supervisions: list[Supervision]
    actions: list[SupervisionAction]
    questions: list[Any] = field(default_factory=list)
    comments: list[Any] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)
    feared: list[Person] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    earlier: list[Concern] = field(default_factory=list)

    @property
    def named(self) -> list[ChildView]:
        return [child for child in self.children if child.row]

    @property
    def others(self) -> list[ChildView]:
        return [child for child in self.children if not child.row]

    @property
    def waiting(self) -> Supervision | None:
        return next((one for one in self.supervisions if one.is_waiting), None)

    @property
    def unsigned(self) -> Supervision | None:
        return next((one for one in self.supervisions if one.state == Supervision.State.HELD), None)


_whole = Once[ConcernView]("whole_concern")


def whole_of(concern: Concern) -> ConcernView:
    """:func:`concern_view`, read once for a page however many parts of it ask."""
    return _whole.of(concern, lambda: concern_view(concern))


def concern_view(concern: Concern) -> ConcernView:
    """The whole of a concern that the reader was let into: in one query."""
    asked = concern.supervisions.filter(withdrawn_at=None)
    (
        people,
        feared,
        markers,
        rows,
        harms,
        causes,
        considered,
        supervisions,
        actions,
        questions,
        duties,
        enquiries,
        reports,
        comments,
        dissents,
        earlier,
        referred,
    ) = gather(
        children_of(concern.case),
        Person.objects.filter(pk__in=concern.harm_from),
        markers_in(concern.case),
        concern.children.select_related("child"),
        Harm.objects.filter(concern_child__concern=concern),
        concern.cause_answers.select_related("answered_by"),
        concern.considerations.select_related("considered_by"),
        asked.select_related("requested_by", "asked_of", "held_by", "signed_by"),
        SupervisionAction.objects.filter(supervision__in=asked).select_related("owner", "done_by", "confirmed_by", "reviewed_by"),
        SupervisionQuestion.objects.filter(supervision__in=asked).select_related("asked_by", "answered_by"),
        Duty.objects.filter(concern_id=concern.pk).select_related("owner", "child").order_by("ended_at", "due_at"),
        concern.enquiries.filter(withdrawn_at=None).select_related("person", "created_by"),
        concern.police_reports.filter(withdrawn_at=None).select_related("force", "created_by"),
        concern.comments.filter(withdrawn_at=None).select_related("author"),
        concern.dissents.select_related("dissented_by", "viewed_by"),
        earlier_concerns(concern),
        Supervision.objects.filter(
            concern__in=earlier_concerns(concern).values("pk"), decision=Supervision.Decision.REFER, withdrawn_at=None
        ),
    )
    decided = {one.concern_id for one in referred}
    for one in earlier:
        one.was_referred = bool(one.refer_now_at) or one.pk in decided
    _give(rows, "harms", harms, "concern_child_id")
    told, cause, weighed = ({row.child_id: row for row in found} for found in (rows, causes, considered))
    return ConcernView(
        concern=concern,
        children=[ChildView(child, told.get(child.pk), cause.get(child.pk), weighed.get(child.pk)) for child in people],
        duties=list(duties),
        enquiries=list(enquiries),
        police_reports=list(reports),
        supervisions=list(supervisions),
        actions=_give(supervisions, "actions", actions, "supervision_id"),
        questions=_give(supervisions, "questions", questions, "supervision_id"),
        comments=list(comments),
        dissents=list(dissents),
        feared=list(feared),
        markers=list(markers),
        earlier=list(earlier),
    )


def earlier_concerns(concern: Concern) -> QuerySet[Concern]:
    """Concerns recognised before this one about any of its children, the oldest first (framework 2.73)."""
    same = ConcernChild.objects.filter(concern=concern).values("child_id")
    about = ConcernChild.objects.filter(child_id__in=same).values("concern_id")
    found = Concern.objects.filter(case_id=concern.case_id, pk__in=about, recognised_at__lt=concern.recognised_at, withdrawn_at=None)
    return found.exclude(pk=concern.pk).order_by("recognised_at")


def markers_in(case: Case) -> QuerySet[Marker]:
    """The markers that people of the case bear now, through their identity too."""
    borne = Marker.objects.filter(ended_on=None, withdrawn_at=None)
    known = PersonIdentity.objects.filter(person__case=case, person__withdrawn_at=None, ended_at=None)
    recorded = Q(recorded_for__case=case, recorded_for__withdrawn_at=None)
    return borne.filter(recorded | Q(identity__in=known.values("identity")))


def _give(owners: Any, name: str, rows: Any, key: str) -> list[Any]:
    """Each owner has its own rows at hand. Answers all rows, owner by owner."""
    give(owners, name, rows, key)
    return [row for owner in owners for row in getattr(owner, name).all()]


@dataclass
class Queue:
    """What waits for a manager: to hold, to sign, to follow up, to look at again."""

    to_hold: list[Supervision]
    to_sign: list[Supervision]
    to_follow_up: list[SupervisionAction]
    to_review: list[SupervisionAction]
    dissents: list[Dissent]
    gaps: list[Supervision]
    held_due: dict[UUID, Duty]

    @property
    def is_empty(self) -> bool:
        return not any((self.to_hold, self.to_sign, self.to_follow_up, self.to_review, self.dissents))


def supervision_queue(user: User, at: datetime) -> Queue:
    """What waits for this manager at ``at``: asked of them or of those they stand for, in cases that they manage."""
    reach = case_rules.reach_of(user, at)
    managed = Case.objects.filter(case_rules.manages(reach)).values("pk")
    theirs = Q(concern__case__in=managed)
    live = Q(withdrawn_at=None, concern__withdrawn_at=None)
    base = Supervision.objects.filter(theirs & live).select_related("concern__case", "requested_by", "asked_of", "held_by")
    asked_first = base.exclude(requested_by=user)
    if not reach.areas and not reach.whole_country:
        mine = asked_first
    else:
        # Seniors see what came to them or stands with nobody, not every request of the area.
        mine = asked_first.filter(
            Q(asked_of__in=reach.stands_for) | Q(asked_of=None) | Q(concern__case__team__manager__in=reach.stands_for)
        )
    to_hold = list(mine.filter(state__in=WAITING).order_by("requested_at"))
    actions = SupervisionAction.objects.filter(theirs, withdrawn_at=None, concern__withdrawn_at=None).select_related(
        "concern__case", "owner"
    )
    if reach.areas or reach.whole_country:
        actions = actions.filter(Q(supervision__held_by__in=reach.stands_for) | Q(concern__case__team__manager__in=reach.stands_for))
    duties = Duty.objects.filter(key="supervision-held", ended_at=None, subject_id__in=[one.pk for one in to_hold])
    waiting = asked_first.filter(state__in=WAITING)
    return Queue(
        to_hold=to_hold,
        to_sign=list(mine.filter(state=Supervision.State.HELD).order_by("held_at")),
        to_follow_up=list(actions.filter(state=SupervisionAction.State.DONE)),
        to_review=list(actions.filter(state=SupervisionAction.State.SUSPENDED)),
        dissents=list(
            Dissent.objects.filter(theirs, viewed_at=None, head_of_practice__in=reach.stands_for).select_related(
                "concern__case", "dissented_by"
            )
        ),
        gaps=list(waiting.filter(gap=True)) if reach.areas or reach.whole_country else [],
        held_due={duty.subject_id: duty for duty in duties},
    )


def names(children: Iterable[Person]) -> str:
    """ "Alice Brown and Ben Brown", never a number."""
    listed = [child.full_name for child in children]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}" if listed else ""


def police_forces() -> QuerySet[PoliceForce]:
    return PoliceForce.objects.all()


def local_authorities() -> QuerySet[LocalAuthority]:
    return LocalAuthority.objects.all()


def latest_supervision(concern: Concern) -> Supervision | None:
    """The newest supervision of the concern that stands."""
    return concern.supervisions.filter(withdrawn_at=None).order_by("created_at").last()


def who_would_be_asked(user: User, at: datetime) -> Reached:
    """To whom a request for supervision would go now, and in what capacity."""
    return manager_on_duty(user, at)


def staff_for_actions(case: Case, manager: User, at: datetime) -> list[User]:
    """Who may own an agreed action: whoever holds the case, its team, and the manager."""
    holder = allocated_practitioner(case, at)
    ids = {one.pk for one in (holder, manager) if one}
    staff = User.objects.filter(Q(pk__in=ids) | Q(team=case.team_id, team__isnull=False), is_active=True, role__in=REGISTERED_ROLES)
    return sorted(staff, key=lambda one: (holder is None or one.pk != holder.pk, one.full_name))
