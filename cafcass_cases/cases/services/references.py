"""References that people read, such as C-2026-004217."""

from datetime import datetime

from django.db import connection

from cafcass_cases.core.clock import london_date

from ..models import ReferenceCounter

KINDS = ("A", "C", "E", "FOI", "N", "R", "S")  # adult, case, enquiry at the duty desk, freedom of information, concern, referral, sharing


def next_reference(kind: str, now: datetime) -> str:
    """The next free reference of the kind, in London's year of ``now``. Call it inside a service: two never get the same."""
    if kind not in KINDS:
        raise ValueError(f"{kind} is not a kind of reference.")
    year = london_date(now).year
    table = connection.ops.quote_name(ReferenceCounter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (kind, year, last) VALUES (%s, %s, 1) "
            f"ON CONFLICT (kind, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [kind, year],
        )
        (number,) = cursor.fetchone()
    return f"{kind}-{year}-{number:06d}"
