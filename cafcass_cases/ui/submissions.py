"""Carrying a form out once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from .models import Submission

KEPT = timedelta(days=14)


def new_token() -> str:
    return str(uuid4())


def read_token(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def done_before(token: UUID | None, user: Any) -> str | None:
    """Where the first sending of this form led, if it was carried out for this user."""
    if token is None:
        return None
    return Submission.objects.filter(token=token, user_id=getattr(user, "pk", None)).values_list("url", flat=True).first()


def once(*, token: UUID | None, user: Any, now: datetime, perform: Callable[[], str]) -> str:
    """Run ``perform`` and remember where it led, in one transaction; a second sending gets the first one's result.

    Two sendings at the same moment meet at the token's primary key: the later waits for the earlier. Without a token
    ``perform`` simply runs.
    """
    person = user if getattr(user, "is_authenticated", False) else None
    with transaction.atomic():
        if token is None:
            return perform()
        try:
            with transaction.atomic():
                submission = Submission.objects.create(token=token, user=person, at=now)
        except IntegrityError:
            return done_before(token, person) or "/"
        url = perform()
        submission.url = url
        submission.save(update_fields=["url"])
        return url


def forget_old_submissions(*, now: datetime) -> int:
    """Remove what no open page can send again. Returns how many went."""
    return Submission.objects.filter(at__lt=now - KEPT).delete()[0]
