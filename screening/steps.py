"""Steps of scenarios about court applications."""

from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.steps import World, step

from .services import import_court_applications


@step
def import_application(world: World, *, application: dict[str, Any]) -> Case:
    """One application as the court's interface gives it; its people are known by their first names, in small letters."""
    run = import_court_applications(
        payload={"total": 1, "cases": [application]}, source="scenario", team=world.user("practitioner").team, by=world.by, now=world.now
    )
    item = run.items.get()
    if item.case is None:
        raise AssertionError(item.reason)
    for person in item.case.people.all():
        world.put(person.given_names.split()[0].lower(), person)
    return item.case
