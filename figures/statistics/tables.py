"""The tables of the public's statistics: one function each, from the record as it stood at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cafcass_cases.core.clock import london_date
from cafcass_cases.core.suppression import Suppressed, suppress, suppress_linked, suppress_overlapping, with_totals
from safeguarding.models import Concern
from safeguarding.models.children import HarmKind, Standing
from situations.advice.models import AdviceKind, Framework, HarmStanding, TimeWith

from .snapshot import Snapshot, by_parent

WITHHELD = "[c]"
"""Confidential, in the shorthand of the Government Statistical Service."""

ADVISED = [
    (TimeWith.UNSUPERVISED, "Unsupervised"), (TimeWith.SUPERVISED, "Supervised"), (TimeWith.INDIRECT, "Indirect"),
    (TimeWith.NO_CONTACT, "No contact"), (TimeWith.LIVES_WITH, "Lives with"), (TimeWith.OTHER, "Other"),
    (TimeWith.NOT_ADDRESSED, "Not addressed"),
]  # fmt: skip
LEAST_GUARDED = [
    TimeWith.LIVES_WITH, TimeWith.UNSUPERVISED, TimeWith.OTHER, TimeWith.NOT_ADDRESSED, TimeWith.SUPERVISED, TimeWith.INDIRECT, TimeWith.NO_CONTACT,
]  # fmt: skip
STRONGEST = [Standing.CONVICTED, Standing.FOUND, Standing.ADMITTED, Standing.ALLEGED, Standing.DISPROVED]
STANDINGS = [(one.value, one.label) for one in reversed(STRONGEST[:-1])] + [(Standing.DISPROVED.value, Standing.DISPROVED.label)]


@dataclass(frozen=True)
class Period:
    """From the first to the last day, London's dates, both counted."""

    first: date
    last: date

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.first <= london_date(moment) <= self.last


