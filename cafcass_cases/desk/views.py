"""The home page: my work, late first; and the plain page that the benchmark measures others against."""

from typing import Any

from cafcass_cases.ui.drafts import drafts_of
from cafcass_cases.ui.views import ServicePage

from .registry import home_panels


class ShowHome(ServicePage):
    """What this person must do now, in the panels that the rooms registered."""

    title = "My work"
    template_name = "desk/show_home.html"

    def page_context(self) -> dict[str, Any]:
        return {"panels": home_panels(self.request.user, self.now), "drafts": drafts_of(self.request.user)}


class ShowPlainPage(ServicePage):
    """The base template with one line and no query of its own, behind the same sign-in and middleware as every page."""

    title = "Plain page"
    template_name = "desk/show_plain_page.html"
