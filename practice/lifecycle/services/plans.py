"""A child of the case is placed on a protection plan: the manager is told at once, and takes note (framework 2.86)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Marker
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from practice.lifecycle.models import PlanNotice

from .common import must_manage


@service
def plan_begins(*, marker: Marker, by: Any, now: datetime) -> PlanNotice | None:
    """A current protection plan was entered. The manager of the case hears of it at once, in public and private law alike.

    One that began before the case came to us is known from its papers: nobody was placed on it while we worked with the child.
    """
    person = marker.recorded_for
    if marker.from_on is not None and marker.from_on < london_date(person.case.received_at):
        return None
    over = marker.ended_on is not None and marker.ended_on <= london_date(now)
    if marker.kind != Marker.Kind.PROTECTION_PLAN or over or not person.is_child:
        return None
    notice = PlanNotice(case=person.case, child=person, marker=marker, entered_at=now)
    notice.save()
    open_duty(key="plan-noted", case=person.case, subject=notice, child=person, event_at=now, by=by, now=now)
    return notice


@service
def note_plan(*, notice: PlanNotice, by: Any, now: datetime, words: str = "") -> PlanNotice:
    """A manager of the case has taken note, and says what follows where something does. Raises Denied for anybody else."""
    must_manage(notice.case, by=by, now=now)
    notice = PlanNotice.objects.select_for_update(of=("self",)).select_related("case", "child").get(pk=notice.pk)
    if notice.noted_at is None:
        notice.noted_at, notice.noted_by, notice.words = now, by, words.strip()
        notice.save()
        discharge(key="plan-noted", subject=notice, child=notice.child, at=now, by=by, now=now)
    return notice
