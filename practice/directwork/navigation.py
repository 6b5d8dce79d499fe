"""The main menu's line of this room."""

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Competence", "directwork:list_competence", order=95, visible=is_manager)
