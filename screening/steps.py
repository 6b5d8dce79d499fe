"""Steps of scenarios about court applications."""

import re
from datetime import date, timedelta
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.steps import World, step

from .first_look import record_screening
from .models import ApplicationScreening
from .services import import_court_applications, set_court_team


@step
def choose_court_team(world: World, *, law: str = "private") -> None:
    """The practitioner's team takes the new cases of every court without a team of its own."""
    set_court_team(law=law, court=None, team=world.user("practitioner").team, by=world.by, now=world.now)


@step
def receive_application(world: World, *, application: dict[str, Any], changed: bool = False) -> Case:
    """One application as the poller reads it: it arrived when the court made it available ("last_modified"). "changed": a known case again."""
    payload = {"total": 1, "cases": [_moved(application, world.shift_days)]}
    run = import_court_applications(payload=payload, source="poller", by=None, now=world.now, quiet=True)
    item = run.items.get()
    if item.case is None:
        raise AssertionError(item.reason)
    if not changed:
        for person in item.case.people.all():
            world.put(person.given_names.split()[0].lower(), person)
    return item.case


@step
def screen_application(world: World, *, case: str, outcome: str = "no_concern", note: str = "") -> ApplicationScreening:
    """Somebody looked at what arrived last in the case."""
    screening = ApplicationScreening.objects.filter(case=world.get(case), screened_at=None).latest("arrived_at")
    return record_screening(screening=screening, outcome=outcome, note=note, screened_at=world.now, by=world.by, now=world.now)


@step
def import_application(world: World, *, application: dict[str, Any]) -> Case:
    """One application as the court's interface gives it; its people are known by their first names, in small letters."""
    run = import_court_applications(
        payload={"total": 1, "cases": [_moved(application, world.shift_days)]},
        source="scenario",
        team=world.user("practitioner").team,
        by=world.by,
        now=world.now,
    )
    item = run.items.get()
    if item.case is None:
        raise AssertionError(item.reason)
    for person in item.case.people.all():
        world.put(person.given_names.split()[0].lower(), person)
    return item.case


def _moved(value: Any, days: int) -> Any:
    """The application with every day in it moved, dates of birth too, so that the children stay as old as the story says."""
    if isinstance(value, dict):
        return {key: _moved(inner, days) for key, inner in value.items()}
    if isinstance(value, list):
        if len(value) >= 3 and all(isinstance(part, int) for part in value):
            day = date(*value[:3]) + timedelta(days=days)
            return [day.year, day.month, day.day, *value[3:]]
        return [_moved(inner, days) for inner in value]
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value):
        return f"{date.fromisoformat(value[:10]) + timedelta(days=days)}{value[10:]}"
    return value
