"""What may be read of children's education, starting from who reads. Moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AuthorityContact, LocalAuthority, Marker, Person, PersonIdentity
from cafcass_cases.cases.selectors import home_authority, record_for
from cafcass_cases.core.clock import london_date
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern

from .models import EducationCheck, Schooling


def schooling_for(user: User, schooling_id: UUID | str, at: datetime) -> Schooling:
    """Raises Http404."""
    return record_for(user, Schooling.objects.select_related("child", "concern", "weighed_by"), schooling_id, at)


def checks_of(schooling: Schooling) -> list[EducationCheck]:
    return list(schooling.checks.filter(withdrawn_at=None).select_related("authority", "created_by"))


def duties_of(schooling: Schooling) -> QuerySet[Duty]:
    """What this record owes or owed."""
    return Duty.objects.filter(subject_label=schooling._meta.label_lower, subject_id=schooling.pk).select_related("owner", "child")


def open_concerns_about(child: Person) -> list[Concern]:
    """Concerns of the child's case that are open and name the child, newest first."""
    return list(Concern.objects.filter(case=child.case_id, children__child=child, completed_at=None, withdrawn_at=None))


def plan_known(child: Person, at: datetime) -> str:
    """What the markers say of a child protection plan: now, formerly, or "" where there is none. Ended markers count (policy 37)."""
    identities = PersonIdentity.objects.filter(person=child, ended_at=None).values("identity")
    seen = Q(recorded_for=child) | Q(identity__in=identities)
    markers = list(Marker.objects.filter(seen, kind=Marker.Kind.PROTECTION_PLAN, withdrawn_at=None))
    day = london_date(at)
    if any(marker.ended_on is None or marker.ended_on > day for marker in markers):
        return Schooling.Plan.NOW
    return Schooling.Plan.FORMERLY if markers else ""


def officers_for(child: Person, at: datetime) -> tuple[LocalAuthority | None, list[AuthorityContact]]:
    """The authority in whose area the child lives, and its named officer for home education; its front door where none is named."""
    home = home_authority(child, at)
    if home is None:
        return None, []
    contacts = list(home.contacts.filter(ended_on=None))
    named = [one for one in contacts if one.kind == AuthorityContact.Kind.HOME_EDUCATION]
    return home, named or [one for one in contacts if one.kind == AuthorityContact.Kind.DAYTIME]


def weighing_of(concern: Concern) -> list[Schooling]:
    """Children out of school in this concern whose supervision has something to weigh (policy 37)."""
    rows: Any = concern.schoolings.filter(withdrawn_at=None, back_on=None).select_related("child")
    return [row for row in rows if row.contact_reduced or row.was_on_a_plan]
