"""What the rooms below the desk put on the home page."""

from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.duties.selectors import work_of

from .registry import register_home_panel

register_home_panel(
    "Duties",
    "duties/my_work.html",
    lambda user, now: {"work": work_of(user, now)},
    roles=tuple(str(role) for role in REGISTERED_ROLES),
    order=10,
)
