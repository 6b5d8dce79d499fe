"""Rules are really taken out: refusals that cite them, entries of lists, lines of tables. Without that, nothing is proved by `make mutants`."""

import ast

import pytest

from tools import mutating

SOURCE = """
TABLE = (Section("concern", "P12-1"), Section("gp", "F2.102-1"))

def refuse(rule):
    try:
        {}["missing"]
    except KeyError as error:
        raise RuleRefused(rule, "No.") from error
    return "went on"

def gaps():
    found = [Section("analysis", "P12-2")]
    found.append(Section("evidence", "P12-1"))
    found += [Section(name, rule) for name, rule in (("P9-1", "P9-2"), ("school", "P9-3"))]
    return [one.rule for one in found]

def first():
    return next(Section(name, "P9-4") for name in ("one", "two"))

def other():
    raise ValueError("Not a refusal.")
"""


class Section:
    def __init__(self, name, rule):
        self.name, self.rule = name, rule


class RuleRefused(Exception):
    def __init__(self, rule, message):
        self.rule = rule


@pytest.fixture(autouse=True)
def nothing_out(monkeypatch):
    monkeypatch.setattr(mutating, "out", "")
    monkeypatch.setattr(mutating, "met", set())


@pytest.fixture
def room():
    tree = ast.fix_missing_locations(mutating.Rewriter().visit(ast.parse(SOURCE)))
    names = {"Section": Section, "RuleRefused": RuleRefused, **mutating.HELPERS}
    exec(compile(tree, "room.py", "exec"), names)
    return names


def test_given_nothing_taken_out_then_everything_is_as_written(room):
    with pytest.raises(RuleRefused) as refused:
        room["refuse"]("P12-3")
    assert isinstance(refused.value.__cause__, KeyError)
    assert room["gaps"]() == ["P12-2", "P12-1", "P9-2", "P9-3"]
    assert room["first"]().rule == "P9-4"
    assert [line.rule for line in room["TABLE"]] == ["P12-1", "F2.102-1"]
    assert {"rule:P12-3", "rule:P12-2", "rule:P9-2"} <= mutating.met


def test_given_a_rule_taken_out_then_its_refusal_is_not_raised_and_others_are(room):
    mutating.out = "rule:P12-3"
    assert room["refuse"]("P12-3") == "went on"
    with pytest.raises(RuleRefused):
        room["refuse"]("P12-4")
    with pytest.raises(ValueError, match="Not a refusal"):
        room["other"]()


@pytest.mark.parametrize(
    ("rule", "left"), [("P12-2", ["P12-1", "P9-2", "P9-3"]), ("P12-1", ["P12-2", "P9-2", "P9-3"]), ("P9-2", ["P12-2", "P12-1", "P9-3"])]
)
def test_given_a_rule_taken_out_then_nothing_of_it_is_listed_as_missing(room, rule, left):
    mutating.out = f"rule:{rule}"
    assert room["gaps"]() == left


def test_given_a_rule_taken_out_then_a_table_is_without_it():
    tables = mutating.Tables()
    tables.whole = [(Section("concern", "P12-1"), Section("gp", "F2.102-1"))]
    ((whole, less),) = tables.without("P12-1")
    assert (len(whole), [line.rule for line in less]) == (2, ["F2.102-1"])
    assert tables.without("P99-1") == []
