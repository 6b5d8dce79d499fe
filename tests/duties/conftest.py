"""Duties of our own, on a case: what they really hang on stands on floors above this one."""

from datetime import timedelta

import pytest

from cafcass_cases.duties import definitions, services
from cafcass_cases.duties.definitions import (
    AUTHORITY_SILENCE,
    STANDARD,
    URGENT,
    AgreedDate,
    Before,
    ClockHours,
    CourtUpdate,
    DutyDefinition,
    Local,
    OwedBy,
    Repeating,
    SameDay,
    WhereSerious,
    WorkingDays,
    WorkingDaysBefore,
)
from cafcass_cases.duties.models import Alert, Duty
from cafcass_cases.policy import catalogue


def _chase(duty: Duty, now) -> None:
    """What an authority's silence sets in motion."""
    services.open_duty(key="t-chase", case=duty.case, subject=duty.case, event_at=duty.due_at, by=None, now=now)


def _definition(key, time_limit, *, ladder=STANDARD, owner_role="practitioner", **more):
    return DutyDefinition(
        key=key,
        title=f"The duty {key}",
        requirements=("P12-4",),
        owner_role=owner_role,
        time_limit=time_limit,
        ladder=ladder,
        discharged_by="It is done.",
        **more,
    )


DEFINITIONS = [
    _definition("t-urgent", ClockHours(24), ladder=URGENT),
    _definition("t-standard", WorkingDays(1)),
    _definition("t-same-day", SameDay(), ladder=URGENT),
    _definition("t-held", WhereSerious(Local("SUPERVISION_HELD_SERIOUS"), Local("SUPERVISION_HELD")), ladder=URGENT,
                owner_role="manager", alert_on_open=True),
    _definition("t-outcome", ClockHours(24), ladder=AUTHORITY_SILENCE, owed_by=OwedBy.AUTHORITY, on_due=_chase),
    _definition("t-chase", Repeating(Local("LA_CHASE"), Local("LA_CHASE_REPEAT")), ladder=URGENT),
    _definition("t-court", CourtUpdate(), ladder=URGENT),
    _definition("t-letter", WorkingDaysBefore(3)),
    _definition("t-agreed", AgreedDate()),
    _definition("t-step", Before("the concern is completed"), per_child=True),
]  # fmt: skip


@pytest.fixture(autouse=True)
def definitions_of_our_own():
    for one in DEFINITIONS:
        definitions.register(one)
    yield
    ours = {one.key for one in DEFINITIONS}
    for key in ours:
        del definitions._definitions[key]
    carriers = catalogue._carriers["P12-4"]
    carriers[:] = [carrier for carrier in carriers if carrier.key not in ours]


@pytest.fixture
def open_duty(case, practitioner, now):
    """``open_duty("t-urgent", event_at=…)``: on the case, recorded by its practitioner when it happened."""

    def open_(key, *, event_at=now, **more):
        more.setdefault("now", event_at)
        more.setdefault("by", practitioner)
        more.setdefault("case", case)
        more.setdefault("subject", case)
        return services.open_duty(key=key, event_at=event_at, **more)

    return open_


@pytest.fixture
def fired(case):
    """``fired()``: (step, when it was to fire) of what has fired, in order; ``fired("late")`` those marked late."""
    from cafcass_cases.duties.models import Rung

    def found(which=""):
        rungs = Rung.objects.filter(fired_at__isnull=False).order_by("fires_at")
        return [(rung.step, rung.fires_at) for rung in rungs if not which or rung.fired_late]

    return found


def told(duty, step=None, channel=Alert.Channel.EMAIL):
    """(who, in what capacity) of a duty's alerts, each once, from the owner up."""
    alerts = Alert.objects.filter(rung__duty=duty, channel=channel).select_related("recipient")
    if step:
        alerts = alerts.filter(rung__step=step)
    heard = {(alert.recipient, alert.recipient_role) for alert in alerts}
    return sorted(heard, key=lambda one: CAPACITIES.index(one[1]))


CAPACITIES = ["owner", "manager", "cover", "rota", "head_of_practice", "assistant_director"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
