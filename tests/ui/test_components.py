"""The component templates give the same HTML as GOV.UK Frontend's own, for the fixtures it publishes."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from cafcass_cases.ui.markup import component

COMPONENTS = Path(settings.BASE_DIR) / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"

# Options of the macros that this service does not use. A fixture that gives one of them is not ours to match.
NOT_USED = {
    "input": set(),
    "textarea": set(),
    "radios": set(),
    "checkboxes": set(),
    "date-input": {"day", "month", "year"},
    "select": set(),
    "error-summary": set(),
    "button": {"isStartButton"},
    "tag": set(),
    "summary-list": {"card"},
    "file-upload": {"javascript"},
    "character-count": {"countType", "countMessage", "textareaDescriptionText", "charactersUnderLimitText"},
    "task-list": set(),
    "warning-text": set(),
    "details": set(),
    "inset-text": set(),
    "notification-banner": {"titleHeadingLevel", "disableAutoFocus"},
}
# A count needs a limit here.
NEEDS_ONE_OF = {"character-count": {"maxlength", "maxwords"}}
PROVEN_AT_LEAST = 375


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def ours(value, *, key=""):
    """A macro's options in our shape: snake case, and HTML as a safe string under "text"."""
    if isinstance(value, list):
        return [ours(v) for v in value]
    if not isinstance(value, dict):
        return "false" if key == "value" and value is False else value
    if key == "attributes":
        return {name: (v["value"] if isinstance(v, dict) else v) for name, v in value.items()}
    if key == "values":
        return value
    converted = {snake(k): ours(v, key=k) for k, v in value.items()}
    for html, text in (
        ("html", "text"),
        ("title_html", "title_text"),
        ("description_html", "description_text"),
        ("summary_html", "summary_text"),
    ):
        if converted.get(html):
            converted[text] = mark_safe(converted.pop(html))
    return converted


def fixtures():
    for name in NOT_USED:
        for fixture in json.loads((COMPONENTS / name / "fixtures.json").read_text())["fixtures"]:
            given = fixture["options"].keys()
            if given & NOT_USED[name] or not given & NEEDS_ONE_OF.get(name, given):
                continue
            yield pytest.param(name, fixture, id=f"{name}: {fixture['name']}")


@pytest.mark.parametrize(("name", "fixture"), list(fixtures()))
def test_component_equals_the_published_fixture(name, fixture):
    # Given the options of a published fixture
    options = ours(fixture["options"])
    if name == "notification-banner" and isinstance(options.get("text"), str) and hasattr(options["text"], "__html__"):
        options["html"] = options.pop("text")
    # When our template renders them
    made = component(name, options)
    # Then the HTML is the same, apart from white space
    assert parse_html(made) == parse_html(fixture["html"]), f"\n{made}\n-----\n{fixture['html']}"


def test_most_published_fixtures_are_compared():
    assert len(list(fixtures())) >= PROVEN_AT_LEAST
