"""Tables to take away: CSV, and an OpenDocument spreadsheet (ODS) with a page that says what it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from odfdo import Cell, Document, Row, Table

CSV_TYPE = "text/csv; charset=utf-8"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
GUARD = "'"

Value = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    """A table with a head. ``about``: (what, words) that say what the figures are, for the sheet of that name."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    about: Sequence[tuple[str, str]] = ()


def harmless(value: Value) -> Value:
    """The value; text that a spreadsheet would run as a formula begins with an apostrophe, so that it stays text."""
    return GUARD + value if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; one line a row and one for the head."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(sheet.columns)
    writer.writerows([["" if value is None else harmless(value) for value in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def as_ods(*sheets: Sheet, made_at: datetime) -> bytes:
    """A table a page; what the first says of its figures comes last. ``made_at`` (UTC) is kept as when it was made."""
    document = Document("spreadsheet")
    document.body.clear()
    for sheet in sheets:
        document.body.append(_table(sheet.title, [sheet.columns, *sheet.rows]))
    if sheets[0].about:
        document.body.append(_table("About these figures", sheets[0].about))
    document.language = "en-GB"
    document.meta.title = sheets[0].title
    document.meta.creation_date = document.meta.date = made_at.replace(tzinfo=None, microsecond=0)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _table(name: str, rows: Sequence[Sequence[Value]]) -> Table:
    table = Table(name)
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(Cell(harmless(value)))
        table.append_row(row)
    return table
