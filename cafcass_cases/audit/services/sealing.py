"""Sealing: the digests of all new evidence are hashed onto the chain, and the head leaves the database.

Rows are sealed by ranges of transactions. Every transaction older than the oldest that still runs has ended, so no row
of it can appear later: a range that ends there is complete for ever, however many write at once. Nobody waits for a seal.
A database restored on another server counts its transactions anew; ranges are therefore kept for each server by itself.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min

from cafcass_cases.core.services import service

from .. import head_file
from ..chain import head_of, lines_of
from ..models import LedgerEntry, Seal

logger = logging.getLogger(__name__)

ONE_AT_A_TIME = 7_041_965
"""The advisory lock of whoever seals."""

# Of the transactions running at this moment, those known to work in another database of the server are left out, so that
# nobody there holds our seals back. One that cannot be placed counts as ours. A snapshot does not list its own transaction.
OLDEST_RUNNING = """
WITH here AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
elsewhere AS MATERIALIZED (
  SELECT l.transactionid::text::bigint AS low_bits FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted AND a.datname <> current_database()
)
SELECT c.system_identifier, least(
  pg_snapshot_xmax(h.snapshot)::text::bigint,
  pg_current_xact_id_if_assigned()::text::bigint,
  (SELECT min(x::text::bigint) FROM pg_snapshot_xip(h.snapshot) x
   WHERE NOT EXISTS (SELECT FROM elsewhere e WHERE e.low_bits = x::text::bigint & 4294967295))
) FROM here h, pg_control_system() c
"""


@service
def seal_evidence(*, by: Any = None, now: datetime) -> list[Seal]:
    """Seal all evidence whose transactions have ended; answers the new seals (none when there is nothing new).

    Rows of the calling transaction are never sealed by it. The heads are appended to the file once this is committed.
    """
    seals: list[Seal] = []
    if _may_begin():
        last = Seal.objects.order_by("-number").first()
        for cluster, start, end in list(_open_ranges()):
            tables = lines_of(cluster, start, end).values_list("table_name", flat=True)
            if not tables.exclude(table_name=Seal._meta.db_table).exists():
                continue  # a seal alone is not worth another
            seal = Seal(
                number=last.number + 1 if last else 1,
                sealed_at=now,
                cluster=cluster,
                from_transaction=start,
                to_transaction=end,
                previous_head=last.head if last else "",
            )
            seal.head, seal.rows = head_of(seal, lines_of(cluster, start, end).iterator(chunk_size=5000))
            seal.save()
            logger.info("Seal %s of %s rows: %s", seal.number, seal.rows, seal.head)
            seals.append(last := seal)
        transaction.on_commit(head_file.catch_up)
    return seals


def _may_begin() -> bool:
    """False while somebody else seals. Until here the transaction has written nothing, so it holds back no range."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        return bool(cursor.fetchone()[0])


def _open_ranges() -> Iterator[tuple[int, int, int]]:
    """(cluster, from, to) of what is not sealed yet: of earlier servers to their end, of this one to its oldest running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST_RUNNING)
        here, oldest_running = cursor.fetchone()
    cluster = LedgerEntry.objects.aggregate(first=Min("cluster"))["first"]
    clusters = []
    while cluster is not None:
        clusters.append(cluster)
        cluster = LedgerEntry.objects.filter(cluster__gt=cluster).aggregate(first=Min("cluster"))["first"]
    for cluster in sorted(clusters, key=lambda c: c == here):
        start = Seal.objects.filter(cluster=cluster).aggregate(end=Max("to_transaction"))["end"] or 0
        if cluster == here:
            end = oldest_running
        else:
            end = LedgerEntry.objects.filter(cluster=cluster).aggregate(last=Max("transaction_id"))["last"] + 1
        if end > start:
            yield cluster, start, end
