"""Links of the main navigation, and the banner that shows when the clock has stopped."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from cafcass_cases.accounts.models import Role
from cafcass_cases.core import clock
from cafcass_cases.ui.navigation import Banner, register_banner, register_navigation

from .selectors import clock_state, unseen_count

SENIORS = (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)
MANAGERS = (Role.MANAGER, *SENIORS)

register_navigation("Alerts", "duties:list_alerts", roles=(Role.PRACTITIONER, *MANAGERS), order=20, count=unseen_count)
register_navigation("Team clocks", "duties:list_team_clocks", roles=MANAGERS, order=40)
register_navigation("Escalations", "duties:list_escalations", roles=SENIORS, order=50)
register_navigation("Gaps in cover", "duties:list_gaps_in_cover", roles=MANAGERS, order=60)


@register_banner
def the_clock_has_stopped(request: HttpRequest) -> Banner | None:
    """Nobody is told "all is well" by silence (DESIGN §4)."""
    if not request.user.is_authenticated:
        return None
    state = clock_state(getattr(request, "now", None) or clock.now())
    if state.stopped:
        text = "The clock has stopped. Reminders and escalations are not going out: go by the times on these pages, and telephone."
    elif state.mail_stopped:
        text = "E-mails are not going out. Alerts still show here: look at them often, and telephone where it is urgent."
    else:
        return None
    return Banner(text, "red", reverse("duties:show_health"))
