"""The demonstration: scenarios moved so that they end about now."""

from cafcass_cases.desk.scenarios import days_to_end_by, read_scenario
from tests.cast import london_time


def test_given_a_scenario_of_summer_when_it_is_moved_into_winter_then_no_step_lies_ahead(tmp_path):
    path = tmp_path / "summer.yaml"
    path.write_text('title: Summer\nsteps:\n  - {at: "2026-07-01 12:20", do: nothing}\n')
    # 12:20 in London is 11:20 in UTC in July and 12:20 in November: a whole number of days is not a whole number of hours.
    assert days_to_end_by(read_scenario(path), london_time("2026-11-22 11:56")) == 143
    assert days_to_end_by(read_scenario(path), london_time("2026-11-22 12:20")) == 144
