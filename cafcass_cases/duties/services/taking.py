"""One duty that somebody takes over: from the duty desk, for want of anybody else."""

from __future__ import annotations

from datetime import datetime

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.core.services import service

from ..models import Duty
from .moving import _hand_over


@service
def take_over(*, duty: Duty, to_user: User, by: User | None, now: datetime) -> Duty:
    """The open duty is ``to_user``'s from now on, with what nobody has seen of its alerts. One that has ended, or is theirs, stays.

    What falls from a practitioner to somebody else is remembered, so that the next practitioner of the case gets it back.
    """
    duty = Duty.objects.select_for_update(of=("self",)).select_related("owner").get(pk=duty.pk)
    if not duty.is_open or duty.owner_id == to_user.pk:
        return duty
    fell = duty.owner if duty.owner and duty.owner_role == "practitioner" and to_user.role != Role.PRACTITIONER else None
    return _hand_over(duty, to_user, fell_from=fell)
