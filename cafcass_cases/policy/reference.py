"""Reference data of this room: policy versions and bank holidays."""

from datetime import datetime

from .services import load_policy_versions, refresh_holidays


def load(now: datetime) -> dict[str, int]:
    """Load what is missing; what is there is left as it is."""
    return {
        "policy versions": load_policy_versions(by=None, now=now),
        "bank holidays": refresh_holidays(by=None, now=now),
    }
