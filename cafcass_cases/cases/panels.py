"""The case page's own tabs, and what the audit, which stands below, needs to know of cases."""

from typing import Any

from cafcass_cases.accounts.rules import is_senior, may_audit
from cafcass_cases.audit.registry import belongs_to, register_case_getter, register_case_manager, register_disposal_guard

from . import rules, selectors
from .models import ContactDetail
from .registry import register_panel
from .selectors.holds import why_held


def _sees_audit(user: Any, case: Any) -> bool:
    return may_audit(user) or is_senior(user) or getattr(case, "user_manages", False)


register_panel("overview", "Overview", "cases:show_case", 10)
register_panel("people", "People", "cases:list_people", 20)
register_panel("chronology", "Chronology", "cases:show_chronology", 50)
register_panel("record", "Record", "cases:list_entries", 60)
register_panel("court", "Hearings", "cases:show_court", 70)
register_panel("audit", "Audit", "audit:show_case_audit", 90, visible=_sees_audit)

register_case_getter(selectors.case_for)
register_case_manager(rules.may_manage_case)
register_disposal_guard(why_held)
belongs_to("cases.DisposalHold", group="The case", happened="held_at")
belongs_to(ContactDetail, masked=("value", "postcode"))
