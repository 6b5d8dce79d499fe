"""This room's link in the main menu."""

from cafcass_cases.ui.navigation import register_navigation

register_navigation("Policy", "policy:show_policy", order=90)
