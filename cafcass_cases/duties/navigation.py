"""Links of the main navigation, and the banner that shows when the clock has stopped."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from cafcass_cases.accounts.models import Role
from cafcass_cases.core import clock
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.ui.navigation import Banner, register_banner, register_navigation
from cafcass_cases.ui.refusals import WayRound, register_way_round

from .departures import Blocked
from .selectors import around_every_page

SENIORS = (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)
MANAGERS = (Role.MANAGER, *SENIORS)


def _unseen(user: Any) -> int:
    return around_every_page(user, clock.now())[1]


register_navigation("Alerts", "duties:list_alerts", roles=(Role.PRACTITIONER, *MANAGERS), order=20, count=_unseen)
register_navigation("Team clocks", "duties:list_team_clocks", roles=MANAGERS, order=40)
register_navigation("Escalations", "duties:list_escalations", roles=SENIORS, order=50)
register_navigation("Gaps in cover", "duties:list_gaps_in_cover", roles=MANAGERS, order=60)


@register_banner
def the_clock_has_stopped(request: HttpRequest) -> Banner | None:
    """Nobody is told "all is well" by silence (DESIGN §4)."""
    if not request.user.is_authenticated:
        return None
    state, _ = around_every_page(request.user, getattr(request, "now", None) or clock.now())
    if state.stopped:
        text = "The clock has stopped. Reminders and escalations are not going out: go by the times on these pages, and telephone."
    elif state.mail_stopped:
        text = "E-mails are not going out. Alerts still show here: look at them often, and telephone where it is urgent."
    else:
        return None
    return Banner(text, "red", reverse("duties:show_health"))


@register_way_round
def depart_from_the_policy(request: HttpRequest, error: RuleRefused) -> WayRound | None:
    """Where a departure would lift the rule, the page that refuses leads to deciding one (P0-1)."""
    if not isinstance(error, Blocked):
        return None
    about = {"requirement": error.rule}
    if error.subject is not None:
        about |= {"about": error.subject._meta.label_lower, "which": str(error.subject.pk)}
    view = request.resolver_match.func if request.resolver_match else None
    if "get" in getattr(getattr(view, "view_class", None), "http_method_names", ()):  # a button has no page to come back to
        about["back"] = request.get_full_path()
    return WayRound(
        "Depart from the policy",
        f"{reverse('duties:depart_from_policy', args=[error.case.pk])}?{urlencode(about)}",
        "If you have assessed it fully and have a compelling reason, discuss it with a manager and record the departure. What you typed here is kept.",
    )
