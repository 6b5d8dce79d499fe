"""What the filters of the audit's pages ask for."""

from typing import Any
from uuid import UUID

from .. import selectors

NOBODY = (UUID(int=0),)
"""Matches nothing: shown with the sentence that nobody has this name."""


def staff_asked_for(form: Any) -> tuple[UUID, ...]:
    """The ids of the staff that "who" names; none where it is left out. A name that nobody has is an error of the form."""
    text = form.cleaned_data.get("who") or ""
    if not text:
        return ()
    found = selectors.staff_named(text)
    if not found:
        form.add_error("who", "Nobody with this name or e-mail address has an account. Check it and search again")
    return found or NOBODY
