"""Each request has an id and one moment; a person who does nothing for a while is signed out, and loses nothing."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from cafcass_cases.core import clock
from cafcass_cases.core.acting import request_scope
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit

from . import drafts, errors

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

LAST_SEEN = "last_seen"
# How often the session is written while somebody works.
SEEN_EVERY = timedelta(minutes=1)


class RequestMiddleware:
    """``request.now`` and ``request.request_id``; pages are kept by no cache; refusals become pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = clock.now()  # type: ignore[attr-defined]
        request.request_id = uuid4().hex  # type: ignore[attr-defined]
        with request_scope(request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        # A record must not stay readable in a browser after sign-out.
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view did not answer itself."""
        if isinstance(error, Denied):
            return errors.forbidden(request, error)
        if isinstance(error, RuleRefused):
            return errors.refused(request, error)
        if isinstance(error, StaleEdit):
            return errors.stale(request, error)
        return None


class IdleTimeoutMiddleware:
    """Signs out after ``IDLE_TIMEOUT_MINUTES`` without a request. What a late POST brought is kept as a draft first.

    Stands after CSRF, session, authentication and before the demand to be signed in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        now = getattr(request, "now", None) or clock.now()
        match = request.resolver_match
        autosave = match is not None and match.view_name == "ui:save_draft"
        if not request.user.is_authenticated:
            # The session is gone altogether. The signed reference still says whose text this is.
            if request.method == "POST" and not autosave and (page := keep_posted(request, now)):
                return sign_in_again(request, page, kept=True)
            return None
        if not self._idle_too_long(request, now):
            return None
        page = keep_posted(request, now) if request.method == "POST" and not autosave else None
        path = page or (request.get_full_path() if request.method == "GET" else None)
        logout(request)
        if autosave:
            return None
        return sign_in_again(request, path, kept=page is not None)

    def _idle_too_long(self, request: HttpRequest, now: datetime) -> bool:
        limit = timedelta(minutes=getattr(settings, "IDLE_TIMEOUT_MINUTES", 30))
        text = request.session.get(LAST_SEEN)
        seen = datetime.fromisoformat(text) if text else None
        if seen and now - seen > limit:
            return True
        if seen is None or now - seen >= SEEN_EVERY or now < seen:
            request.session[LAST_SEEN] = now.isoformat()
        return False


def keep_posted(request: HttpRequest, now: datetime) -> str | None:
    """Keep what a POST brought as its owner's draft. Answers the page to come back to, or None."""
    reference = drafts.read_reference(request.POST.get(drafts.FIELD))
    if reference is None:
        return None
    try:
        drafts.keep(reference=reference, typed=drafts.typed_in(request.POST), now=now)
    except drafts.DraftTooLong:
        return None
    return reference.page


def sign_in_again(request: HttpRequest, path: str | None, *, kept: bool) -> HttpResponse:
    """To the sign-in page, and from there back to where the person was."""
    minutes = getattr(settings, "IDLE_TIMEOUT_MINUTES", 30)
    sentence = f"You were signed out because nothing happened for {minutes} minutes."
    if kept:
        sentence += " What you typed is kept. Sign in to go on."
    messages.info(request, sentence)
    return redirect_to_login(path or "/")
