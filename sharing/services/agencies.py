"""Who outside knows of our involvement, and that they are told when it ends."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, LocalAuthority
from cafcass_cases.cases.models.cases import Stage
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import discharge, open_duty
from sharing.models import InformedAgency
from sharing.table import RECIPIENTS

OVER = (Stage.COMPLETE, Stage.CLOSED)
KEY = "involvement-ended"


@service
def agency_learned(
    *, case: Case, kind: str, authority: LocalAuthority | None, name: str, at: datetime, how: str, by: Any, now: datetime
) -> InformedAgency:
    """An agency was told of our involvement at ``at`` (UTC). Each is listed once; the first time counts.

    The LADO is an officer of the authority, so the authority is listed. Where the case is over already, it is told at once.
    """
    kind = "local_authority" if kind == "lado" else kind
    known = InformedAgency.objects.filter(case=case, kind=kind, authority=authority, withdrawn_at=None)
    found = known.first() if authority else known.filter(name__iexact=name.strip()).first()
    if found is None:
        found = InformedAgency(case=case, kind=kind, authority=authority, name=name.strip(), since=at, how=how)
    elif at < found.since:
        found.since, found.how = at, how
    found.save()
    if Case.objects.get(pk=case.pk).stage in OVER and found.ended_told_at is None:
        _owe(found, event_at=max(at, case.completed_at or case.closed_at or at), by=by, now=now)
    return found


def _owe(agency: InformedAgency, *, event_at: datetime, by: Any, now: datetime) -> None:
    """Word of the end is owed once; an agency that a manager excused is not asked about again."""
    excused = Duty.objects.filter(key=KEY, subject_label="sharing.informedagency", subject_id=agency.pk, ending=Ending.NOT_REQUIRED)
    if excused.exists():
        return
    detail = agency.authority.name if agency.authority else RECIPIENTS[agency.kind].label
    open_duty(key="involvement-ended", case=agency.case, subject=agency, event_at=event_at, detail=detail, by=by, now=now)


@service
def involvement_ends(*, case: Case, at: datetime, by: Any, now: datetime) -> list[InformedAgency]:
    """Our work on the case ended at ``at`` (UTC): each agency that knows of it is to be told."""
    told = list(InformedAgency.objects.filter(case=case, ended_told_at=None, withdrawn_at=None).select_related("authority", "case"))
    for agency in told:
        _owe(agency, event_at=at, by=by, now=now)
    return told


@service
def record_ending_told(*, agency: InformedAgency, told_at: datetime, how: str, by: Any, now: datetime) -> InformedAgency:
    """The agency was told at ``told_at`` (UTC) that our involvement has ended. Raises :class:`RuleRefused` while it has not."""
    agency = InformedAgency.objects.select_for_update(of=("self",)).select_related("case").get(pk=agency.pk)
    must_work_on(agency.case, by=by, now=now)
    must_have_happened(told_at, now=now, field="told_at")
    must_be_written(how, "involvement-ended", "Write how, and whom, you told.", "how")
    owed = Duty.objects.filter(key=KEY, subject_label="sharing.informedagency", subject_id=agency.pk, ended_at=None)
    if agency.case.stage not in OVER and not owed.exists():
        raise RuleRefused("involvement-ended", "Our involvement has not ended. Complete the case, or record what ended it, first.")
    agency.ended_told_at, agency.ended_told_how, agency.ended_told_by = told_at, how.strip(), by
    agency.save()
    discharge(key="involvement-ended", subject=agency, at=told_at, by=by, now=now)
    return agency
