"""The scenarios hold: what must come out comes out, at the second the story says."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from cafcass_cases.core.steps import read_moment
from cafcass_cases.desk.scenarios import ScenarioFailed, play, read_scenario
from figures.statistics.tables import Period, every_table

SCENARIOS = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_given_a_scenario_when_it_is_played_then_what_must_come_out_comes_out(path, users):
    played = play(path, users=users)
    assert played.failures == []


def test_given_what_became_known_after_the_advice_when_it_was_played_then_the_statistics_hold_it_and_the_advice_stands(users):
    play(next(path for path in SCENARIOS if path.stem.startswith("71")), users=users)
    tables = {table.key: table for table in every_table(read_moment("2026-04-10 09:00"), Period(date(2026, 1, 1), date(2026, 6, 30)))}
    later = tables["became-known-later"]
    assert dict(later.rows)["Unsupervised"][later.columns.index("Alleged")] == 2
    assert dict(tables["when-it-became-known"].rows)["Apr to Jun 2026"][0] == 2
    assert later.published()[1][0] == ["Unsupervised", "[c]", "0", "0", "0", "0", "[c]"]


def test_given_a_wrong_expectation_when_played_then_the_line_is_named(users, tmp_path):
    source = (Path(__file__).parent / "03-midnight.yaml").read_text()
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(source.replace("due: 2026-05-13 00:50", "due: 2026-05-13 00:51"))
    played = play(wrong, users=users)
    assert len(played.failures) == 1
    assert "wrong.yaml: line" in played.failures[0]


def test_given_a_step_nobody_knows_when_played_then_the_line_is_named(users, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("title: Wrong\nsteps:\n  - {at: 2026-03-02 09:00, do: fly}\n")
    with pytest.raises(ScenarioFailed, match=r"wrong\.yaml: line 3: fly"):
        play(wrong, users=users)


def test_given_the_vocabulary_when_listed_then_every_step_of_the_scenarios_is_in_it(capsys):
    call_command("play_scenario", "--vocabulary")
    listed = capsys.readouterr().out
    used = {line["do"] for path in SCENARIOS for line in read_scenario(path)["steps"] if "do" in line}
    assert {name for name in used if f"{name}: " not in listed} == set()


def test_given_json_when_played_then_duties_firings_alerts_refusals_and_documents_are_printed(users, capsys):
    path = next(path for path in SCENARIOS if path.stem.startswith("05"))
    call_command("play_scenario", str(path), "--json")
    (report,) = json.loads(capsys.readouterr().out)
    assert {refusal["rule"] for refusal in report["refusals"]} == {"P19-3"}
    assert any(duty["duty"] == "difference-total" and duty["due"] == "2026-03-07 11:30:00 GMT" for duty in report["duties"])
    assert any(alert["duty"] == "difference-head-of-practice" and alert["role"] == "head_of_practice" for alert in report["alerts"])
    assert [document["kind"] for document in report["documents"]].count("s16a") == 1
    assert report["firings"]
