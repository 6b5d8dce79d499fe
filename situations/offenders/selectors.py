"""What may be read of offenders, starting from who reads. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Marker, Person
from cafcass_cases.cases.selectors import children_of, markers_of, people_of_case, record_for
from cafcass_cases.core.gather import gather, give
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern
from safeguarding.selectors import whole_of

from .models import AgencyEnquiry, Evidence, MappaAnalysis, Offender, OffenderContact, ViewSought

MARKS = (Marker.Kind.REGISTERED_SEX_OFFENDER, Marker.Kind.MAPPA)
SEXUAL = ("sexual", "sexual_exploitation")
WORK = ("evidence", "enquiries", "analyses")


def offender_for(user: User, offender_id: UUID, at: datetime) -> Offender:
    """The record, if its case is theirs to know. Raises Http404."""
    return record_for(user, Offender.objects.select_related("person", "concern"), offender_id, at)


def enquiry_for(user: User, enquiry_id: UUID, at: datetime) -> AgencyEnquiry:
    return record_for(user, AgencyEnquiry.objects.select_related("offender__person"), enquiry_id, at, path="offender__case")


def view_for(user: User, view_id: UUID, at: datetime) -> ViewSought:
    return record_for(user, ViewSought.objects.select_related("offender__person"), view_id, at, path="offender__case")


def offenders_of(case: Case) -> list[Offender]:
    return list(case.offenders.filter(withdrawn_at=None).select_related("person"))


def offenders_at_work(case: Case) -> list[Offender]:
    """The same with the evidence on each, what the agencies were asked and what was made of it at hand, in one query."""
    standing = case.offenders.filter(withdrawn_at=None)
    offenders, *theirs = gather(standing.select_related("person"), *_work_on(offender__in=standing))
    _hand_over(offenders, theirs)
    return list(offenders)


def _work_on(**where: Any) -> list[QuerySet[Any]]:
    """Evidence, enquiries and analyses of some offenders, in the order of :data:`WORK`."""
    analyses = MappaAnalysis.objects.filter(withdrawn_at=None, **where).select_related("child").order_by("written_at")
    return [Evidence.objects.filter(**where), AgencyEnquiry.objects.filter(**where), analyses]


def _hand_over(offenders: Any, theirs: Any) -> None:
    for name, rows in zip(WORK, theirs, strict=True):
        give(offenders, name, rows, "offender_id")


@dataclass(frozen=True)
class OffenderView:
    """All that the page of one offender shows besides the record itself. The analyses stand newest first."""

    duties: list[Duty]
    contacts: list[OffenderContact]
    views: list[ViewSought]
    analyses: list[MappaAnalysis]
    children: list[Person]


def whole_of_offender(offender: Offender) -> OffenderView:
    """What hangs on an offender whom the reader was let to see, in one query; evidence and enquiries are put at hand on the record."""
    theirs = {"offender": offender}
    duties = Duty.objects.filter(
        Q(subject_id=offender.pk) | Q(subject_id__in=AgencyEnquiry.objects.filter(**theirs).values("pk")), case=offender.case_id
    )
    duties, contacts, views, children, *work = gather(
        duties.select_related("owner", "child"),
        OffenderContact.objects.filter(withdrawn_at=None, **theirs).select_related("child"),
        ViewSought.objects.filter(withdrawn_at=None, **theirs),
        children_of(offender.case),
        *_work_on(**theirs),
    )
    _hand_over([offender], work)
    return OffenderView(
        duties=sorted(duties, key=lambda duty: (duty.ended_at is not None, duty.event_at)),
        contacts=list(contacts),
        views=list(views),
        analyses=list(work[-1])[::-1],
        children=list(children),
    )


def concern_named(case: Case, concern_id: str) -> Concern | None:
    """The concern of the case that an address names, or None."""
    standing = Concern.objects.filter(case=case, withdrawn_at=None)
    return next((one for one in standing if str(one.pk) == concern_id), None) if concern_id else None


def adults_of(case: Case) -> list[Person]:
    """Who of the case may be an offender."""
    return [one for one in people_of_case(case) if not one.is_child]


def marked_in(case: Case, at: datetime) -> dict[UUID, set[str]]:
    """The adults of the case who bear the marker of a registered sex offender or of MAPPA, with which."""
    markers = markers_of(adults_of(case), at)
    found = {pk: {marker.kind for marker in borne if marker.kind in MARKS} for pk, borne in markers.items()}
    return {pk: kinds for pk, kinds in found.items() if kinds}


def children_without_analysis(offender: Offender, children: Any) -> list[Person]:
    """The children for whom what the agencies told last was not yet used (P26-4)."""
    answered = [one.answered_at for one in offender.enquiries.all() if one.answered_at]
    if not answered:
        return []
    standing = [one for one in offender.analyses.all() if not one.withdrawn_at]
    written = {one.child_id: one.written_at for one in sorted(standing, key=lambda one: one.written_at)}
    return [child for child in children if child.pk not in written or written[child.pk] < max(answered)]


def points_to_offender(concern: Concern) -> bool:
    """The concern's own record says that this may be about a sex offender or somebody managed under MAPPA."""
    whole = whole_of(concern)
    if any(marker.kind in MARKS for marker in whole.markers):
        return True
    return any(harm.kind in SEXUAL and harm.standing == "convicted" for child in whole.named for harm in child.row.harms.all())
