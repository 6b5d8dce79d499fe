"""What the pages of this room share."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cafcass_cases.ui.components import NavItem
from cafcass_cases.ui.views import ServicePage

from ..attesting import may_list_attestations
from ..rules import may_administer, may_set_rota

SECTIONS = (
    ("Staff", "accounts:list_staff", may_administer),
    ("Service areas and teams", "accounts:list_areas", may_administer),
    ("Directors’ posts", "accounts:list_posts", may_administer),
    ("Absences", "accounts:list_absences", bool),
    ("Out-of-hours rota", "accounts:list_rota", may_set_rota),
    ("Confirmations of the policy", "accounts:list_attestations", may_list_attestations),
)


def sections(user: Any, current: str) -> list[NavItem]:
    """The sub-navigation of administration, as far as it is the user's; none where only one section is."""
    shown = [NavItem(label, reverse(name), name == current) for label, name, may in SECTIONS if may(user)]
    return shown if len(shown) > 1 else []


def link(text: str, url: str, about: str = "") -> SafeString:
    """A link; ``about`` is read out only, so that links of one table tell themselves apart."""
    hidden = format_html('<span class="govuk-visually-hidden"> {}</span>', about) if about else ""
    return format_html('<a class="govuk-link" href="{}">{}{}</a>', url, text, hidden)


class ForAdministrators:
    """Pages that only administrators open: 403 for everybody else."""

    request: Any

    def prepare(self) -> None:
        if not may_administer(self.request.user):
            raise PermissionDenied("Only an administrator can open this page.")


class TablePage(ServicePage):
    """A list: buttons, a filter, a table."""

    template_name = "accounts/table_page.html"
    section = ""
    intro = ""

    def get_intro(self) -> str:
        return self.intro

    def buttons(self) -> Sequence[tuple[str, str]]:
        """(text, address) of what can be added."""
        return ()

    def page_context(self) -> dict[str, Any]:
        return {"sections": sections(self.request.user, self.section), "intro": self.get_intro(), "buttons": self.buttons()}
