"""Signing in, with failures throttled; passwords."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Count

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..models import SignInFailure, User
from ..rules import must_administer

WINDOW = timedelta(minutes=15)
MOST_FOR_ONE_PLACE = 5
MOST_FOR_ONE_ACCOUNT = 25
MOST_FOR_ONE_ADDRESS = 100
KEPT_FOR = timedelta(days=1)

NOT_SIGNED_IN = "Enter the e-mail address and password of an open account. After five failures, wait 15 minutes and try again."
"""One sentence for every failure: it does not tell whether there is such an account, or whether it waits."""


@service
def sign_in(*, email: str, password: str, address: str, by: Any, now: datetime, request: Any = None) -> User | None:
    """The person of this e-mail and password, or None. ``address`` is the network address the attempt comes from.

    Within WINDOW, after MOST_FOR_ONE_PLACE failures for what was typed as the e-mail from one address, MOST_FOR_ONE_ACCOUNT for it
    from anywhere (more, so that a stranger does not easily keep a colleague out), or MOST_FOR_ONE_ADDRESS from one address:
    None, whatever the password. What is remembered of a failure is keyed digests and the moment.
    """
    typed = email.strip().lower()
    limits = {
        _digest("place", f"{typed} {address}"): MOST_FOR_ONE_PLACE,
        _digest("account", typed): MOST_FOR_ONE_ACCOUNT,
        _digest("address", address): MOST_FOR_ONE_ADDRESS,
    }
    failed = SignInFailure.objects.filter(key__in=limits, at__gt=now - WINDOW).values_list("key").annotate(times=Count("pk"))
    waits = any(times >= limits[key] for key, times in failed)
    user = None if waits else authenticate(request, username=email.strip(), password=password)
    if user is not None:
        SignInFailure.objects.filter(key=_digest("place", f"{typed} {address}")).delete()
    elif not waits:
        SignInFailure.objects.bulk_create([SignInFailure(key=key, at=now) for key in limits])
    return user


def _digest(kind: str, text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()


@service
def clear_sign_in_failures(*, by: Any, now: datetime) -> int:
    """Forget failures older than a day. How many."""
    return SignInFailure.objects.filter(at__lt=now - KEPT_FOR).delete()[0]


@service
def change_password(*, user: User, old: str, new: str, by: Any, now: datetime) -> User:
    """Change one's own password. Raises RuleRefused where the old one is wrong or the new one weak or the same."""
    row = User.objects.select_for_update().get(pk=user.pk)
    if not row.check_password(old):
        raise RuleRefused("password", "Enter the password you signed in with.", field="old_password")
    return _choose(row, new)


@service
def choose_first_password(*, user: User, new: str, by: Any, now: datetime) -> User:
    """Replace a password that somebody else chose."""
    return _choose(User.objects.select_for_update().get(pk=user.pk), new)


@service
def set_password(*, user: User, password: str, by: Any, now: datetime) -> User:
    """An administrator gives a password by word of mouth; the person must choose their own at the next sign-in."""
    must_administer(by)
    row = User.objects.select_for_update().get(pk=user.pk)
    must_be_strong(password, row, "password")
    row.set_password(password)
    row.must_change_password = True
    row.save()
    return row


def _choose(user: User, new: str) -> User:
    if user.check_password(new):
        raise RuleRefused("password", "Enter a password that is not the one you have now.", field="new_password")
    must_be_strong(new, user, "new_password")
    user.set_password(new)
    user.must_change_password = False
    user.save()
    return user


def must_be_strong(password: str, user: User, field: str) -> None:
    """Raise RuleRefused, at the form's ``field``, for a password that is too short, common or like the person's name."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleRefused("password", " ".join(error.messages), field=field) from error
