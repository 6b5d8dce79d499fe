"""A pytest plugin that takes the house's rules and duties out, one at a time, and sees whether a marked test notices.

`python3 make.py mutants` runs it (`tools/mutants.py`). What "out" means:

- a **duty** (``duty:telephone-referral``): ``open_duty`` for that key leaves nothing behind;
- a **rule** (``rule:P12-4``): no refusal that cites it is raised, wherever it comes from (a service, ``block``, a guard); nothing that
  cites it stands in a list of what is missing; a table of required sections is without it; no incident is recorded for it.

It works by rewriting the application's source as it is imported: every ``raise …Refused(…)`` asks first whether its rule is out, and
lists of things with a ``rule`` leave those out. All tests run once as they are; then, for each rule and duty, those marked with
its ids that came across it run again without it, the quickest first, until one fails. One that none fails has survived.
"""

from __future__ import annotations

import ast
import importlib.machinery
import json
import os
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

PACKAGES = ("cafcass_cases", "safeguarding", "referrals", "sharing", "situations", "screening", "practice", "figures")
AN_ID = re.compile(r"(P|F)[A-Z]*\d[\w.]*-\d+")

out = ""
"""What is taken out now: "rule:P12-4", "duty:chase", or nothing."""
listed: set[str] = set()
"""Rules named by things that stand in lists and tables of the house."""
met: set[str] = set()
"""What the running test has come across, in the same words."""


# ---- what rewritten code calls


def _is_out(thing: Any) -> bool:
    rule = thing[0] if isinstance(thing, tuple) and thing else getattr(thing, "rule", None)
    if not isinstance(rule, str):
        return False
    met.add(f"rule:{rule}")
    return out == f"rule:{rule}"


def standing(refusal: Any) -> list[Any]:
    """The refusal, unless its rule is out."""
    return [] if _is_out(refusal) else [refusal]


def kept(things: Iterable[Any]) -> list[Any]:
    return [thing for thing in things if not _is_out(thing)]


def one_by_one(things: Iterable[Any]) -> Iterator[Any]:
    return (thing for thing in things if not _is_out(thing))


def append(to: Any, thing: Any) -> None:
    if not _is_out(thing):
        to.append(thing)


HELPERS = {"_mutants_standing": standing, "_mutants_kept": kept, "_mutants_one_by_one": one_by_one, "_mutants_append": append}


# ---- rewriting


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _makes_a_thing(node: ast.AST) -> bool:
    return _called(node)[:1].isupper()


def _rules_named(node: ast.AST) -> list[str]:
    """``Section(…, "P12-1")``, or ("P12-1", "words"); a row of nothing but ids is a list of them, and says what it carries out."""
    if isinstance(node, ast.Tuple):
        given = [] if all(_is_an_id(one) for one in node.elts) else node.elts[:1]
    elif _makes_a_thing(node):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
    else:
        return []
    return [one.value for one in given if _is_an_id(one)]


def _is_an_id(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and AN_ID.fullmatch(node.value) is not None


def _call(helper: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(f"_mutants_{helper}", ast.Load()), list(arguments), [])


class Rewriter(ast.NodeTransformer):
    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        self.generic_visit(node)
        if not _called(node.exc).endswith("Refused"):
            return node
        refusal = ast.Name("_mutants_refusal", ast.Load())
        return ast.For(
            ast.Name("_mutants_refusal", ast.Store()), _call("standing", node.exc), [ast.Raise(refusal, node.cause)], [], lineno=node.lineno
        )

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "append" and len(node.args) == 1 and _makes_a_thing(node.args[0]):
            listed.update(_rules_named(node.args[0]))
            return _call("append", node.func.value, node.args[0])
        return node

    def _display(self, node: ast.List | ast.Tuple) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            listed.update(rule for one in node.elts for rule in _rules_named(one))
            node.elts = [
                ast.Starred(_call("kept", ast.List([one], ast.Load())), ast.Load()) if _rules_named(one) else one for one in node.elts
            ]
        return node

    visit_List = visit_Tuple = _display

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> ast.AST:
        self.generic_visit(node)
        helper = "kept" if isinstance(node, ast.ListComp) else "one_by_one"
        return _call(helper, node) if _makes_a_thing(node.elt) else node

    visit_ListComp = visit_GeneratorExp = _comprehension

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.Yield) and node.value.value is not None and _makes_a_thing(node.value.value):
            node.value = ast.YieldFrom(_call("kept", ast.List([node.value.value], ast.Load())))
        return node


class Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> Any:
        path = self.get_filename(fullname)
        tree = ast.parse(self.get_data(path), path)
        tables[fullname] = [
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            and isinstance(node.value, ast.Tuple | ast.List)
            and any(_rules_named(one) for one in node.value.elts)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        ]
        return compile(ast.fix_missing_locations(Rewriter().visit(tree)), path, "exec")

    def exec_module(self, module: Any) -> None:
        vars(module).update(HELPERS)
        super().exec_module(module)
        if module.__name__ == "cafcass_cases.duties.services.opening":
            module.open_duty = leaving_nothing(module.open_duty, lambda given: f"duty:{given['key']}")
        elif module.__name__ == "cafcass_cases.duties.departures":
            module.block = not_blocking(module.block, module.Blocked)
        elif module.__name__ == "sharing.services.incidents":
            module.record_incident = leaving_nothing(module.record_incident, lambda given: f"rule:{given['rule']}")


class Finder(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname.partition(".")[0] not in PACKAGES or ".migrations" in fullname:
            return None
        spec = super().find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


tables: dict[str, list[str]] = {}
"""By module, the names of tables of which some lines cite a rule."""


def leaving_nothing(function: Any, name: Any) -> Any:
    """The function; while what it is called for is out, what it writes is taken back."""

    def run(**given: Any) -> Any:
        from django.db import transaction

        met.add(name(given))
        if out != name(given):
            return function(**given)
        with transaction.atomic():
            made = function(**given)
            transaction.set_rollback(True)
        return made

    return run


def not_blocking(block: Any, blocked: type[Exception]) -> Any:
    """``block``; while its rule is out it lets the step through, as if there were nothing to depart from."""

    def run(rule: str, *given: Any, **named: Any) -> Any:
        try:
            return block(rule, *given, **named)
        except blocked as refusal:
            if not _is_out(refusal):
                raise
            return None

    return run


if "MUTANTS" in os.environ:
    sys.meta_path.insert(0, Finder)


# ---- tables made at import


def _our_modules() -> Iterator[Any]:
    return (module for name, module in list(sys.modules.items()) if name.partition(".")[0] in PACKAGES and module is not None)


class Tables:
    """Every table of the house as it is, and as it is without one rule, wherever it was imported to."""

    def __init__(self) -> None:
        self.whole = [vars(module)[name] for module in _our_modules() for name in tables.get(module.__name__, ()) if name in vars(module)]

    def rules(self) -> set[str]:
        return {rule for table in self.whole for line in table for rule in [_rule_of(line)] if rule}

    def without(self, rule: str) -> list[tuple[Any, Any]]:
        changed = []
        for table in self.whole:
            less = type(table)(line for line in table if _rule_of(line) != rule)
            if len(less) != len(table):
                changed.append((table, less))
        return changed

    @staticmethod
    def swap(changes: list[tuple[Any, Any]]) -> None:
        for module in _our_modules():
            for name, value in list(vars(module).items()):
                for old, new in changes:
                    if value is old:
                        setattr(module, name, new)


def _rule_of(line: Any) -> str:
    rule = line[0] if isinstance(line, tuple) and line else getattr(line, "rule", "")
    return rule if isinstance(rule, str) and AN_ID.fullmatch(rule) else ""


# ---- the run


class Run:
    """Reads its task from MUTANTS (JSON): ``only``, ``shard``, ``shards``, ``report`` (a file, a line of JSON for each result)."""

    def __init__(self, session: pytest.Session) -> None:
        task = json.loads(os.environ["MUTANTS"])
        self.session, self.report = session, Path(task["report"])
        self.only, self.shard, self.shards = task["only"], task["shard"], task["shards"]
        self.marked: dict[str, list[pytest.Item]] = defaultdict(list)
        for item in session.items:
            if not (item.get_closest_marker("browser") or item.get_closest_marker("processes")):
                for one in dict.fromkeys(name for mark in item.iter_markers("requirement") for name in mark.args):
                    self.marked[one].append(item)
        self.seconds: dict[str, float] = {}
        self.met: dict[str, set[str]] = {}
        self.broken: set[str] = set()
        self.tables = Tables()
        self.why = ""

    def say(self, **line: Any) -> None:
        with self.report.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def mutants(self) -> dict[str, list[pytest.Item]]:
        """What may be taken out, with the tests marked with its ids."""
        from cafcass_cases.duties.definitions import all_definitions

        found = {f"duty:{kind.key}": kind.requirements for kind in all_definitions()}
        found |= {f"rule:{one}": (one,) for one in sorted({*self.marked, *self._asked()})}
        return {
            name: list(dict.fromkeys(item for one in ids for item in self.marked.get(one, ())))
            for name, ids in found.items()
            if self._is_mine(name, ids)
        }

    @staticmethod
    def _asked() -> set[str]:
        from django.conf import settings

        from cafcass_cases.policy.coverage import places_that_ask

        asking = places_that_ask(settings.BASE_DIR / name for name in PACKAGES)
        refusing = {one.requirement for one in asking if not one.by[:1].isupper() or one.by.endswith("Refused")}
        return refusing | listed

    def _is_mine(self, name: str, ids: Iterable[str]) -> bool:
        wanted = not self.only or any(one in (name, name.partition(":")[2]) or one in ids for one in self.only)
        return wanted and zlib.crc32(name.encode()) % self.shards == self.shard

    def go(self) -> None:
        mutants, asked = self.mutants(), self._asked()
        wanted = {item for items in mutants.values() for item in items}
        for item in [item for item in self.session.items if item in wanted]:
            if not self.passes(item):
                self.broken.add(item.nodeid)
                self.say(name=item.nodeid, result="broken", tests=[], why=self.why)
        reached = {name for names in self.met.values() for name in names} | {f"rule:{one}" for one in asked | self.tables.rules()}
        for name, items in mutants.items():
            if name.startswith("duty:") or name in reached:
                self.say(name=name, **self.try_out(name, [item for item in items if item.nodeid not in self.broken]))
            elif self.only:
                self.say(name=name, result="nothing refuses", tests=[item.nodeid for item in items])

    def try_out(self, name: str, items: list[pytest.Item]) -> dict[str, Any]:
        if not items:
            return {"result": "no test", "tests": []}
        changes = self.tables.without(name.removeprefix("rule:"))
        across = items if changes else [item for item in items if name in self.met[item.nodeid]]
        if not across:
            return {"result": "not reached", "tests": [item.nodeid for item in items]}
        global out
        out = name
        Tables.swap(changes)
        try:
            for item in sorted(across, key=lambda item: self.seconds[item.nodeid]):
                if not self.passes(item, learn=False):
                    return {"result": "noticed", "tests": [item.nodeid]}
            return {"result": "survived", "tests": [item.nodeid for item in across]}
        finally:
            out = ""
            Tables.swap([(new, old) for old, new in changes])
            self.session._setupstate.teardown_exact(self.session)

    def passes(self, item: pytest.Item, *, learn: bool = True) -> bool:
        """Run one test; what its folder shares stands until the next one is from elsewhere."""
        from _pytest.runner import runtestprotocol

        met.clear()
        self.session._setupstate.teardown_exact(item.parent)
        reports = runtestprotocol(item, log=False, nextitem=item.parent)
        if learn:
            self.met[item.nodeid] = set(met)
            self.seconds[item.nodeid] = sum(report.duration for report in reports)
        self.why = next((str(report.longrepr) for report in reports if report.failed), "")
        return all(report.passed for report in reports)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    run = Run(session)
    if session.testsfailed:
        raise session.Interrupted("Some tests could not be read.")
    run.go()
    session._setupstate.teardown_exact(None)
    return True
