"""What else must be true of the main story: what was known when, the story it tells, and the action that nobody looked at again."""

from pathlib import Path

import pytest

from cafcass_cases.audit.selectors import case_as_at
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import chronology_of
from cafcass_cases.core.clock import simulated
from cafcass_cases.core.steps import read_moment
from cafcass_cases.desk.scenarios import play
from tests.standing import standing

FRIDAY = Path(__file__).parent / "01-friday-evening.yaml"


@standing
def played(users):
    played = play(FRIDAY, users=users)
    assert played.failures == []
    return Case.objects.get(pk__in=played.case_ids)


def labels(as_at):
    return {item.label.lower() for group in as_at.groups for item in group.items}


def test_given_saturday_noon_when_the_case_is_shown_as_it_was_known_then_no_outcome_is_there(played, users):
    monday, saturday = read_moment("2026-03-09 12:00"), read_moment("2026-03-07 12:00")
    then = labels(case_as_at(users["auditor"], played, monday, saturday))
    later = labels(case_as_at(users["auditor"], played, monday, monday))
    assert "referrals.outcomereceived" in later
    assert "referrals.outcomereceived" not in then
    assert "referrals.riskassessment" in then


def test_given_the_case_when_its_chronology_is_read_then_it_is_a_story_in_order(played, users):
    with simulated(read_moment("2026-03-09 12:00")):
        lines = sorted(chronology_of(played, users["practitioner"]), key=lambda line: line.at)
    titles = [line.title for line in lines]
    order = ["Concern", "Enquiry", "Situational case supervision asked", "Telephoned Leeds", "Written referral sent to Leeds", "Section 16A", "Chased Leeds", "Outcome", "The court was told"]  # fmt: skip
    positions = [next(number for number, title in enumerate(titles) if title.startswith(words)) for words in order]
    assert positions == sorted(positions)


@pytest.mark.requirement("P9-4", "P10-4")
def test_given_the_action_is_left_standing_when_wednesday_ends_then_it_is_late_and_both_are_alerted(users, tmp_path):
    text = FRIDAY.read_text()
    start = text.index("  - at: 2026-03-08 10:40")
    end = text.index("  - at: 2026-03-09 09:30")
    standing = tmp_path / "standing.yaml"
    standing.write_text(
        text[:start]
        + text[end : text.index("late:\n")]
        + """
  - at: 2026-03-12 00:01
    expect:
      - {duty: action, due: 2026-03-11, state: open}
      - {alert: action, step: due, to: practitioner, at: 2026-03-11 23:59:59}
      - {alert: action, step: due, to: manager, at: 2026-03-11 23:59:59}
"""
    )
    assert play(standing, users=users).failures == []
