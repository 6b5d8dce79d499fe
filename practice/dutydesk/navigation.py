"""The desk and the diary in the main menu."""

from cafcass_cases.accounts.models import Role
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.ui.navigation import register_navigation

WORKERS = (*REGISTERED_ROLES, Role.BUSINESS_SUPPORT)

register_navigation("Duty desk", "dutydesk:show_desk", roles=(*WORKERS, Role.AUDITOR), order=25, section="/duty-desk/")
register_navigation("Hearings", "dutydesk:show_diary", roles=(*WORKERS, Role.AUDITOR), order=26)
