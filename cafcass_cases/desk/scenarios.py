"""Plays scenarios: moves the clock, calls the services, and looks whether what must come out came out.

Between two steps the clock stops at every moment at which a rung of a duty's ladder fires, and sweeps there, exactly as
the running sweep would; so a played database reads as if it had been lived.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db.models import F, Q

from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.steps import World, read_moment, step_called
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties import services as duties
from cafcass_cases.duties.models import Alert, Duty, Ending, Rung
from cafcass_cases.duties.services import deliver_alerts

from .scenario_mail import refusing


class Line(dict):
    """A mapping of the file that remembers the line it began on."""

    number: int = 0


class _Loader(yaml.SafeLoader):
    pass


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Line:
    line = Line(loader.construct_mapping(node, deep=True))
    line.number = node.start_mark.line + 1
    return line


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Times are London's and stay text until the player reads them (YAML would call them UTC); "on" and "no" are words.
_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


class ScenarioFailed(Exception):
    """What must come out did not: the file, the line, and what was found instead."""


@dataclass
class Played:
    """What a scenario left: everything ``--json`` prints."""

    title: str
    case_ids: set[Any] = field(default_factory=set)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def report(self) -> dict[str, Any]:
        """Duties, firings, alerts, refusals and documents, in the order in which they happened; times are London's."""
        every = Duty.objects.filter(case__in=self.case_ids).select_related("owner", "child").order_by("event_at", "created_at")
        rungs = Rung.objects.filter(duty__case__in=self.case_ids, fired_at__isnull=False).select_related("duty")
        alerts = Alert.objects.filter(rung__duty__case__in=self.case_ids).select_related("rung__duty", "recipient")
        documents = IssuedDocument.objects.filter(case__in=self.case_ids).defer("content").order_by("issued_at")
        return {
            "scenario": self.title,
            "duties": [
                {
                    "duty": duty.key,
                    "detail": duty.detail,
                    "child": duty.child.given_names if duty.child else "",
                    "owner": duty.owner.role if duty.owner else duty.owner_role,
                    "opened": _said(duty.event_at),
                    "due": _said(duty.due_at),
                    "discharged": _said(duty.ended_at),
                    "outcome": duty.ending or "open",
                }
                for duty in every
            ],
            "firings": [
                {"duty": rung.duty.key, "detail": rung.duty.detail, "step": rung.step, "at": _said(rung.fired_at), "late": rung.fired_late}
                for rung in rungs.order_by("fired_at", "fires_at")
            ],
            "alerts": [
                {
                    "duty": alert.rung.duty.key,
                    "step": alert.rung.step,
                    "to": alert.recipient_role,
                    "role": alert.recipient.role,
                    "channel": alert.channel,
                    "at": _said(alert.created_at),
                    "state": alert.state,
                }
                for alert in alerts.order_by("created_at", "id")
            ],
            "refusals": self.refusals,
            "documents": [
                {"kind": document.kind, "number": document.number, "issued": _said(document.issued_at), "sha256": document.sha256}
                for document in documents
            ],
        }


def _said(moment: datetime | None) -> str | None:
    return f"{clock.london(moment):%Y-%m-%d %H:%M:%S %Z}" if moment else None


def read_scenario(path: Path) -> Line:
    """The file's mapping. Raises :class:`ScenarioFailed` naming the line when it cannot be read."""
    try:
        content = yaml.load(path.read_text(), Loader=_Loader)
    except yaml.YAMLError as wrong:
        raise ScenarioFailed(f"{path.name}: {wrong}") from wrong
    if not isinstance(content, Line) or "steps" not in content:
        raise ScenarioFailed(f"{path.name}: line 1: a scenario has a title and steps.")
    return content


def days_to_end_by(scenario: Line, now: datetime) -> int:
    """By how many whole days of the calendar to move a scenario so that its last step is the latest that is not after ``now``."""

    def end(days: int) -> datetime:
        return max(read_moment(line["at"], shift_days=days) for line in scenario["steps"])

    days = (now - end(0)) // timedelta(days=1)
    # Its hours are London's: moved from summer into winter, the same hour comes an hour later.
    return days if end(days) <= now else days - 1


def beginning_of(scenario: Line, shift_days: int) -> datetime:
    """The moment of its first step, moved."""
    return min(read_moment(line["at"], shift_days=shift_days) for line in scenario["steps"])


