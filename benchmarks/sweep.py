"""How many duties a second one sweep tells of, when 20,000 fall due at once. Aim: 3,000.

`main()` makes the duties in a transaction, sweeps them, and takes everything back. It needs a migrated database and nothing else.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

COUNT = 20_000
STAFF = 200
MOMENT = datetime(2026, 3, 6, 16, 40, tzinfo=UTC)


class TakeBack(Exception):
    """Raised at the end, so that nothing the benchmark made is kept."""


def make_duties(count: int) -> None:
    """``count`` duties of 200 practitioners in ten teams, all due at MOMENT, each with its urgent ladder."""
    from cafcass_cases.accounts.models import Role, ServiceArea, Team, User
    from cafcass_cases.cases.models import Case
    from cafcass_cases.core.acting import acting
    from cafcass_cases.core.ids import uuid7
    from cafcass_cases.duties.models import Duty, Rung

    def user(role: str, number: int, **place: object) -> User:
        found = User(email=f"{role}-{number}@benchmark.example", full_name=f"{role} {number}", role=role, **place)
        found.set_unusable_password()
        found.save()
        return found

    opened = MOMENT - timedelta(hours=24)
    with acting(by=None, now=opened, reason="Benchmark"):
        area = ServiceArea(name="Benchmark")
        area.save()
        area.head_of_practice = user(Role.HEAD_OF_PRACTICE, 0, service_area=area)
        area.assistant_director = user(Role.ASSISTANT_DIRECTOR, 0, service_area=area)
        area.save()
        staff = []
        for number in range(10):
            team = Team(name=f"Benchmark {number}", service_area=area)
            team.save()
            team.manager = user(Role.MANAGER, number, team=team)
            team.save()
            staff += [
                user(Role.PRACTITIONER, number * STAFF // 10 + one, team=team, line_manager=team.manager) for one in range(STAFF // 10)
            ]
        case = Case(reference="B-2026-000001", law="private", received_at=opened, team=staff[0].team)
        case.save()
    # Duties are inserted in bulk here alone: no history is wanted of what is taken back.
    rows = [
        Duty(
            key="benchmark", policy_version="1.7", case=case, subject_label="cases.case", subject_id=uuid7(),
            owner=staff[number % STAFF], owner_role="practitioner", is_urgent=True, event_at=opened, due_at=MOMENT, created_at=opened,
        )
        for number in range(count)
    ]  # fmt: skip
    Duty._default_manager.bulk_create(rows, batch_size=2000)
    steps = {"due": 0, "head_of_practice": 4, "assistant_director": 24}
    Rung.objects.bulk_create(
        [Rung(duty=duty, step=step, fires_at=MOMENT + timedelta(hours=hours)) for duty in rows for step, hours in steps.items()],
        batch_size=5000,
    )


def measure(count: int = COUNT) -> float:
    """Duties a second of one sweep of ``count`` duties that fall due at once, each telling its owner and manager twice."""
    from django.db import connection, transaction

    from cafcass_cases.duties.models import Alert
    from cafcass_cases.duties.services import fire_due

    rate = 0.0
    try:
        with transaction.atomic():
            make_duties(count)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE duties_duty, duties_rung")
            before = Alert.objects.count()
            start = time.perf_counter()
            fired = fire_due(now=MOMENT)
            rate = count / (time.perf_counter() - start)
            told = Alert.objects.count() - before
            if fired < count or told < 4 * count:
                raise RuntimeError(f"{fired} rungs fired and {told} alerts were written for {count} duties.")
            raise TakeBack
    except TakeBack:
        return rate


def main() -> dict[str, float]:
    """Measure and print it."""
    rate = measure()
    print(f"Sweep: {COUNT:,} duties due at once, {rate:,.0f} duties a second (aim: 3,000).")  # noqa: T201 - it is what the benchmark is for
    return {"duties_per_second": rate}


if __name__ == "__main__":
    import django

    from cafcass_cases import native

    native.prepare()
    django.setup()
    main()
