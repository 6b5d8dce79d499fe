"""A manager's list of checks that are not in."""

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Checks not yet in", "checks:list_open_checks", visible=is_manager, order=62)
