"""Whether every requirement is carried out, and proved by a test: read from the register, the source and the tests themselves.

What binds somebody (duty, decision, content, recording, prohibition) counts as enforced with something that carries it out and a test
marked with its id. A definition, permission or form counts as guidance with a place that shows or uses it and a marked test that finds
it there (DESIGN §5). What the policy superseded holds where the requirements that build it are carried out and proved; what is gone
holds where something stands in its place, or where it is written what has become of it.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.apps import apps
from django.conf import settings

from . import catalogue
from .catalogue import Carrier, Requirement

BINDING = frozenset({"duty", "decision_rule", "content_requirement", "recording_requirement", "prohibition"})
OVERTAKEN = frozenset({"superseded", "historical"})
NOT_ASKING = frozenset({"cite", "cite_all", "requirement", "carriers", "Filter"})
"""Calls that name a requirement without asking anything of anybody."""


@dataclass(frozen=True)
class Asked:
    """A place in the source that asks for something and says for which requirement: a refusal, a required answer, an incident."""

    requirement: str
    by: str
    where: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One requirement and how it stands: enforced | guidance | overtaken | later | missing."""

    requirement: Requirement
    carriers: tuple[Carrier, ...]
    asked: tuple[Asked, ...]
    tests: tuple[str, ...]
    counted: bool
    unbuilt: tuple[str, ...] = ()
    """Of the requirements that stand in this one's place, those that nothing carries out, or no test proves."""

    @property
    def is_overtaken(self) -> bool:
        return self.requirement.standing in OVERTAKEN

    @property
    def lacks(self) -> tuple[str, ...]:
        if self.is_overtaken:
            return self._lacks_of_overtaken
        carried = bool(self.carriers or self.asked)
        return (*(() if carried else ("nothing carries it out",)), *(() if self.tests else ("no test is marked with it",)))

    @property
    def _lacks_of_overtaken(self) -> tuple[str, ...]:
        one = self.requirement
        if self.unbuilt:
            return (f"what stands in its place is not carried out and proved: {', '.join(self.unbuilt)}",)
        if one.built_by or (one.standing == "historical" and (one.today or (self.carriers and self.tests))):
            return ()
        return (
            ("nothing stands in its place",) if one.standing == "superseded" else ("nothing stands in its place, and no reason is written",)
        )

    @property
    def status(self) -> str:
        if self.is_overtaken and not self.lacks:
            return "overtaken"
        if not self.lacks:
            return "enforced" if self.requirement.kind in BINDING else "guidance"
        return "missing" if self.counted else "later"


@dataclass(frozen=True)
class Coverage:
    """Every requirement of a document, and the mistakes: ids that nobody knows, cited by carriers, source or tests."""

    entries: tuple[Entry, ...]
    mistakes: tuple[str, ...]

    @property
    def missing(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.status == "missing")

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.mistakes)


@dataclass(frozen=True)
class House:
    """What was read of the source and the tests: for both documents, once."""

    marks: dict[str, list[str]]
    asked: dict[str, list[Asked]]

    @classmethod
    def read(cls, *, sources: Iterable[Path], tests: Path) -> House:
        asked: dict[str, list[Asked]] = defaultdict(list)
        for one in places_that_ask(sources):
            asked[one.requirement].append(one)
        return cls(marked_tests(tests), asked)


def coverage(document: str, *, sources: Iterable[Path], tests: Path, counted: Iterable[str] | None = None) -> Coverage:
    """``counted``: the paragraphs whose missing ids count; None: all. ``sources`` are folders of code, ``tests`` one of tests."""
    return coverage_in(House.read(sources=sources, tests=tests), document, counted=counted)


