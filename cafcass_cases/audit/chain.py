"""The arithmetic of the chain of seals, shared by sealing and verifying. Pure but for reading the ledger."""

import hashlib
from collections.abc import Iterable
from datetime import UTC

from django.db.models import QuerySet

from .models import LedgerEntry, Seal

Line = tuple[int, str, str, str]
"""id, table, row id and digest of one ledger entry."""


def lines_of(cluster: int, from_transaction: int, to_transaction: int) -> QuerySet[LedgerEntry, Line]:
    """The ledger's lines of a range of transactions, in the chain's order."""
    return (
        LedgerEntry.objects.filter(cluster=cluster, transaction_id__gte=from_transaction, transaction_id__lt=to_transaction)
        .order_by("id")
        .values_list("id", "table_name", "row_id", "digest")
    )


def head_of(seal: Seal, lines: Iterable[Line]) -> tuple[str, int]:
    """(head, number of lines): the previous head, the seal's own particulars and every line, hashed in order."""
    start = (
        seal.previous_head,
        seal.number,
        seal.sealed_at.astimezone(UTC).isoformat(),
        seal.cluster,
        seal.from_transaction,
        seal.to_transaction,
    )
    chain = hashlib.sha256("|".join(map(str, start)).encode())
    count = 0
    for line in lines:
        chain.update("\t".join(map(str, line)).encode() + b"\n")
        count += 1
    return chain.hexdigest(), count
