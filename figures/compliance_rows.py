"""The compliance page's lines, and the same as a sheet to take away. Every number comes from ``duties.compliance``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cafcass_cases.duties.compliance import NONE, Compliance, Filter, Scope, Tally, count, count_by
from cafcass_cases.duties.definitions import known_definition
from cafcass_cases.duties.models import OwedBy
from cafcass_cases.policy import catalogue
from cafcass_cases.ui.words import london, london_date

from .charts import BarChart, Part, bar_chart
from .compliance_choice import COUNTED_BY, GROUPINGS, Asked
from .sheets import Sheet

OWED_BY = {OwedBy.US: "Owed by us", OwedBy.AUTHORITY: "Owed by local authorities", OwedBy.COURT: "Owed by the courts"}
NUMBERS = {
    "opened": "Opened",
    "met": "Met in time",
    "late": "Done late",
    "departures": "Departed from",
    "set_aside": "Set aside",
    "open": "Still open",
    "open_late": "Open and late",
}
"""What the page counts, in its order. Each may be opened as a list."""
PARTS = (
    Part("met", "Met in time"),
    Part("late", "Done late"),
    Part("departed", "Departed from"),
    Part("set-aside", "Set aside"),
    Part("open", "Open, not late"),
    Part("open-late", "Open and late"),
)


@dataclass(frozen=True)
class Line:
    """One group: its name, its tallies, the filter that means it alone, and how to look closer (None: only the list)."""

    label: str
    found: Compliance
    where: Filter
    closer: Asked | None = None


@dataclass(frozen=True)
class Figures:
    """Everything the page and its exports show. Groups overlap where a duty cites several; so ``total`` is counted by itself."""

    asked: Asked
    lines: tuple[Line, ...]
    total: Compliance

    def of(self, owed_by: str) -> list[tuple[Line, Tally]]:
        """The lines in which somebody owed anything."""
        found = ((line, line.found.of(owed_by)) for line in self.lines)
        return [(line, tally) for line, tally in found if tally.opened or tally.departures]


def figures_for(scope: Scope, asked: Asked, now: datetime) -> Figures:
    """Counted for the user of ``scope``, at ``now`` (UTC)."""
    counted = count_by(COUNTED_BY[asked.by], user=scope, where=asked.grouped, now=now)
    lines = [_line(asked, key, found, scope) for key, found in counted.items()]
    lines.sort(key=lambda placed: placed[0])
    return Figures(asked, tuple(line for _, line in lines), count(user=scope, where=asked.where, now=now))


def _line(asked: Asked, key: Any, found: Compliance, scope: Scope) -> tuple[Any, Line]:
    """The line, after what it is sorted by."""
    order, label, where, closer = LINES[asked.by](asked.where, key, scope)
    return order, Line(label, found, where, closer)


Made = tuple[Any, str, Filter, Asked | None]


def _of_paragraph(document: str) -> Callable[[Filter, str, Scope], Made]:
    def make(where: Filter, number: str, scope: Scope) -> Made:
        paragraphs = catalogue.document(document).paragraphs
        place = next(at for at, one in enumerate(paragraphs) if one.number == number)
        narrow = where.but(document=document, paragraph=number, requirement="")
        cited = catalogue.cite(paragraphs[place].requirements[0].id)
        return place, f"{cited}: {paragraphs[place].heading}", narrow, Asked(narrow, "requirement")

    return make


def _of_requirement(where: Filter, one: str, scope: Scope) -> Made:
    known = catalogue.requirements()
    place = list(known).index(one) if one in known else len(known)
    return place, f"{one}: {known[one].duty if one in known else 'No longer in the catalogue'}", where.but(requirement=one), None


def _of_duty(where: Filter, key: str, scope: Scope) -> Made:
    kind = known_definition(key)
    label = kind.title if kind else key
    return label, label, where.but(duty=key), None


def _of_team(where: Filter, pk: Any, scope: Scope) -> Made:
    name = next((team.name for team in scope.teams if team.pk == pk), "No team yet")
    narrow = where.but(team=str(pk) if pk else NONE)
    return (pk is None, name), name, narrow, Asked(narrow)


def _of_area(where: Filter, pk: Any, scope: Scope) -> Made:
    name = next((team.service_area.name for team in scope.teams if team.service_area_id == pk), "No team yet")
    narrow = where.but(area=str(pk) if pk else NONE)
    return (pk is None, name), name, narrow, Asked(narrow, "team")


def _of_month(where: Filter, first: date, scope: Scope) -> Made:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    narrow = where.but(first=max(first, where.first or first), last=min(last, where.last or last))
    return first, f"{first:%B %Y}", narrow, Asked(narrow)


LINES: dict[str, Callable[[Filter, Any, Scope], Made]] = {
    "paragraph": _of_paragraph("policy"),
    "framework": _of_paragraph("framework"),
    "requirement": _of_requirement,
    "duty": _of_duty,
    "team": _of_team,
    "area": _of_area,
    "month": _of_month,
}


# ---- the chart


def chart_of(figures: Figures, owed_by: OwedBy) -> BarChart:
    """What became of them, line by line, as bars."""
    rows = [
        (line.label, (tally.met, tally.late, tally.departures, tally.set_aside, tally.open - tally.open_late, tally.open_late))
        for line, tally in figures.of(owed_by)
    ]
    return bar_chart(
        name=f"chart-{owed_by}",
        title=f"{OWED_BY[owed_by]}: what became of it",
        description=f"A bar for each {GROUPINGS[figures.asked.by].lower()}. The table after it gives the same in figures.",
        parts=PARTS,
        rows=rows,
    )


# ---- to take away

COLUMNS = (
    "Owed by", "Opened", "Met in time", "Done late", "Departed from", "No longer needed", "Decided not required", "Withdrawn",
    "Still open", "Open and late", "Late: half were later than (hours)", "Late: longest (hours)", "Late: in all (hours)",
    "Open and late: longest so far (hours)",
)  # fmt: skip
ALL = "All"


def sheet_of(figures: Figures, *, whose: str, now: datetime) -> Sheet:
    """A row for each group and whoever owed; then the totals, which a duty enters once."""
    rows = [[line.label, *_cells(owed_by, line.found.of(owed_by))] for owed_by in OwedBy for line, _ in figures.of(owed_by)]
    rows += [[ALL, *_cells(owed_by, figures.total.of(owed_by))] for owed_by in OwedBy]
    return Sheet("Compliance", (GROUPINGS[figures.asked.by], *COLUMNS), rows, about_figures(figures.asked, whose=whose, now=now))


def _cells(owed_by: OwedBy, tally: Tally) -> list[Any]:
    return [
        owed_by.label, tally.opened, tally.met, tally.late, tally.departures, tally.not_needed, tally.not_required, tally.withdrawn,
        tally.open, tally.open_late, hours(tally.late_median), hours(tally.late_longest), hours(tally.late_total or None),
        hours(tally.open_late_longest),
    ]  # fmt: skip


def hours(length: timedelta | None) -> float | None:
    """Clock hours, to two places."""
    return None if length is None else round(length.total_seconds() / 3600, 2)


def about_figures(asked: Asked, *, whose: str, now: datetime) -> list[tuple[str, str]]:
    """What the figures are, in words: for the page and the spreadsheet."""
    where = asked.where
    days = {"From": where.first, "To": where.last}
    found = [("Whose", whose), *((name, london_date(day)) for name, day in days.items() if day), ("As it stood", london(now))]
    if where.paragraph:
        found.append(("Paragraph", catalogue.cite(catalogue.paragraph(where.document or "policy", where.paragraph).requirements[0].id)))
    return [*found, *DEFINITIONS]


DEFINITIONS = (
    ("Opened", "The clock of the duty started on a day of the period, by London’s calendar, whenever it was typed in."),
    ("Met in time", "Done by the time it was due."),
    ("Done late", "Done, but after it was due, by when it happened and not when it was typed in."),
    ("Departed from", "A decision, with reasons and a manager’s view, not to do what the policy requires, whether or not a duty was open."),
    ("Set aside", "Ended without being done: no longer needed, decided not required, or withdrawn as entered in error."),
    ("Open and late", "Not done yet, and past when it was due."),
    ("A duty that cites several paragraphs", "It counts once for each of them, and once in the total."),
    ("Team", "The team that the case is with now. Restricted cases count only for whoever is named on them, and in national figures."),
)  # fmt: skip
