"""What may be read of offenders, starting from who reads. Moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Marker, Person
from cafcass_cases.cases.selectors import markers_of, people_of_case, record_for
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern
from safeguarding.selectors import whole_of

from .models import AgencyEnquiry, MappaAnalysis, Offender, ViewSought

MARKS = (Marker.Kind.REGISTERED_SEX_OFFENDER, Marker.Kind.MAPPA)
SEXUAL = ("sexual", "sexual_exploitation")


def offender_for(user: User, offender_id: UUID, at: datetime) -> Offender:
    """The record, if its case is theirs to know. Raises Http404."""
    return record_for(user, Offender.objects.select_related("person", "concern"), offender_id, at)


def enquiry_for(user: User, enquiry_id: UUID, at: datetime) -> AgencyEnquiry:
    return record_for(user, AgencyEnquiry.objects.select_related("offender__person"), enquiry_id, at, path="offender__case")


def view_for(user: User, view_id: UUID, at: datetime) -> ViewSought:
    return record_for(user, ViewSought.objects.select_related("offender__person"), view_id, at, path="offender__case")


def offenders_of(case: Case) -> list[Offender]:
    return list(case.offenders.filter(withdrawn_at=None).select_related("person"))


def concern_named(case: Case, concern_id: str) -> Concern | None:
    """The concern of the case that an address names, or None."""
    standing = Concern.objects.filter(case=case, withdrawn_at=None)
    return next((one for one in standing if str(one.pk) == concern_id), None) if concern_id else None


def analyses_of(offender: Offender) -> list[MappaAnalysis]:
    """What was made of the agencies' answers, newest first."""
    return list(MappaAnalysis.objects.filter(offender=offender, withdrawn_at=None).select_related("child").order_by("-written_at"))


def adults_of(case: Case) -> list[Person]:
    """Who of the case may be an offender."""
    return [one for one in people_of_case(case) if not one.is_child]


def marked_in(case: Case, at: datetime) -> dict[UUID, set[str]]:
    """The adults of the case who bear the marker of a registered sex offender or of MAPPA, with which."""
    markers = markers_of(adults_of(case), at)
    found = {pk: {marker.kind for marker in borne if marker.kind in MARKS} for pk, borne in markers.items()}
    return {pk: kinds for pk, kinds in found.items() if kinds}


def duties_on(offender: Offender) -> list[Duty]:
    """Every duty of the offender and of the enquiries about them, open ones first."""
    ids = [offender.pk, *(enquiry.pk for enquiry in offender.enquiries.all())]
    duties = Duty.objects.filter(subject_id__in=ids).select_related("owner", "child")
    return sorted(duties, key=lambda duty: (duty.ended_at is not None, duty.event_at))


def children_without_analysis(offender: Offender, children: Any) -> list[Person]:
    """The children for whom what the agencies told last was not yet used (P26-4)."""
    answered = [one.answered_at for one in offender.enquiries.all() if one.answered_at]
    if not answered:
        return []
    written = dict(
        MappaAnalysis.objects.filter(offender=offender, withdrawn_at=None).order_by("written_at").values_list("child_id", "written_at")
    )
    return [child for child in children if child.pk not in written or written[child.pk] < max(answered)]


def points_to_offender(concern: Concern) -> bool:
    """The concern's own record says that this may be about a sex offender or somebody managed under MAPPA."""
    whole = whole_of(concern)
    if any(marker.kind in MARKS for marker in whole.markers):
        return True
    return any(harm.kind in SEXUAL and harm.standing == "convicted" for child in whole.named for harm in child.row.harms.all())
