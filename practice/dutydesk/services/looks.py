"""What was looked for at an authority, when, and whom to ask."""

from datetime import date, datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from practice.dutydesk.models import PartnershipLook
from practice.dutydesk.partnership import ITEMS
from practice.dutydesk.rules import may_look


@service
def record_look(
    *, authority: LocalAuthority, what: str, found: str, looked_on: date, by: User, now: datetime, whom_to_ask: str = "", words: str = ""
) -> PartnershipLook:
    """Somebody looked on ``looked_on`` (a London day) for what the page of an authority shows, or lacks. Raises RuleRefused, Denied."""
    if not may_look(by):
        raise Denied("Only staff who work with authorities can record this.")
    if what not in {item.key for item in ITEMS}:
        raise RuleRefused("partnership", "Choose what you looked for.", field="what")
    if looked_on > london_date(now):
        raise RuleRefused("not-in-future", "Enter a day that has come.", field="looked_on")
    if found == PartnershipLook.Found.NOT_FOUND and not whom_to_ask.strip():
        raise RuleRefused("partnership", "Enter whom to ask there, so that the next person does not search again.", field="whom_to_ask")
    if found == PartnershipLook.Found.CHANGED and not words.strip():
        raise RuleRefused("partnership", "Write what it is now, so that the directory can be changed.", field="words")
    look = PartnershipLook(
        authority=authority, what=what, found=found, looked_on=looked_on, whom_to_ask=whom_to_ask.strip(), words=words.strip()
    )
    look.save()
    return look
