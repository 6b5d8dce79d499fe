"""This room's link in the main menu: for whoever samples, and whoever's cases are sampled."""

from cafcass_cases.ui.navigation import register_navigation

from .rules import may_be_sampled, may_sample

register_navigation(
    "Samples", "sampling:list_samples", visible=lambda user: may_sample(user) or may_be_sampled(user), order=65, section="/sample"
)
