"""Links of the main navigation."""

from cafcass_cases.accounts.models import Role
from cafcass_cases.accounts.rules import MANAGING_ROLES
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Compliance", "figures:show_compliance", roles=(*MANAGING_ROLES, Role.AUDITOR, Role.ADMINISTRATOR), order=70)
register_navigation("Statistics", "figures:show_statistics", roles=(*MANAGING_ROLES, Role.AUDITOR, Role.ADMINISTRATOR), order=71)
