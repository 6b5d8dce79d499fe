"""Who is acting, when and why: what the history writes beside every change (DESIGN §7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Acting:
    """The person (None: the clock itself), the moment (UTC), the reason, and the request's id."""

    by: Any
    now: datetime
    reason: str = ""
    request_id: str = ""


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current() -> Acting | None:
    """The acting person of the service that is running, or None outside every service."""
    return _acting.get()


def current_request_id() -> str:
    """The id of the request that is running, or of the one that began the running service; "" outside both."""
    context = _acting.get()
    return (context.request_id if context else "") or _request_id.get()


@contextmanager
def acting(*, by: Any, now: datetime, reason: str = "") -> Iterator[Acting]:
    """Everything saved in the block is recorded as done by ``by`` at ``now`` for ``reason``."""
    value = Acting(by=by, now=now, reason=reason, request_id=_request_id.get())
    token = _acting.set(value)
    try:
        yield value
    finally:
        _acting.reset(token)


@contextmanager
def request_scope(request_id: str) -> Iterator[None]:
    """Changes made in the block carry this request id in their history."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)
