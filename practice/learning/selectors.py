"""What may be read of serious incidents and reviews, starting from who reads. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.accounts.rules import is_senior
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import case_for, visible_cases
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty

from . import rules
from .models import (
    AccessRequest,
    Action,
    Appointment,
    LearningPoint,
    OutsideReview,
    PointRead,
    ReviewDate,
    SecuredFile,
    SeriousIncident,
    Update,
)

INCIDENTS = SeriousIncident.objects.select_related(
    "case__team__service_area__assistant_director",
    "child",
    "authority",
    "area_director",
    "safeguarding_director",
    "report_approved_by",
    "secured",
)


def _with_case(user: User, record: Any, case_id: UUID, at: datetime) -> Any:
    """``record.case`` with what the user may do on it. The director with safeguarding responsibility knows of every incident."""
    try:
        record.case = case_for(user, case_id, at)
    except Http404:
        if not rules.is_safeguarding_director(user, at):
            raise
        record.case.user_works = record.case.user_keeps = record.case.user_manages = False
    return record


def incident_for(user: User, incident_id: UUID | str, at: datetime) -> SeriousIncident:
    """One incident, where its case is theirs to know, or they are the director with safeguarding responsibility. Raises Http404."""
    found = INCIDENTS.filter(pk=incident_id, withdrawn_at=None).first()
    if found is None:
        raise Http404
    return _with_case(user, found, found.case_id, at)  # type: ignore[no-any-return]


def incidents_of(case: Case) -> list[SeriousIncident]:
    return list(INCIDENTS.filter(case=case, withdrawn_at=None))


def update_for(user: User, update_id: UUID | str, at: datetime) -> Update:
    return _of_incident(user, Update, update_id, at)


def _of_incident(user: User, model: Any, row_id: UUID | str, at: datetime) -> Any:
    row = model.objects.filter(pk=row_id).first()
    if row is None:
        raise Http404
    row.incident = incident_for(user, row.incident_id, at)
    return row


def appointment_for(user: User, row_id: UUID | str, at: datetime) -> Appointment:
    return _of_incident(user, Appointment, row_id, at)  # type: ignore[no-any-return]


def date_for(user: User, row_id: UUID | str, at: datetime) -> ReviewDate:
    return _of_incident(user, ReviewDate, row_id, at)  # type: ignore[no-any-return]


def action_for(user: User, row_id: UUID | str, at: datetime) -> Action:
    """An action of the plan; its owner finds it too, whatever case it is of."""
    return _of_incident(user, Action, row_id, at)  # type: ignore[no-any-return]


def secured_for(user: User, secured_id: UUID | str, at: datetime) -> SecuredFile:
    """The secured file's own page: for whoever may know of the case, has asked to open it, or reviews it. Raises Http404."""
    found = (
        SecuredFile.objects.select_related("incident", "case__team__service_area__assistant_director", "snapshot", "secured_by")
        .filter(pk=secured_id)
        .first()
    )
    if found is None:
        raise Http404
    try:
        _with_case(user, found, found.case_id, at)
    except Http404:
        asked = found.requests.filter(user=user).exists()
        if not asked and not found.incident.appointments.filter(person=user, withdrawn_at=None).exists():
            raise
    found.incident.case = found.case
    return found


def request_for(user: User, request_id: UUID | str, at: datetime) -> AccessRequest:
    """A request to open a secured file, for the directors. Raises Http404."""
    found = (
        AccessRequest.objects.select_related("secured__case__team__service_area__assistant_director", "user").filter(pk=request_id).first()
    )
    if found is None:
        raise Http404
    _with_case(user, found.secured, found.secured.case_id, at)
    return found


def secured_of(incident: SeriousIncident) -> SecuredFile | None:
    return getattr(incident, "secured", None)


def appointments_of(incident: SeriousIncident) -> list[Appointment]:
    rows = incident.appointments.filter(withdrawn_at=None)
    return list(rows.select_related("person", "area_agreed_by", "safeguarding_agreed_by"))


def actions_of(incident: SeriousIncident) -> list[Action]:
    return list(incident.actions.filter(withdrawn_at=None).select_related("owner", "agreed_by"))


