"""Who was shown what. Called in the transaction that serves the page: no log, no page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.core.acting import acting

from ..models import ReadLog


def log_read(*, user: Any, case: Any, what: str, now: datetime, person: Any = None, page: str = "") -> ReadLog:
    """Log that ``user`` was shown ``what`` ("Chronology") of ``case`` at ``now`` (UTC); ``person``: of one person of it.

    ``case`` and ``person`` are records or their ids. DESIGN §6: every view of a child's record is logged.
    """
    return log_reads(user=user, cases=[case], what=what, now=now, person=person, page=page)[0]


def log_reads(*, user: Any, cases: Iterable[Any], what: str, now: datetime, person: Any = None, page: str = "") -> list[ReadLog]:
    """The same for a page that shows several cases: one row each, in one statement."""
    rows = [
        ReadLog(at=now, user=user, actor_name=user.full_name, case_id=_id(case), person_id=_id(person), what=what[:200], page=page[:100])
        for case in cases
    ]
    with acting(by=user, now=now):
        for row in rows:
            row.seal_contents()
        return ReadLog.objects.bulk_create(rows)


def _id(record: Any) -> UUID | None:
    if record is None or isinstance(record, UUID):
        return record
    return UUID(record) if isinstance(record, str) else record.pk