def play_to_now(paths: Sequence[Path], *, load_users: Callable[[datetime], dict[str, Any]], now: datetime) -> list[Played]:
    """The demonstration: every scenario, moved so that it ends about ``now``, and then the sweep up to ``now``. Nothing is
    checked, since days of the week and holidays fall otherwise."""
    shifts = {path: days_to_end_by(read_scenario(path), now) for path in paths}
    first = min(beginning_of(read_scenario(path), shifts[path]) for path in paths) - timedelta(days=7)
    with clock.simulated(first):
        users = load_users(first)
    played = [play(path, users=users, shift_days=shifts[path], check=False) for path in sorted(paths)]
    with refusing(set()):
        sweep_until(now)
    return played


def play(path: Path, *, users: dict[str, Any], shift_days: int = 0, check: bool = True) -> Played:
    """Play one file. Raises :class:`ScenarioFailed` at a step that cannot be played; expectations that fail are collected."""
    scenario = read_scenario(path)
    parts = {part.replace(" ", "_"): users[player.replace(" ", "_")] for part, player in scenario.get("cast", {}).items()}
    world = World(users={**users, **parts}, shift_days=shift_days)
    played = Played(scenario.get("title", path.stem))
    with refusing(world.refused_mail):
        for line in scenario["steps"]:
            _play_line(path, world, played, line, check)
        if check:
            _check_late(path, scenario, played)
    return played


def _play_line(path: Path, world: World, played: Played, line: Line, check: bool) -> None:
    where = f"{path.name}: line {line.number}"
    at = world.moment(line["at"])
    sweep_until(at)
    with clock.simulated(at):
        world.now, world.by = at, world.user(line.get("by", "practitioner"))
        if "do" in line:
            _perform(where, world, played, line)
        duties.fire_due(now=at)
        deliver_alerts(now=at)
    played.case_ids |= {thing.pk for thing in world.things.values() if thing._meta.label_lower == "cases.case"} if world.things else set()
    if check:
        for expectation in line.get("expect", ()):
            for failure in _failures(world, played, expectation):
                played.failures.append(f"{path.name}: line {expectation.number}: {failure}")


def _perform(where: str, world: World, played: Played, line: Line) -> None:
    wanted = line.get("refused")
    try:
        thing = step_called(line["do"]).run(world, **line.get("with", {}))
    except (RuleRefused, Denied) as refusal:
        rule = getattr(refusal, "rule", "denied")
        played.refusals.append({"rule": rule, "message": refusal.message, "at": _said(world.now), "step": line["do"]})
        if wanted != rule:
            raise ScenarioFailed(f"{where}: {line['do']} was refused: {refusal}") from refusal
        return
    except Exception as wrong:
        raise ScenarioFailed(f"{where}: {line['do']}: {type(wrong).__name__}: {wrong}") from wrong
    if wanted:
        played.failures.append(f"{where}: {line['do']} should have been refused by {wanted}, and was not.")
    world.put(line.get("as"), thing)


def sweep_until(moment: datetime) -> None:
    """Stop at every moment up to ``moment`` at which a rung fires or an alert is to be sent again, and sweep there."""
    for stop in _stops(moment):
        with clock.simulated(stop):
            duties.fire_due(now=stop)
            deliver_alerts(now=stop)


def _stops(until: datetime) -> Iterator[datetime]:
    while True:
        rung = Rung.objects.filter(fired_at=None, skipped=False, duty__ended_at=None, fires_at__lt=until).order_by("fires_at").first()
        alert = Alert.objects.filter(state=Alert.State.WAITING, next_attempt_at__lt=until).order_by("next_attempt_at").first()
        moments = [moment for moment in (rung and rung.fires_at, alert and alert.next_attempt_at) if moment]
        if not moments:
            return
        yield min(moments)


def _failures(world: World, played: Played, expectation: Line) -> Iterator[str]:
    if "duty" in expectation or "no_duty" in expectation:
        yield from _duty_failures(world, played, expectation)
    elif "alert" in expectation:
        yield from _alert_failures(world, played, expectation)
    elif "document" in expectation:
        found = IssuedDocument.objects.filter(case__in=played.case_ids, kind=expectation["document"]).count()
        if found < expectation.get("count", 1):
            yield f"no document {expectation['document']} was issued"
    elif "see" in expectation:
        thing = world.get(expectation["see"])
        for name, value in expectation.items():
            if name != "see" and str(getattr(thing, name)) != str(value):
                yield f"{expectation['see']}.{name} is {getattr(thing, name)!s}, not {value!s}"
    else:
        yield f"an expectation is a duty, no_duty, alert, document or see; this one has {', '.join(expectation)}"