def everything_of(incident: SeriousIncident) -> tuple[QuerySet[Any], ...]:
    """Open duties, updates, appointments, dates, actions, learning points and releases, in one query."""
    ids = Q(subject_id=incident.pk) | Q(subject_id__in=incident.dates.values("pk")) | Q(subject_id__in=incident.actions.values("pk"))
    ids |= Q(subject_id__in=AccessRequest.objects.filter(secured__incident=incident).values("pk"))
    return gather(
        Duty.objects.filter(ids, ended_at=None).select_related("owner", "case").order_by("due_at"),
        incident.updates.all(),
        incident.appointments.filter(withdrawn_at=None).select_related("person"),
        incident.dates.filter(withdrawn_at=None).select_related("owner"),
        incident.actions.filter(withdrawn_at=None).select_related("owner"),
        incident.learning.filter(withdrawn_at=None),
        incident.releases.all(),
    )


def incident_to_write(user: User, incident_id: UUID | str, at: datetime) -> SeriousIncident:
    """The incident whose report this user may write: its author, whatever else they may know of the case; else as for anybody."""
    found = INCIDENTS.filter(pk=incident_id, withdrawn_at=None).first()
    if found is not None and is_author(user, found):
        return found
    return incident_for(user, incident_id, at)


def is_author(user: User, incident: SeriousIncident) -> bool:
    """Both directors agreed that they conduct the internal review."""
    mine = incident.appointments.filter(kind=Appointment.Kind.REVIEWER, person=user, withdrawn_at=None)
    return any(one.is_agreed for one in mine)


# ---- learning points


def may_read_learning(user: Any) -> bool:
    """Everybody who works with cases."""
    return user.is_active and user.role in REGISTERED_ROLES


def points_for(user: User) -> QuerySet[LearningPoint]:
    """Published points, each with ``was_read``; drafts too for the director who publishes them and for senior managers."""
    points = LearningPoint.objects.filter(withdrawn_at=None)
    if not is_senior(user):
        points = points.exclude(published_at=None)
    read = PointRead.objects.filter(point=OuterRef("pk"), user=user)
    return points.annotate(was_read=Exists(read)).select_related("published_by")


def point_for(user: User, point_id: UUID | str, at: datetime) -> LearningPoint:
    if not may_read_learning(user) and user.role != Role.AUDITOR:
        raise Http404
    found = points_for(user).filter(pk=point_id).first()
    if found is None:
        raise Http404
    return found


def points_to_read(user: User) -> list[LearningPoint]:
    """Published points that the user has not yet said they read, the newest first."""
    return list(points_for(user).exclude(published_at=None).filter(was_read=False)[:20])


# ---- the register


def may_see_register(user: Any) -> bool:
    return user.is_active and (is_senior(user) or user.role == Role.AUDITOR)


@dataclass(frozen=True)
class Register:
    """Deaths and reviews known to Cafcass and not, told apart (framework 3.30), and what each authority sent (3.39)."""

    known: list[SeriousIncident]
    outside: list[OutsideReview]
    silent: list[str]


def register_for(user: User, at: datetime) -> Register:
    """The register as this user may see it: the incidents of their cases; an auditor and the safeguarding director see all."""
    incidents = INCIDENTS.filter(withdrawn_at=None)
    if user.role != Role.AUDITOR and not rules.is_safeguarding_director(user, at):
        incidents = incidents.filter(case__in=visible_cases(user, at))
    known = list(incidents)
    outside = list(OutsideReview.objects.select_related("authority", "panel_member", "agreed_by"))
    heard = {one.authority_id for one in outside} | {
        one.authority_id for one in known if one.kind == SeriousIncident.Kind.NOTICE or one.decision
    }
    working = {one.authority for one in known if one.authority} | {one.authority for one in outside}
    return Register(known, outside, sorted({one.name for one in working if one.pk not in heard}))


def progress_of_learning(user: User, at: datetime) -> tuple[list[LearningPoint], list[Action]]:
    """The regular report: learning points published, and actions with where they stand (framework 3.58, 3.59)."""
    points = LearningPoint.objects.filter(withdrawn_at=None).exclude(published_at=None)
    incidents = [one.pk for one in register_for(user, at).known]
    actions = Action.objects.filter(Q(incident__in=incidents), withdrawn_at=None).select_related("owner", "incident__case")
    return list(points), list(actions)
