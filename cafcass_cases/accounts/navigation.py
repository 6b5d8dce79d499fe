"""This room's links in the main menu, and the line that asks for a confirmation of the policy."""

from django.http import HttpRequest
from django.urls import reverse

from cafcass_cases.core import clock
from cafcass_cases.core.clock import london
from cafcass_cases.ui.navigation import Banner, register_banner, register_navigation

from .attesting import may_owe, owed_by
from .rules import may_administer

register_navigation("Staff", "accounts:list_staff", visible=may_administer, order=80)
register_navigation("Absences", "accounts:list_absences", order=85)


@register_banner
def the_policy_is_to_be_confirmed(request: HttpRequest) -> Banner | None:
    """Until they have confirmed the version in force, every page asks, in one line (P0-5)."""
    address = reverse("accounts:attest_to_policy")
    if not request.user.is_authenticated or request.path == address or not may_owe(request.user):
        return None
    now = getattr(request, "now", None) or clock.now()
    owed = owed_by(request.user, now)
    if owed is None or owed.made:
        return None
    what = f"version {owed.version.number} of the {owed.version.title.lower()}"
    if owed.is_late(now):
        return Banner(f"Your confirmation of {what} is late.", "yellow", address, "Confirm it")
    return Banner(f"Please confirm {what} by {london(owed.due_at):%-d %B %Y}.", "blue", address, "Confirm it")
