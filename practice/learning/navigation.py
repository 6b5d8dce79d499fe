"""This room's links in the main menu."""

from cafcass_cases.ui.navigation import register_navigation

from .selectors import may_see_register

register_navigation("Reviews and learning", "learning:list_learning", visible=lambda user: may_see_register(user), order=70)
