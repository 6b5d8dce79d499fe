"""What is read once for a page, although several of its parts ask for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Reads something once and keeps it on the object that a page carries through: the user of the request, a concern.

    The object lives as long as the request, and so does what is kept. ``name`` is what it is kept under.
    """

    def __init__(self, name: str) -> None:
        self.name = f"_once_{name}"

    def of(self, owner: Any, read: Callable[[], T]) -> T:
        """What was read for ``owner``; ``read`` is called the first time alone."""
        if not hasattr(owner, self.name):
            setattr(owner, self.name, read())
        return getattr(owner, self.name)  # type: ignore[no-any-return]