@dataclass(frozen=True)
class Table:
    """Counts with their definition. ``adds_up``: no case stands in two cells, so there are totals. ``cases``: what each cell counts.

    ``hidden`` is decided for all tables that are published together: see :func:`every_table`.
    """

    key: str
    title: str
    definition: str
    rows_are: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    adds_up: bool = True
    cases: dict[tuple[int, int], tuple[UUID, ...]] = field(default_factory=dict, compare=False)
    hidden: Suppressed | None = None

    @property
    def counts(self) -> list[list[int]]:
        return [list(counts) for _, counts in self.rows]

    def published(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as anybody may read them: small numbers withheld, and what would give them away.

        Raises ValueError where nobody decided what to withhold.
        """
        if self.hidden is None:
            raise ValueError(f"What to withhold of {self.key} is decided together with the other tables.")
        full = with_totals(self.counts) if self.adds_up else self.counts
        labels = [label for label, _ in self.rows] + (["Total"] if self.adds_up else [])
        rows = [
            [label, *(WITHHELD if self.hidden.hides(r, c) else f"{count:,}" for c, count in enumerate(full[r]))]
            for r, label in enumerate(labels)
        ]
        return [self.rows_are, *self.columns, *(["Total"] if self.adds_up else [])], rows


def _table(
    key: str, title: str, definition: str, *, rows: tuple[str, Sequence[tuple[str, str]]], columns: Sequence[tuple[str, str]],
    found: Iterable[tuple[str, str, UUID]], adds_up: bool = True,
) -> Table:  # fmt: skip
    """Count what was found: (row, column, case)."""
    cells: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for row, column, case in found:
        cells[row, column].append(case)
    rows_are, named = rows
    return Table(
        key=key,
        title=title,
        definition=definition,
        rows_are=rows_are,
        columns=tuple(label for _, label in columns),
        rows=tuple((label, tuple(len(cells[row, column]) for column, _ in columns)) for row, label in named),
        adds_up=adds_up,
        cases={(r, c): tuple(cells[row, column]) for r, (row, _) in enumerate(named) for c, (column, _) in enumerate(columns)},
    )


def _strongest(standings: Iterable[str]) -> str | None:
    """How the harm stands, where it stands differently for several kinds: convicted before found, admitted, alleged, disproved."""
    known = set(standings)
    return next((one.value for one in STRONGEST if one.value in known), None)


def _latest_advice(snapshot: Snapshot, child: UUID, case: UUID, before: datetime) -> list[Any]:
    """What the last advice on the child, filed before the moment, recommended for each adult."""
    on_child = [one for one in snapshot.child_advice.values() if one.child_id == child and snapshot.advice[one.advice_id].case_id == case]
    filed = [one for one in on_child if snapshot.advice[one.advice_id].filed_at < before]
    if not filed:
        return []
    latest = max(filed, key=lambda one: snapshot.advice[one.advice_id].filed_at)
    return [one for one in snapshot.times if one.child_advice_id == latest.pk]


def _arose_later(snapshot: Snapshot, period: Period) -> Iterable[tuple[Concern, str, str]]:
    """(concern, advised, standing) of each child of a concern that reached Cafcass after advice on that child had been filed."""
    for row in snapshot.concern_children:
        concern = snapshot.concerns[row.concern_id]
        if not period.holds(concern.reached_us_at):
            continue
        times = _latest_advice(snapshot, row.child_id, concern.case_id, concern.reached_us_at)
        feared = [one for one in times if one.adult_id in set(concern.harm_from)] or times
        standing = _strongest(harm.standing for harm in snapshot.harms.get(row.pk, ()))
        if feared and standing:
            yield concern, min((TimeWith(one.recommendation) for one in feared), key=LEAST_GUARDED.index).value, standing


def became_known_later(snapshot: Snapshot, period: Period) -> Table:
    """Concerns that reached Cafcass after advice on the child was filed, by what had been advised."""
    return _table(
        "became-known-later",
        "Concerns that became known after advice was filed, by what had been advised",
        "Each child of each concern whose information reached Cafcass in the period and after advice on that child had been filed. The row is "
        "what the last advice recommended for the child’s time with the adult from whom the harm is said to come; where no adult is named, the "
        "least guarded of its recommendations. The column is how the strongest of the child’s harms stands. It says when information arose. It "
        "does not say that the advice was wrong: advice rests on what is known when it is given.",
        rows=("Advised", ADVISED),
        columns=STANDINGS,
        found=((advised, standing, concern.case_id) for concern, advised, standing in _arose_later(snapshot, period)),
    )


def when_it_became_known(snapshot: Snapshot, period: Period) -> Table:
    """The same concerns by the quarter in which the information arose."""
    return _table(
        "when-it-became-known",
        "The same concerns, by when the information arose",
        "Counted as above, by the quarter of the day on which the information reached Cafcass.",
        rows=("Quarter", _quarters(period)),
        columns=ADVISED,
        found=(
            (_quarter(london_date(concern.reached_us_at)), advised, concern.case_id)
            for concern, advised, _ in _arose_later(snapshot, period)
        ),
    )


WITHIN: list[tuple[str, str, timedelta | None]] = [
    ("day", "Within 24 hours", timedelta(hours=24)), ("two", "24 to 48 hours", timedelta(hours=48)), ("week", "2 to 7 days", timedelta(days=7)),
    ("longer", "Longer", None),
]  # fmt: skip


def risk_assessments(snapshot: Snapshot, period: Period) -> Table:
    """First 16As of a concern, by what triggered them and how soon they were with the court."""

    def found() -> Iterable[tuple[str, str, UUID]]:
        for one in snapshot.assessments:
            concern = snapshot.concerns.get(one.concern_id)
            if concern is None or one.number != 1 or one.sent_at is None or not period.holds(one.sent_at):
                continue
            took = one.sent_at - concern.recognised_at
            within = next(key for key, _, most in WITHIN if most is None or took <= most)
            yield concern.source, within, one.case_id

    return _table(
        "risk-assessments",
        "Section 16A risk assessments, by what triggered them and time to filing",
        "The first section 16A risk assessment of each concern that was sent to the court in the period. The row is where the concern came "
        "from; the time runs from the moment the concern was recognised to the moment it was sent. Later versions of the same assessment are "
        "not counted. Section 7 reports and safeguarding letters are no section 16A risk assessments and stand in a table of their own.",
        rows=("Trigger", [(one.value, one.label) for one in Concern.Source]),
        columns=[(key, label) for key, label, _ in WITHIN],
        found=found(),
    )


def advice_filed(snapshot: Snapshot, period: Period) -> Table:
    """Section 7 reports, safeguarding letters and other advice."""
    return _table(
        "advice-filed",
        "Advice filed, by kind of report",
        "Each piece of advice that was filed with the court in the period. Section 16A risk assessments are not advice and are not among them.",
        rows=("Quarter", _quarters(period)),
        columns=[(one.value, one.label) for one in AdviceKind],
        found=(
            (_quarter(london_date(one.filed_at)), one.kind, one.case_id) for one in snapshot.advice.values() if period.holds(one.filed_at)
        ),
    )


def _advised_in(snapshot: Snapshot, period: Period) -> Iterable[tuple[Any, Any, Any]]:
    """(advice, on a child, on time with an adult): the last advice on each child and adult that was filed in the period."""
    latest: dict[tuple[UUID, UUID], tuple[Any, Any, Any]] = {}
    for time in snapshot.times:
        child = snapshot.child_advice[time.child_advice_id]
        advice = snapshot.advice[child.advice_id]
        key = (child.child_id, time.adult_id)
        if period.holds(advice.filed_at) and (key not in latest or latest[key][0].filed_at <= advice.filed_at):
            latest[key] = (advice, child, time)
    return latest.values()


def _harm_by_them(time: Any) -> bool:
    return bool(time.harm != HarmStanding.NONE)


def harm_by_a_parent(snapshot: Snapshot, period: Period) -> Table:
    """What was recommended where harm by a parent or other adult of the case features."""
    return _table(
        "harm-and-advice",
        "Harm by a parent or other adult of the case: what was recommended",
        "The last advice filed in the period for each child and each adult of the case by whom harm features in it. The row is how the harm "
        "stood on the day of the advice: alleged, admitted, found by a court and convicted are different things and are kept apart.",
        rows=("How the harm stood", STANDINGS),
        columns=ADVISED,
        found=(
            (time.harm, time.recommendation, advice.case_id) for advice, _, time in _advised_in(snapshot, period) if _harm_by_them(time)
        ),
    )


def reasons(snapshot: Snapshot, period: Period) -> Table:
    """The harm that the recommendation rests on."""
    return _table(
        "reasons",
        "The harm on which the recommendation rests",
        "As above, by the kinds of harm that the advice names. Advice may name several kinds, so the rows do not add up. What the advice says "
        "of each child in words is not published.",
        rows=("Kind of harm", [(one.value, one.label) for one in HarmKind]),
        columns=ADVISED,
        found=(
            (kind, time.recommendation, advice.case_id)
            for advice, _, time in _advised_in(snapshot, period)
            if _harm_by_them(time)
            for kind in time.harm_kinds
        ),
        adds_up=False,
    )


def frameworks(snapshot: Snapshot, period: Period) -> Table:
    """The framework that advice relied on."""
    return _table(
        "frameworks",
        "The framework relied on, by what was recommended",
        "The last advice filed in the period for each child and each adult, by the frameworks that it says it relied on. Advice may rely on "
        "several, so the rows do not add up. The policy that was in force on a day stands at the end of this page.",
        rows=("Framework", [(one.value, one.label) for one in Framework]),
        columns=ADVISED,
        found=(
            (framework, time.recommendation, advice.case_id)
            for advice, child, time in _advised_in(snapshot, period)
            for framework in child.frameworks
        ),
        adds_up=False,
    )


def court_decisions(snapshot: Snapshot, period: Period) -> Table:
    """What the court decided, kept apart from what was advised."""
    harm: dict[tuple[UUID, UUID], str] = {
        (child.child_id, time.adult_id): time.harm for _, child, time in _advised_in(snapshot, Period(date.min, period.last))
    }
    times = by_parent(snapshot.time_decisions, "court_decision_id")

    def found() -> Iterable[tuple[str, str, UUID]]:
        for decision in snapshot.decisions.values():
            if not period.holds(decision.decided_at):
                continue
            for time in times.get(decision.pk, ()):
                yield harm.get((decision.child_id, time.adult_id), HarmStanding.NONE), time.decision, decision.case_id

    return _table(
        "court-decisions",
        "What the court decided",
        "Each decision of the court in the period on a child’s time with an adult of the case, by how harm by that adult stood in the last advice "
        "before the end of the period. It is the court, and not Cafcass, that decides; it hears more than the advice. This table is therefore "
        "kept apart from the tables of advice.",
        rows=("How the harm stood", [(HarmStanding.NONE.value, "No harm by them featured"), *STANDINGS]),
        columns=ADVISED,
        found=found(),
    )


def _quarter(day: date) -> str:
    return f"{day.year} Q{(day.month - 1) // 3 + 1}"


def _quarters(period: Period) -> list[tuple[str, str]]:
    """Every quarter that the period touches."""
    found, day = [], date(period.first.year, (period.first.month - 1) // 3 * 3 + 1, 1)
    while day <= period.last:
        months = f"{day:%b} to {date(day.year, day.month + 2, 1):%b} {day.year}"
        found.append((_quarter(day), months))
        day = date(day.year + day.month // 10, (day.month + 3 - 1) % 12 + 1, 1)
    return found


TABLES: tuple[Callable[[Snapshot, Period], Table], ...] = (
    became_known_later, when_it_became_known, risk_assessments, advice_filed, harm_by_a_parent, reasons, frameworks, court_decisions,
)  # fmt: skip
SAME_COUNTED = ("became-known-later", "when-it-became-known")
"""The rows of the first are the columns of the second: both count the same concerns."""
OVERLAPPING = {"reasons": "harm-and-advice", "frameworks": "harm-and-advice"}
"""A column of the first comes to no less than the same column of the second, which adds up."""


def every_table(moment: datetime, period: Period) -> list[Table]:
    """All of them, from the record as it was known at ``moment`` (UTC), with what to withhold so that none gives another away."""
    snapshot = Snapshot(moment)
    return with_hidden([table(snapshot, period) for table in TABLES])


def with_hidden(tables: Sequence[Table]) -> list[Table]:
    """The tables with what to withhold of each: they are published together, so it is decided for all of them at once."""
    by_key = {table.key: table for table in tables}
    hidden = dict(zip(SAME_COUNTED, suppress_linked([by_key[key].counts for key in SAME_COUNTED]), strict=True))
    hidden |= {key: suppress(table.counts) for key, table in by_key.items() if table.adds_up and key not in hidden}
    for key, whole in OVERLAPPING.items():
        rows = len(by_key[whole].rows)
        totals = with_totals(by_key[whole].counts)[rows][:-1]
        withheld = {column for column, _ in enumerate(totals) if hidden[whole].hides(rows, column)}
        hidden[key] = suppress_overlapping(by_key[key].counts, totals, withheld)
    return [replace(table, hidden=hidden[table.key]) for table in tables]
