"""Verifying: every digest and the whole chain are computed again, and the first row that does not fit is named."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models

from cafcass_cases.core.evidence import digest_of
from cafcass_cases.core.services import service

from .. import head_file
from ..chain import head_of, lines_of
from ..evidence import digested_models, model_of_table, shape_of
from ..models import Disposal, LedgerEntry, RowShape, Seal, Verification
from ..protection import missing_triggers

BATCH = 500
"""Rows held in memory at once; some carry a whole document."""


@dataclass(frozen=True)
class Finding:
    """What does not fit, in one sentence, and where."""

    sentence: str
    table: str = ""
    row_id: str = ""

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}: {self.sentence}".strip() if self.table else self.sentence


@service
def verify_evidence(*, by: Any = None, now: datetime) -> Verification:
    """Verify all evidence there is and keep the result, which names the first row that does not fit."""
    finding = first_finding()
    result = Verification(at=now, verified_by=by, rows=LedgerEntry.objects.count(), seals=Seal.objects.count())
    if finding:
        result.finding, result.table_name, result.row_id = finding.sentence, finding.table, finding.row_id
    result.save()
    return result


def first_finding() -> Finding | None:
    """The first of everything that does not fit, or None: rows in the order they were written, then the chain, then its guards."""
    return next(findings(), None)


def findings() -> Iterator[Finding]:
    """Everything that does not fit, row by row in the ledger's order, then seals, the file of heads, and the triggers."""
    seals = list(Seal.objects.order_by("number"))
    yield from _rows_that_do_not_fit()
    yield from _rows_outside_the_ledger()
    yield from _seals_that_do_not_fit(seals)
    yield from _heads_that_do_not_fit(seals)
    for table, trigger in missing_triggers():
        yield Finding(f"The trigger {trigger} is missing or disabled. Run migrate as the owner of the database.", table)


def _rows_that_do_not_fit() -> Iterator[Finding]:
    shapes: dict[str, list[list[str]]] = defaultdict(list)
    for table, fields in RowShape.objects.order_by("since").values_list("table_name", "fields"):
        shapes[table].append(fields)
    last = 0
    while lines := list(LedgerEntry.objects.filter(id__gt=last).order_by("id")[:BATCH]):
        last = lines[-1].pk
        by_table: dict[str, list[LedgerEntry]] = defaultdict(list)
        for line in lines:
            by_table[line.table_name].append(line)
        found = {finding.row_id: finding for table, some in by_table.items() for finding in _check_table(table, some, shapes[table])}
        for line in lines:
            if line.row_id in found:
                yield found[line.row_id]


def _check_table(table: str, lines: list[LedgerEntry], shapes: list[list[str]]) -> Iterator[Finding]:
    model = model_of_table(table)
    if model is None:
        yield Finding("The ledger names a table of evidence that the application does not have.", table, lines[0].row_id)
        return
    rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=[_key(model, line.row_id) for line in lines])}
    disposed = [row_id for row_id, row in rows.items() if row.disposed_at is not None]  # type: ignore[attr-defined]
    recorded = set(Disposal.objects.filter(table_name=table, row_id__in=disposed).values_list("row_id", flat=True))
    for line in lines:
        sentence = _check_row(rows.get(line.row_id), line, [shape_of(model), *shapes], line.row_id in recorded)
        if sentence:
            yield Finding(sentence, table, line.row_id)


def _key(model: type[models.Model], text: str) -> Any:
    try:
        return model._meta.pk.to_python(text)
    except ValidationError:
        return None


def _check_row(row: Any, line: LedgerEntry, shapes: list[list[str]], disposal_recorded: bool) -> str:
    if row is None:
        return "The ledger has this row and its table has not: it was deleted."
    if not line.digest or not row.digest:
        return "This row was added without a digest."
    if row.digest != line.digest:
        return "The row's digest is not the one that the ledger took when it was added."
    if row.disposed_at is not None:
        return "" if disposal_recorded else "The row is blanked, and there is no record of its disposal."
    if not any(digest_of(row, shape) == row.digest for shape in shapes):
        return "The row's contents do not give its digest: it was changed after it was added."
    return ""


def _rows_outside_the_ledger() -> Iterator[Finding]:
    quote = connection.ops.quote_name
    for model in digested_models():
        table, key, ledger = quote(model._meta.db_table), quote(model._meta.pk.column), quote(LedgerEntry._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT e.{key}::text FROM {table} e WHERE NOT EXISTS "
                f"(SELECT FROM {ledger} l WHERE l.table_name = %s AND l.row_id = e.{key}::text) LIMIT 1",
                [model._meta.db_table],
            )
            row = cursor.fetchone()
        if row:
            yield Finding("This row is not in the ledger: it was added past the triggers.", model._meta.db_table, row[0])


def _seals_that_do_not_fit(seals: list[Seal]) -> Iterator[Finding]:
    table, head, ends = Seal._meta.db_table, "", defaultdict(int)
    for number, seal in enumerate(seals, start=1):
        row_id = str(seal.pk)
        if seal.number != number:
            yield Finding(f"Seal {number} is missing.", table, row_id)
            return
        if seal.previous_head != head:
            yield Finding(f"Seal {number} does not follow the head of the one before it.", table, row_id)
        if seal.from_transaction != ends[seal.cluster]:
            yield Finding(f"Seal {number} does not begin where the one before it ended.", table, row_id)
        lines = lines_of(seal.cluster, seal.from_transaction, seal.to_transaction).iterator(chunk_size=5000)
        computed, count = head_of(seal, lines)
        if computed != seal.head:
            sentence = f"Seal {number} covers {seal.rows} rows and the ledger gives {count}: its part of the ledger was changed."
            yield Finding(sentence, table, row_id)
        head, ends[seal.cluster] = seal.head, seal.to_transaction


def _heads_that_do_not_fit(seals: list[Seal]) -> Iterator[Finding]:
    table, where = Seal._meta.db_table, head_file.path().name
    by_number = {seal.number: seal for seal in seals}
    try:
        lines = head_file.read()
    except ValueError:
        yield Finding(f"The file of heads, {where}, has a line that cannot be read.", table)
        return
    if seals and not lines:
        yield Finding(f"There are seals, and the file of heads, {where}, is missing or empty.", table)
        return
    for expected, line in enumerate(lines, start=1):
        seal = by_number.get(line.number)
        if line.number != expected:
            yield Finding(f"The file of heads, {where}, lacks seal {expected}.", table)
            return
        # One made since this began is looked up again.
        if seal is None and not Seal.objects.filter(number=line.number, head=line.head).exists():
            yield Finding(f"Seal {line.number} is in the file of heads and not in the database: it was deleted.", table)
            return
        if seal is not None and seal.head != line.head:
            yield Finding(f"The head of seal {line.number} is not the one in the file of heads.", table, str(seal.pk))
    if len(seals) > len(lines):
        seal = seals[len(lines)]
        yield Finding(f"Seal {seal.number} is not in the file of heads, {where}.", table, str(seal.pk))
