"""The coverage of the policy tells what carries each requirement out, what proves it, and what is missing."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from cafcass_cases.policy import catalogue
from cafcass_cases.policy.catalogue import Carrier, register_carrier
from cafcass_cases.policy.coverage import House, coverage, coverage_in, marked_tests, places_that_ask, sources_of_this_house

MARKED = """
import pytest
from pytest import mark

OF_SENDING = ("P12-4", "P12-5")
EVERY = [pytest.param("a", marks=pytest.mark.requirement("P14-1")), pytest.param("b")]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P55-1")]

@pytest.mark.requirement("P12-3", "F2.101-1")
def test_a_call(): ...

@mark.requirement(*OF_SENDING)
def test_sending(): ...

@pytest.mark.parametrize("name", EVERY)
def test_each(name): ...

@pytest.mark.requirement("P28-1")
class TestReports:
    pytestmark = pytest.mark.requirement("P28-2")

    @pytest.mark.requirement("P30-1")
    def test_one(self): ...

@pytest.mark.requirement("P7-1")
def not_a_test(): ...
"""
ASKING = """
def send(words):
    if not words:
        raise RuleRefused("P12-4", "Write what was sent.")
    must_say(words, rule="P12-5", message=f"Say so to {words}.")
    cite("P12-6")
    log("P99-9")
