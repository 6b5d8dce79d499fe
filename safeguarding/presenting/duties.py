"""What is owed and was owed, and what happened when, as lists of a page."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import mark_safe

from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.duties.definitions import definition
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.registry import subject_url
from cafcass_cases.policy.catalogue import cite
from cafcass_cases.ui.components import Event, Task
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from ..registry import duty_link

TYPED_AT_ONCE = timedelta(minutes=1)


def duty_tasks(duties: Iterable[Duty], now: datetime) -> list[Task]:
    """The task list of a concern: each duty with its paragraph, owner and clock, the most pressing first."""
    ordered = sorted(duties, key=lambda duty: (duty.due_at is None, duty.due_at or now))
    return [_task(duty, now) for duty in ordered]


def _task(duty: Duty, now: datetime) -> Task:
    known = definition(duty.key)
    title = known.title + (f": {duty.child.full_name}" if duty.child else "") + (f", {duty.detail}" if duty.detail else "")
    owner = duty.owner.full_name if duty.owner else "Nobody yet"
    if duty.owed_by != "us":
        owner = f"Owed by {duty.get_owed_by_display().lower()}"
    hint = " · ".join(part for part in (cite(known.requirements[0]), owner, duty.limit_note) if part)
    status = govuk.clock({"now": now}, duty.due_at) if duty.due_at else mark_safe(govuk.tag("Before completion", "grey"))
    return Task(title, duty_link(duty) or subject_url(duty.subject_label, duty.subject_id), hint, status)


def ended_duties(duties: Iterable[Duty]) -> list[list[Any]]:
    """What was owed and is over: the duty, how it ended, when it was due and when it was done."""
    tones = {"done": "green", "done_late": "orange"}
    rows = []
    for duty in sorted(duties, key=lambda one: one.ended_at, reverse=True):
        name = (
            definition(duty.key).title + (f": {duty.child.full_name}" if duty.child else "") + (f", {duty.detail}" if duty.detail else "")
        )
        rows.append(
            [
                name,
                govuk.tag(duty.get_ending_display(), tones.get(duty.ending, "grey")),
                london(duty.due_at) if duty.due_at else "",
                london(duty.ended_at),
            ]
        )
    return rows


def timeline_events(lines: Sequence[ChronologyLine]) -> list[Event]:
    """Lines as timeline entries; where they were typed later than they happened, both times show."""
    return [
        Event(
            line.title,
            line.at,
            by=line.by,
            text=line.text,
            url=line.url,
            entered_at=line.entered_at if abs(line.entered_at - line.at) >= TYPED_AT_ONCE else None,
        )
        for line in lines
    ]
