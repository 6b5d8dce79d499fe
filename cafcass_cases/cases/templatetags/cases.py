"""What templates of a case share: its tabs, and contact details that stay masked until tapped."""

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from cafcass_cases.core.clock import london_date
from cafcass_cases.ui.components import NavItem
from cafcass_cases.ui.templatetags.govuk import masked, sub_navigation

from .. import registry
from ..ages import age_in_words
from ..models import ContactDetail

register = template.Library()


def case_tabs_of(user: Any, case: Any, path: str, panel: str = "") -> list[NavItem]:
    """The tabs of the case; ``panel`` names the current one, else it is found by the page's path."""
    items = []
    for one in registry.panels_for(user, case):
        try:
            url = reverse(one.url_name, kwargs={"case_id": case.pk})
        except NoReverseMatch:
            # The floor that registered it has no such page: no tab is better than no case.
            continue
        items.append(NavItem(one.label, url, current=one.slug == panel if panel else url == path))
    return items


@register.simple_tag(takes_context=True)
def case_tabs(context: Any, case: Any, panel: str = "") -> SafeString:
    request = context["request"]
    return sub_navigation(case_tabs_of(request.user, case, request.path, panel))


def is_masked(detail: ContactDetail, case: Any) -> bool:
    """Confidential, or nobody asked and a C8 lies unread: shown only when tapped (DESIGN §10.10)."""
    if detail.confidentiality == ContactDetail.Confidentiality.CONFIDENTIAL:
        return True
    return detail.confidentiality == ContactDetail.Confidentiality.NOT_ASKED and case.c8_unread


@register.simple_tag
def contact_value(detail: ContactDetail, case: Any) -> SafeString:
    """The detail's words, masked where they must not be read over a shoulder."""
    words = ", ".join(part for part in (detail.value, detail.postcode) if part)
    if is_masked(detail, case):
        note = "Confidential" if detail.confidentiality == ContactDetail.Confidentiality.CONFIDENTIAL else "C8 not read yet"
        return masked(words, detail.get_kind_display().lower(), note)
    text: SafeString = conditional_escape(words)
    if detail.confidentiality == ContactDetail.Confidentiality.NOT_ASKED:
        return format_html('{} <span class="app-quiet">(not yet asked whether confidential)</span>', text)
    return text


@register.filter
def age_at(person: Any, day: date | datetime) -> str:
    """ "8", "5 months", "unborn" or "age not known", on the London day of a date or moment."""
    words = age_in_words(person.date_of_birth, london_date(day) if isinstance(day, datetime) else day)
    return words or ("unborn" if person.is_unborn else "age not known")
