"""Who answers for an allegation, who is told, and who never sees it."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import DirectorPost, Role, User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.accounts.staffing import (
    area_of,
    assistant_director_reached,
    head_of_practice_of,
    head_of_practice_reached,
    holders_of_posts,
    manager_of,
)
from cafcass_cases.cases.registry import register_access_guard
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.core.errors import Denied
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Allegation

HIDDEN = "They are the person whom this concerns: they may not be let in."


def next_in_line(person: User | None, at: datetime, *, but_not: tuple[Any, ...] = ()) -> User | None:
    """Who answers for an allegation about ``person``: their manager, else the next in line, never the person themselves."""
    if person is None:
        return safeguarding_director(None, at)
    candidates = (
        manager_of(person),
        head_of_practice_of(person),
        head_of_practice_reached(person, at).user,
        assistant_director_reached(person, at).user,
        safeguarding_director(person, at),
    )
    kept_out = {person.pk, *but_not}
    return next((user for user in candidates if user is not None and user.is_active and user.pk not in kept_out), None)


def area_director(person: User | None, at: datetime) -> User | None:
    """The Assistant Director of the person's area; where that is the person, another one."""
    area = area_of(person) if person else None
    found = area.assistant_director if area else None
    if found is not None and found.is_active and found.pk != person.pk:  # type: ignore[union-attr]
        return found
    if person is not None:
        return assistant_director_reached(person, at).user
    return User.objects.filter(role=Role.ASSISTANT_DIRECTOR, is_active=True).order_by("full_name", "pk").first()


def safeguarding_director(person: User | None, at: datetime) -> User | None:
    """Who holds the post, unless the allegation is about them."""
    found = holders_of_posts(at).get(DirectorPost.Post.SAFEGUARDING)
    return None if found is None or (person is not None and found.pk == person.pk) else found


def must_manage(user: Any, allegation: Allegation, at: datetime, what: str) -> None:
    """Managers named on the file, and never the person it is about."""
    if user is None:
        return
    if not is_manager(user) or user.pk == allegation.person_id or not may_manage_case(user, allegation.file, at):
        raise Denied(f"Only a manager who is named on this file may {what}.")


@register_access_guard
def never_the_person(case: Any, user: Any) -> str:
    """Nobody lets the person concerned into the file about them, however they come to be asked for."""
    if case.law:
        return ""
    return HIDDEN if Allegation.objects.filter(file=case, person=user).exists() else ""


register_carrier(["F4.15-1"], Carrier("rule", "An allegation says which of the five kinds it is"))
register_carrier(["F4.16-1"], Carrier("rule", "The person concerned never sees the file; it goes to the next in line"))
register_carrier(
    ["F4.30-1"], Carrier("rule", "Who raised it stands in the file alone, and no list, search, duty or document tells the person concerned")
)
register_carrier(["F4.17-1"], Carrier("rule", "A worry about a child in a complaint is an allegation of its own"))
register_carrier(["F4.19-1"], Carrier("rule", "Supervision, approval and telling the person come before the referral"))
register_carrier(["F4.20-1"], Carrier("rule", "No closing without the regulators’ second notices"))
register_carrier(
    ["F4.21-1"], Carrier("rule", "Nobody attends the Designated Officer’s meeting; information is given in writing or by telephone")
)
register_carrier(["F4.22-1"], Carrier("rule", "No closing while a strand is open"))
