"""Who may change what the policy leaves open. Everybody signed in may read it."""

from typing import Any

from cafcass_cases.core.errors import Denied

from .catalogue import Carrier, register_carrier


def may_change_policy(user: Any) -> bool:
    """Local defaults, holidays and policy versions are an administrator's."""
    return bool(user and user.is_active and getattr(user, "role", "") == "administrator")


def must_change_policy(user: Any) -> None:
    """Raise Denied unless ``user`` may change it. None is the application itself, loading its reference data."""
    if user is not None and not may_change_policy(user):
        raise Denied("Only an administrator can change this.")


register_carrier(["P0-6"], Carrier("screen", "Versions, with the dates each is in force"))