"""


@pytest.fixture
def house(tmp_path):
    """A small house of its own: ``tests/`` and ``rooms/``."""
    for name, file, text in (("tests/room", "test_sending.py", MARKED), ("rooms", "services.py", ASKING)):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / file).write_text(text)
    return tmp_path


@pytest.fixture
def carried():
    """``carried("P40-1")``: something carries it out, for this test."""
    given = []

    def register(requirement_id):
        given.append((requirement_id, Carrier("screen", "For a test")))
        register_carrier([requirement_id], given[-1][1])

    yield register
    for requirement_id, carrier in given:
        catalogue._carriers[requirement_id].remove(carrier)
        if not catalogue._carriers[requirement_id]:
            del catalogue._carriers[requirement_id]


def measured(house, document="policy", counted=None):
    found = coverage(document, sources=[house / "rooms"], tests=house / "tests", counted=counted)
    return found, {entry.requirement.id: entry for entry in found.entries}


def test_marks_are_found_on_tests_classes_modules_parameters_and_behind_names(house):
    marks = marked_tests(house / "tests")
    where = "tests/room/test_sending.py::"
    assert marks["P12-3"] == marks["F2.101-1"] == [where + "test_a_call"]
    assert marks["P12-4"] == marks["P12-5"] == [where + "test_sending"]
    assert marks["P14-1"] == [where + "test_each"]
    assert marks["P28-1"] == marks["P28-2"] == marks["P30-1"] == [where + "TestReports::test_one"]
    assert marks["P55-1"] == [where + name for name in ("test_a_call", "test_sending", "test_each", "TestReports::test_one")]
    assert "P7-1" not in marks


def test_what_asks_is_found_with_its_words(house):
    found = {one.requirement: (one.by, one.where, one.words) for one in places_that_ask([house / "rooms"])}
    assert found == {
        "P12-4": ("RuleRefused", "rooms/services.py:4", "Write what was sent."),
        "P12-5": ("must_say", "rooms/services.py:5", "Say so to …."),
    }


def test_a_duty_counts_with_something_that_carries_it_out_and_a_marked_test(house):
    _, entries = measured(house)
    assert entries["P12-4"].status == "enforced"
    assert entries["P12-4"].tests == ("tests/room/test_sending.py::test_sending",)


def test_without_a_marked_test_it_is_missing(house, carried):
    carried("P40-1")
    _, entries = measured(house)
    assert entries["P40-1"].status == "missing"
    assert entries["P40-1"].lacks == ("no test is marked with it",)


def test_with_a_test_and_nothing_that_carries_it_out_it_is_missing(house, monkeypatch):
    monkeypatch.setattr(catalogue, "_carriers", {})
    _, entries = measured(house)
    assert entries["P30-1"].lacks == ("nothing carries it out",)
    assert entries["P7-1"].lacks == ("nothing carries it out", "no test is marked with it")


def test_a_definition_counts_as_guidance_where_a_screen_shows_it_and_a_test_finds_it(house, carried):
    (house / "tests/room/test_more.py").write_text('@pytest.mark.requirement("P23-1")\ndef test_it(): ...\n')
    carried("P23-1")
    _, entries = measured(house)
    assert entries["P23-1"].status == "guidance"


def test_paragraphs_that_do_not_count_yet_are_listed_as_later(house, monkeypatch):
    monkeypatch.setattr(catalogue, "_carriers", {})
    found, entries = measured(house, counted=["12"])
    assert entries["P60-1"].status == "later"
    assert {entry.requirement.paragraph for entry in found.missing} == {"12"}


def place_of(requirement_id, monkeypatch, **changes):
    """The catalogue as if this one requirement were otherwise."""
    known = catalogue.requirements()
    changed = replace(known[requirement_id], **changes)
    monkeypatch.setattr(catalogue, "requirements", lambda: known | {requirement_id: changed})
    whole = catalogue.document("framework")
    paragraphs = tuple(
        replace(one, requirements=tuple(changed if each.id == requirement_id else each for each in one.requirements))
        for one in whole.paragraphs
    )
    monkeypatch.setattr(catalogue, "document", lambda key: replace(whole, paragraphs=paragraphs))


def test_what_the_policy_superseded_holds_where_what_builds_it_is_carried_out_and_proved(house, carried):
    found, entries = measured(house, document="framework")
    assert len(found.entries) == 233
    assert entries["F2.64-1"].requirement.built_by == ("P12-3", "P12-4")
    assert entries["F2.64-1"].status == "overtaken"
    assert (entries["F2.104-1"].status, entries["F2.104-1"].lacks[0].split(": ")[1]) == ("missing", "P12-6, P12-7")


def test_superseded_without_naming_what_builds_it_is_missing(house, monkeypatch):
    place_of("F2.64-1", monkeypatch, built_by=())
    assert measured(house, document="framework")[1]["F2.64-1"].lacks == ("nothing stands in its place",)


def test_what_is_gone_needs_something_in_its_place_or_a_written_reason(house, monkeypatch):
    assert measured(house, document="framework")[1]["F2.60-13"].status == "overtaken"
    place_of("F2.60-13", monkeypatch, today="")
    assert measured(house, document="framework")[1]["F2.60-13"].lacks == ("nothing stands in its place, and no reason is written",)


def test_whatever_is_superseded_names_what_builds_it_and_whatever_is_gone_says_what_has_become_of_it():
    known = catalogue.requirements()
    overtaken = [one for one in known.values() if one.standing in ("superseded", "historical")]
    assert len(overtaken) == 29
    assert not [one.id for one in overtaken if not (one.built_by if one.standing == "superseded" else one.today)]
    assert not [
        built for one in overtaken for built in one.built_by if built not in known or known[built].standing in ("superseded", "historical")
    ]


def test_ids_that_nobody_knows_are_said(house, carried):
    carried("P12-99")
    (house / "tests/room/test_more.py").write_text('@pytest.mark.requirement("P77-1")\ndef test_it(): ...\n')
    found, _ = measured(house)
    assert [line.partition(" is ")[0] for line in found.mistakes] == ["P12-99", "P77-1"]
    assert not found.is_whole


def run(house, *more):
    call_command("policy_coverage", "--tests", str(house / "tests"), *more)


def test_the_command_ends_with_one_where_one_is_missing_and_says_which(house, capsys):
    with pytest.raises(SystemExit) as ended:
        run(house, "--paragraphs", "60", "--json")
    assert ended.value.code == 1
    report = json.loads(capsys.readouterr().out)
    missing = [row["id"] for row in report["requirements"] if row["status"] == "missing"]
    assert len(report["requirements"]) == 182
    assert "P60-1" in missing
    assert set(missing) <= {one.id for one in catalogue.paragraph("policy", "60").requirements}


def test_the_command_ends_well_where_none_is_missing(house, capsys, carried):
    of_paragraph = [one.id for one in catalogue.paragraph("policy", "4").requirements]
    (house / "tests/room/test_more.py").write_text(f"@pytest.mark.requirement(*{of_paragraph})\ndef test_it(): ...\n")
    for one in of_paragraph:
        carried(one)
    run(house, "--paragraphs", "4")
    shown = capsys.readouterr().out
    assert "tested  tests/room/test_more.py::test_it" in shown
    assert "by      screen: For a test" in shown


def test_only_what_is_missing_and_as_a_document(house, capsys):
    with pytest.raises(SystemExit):
        run(house, "--missing", "--paragraphs", "60")
    assert "Enforced " not in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(house, "--markdown", "--paragraphs", "60")
    assert "| P12-3 " in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["55-0", "all", "2.104"])
def test_paragraphs_that_make_no_sense_are_refused_with_how_to_write_them(house, wrong):
    with pytest.raises(CommandError, match="Write one paragraph, like 12"):
        run(house, "--paragraphs", wrong)


def test_every_requirement_of_the_policy_and_of_the_framework_is_carried_out_and_proved(settings):
    house = House.read(sources=sources_of_this_house(), tests=settings.BASE_DIR / "tests")
    policy, framework = coverage_in(house, "policy"), coverage_in(house, "framework")
    assert (len(policy.entries), len(framework.entries)) == (182, 233)
    assert policy.mistakes == framework.mistakes == ()
    assert [f"{entry.requirement.id}: {'; '.join(entry.lacks)}" for entry in (*policy.missing, *framework.missing)] == []
