"""The front-end packages as we serve them: our typeface, our paths, no crown."""

import re
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parent.parent.parent / "var" / "assets" / "vendor"
SHEETS = ["govuk-frontend.min.css", "moj-frontend.min.css"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_has_our_typeface_and_none_of_its_own(name):
    css = (VENDOR / name).read_text()
    assert "GDS Transport" not in css
    assert "@font-face" not in css
    assert 'font-family:"Source Sans 3"' in css  # quoted, or the declaration is dropped


@pytest.mark.parametrize("name", [*SHEETS, "govuk-frontend.min.js", "moj-frontend.min.js"])
def test_no_source_map_is_named(name):
    assert "sourceMappingURL" not in (VENDOR / name).read_text()


@pytest.mark.parametrize("name", SHEETS)
def test_every_picture_a_style_sheet_names_is_there(name):
    named = re.findall(r"url\(['\"]?([^)'\"]+)", (VENDOR / name).read_text())
    assert [path for path in named if not (VENDOR / path).is_file()] == []


def test_no_crown_is_served():
    assert [file.name for file in VENDOR.rglob("*") if re.search("crown|crest|logotype", file.name)] == []
