"""The stages of a case: what ends it, who is told, work after the report, and the ten areas (framework 2.2 to 2.12, 3.90)."""

from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.models import Case, RecordEntry, Stage
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import discharge, end_duty, open_duty
from cafcass_cases.duties.services.opening import open_duties
from practice.lifecycle.models import AreaReview, CaseEnding, CourtDirection
from sharing.models import InformedAgency
from sharing.services import involvement_ends

from .common import must_have_happened, must_manage, must_work_on, said

WORK = {RecordEntry.Kind.VISIT, RecordEntry.Kind.DIRECT_WORK, RecordEntry.Kind.OBSERVATION}
"""Entries that are work with the family: telephone calls and letters that come in are not ours to choose."""


@service
def record_ending(
    *, case: Case, kind: str, ended_at: datetime, by: Any, now: datetime, words: str = "", services: str = "", services_words: str = ""
) -> CaseEnding:
    """What ended the case at ``ended_at`` (UTC): the final hearing, or that the application was withdrawn (framework 2.10). From here on
    every agency that was told of our involvement is owed its end notice (3.90); the case closes when they went.

    ``services``: whether the child or the carers need more services now, and whether the parents agree; where they do, the services are
    to be asked for (2.114). Without their agreement no referral for early help goes (policy 15). Raises RuleRefused, Denied.
    """
    must_work_on(case, by=by, now=now)
    must_have_happened(ended_at, now=now, field="ended_at")
    if kind not in CaseEnding.Kind.values:
        raise RuleRefused("F2.10-4", "Choose what ended the case.", field="kind")
    if services and services not in CaseEnding.Services.values:
        raise RuleRefused("F2.114-1", "Choose whether more services are needed.", field="services")
    if services not in ("", CaseEnding.Services.NONE):
        services_words = said(services_words, "F2.114-1", "Write which services, and what the parents say.", "services_words")
    ending = CaseEnding(
        case=case, kind=kind, ended_at=ended_at, words=words.strip(), services=services, services_words=services_words.strip()
    )
    ending.save()
    involvement_ends(case=case, at=ended_at, by=by, now=now)
    if services == CaseEnding.Services.AGREED:
        open_duty(key="services-after-order", case=case, subject=ending, event_at=ended_at, by=by, now=now)
    return ending


@service
def record_services_asked(*, ending: CaseEnding, asked_at: datetime, how: str, by: Any, now: datetime) -> CaseEnding:
    """The services needed after the case were asked for at ``asked_at`` (UTC), of whom and how (framework 2.114)."""
    must_work_on(ending.case, by=by, now=now)
    must_have_happened(asked_at, now=now, field="asked_at")
    how = said(how, "F2.114-1", "Write of whom you asked for them, and how.", "how")
    ending = CaseEnding.objects.select_for_update(of=("self",)).get(pk=ending.pk)
    ending.services_asked_at, ending.services_asked_how = asked_at, how
    ending.save()
    discharge(key="services-after-order", subject=ending, at=asked_at, by=by, now=now)
    return ending


@service
def early_help_was_asked(*, case: Case, at: datetime, by: Any, now: datetime) -> None:
    """A referral for early help went at ``at`` (UTC): what was to be asked for after the case was asked for by it."""
    waiting = CaseEnding.objects.filter(case=case, services=CaseEnding.Services.AGREED, services_asked_at=None, withdrawn_at=None)
    for ending in waiting.filter(ended_at__lte=at).select_for_update():
        record_services_asked(ending=ending, asked_at=at, how="By a referral for early help to the local authority", by=by, now=now)


@service
def excuse_end_notice(*, agency: InformedAgency, reason: str, by: Any, now: datetime) -> Duty:
    """A manager decides that this agency need not be told that our involvement has ended (3.90), and why. Raises RuleRefused, Denied."""
    must_manage(agency.case, by=by, now=now)
    reason = said(reason, "F3.90-1", "Write why they need not be told.", "reason")
    duty = open_duties(subject=agency, keys="involvement-ended").first()
    if duty is None:
        raise RuleRefused("F3.90-1", "Nothing is owed to this agency now.")
    return end_duty(duty=duty, ending=Ending.NOT_REQUIRED, at=now, by=by, now=now, note=reason)


@service
def work_was_done(*, entry: RecordEntry, by: Any, now: datetime) -> Duty | None:
    """Work with the family after the report was filed is done on the court's direction, or for a new concern (framework 2.10). It is
    never refused: where neither is on the record, somebody says which direction it was. One direction covers what comes after it."""
    case = entry.case
    if case.stage != Stage.COMPLETE or entry.kind not in WORK or entry.concern_id is not None or entry.corrects_id is not None:
        return None
    if case.completed_at is None or entry.happened_at < case.completed_at:
        return None
    if case.concerns.filter(withdrawn_at=None, completed_at=None).exists():
        return None
    known = case.court_directions.filter(withdrawn_at=None, directed_on__gte=london_date(case.completed_at))
    if known.filter(directed_on__lte=london_date(entry.happened_at)).exists():
        return None
    return open_duty(key="direction-named", case=case, subject=case, event_at=entry.happened_at, by=by, now=now)


@service
def record_direction(*, case: Case, directed_on: date, words: str, by: Any, now: datetime) -> CourtDirection:
    """The court asked for more work on ``directed_on`` (a London day), after the report was filed (framework 2.10)."""
    must_work_on(case, by=by, now=now)
    if directed_on > london_date(now):
        raise RuleRefused("not-in-future", "Enter a day that has come.", field="directed_on")
    direction = CourtDirection(case=case, directed_on=directed_on, words=said(words, "F2.10-2", "Write what the court asked for.", "words"))
    direction.save()
    discharge(key="direction-named", subject=case, at=now, by=by, now=now)
    return direction


@service
def record_area(*, case: Case, areas: dict[str, str], considered_at: datetime, by: Any, now: datetime) -> list[AreaReview]:
    """These areas were considered at this stage of the case, each with a note where there is something to say (framework 2.4)."""
    must_work_on(case, by=by, now=now)
    must_have_happened(considered_at, now=now, field="considered_at")
    if not areas or set(areas) - set(AreaReview.Area.values):
        raise RuleRefused("F2.4-1", "Choose at least one area.", field="areas")
    stage = Case.objects.get(pk=case.pk).stage
    rows = []
    for area, note in areas.items():
        row = AreaReview(case=case, area=area, stage=stage, considered_at=considered_at, note=note.strip(), considered_by=by)
        row.save()
        rows.append(row)
    return rows
