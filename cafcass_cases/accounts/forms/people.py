"""Choices of people and places, for the forms of this room."""

from collections.abc import Iterable

from cafcass_cases.ui import forms as f

from ..models import ServiceArea, Team, User


def people(users: Iterable[User]) -> list[f.Choice]:
    """One choice for each person, with their role, since two may have one name."""
    return [f.Choice(str(u.pk), f"{u.full_name} ({u.get_role_display()})", object=u) for u in users]


def places(rows: Iterable[Team | ServiceArea]) -> list[f.Choice]:
    """One choice for each team or service area."""
    return [f.Choice(str(r.pk), r.name, object=r) for r in rows]
