"""Links of the main menu."""

from cafcass_cases.accounts.models import Role
from cafcass_cases.ui.navigation import register_navigation

from . import rules

READERS = tuple(role for role in Role.values if role != Role.ADMINISTRATOR)

register_navigation("Cases", "cases:list_cases", roles=READERS, order=20)
register_navigation("Directories", "cases:list_authorities", order=75, section="/directories/")
register_navigation("Break-glass", "cases:list_break_glass", order=80, visible=rules.may_review_break_glass)
