"""Duties that change hands or move with a hearing. The history shows what was before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import models

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case, Handover, Hearing
from cafcass_cases.cases.selectors import manager_of_case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..definitions import all_definitions, definition
from ..ladders import UNDATED
from ..models import Alert, Duty, Rung
from ..people import Addressees, heir_among, kept_to_named, owner_for
from ..reckoning import reckon_again
from .opening import write_rungs

FELL_FROM = "fell_from"
"""The term under which a duty remembers whose it was before it fell to a manager, so that the next practitioner gets it back."""


@service
def reassign(*, case: Case, from_user: User | None, to_user: User, at: datetime, by: User | None, now: datetime) -> list[Duty]:
    """The case passed from one practitioner to another at ``at`` (UTC): their open duties and alerts go with it.

    Duties that nobody held, and those that had fallen to a manager for want of a practitioner, go as well. A personal one stays.
    """
    theirs = models.Q(owner=from_user) | models.Q(owner=None) | models.Q(terms__has_key=FELL_FROM)
    if from_user is None:  # nobody held the case: what a practitioner owes had begun with the manager
        theirs |= models.Q(owner_role="practitioner", owner__role=Role.MANAGER)
    duties = Duty.objects.filter(theirs, case=case, ended_at=None).exclude(owner=to_user).select_for_update(of=("self",))
    personal = [kind.key for kind in all_definitions() if kind.personal]
    duties = duties.exclude(key__in=personal, owner=from_user) if from_user else duties
    held = models.Q(owner_role="practitioner") | models.Q(owner=from_user, owner__isnull=False)
    return [_hand_over(duty, to_user, fell_from=None) for duty in duties.filter(held)]


@service
def hand_over_all(*, user: User, by: User | None, now: datetime) -> list[Duty]:
    """Somebody's account was closed: what they still owed goes to the case's practitioner if that is another, else up."""
    duties = Duty.objects.filter(owner=user, ended_at=None).select_related("case__team__service_area").select_for_update(of=("self",))
    addressees = Addressees(now)
    moved = []
    for duty in duties:
        heir = owner_for(duty.owner_role, duty.case, now)
        if heir is None or heir == user:
            above = addressees.above(user, duty)
            heir = above.user if above else kept_to_named(manager_of_case(duty.case, now), duty.owner_role, duty.case, now)
        if heir is not None and heir != user:
            fell = user if heir.role != Role.PRACTITIONER and duty.owner_role == "practitioner" else None
            moved.append(_hand_over(duty, heir, fell_from=fell))
    return moved


@service
def keep_to_named(
    *, case: Case, named: Sequence[User], next_owner: User | None, must_name: bool, by: User | None, now: datetime
) -> list[Duty]:
    """The case is restricted: what people who are not named in it owe falls to ``next_owner``, or, where only a manager may do it
    and they are none, to a manager who is named. What others were told and have not seen is not shown to them any more.

    Raises RuleRefused where others owe something and nobody is named to take it on, while ``must_name``.
    """
    named_ids = [one.pk for one in named]
    duties = list(Duty.objects.filter(case=case, ended_at=None).exclude(owner__in=named_ids).select_for_update(of=("self",)).order_by("pk"))
    if duties and next_owner is None and must_name:
        many = "1 task" if len(duties) == 1 else f"{len(duties)} tasks"
        raise RuleRefused(
            "restricted-next-owner",
            f"Name who takes on what others still owe: {many} in this case would be seen by nobody.",
            field="next_owner",
        )
    moved = []
    for duty in duties:
        fits = next_owner is not None and (duty.owner_role == "practitioner" or is_manager(next_owner))
        heir = next_owner if fits and next_owner else heir_among(list(named), duty.owner_role, case, now)
        fell = duty.owner if duty.owner and duty.owner_role == "practitioner" and heir.role != Role.PRACTITIONER else None
        moved.append(_hand_over(duty, heir, fell_from=fell))
    unsent = models.Q(channel=Alert.Channel.EMAIL, state=Alert.State.WAITING)
    unseen = models.Q(channel=Alert.Channel.APPLICATION, seen_at=None)
    Alert.objects.filter(unsent | unseen, rung__duty__case=case).exclude(recipient__in=named_ids).update(
        state=Alert.State.DROPPED, lease=None, leased_until=None
    )
    return moved


def _hand_over(duty: Duty, to_user: User, *, fell_from: User | None) -> Duty:
    previous_id = duty.owner_id
    duty.owner = to_user
    duty.terms = {name: value for name, value in duty.terms.items() if name != FELL_FROM}
    if fell_from:
        duty.terms[FELL_FROM] = str(fell_from.pk)
    duty.save()
    if previous_id:
        _hand_over_alerts(duty, previous_id, to_user)
    return duty


def _hand_over_alerts(duty: Duty, previous_id: object, to_user: User) -> None:
    """What the previous owner has not seen or been sent goes to the new one, unless they were told of it already."""
    unsent = models.Q(channel=Alert.Channel.EMAIL, state=Alert.State.WAITING)
    unseen = models.Q(channel=Alert.Channel.APPLICATION, seen_at=None)
    for alert in Alert.objects.filter(unsent | unseen, rung__duty=duty, recipient=previous_id).select_for_update(of=("self",)):
        told = Alert.objects.filter(rung=alert.rung_id, recipient=to_user, channel=alert.channel, stands_for=None)
        if told.exists():
            alert.state = Alert.State.DROPPED
        else:
            alert.recipient = to_user
        alert.lease = None
        alert.leased_until = None
        alert.save()


@service
def move_with_hearing(*, hearing: Hearing, by: User | None, now: datetime) -> list[Duty]:
    """A hearing was listed, moved or vacated: the open duties of its case that hang on it move too (DESIGN §4)."""
    duties = Duty.objects.filter(case=hearing.case_id, ended_at=None)
    return _reckon_again(duties, now, lambda duty: duty.hearing_id == hearing.pk or definition(duty.key).time_limit.hangs_on_hearing)


@service
def move_with_handover(*, handover: Handover, by: User | None, now: datetime) -> list[Duty]:
    """A feared handover was moved or called off: the open duties that it brought forward move too."""
    duties = Duty.objects.filter(case=handover.case_id, ended_at=None, terms__handover=str(handover.pk))
    return _reckon_again(duties, now, lambda duty: True)


def _reckon_again(duties: models.QuerySet[Duty], now: datetime, hangs: Callable[[Duty], bool]) -> list[Duty]:
    moved = []
    for duty in duties.select_related("case", "hearing").select_for_update(of=("self",)).order_by("pk"):
        if not hangs(duty):
            continue
        reckoned, ctx, hearing = reckon_again(duty)
        if (reckoned.due_at, hearing) == (duty.due_at, duty.hearing):
            continue
        lost = duty.due_at and not reckoned.due_at
        duty.due_at, duty.limit_note, duty.hearing = reckoned.due_at, reckoned.note, hearing
        duty.save()
        write_rungs(duty, definition(duty.key), reckoned, ctx, now)
        if lost:  # it is still owed, and no clock runs for it: whoever owes it and their manager hear so at the next sweep
            rounds = Rung.objects.filter(duty=duty, step=UNDATED).count()
            Rung.objects.create(duty=duty, step=UNDATED, round=rounds, fires_at=now)
        moved.append(duty)
    return moved