def _matching(world: World, played: Played, expectation: Line, key: str) -> list[Duty]:
    duties_found = Duty.objects.filter(case__in=played.case_ids, key=key)
    if "child" in expectation:
        duties_found = duties_found.filter(child=world.get(expectation["child"]))
    if "of" in expectation:
        duties_found = duties_found.filter(subject_id=world.get(expectation["of"]).pk)
    if "detail" in expectation:
        duties_found = duties_found.filter(detail__icontains=expectation["detail"])
    return list(duties_found.select_related("owner"))


def _duty_failures(world: World, played: Played, expectation: Line) -> Iterator[str]:
    if "no_duty" in expectation:
        if _matching(world, played, expectation, expectation["no_duty"]):
            yield f"there is a duty {expectation['no_duty']}"
        return
    key = expectation["duty"]
    candidates = _matching(world, played, expectation, key)
    wanted: dict[str, Any] = {}
    if "due" in expectation:
        wanted["due"] = _said(world.moment(expectation["due"])) if expectation["due"] else None
    if "state" in expectation:
        wanted["state"] = expectation["state"]
    if "ended" in expectation:
        wanted["ended"] = _said(world.moment(expectation["ended"]))
    if "owner" in expectation:
        wanted["owner"] = world.user(expectation["owner"]).full_name
    shapes = [_shape(duty, wanted) for duty in candidates]
    if sum(shape == wanted for shape in shapes) < expectation.get("count", 1):
        found = "; ".join(str(_shape(duty, {"due": 1, "state": 1, "ended": 1, "owner": 1})) for duty in candidates) or "none"
        yield f"duty {key} should be {wanted or 'there'}; found {found}"


def _shape(duty: Duty, wanted: dict[str, Any]) -> dict[str, Any]:
    everything = {
        "due": _said(duty.due_at),
        "state": duty.ending or "open",
        "ended": _said(duty.ended_at),
        "owner": duty.owner.full_name if duty.owner else "",
    }
    return {name: everything[name] for name in wanted}


def _alert_failures(world: World, played: Played, expectation: Line) -> Iterator[str]:
    alerts = Alert.objects.filter(rung__duty__case__in=played.case_ids, rung__duty__key=expectation["alert"])
    if "step" in expectation:
        alerts = alerts.filter(rung__step=expectation["step"])
    if "to" in expectation:
        alerts = alerts.filter(recipient=world.user(expectation["to"]))
    if "at" in expectation:
        alerts = alerts.filter(created_at=world.moment(expectation["at"]))
    if "state" in expectation:
        alerts = alerts.filter(state=expectation["state"])
    if not alerts.exists():
        there = Alert.objects.filter(rung__duty__case__in=played.case_ids, rung__duty__key=expectation["alert"])
        said = sorted({f"{alert.rung.step} to {alert.recipient.full_name} at {_said(alert.created_at)} ({alert.state})" for alert in there})
        yield f"no such alert {dict(expectation)}; found {'; '.join(said) or 'none'}"


def _check_late(path: Path, scenario: Line, played: Played) -> None:
    """Nothing that is not listed may ever have been late."""
    if "late" not in scenario:
        return
    listed = {str(name) for name in scenario["late"] or ()}
    # An alert that fired because nobody had typed it yet is no lateness: what was done in time stays done in time.
    ended_late = Q(ended_at__isnull=True) | Q(ended_at__gt=F("due_at"))
    fired = Q(rungs__step=Rung.Step.DUE, rungs__fired_at__isnull=False)
    late = Duty.objects.filter(Q(ending=Ending.DONE_LATE) | (fired & ended_late), case__in=played.case_ids).distinct()
    names = {f"{duty.key} {duty.detail}".strip() for duty in late}
    for name in sorted(names - listed):
        played.failures.append(f"{path.name}: late, and not listed: {name}")
    for name in sorted(listed - names):
        played.failures.append(f"{path.name}: listed as late, and was not: {name}")


__all__ = ["Played", "ScenarioFailed", "days_to_end_by", "play", "play_to_now", "read_scenario", "sweep_until"]
