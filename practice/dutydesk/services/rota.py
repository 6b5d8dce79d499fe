"""Who is at the desk in office hours."""

from datetime import datetime, timedelta

from cafcass_cases.accounts.models import Team, User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from practice.dutydesk.models import DeskDuty
from practice.dutydesk.rules import may_keep_rota

LONGEST = timedelta(days=31)


@service
def set_desk_duty(*, team: Team, person: User, starts_at: datetime, ends_at: datetime, by: User | None, now: datetime) -> DeskDuty:
    """Somebody is at a team's desk from ``starts_at`` until ``ends_at`` (UTC). It counts in office hours; out of them the
    out-of-hours rota answers. Raises RuleRefused, Denied."""
    _must_keep(by)
    if person.role not in REGISTERED_ROLES or not person.is_active:
        raise RuleRefused("desk-rota", "Choose a registered social worker who still works here: they can judge a concern.", field="person")
    if ends_at <= starts_at:
        raise RuleRefused("desk-rota", "Enter an end that is after the start.", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise RuleRefused("desk-rota", "Enter a stretch of no more than a month.", field="ends_at")
    duty = DeskDuty(team=team, person=person, starts_at=starts_at, ends_at=ends_at)
    duty.save()
    return duty


@service
def withdraw_desk_duty(*, duty: DeskDuty, reason: str, by: User | None, now: datetime) -> DeskDuty:
    """Take a stretch off the rota, with the reason."""
    _must_keep(by)
    if not reason.strip():
        raise RuleRefused("withdraw", "Write why it is taken back.", field="reason")
    duty = DeskDuty.objects.select_for_update().get(pk=duty.pk)
    if not duty.is_withdrawn:
        duty.withdrawn_at, duty.withdrawn_by, duty.withdrawn_reason = now, by, reason.strip()
        duty.save()
    return duty


def _must_keep(by: User | None) -> None:
    if by is not None and not may_keep_rota(by):
        raise Denied("Only a manager or an administrator can change the rota.")
