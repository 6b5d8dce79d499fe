"""This room's links in the main menu."""

from cafcass_cases.ui.navigation import register_navigation

from .rules import may_administer

register_navigation("Staff", "accounts:list_staff", visible=may_administer, order=80)
register_navigation("Absences", "accounts:list_absences", order=85)
