"""This room's link in the main menu: everybody who works with cases may have to tell of a colleague."""

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.ui.navigation import register_navigation

register_navigation("Allegations about staff", "allegations:list_allegations", visible=is_manager, order=82)
