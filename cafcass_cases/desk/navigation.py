"""The first entry of the navigation."""

from cafcass_cases.ui.navigation import register_navigation

register_navigation("My work", "desk:show_home", order=10)
