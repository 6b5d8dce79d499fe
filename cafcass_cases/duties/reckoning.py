"""Working out a duty's limit: what the pure limits need to know, read from the other rooms."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from uuid import UUID

from cafcass_cases.cases.models import Case, Handover, Hearing
from cafcass_cases.cases.selectors import next_hearing
from cafcass_cases.policy import calendar
from cafcass_cases.policy.defaults import settings as policy_settings
from cafcass_cases.policy.selectors import local_defaults

from .definitions import DutyDefinition, definition
from .limits import Amount, LimitContext, Reckoned, time_of_day
from .models import Duty


def context_at(
    event_at: datetime,
    *,
    hearing: Hearing | None = None,
    handover: Handover | None = None,
    agreed_on: date | None = None,
    serious: bool = False,
    repeat: bool = False,
) -> LimitContext:
    """What limits are reckoned from, with the local defaults as they were at ``event_at`` (UTC)."""

    @cache
    def defaults() -> dict[str, Amount]:
        return dict(local_defaults(policy_settings(), at=event_at))

    return LimitContext(
        local=lambda setting: defaults()[setting],
        add_working_days=calendar.add_working_days,
        close_of_business=time_of_day(defaults()["CLOSE_OF_BUSINESS"]),
        hearing_at=hearing.starts_at if hearing else None,
        handover_at=handover.starts_at if handover else None,
        agreed_on=agreed_on,
        serious=serious,
        repeat=repeat,
    )


def terms_of(
    *, agreed_on: date | None, handover: Handover | None, hearing: Hearing | None, due_at: datetime | None, serious: bool, repeat: bool
) -> dict[str, object]:
    """What must be known to work the limit out again when a hearing or handover moves, as kept on the duty."""
    terms = {
        "agreed_on": agreed_on.isoformat() if agreed_on else None,
        "handover": str(handover.pk) if handover else None,
        "hearing_at": hearing.starts_at.isoformat() if hearing else None,
        "due_at": due_at.isoformat() if due_at else None,
        "serious": serious,
        "repeat": repeat,
    }
    return {name: value for name, value in terms.items() if value}


def reckon(kind: DutyDefinition, event_at: datetime, ctx: LimitContext, due_at: datetime | None = None) -> Reckoned:
    """The limit worked out; ``due_at`` where the caller knows better than the definition, never later than the hearing."""
    if due_at is None:
        return kind.time_limit.reckon(event_at, ctx)
    if ctx.hearing_at and event_at < ctx.hearing_at < due_at:
        return Reckoned(ctx.hearing_at, "before the hearing")
    return Reckoned(due_at, "set for this duty")


def reckon_again(duty: Duty) -> tuple[Reckoned, LimitContext, Hearing | None]:
    """The limit of an open duty as hearings and handovers stand now: the limit, its context, and the hearing it hangs on."""
    kind, terms = definition(duty.key), duty.terms
    hearing = hearing_for(kind, duty.case, duty.event_at, duty.hearing)
    handover = standing_handover(terms.get("handover"))
    agreed_on = date.fromisoformat(terms["agreed_on"]) if "agreed_on" in terms else None
    given = datetime.fromisoformat(terms["due_at"]) if "due_at" in terms else None
    if given and hearing and terms.get("hearing_at") == given.isoformat():
        given = hearing.starts_at
    ctx = context_at(
        duty.event_at,
        hearing=hearing,
        handover=handover,
        agreed_on=agreed_on,
        serious=terms.get("serious", False),
        repeat=terms.get("repeat", False),
    )
    return reckon(kind, duty.event_at, ctx, given), ctx, hearing


def hearing_for(kind: DutyDefinition, case: Case, event_at: datetime, named: Hearing | None) -> Hearing | None:
    """The hearing the duty hangs on: the one named while it stands, else the next where the limit asks for one."""
    if named is not None and named.vacated_at is None and not named.is_withdrawn:
        earlier = next_hearing(case, event_at) if kind.time_limit.hangs_on_hearing else None
        return earlier if earlier and earlier.starts_at < named.starts_at else named
    return next_hearing(case, event_at) if kind.time_limit.hangs_on_hearing else None


def standing_handover(handover_id: UUID | str | None) -> Handover | None:
    """The handover, unless it was called off or entered in error."""
    return Handover.objects.filter(pk=handover_id, cancelled_at=None, withdrawn_at=None).first() if handover_id else None
