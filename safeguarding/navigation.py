"""Where safeguarding stands in the main navigation."""

from cafcass_cases.accounts.rules import MANAGING_ROLES
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Supervision", "safeguarding:show_supervision_queue", roles=MANAGING_ROLES, order=30, section="/supervision/")
