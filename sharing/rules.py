"""Who may do what here: one rule for each permission (DESIGN §6)."""

from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.rules import may_manage_case

from .models import Incident


def may_view_incident(user: User, incident: Incident, at: datetime, *, manages: bool | None = None) -> bool:
    """A manager of the case, never the one who recorded it. ``manages``: where it was asked for the user before."""
    if incident.recorded_by_id == user.pk:
        return False
    return may_manage_case(user, incident.case, at) if manages is None else manages
