"""The criminal records check of practitioner staff, made again every three years (framework 4.27)."""

from datetime import date, datetime

from cafcass_cases.core.clock import london_date
from cafcass_cases.policy.defaults import settings

from .models import REGISTERED_ROLES, User

YEARS = settings()["CRIMINAL_CHECK_REPEAT"].shipped.value


def next_records_check(user: User) -> date | None:
    """The last day by which the check is made again; None where none is recorded. 29 February becomes 28 February."""
    last = user.records_checked_on
    if last is None:
        return None
    try:
        return last.replace(year=last.year + YEARS)
    except ValueError:
        return last.replace(year=last.year + YEARS, day=28)


def is_records_check_overdue(user: User, now: datetime) -> bool:
    """The day has passed and no later check is recorded. Only for those who practise or manage practice."""
    due = next_records_check(user)
    return user.is_active and user.role in REGISTERED_ROLES and due is not None and london_date(now) > due


def records_check_words(user: User, now: datetime) -> str:
    """When it was, when it is due again, and whether that has passed."""
    due = next_records_check(user)
    if due is None:
        return "Not recorded"
    words = f"{user.records_checked_on:%-d %B %Y}; again by {due:%-d %B %Y}"
    return f"{words}: overdue" if is_records_check_overdue(user, now) else words
