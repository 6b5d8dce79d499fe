"""Tests about the house itself: floors, views that stay thin, tracked models that change only by save()."""

import ast
import re
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parent.parent
APPS = [ROOT / name for name in ("cafcass_cases", "safeguarding", "referrals", "sharing", "situations", "screening", "practice", "figures")]


def sources(*, skip: tuple[str, ...] = ("migrations",)) -> list[Path]:
    return [file for app in APPS for file in app.rglob("*.py") if not set(file.parts) & set(skip)]


def test_every_floor_imports_only_from_floors_below_it(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports() == cli.EXIT_STATUS_SUCCESS


def test_no_view_queries_a_model_itself():
    """One read path: a view asks a selector, which starts from the user (DESIGN §2)."""
    guilty = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in sources()
        if "views" in file.parts or file.name == "views.py"
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"\b[A-Z]\w+\.objects\b", line)
    ]
    assert guilty == []


def test_only_the_clock_asks_the_machine_for_the_time():
    guilty = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in sources()
        if file.name != "clock.py" and "settings" not in file.parts
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if re.search(r"timezone\.now\(|datetime\.now\(|date\.today\(|utcnow\(", line)
    ]
    assert guilty == []


def test_no_source_file_grows_past_where_it_wants_splitting():
    long = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in sources()}
    assert {name: lines for name, lines in long.items() if lines > 450} == {}


def test_no_room_above_referrals_asks_by_itself_on_the_pages_that_show_all_rooms():
    """They register a view, and all rooms are read together (safeguarding/path_views.py, ADR 13 and 14)."""
    alone = re.compile(r"\bregister_(sections|story|next_steps|chronology)\b")
    guilty = [
        str(file.relative_to(ROOT))
        for file in sources()
        if file.relative_to(ROOT).parts[0] in ("sharing", "situations", "screening", "practice", "figures")
        and alone.search(file.read_text())
    ]
    assert guilty == []


@pytest.mark.django_db
def test_no_queryset_write_touches_a_tracked_model():
    """History sees only save(): no update, bulk write or queryset delete on a model with history (DESIGN §7)."""
    from django.apps import apps

    from cafcass_cases.core.models import Tracked

    tracked = {model.__name__ for model in apps.get_models() if issubclass(model, Tracked)}
    writes = {"update", "bulk_update", "bulk_create", "delete"}
    guilty = []
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writes:
                names = {inner.id for inner in ast.walk(node.func.value) if isinstance(inner, ast.Name)}
                if names & tracked:
                    guilty.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert guilty == []