def coverage_in(house: House, document: str, *, counted: Iterable[str] | None = None) -> Coverage:
    """:func:`coverage` of a house that was read before."""
    marks, asked = house.marks, house.asked
    numbers = None if counted is None else set(counted)

    def entry(one: Requirement) -> Entry:
        return Entry(
            requirement=one,
            carriers=catalogue.carriers(one.id),
            asked=tuple(asked.get(one.id, ())),
            tests=tuple(dict.fromkeys(marks.get(one.id, ()))),
            counted=numbers is None or not numbers.isdisjoint(one.paragraph.split("; ")),
        )

    def with_place(one: Requirement) -> Entry:
        return replace(entry(one), unbuilt=tuple(built for built in one.built_by if built not in known or entry(known[built]).lacks))

    known = catalogue.requirements()
    entries = tuple(with_place(one) for paragraph in catalogue.document(document).paragraphs for one in paragraph.requirements)
    mistakes = [
        *(f"{one} is cited by “{carrier.title}”, and there is no such requirement." for one in catalogue.cited() if one not in known
          for carrier in catalogue.carriers(one)),
        *(f"{one} is marked on {where}, and there is no such requirement." for one, found in sorted(marks.items()) if one not in known
          for where in found),
    ]  # fmt: skip
    return Coverage(entries, tuple(mistakes))


def sources_of_this_house() -> list[Path]:
    """The folders of code of every app that is installed and lies in this project."""
    packages = sorted({config.name.partition(".")[0] for config in apps.get_app_configs()})
    return [settings.BASE_DIR / name for name in packages if (settings.BASE_DIR / name).is_dir()]


# ---- the tests


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """Requirement id → "tests/policy/test_pages.py::test_name", from the marks as written: on tests and classes, on parameters, on the
    module (``pytestmark``), and through names given to any of these in the same module."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        module = _Module(ast.parse(file.read_text(encoding="utf-8")))
        for test, ids in module.tests():
            for one in ids:
                found[one].append(f"{file.relative_to(folder.parent).as_posix()}::{test}")
    return dict(found)


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.names = dict(self._assigned(tree.body))

    def tests(self) -> Iterator[tuple[str, list[str]]]:
        yield from self._tests_in(self.tree.body, "", self._own_mark(self.tree.body))

    def _tests_in(self, body: list[ast.stmt], prefix: str, inherited: list[str]) -> Iterator[tuple[str, list[str]]]:
        for node in body:
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                yield from self._tests_in(node.body, f"{prefix}{node.name}::", [*inherited, *self._ids(node), *self._own_mark(node.body)])
            elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                yield prefix + node.name, list(dict.fromkeys([*inherited, *self._ids(node)]))

    def _ids(self, node: ast.ClassDef | ast.FunctionDef) -> list[str]:
        return [one for decorator in node.decorator_list for one in self._marks(decorator)]

    def _own_mark(self, body: list[ast.stmt]) -> list[str]:
        return [one for name, value in self._assigned(body) if name == "pytestmark" for one in self._marks(value)]

    @staticmethod
    def _assigned(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
        for node in body:
            if isinstance(node, ast.Assign):
                yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))

    def _marks(self, node: ast.expr, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The ids of every requirement mark under ``node``, names of the module looked up."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr == "requirement":
                for argument in inner.args:
                    yield from self._words(argument)
            elif isinstance(inner, ast.Name) and inner.id in self.names and inner.id not in seen:
                yield from self._marks(self.names[inner.id], seen | {inner.id})

    def _words(self, node: ast.expr) -> Iterator[str]:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value
            elif isinstance(inner, ast.Name) and inner.id in self.names:
                yield from self._words(self.names[inner.id])


# ---- the source


def places_that_ask(folders: Iterable[Path]) -> Iterator[Asked]:
    """Every call that names a requirement as an argument of its own: ``RuleRefused("P12-3", …)``, ``Section(…, "F2.102-1")``."""
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            if not {"migrations", "data"} & set(file.parts):
                yield from _asked_in(file, folder.parent)


def _text(node: ast.expr) -> str:
    """The words of a string as written; "…" where an f-string puts something in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _asked_in(file: Path, root: Path) -> tuple[Asked, ...]:
    known = catalogue.requirements()
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        by = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        words = [_text(one) for one in given if _text(one)]
        ids = [word for word in words if word in known]
        if ids and by not in NOT_ASKING:
            sentence = next((word for word in words if " " in word), "")
            found += [Asked(one, by, f"{file.relative_to(root).as_posix()}:{node.lineno}", sentence) for one in ids]
    return tuple(found)
