"""The pages that say what went wrong, in plain words and without personal data."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template

from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit

from .refusals import ways_round

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it is not there, or its existence is not for this person to know."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: they may see it but not do it. Only sentences written for the person are shown."""
    sentence = exception.message if isinstance(exception, Denied) else str(exception or "")
    return render(request, "403.html", {"sentence": sentence}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def refused(request: HttpRequest, error: RuleRefused, *, back_url: str = "", title: str = "") -> HttpResponse:
    """422: a rule does not allow it; nothing was changed."""
    context = {
        "error": error,
        "back_url": back_url or request.headers.get("Referer", ""),
        "title": title,
        "ways_round": ways_round(request, error),
    }
    return render(request, "ui/refused.html", context, status=422)


def stale(request: HttpRequest, error: StaleEdit) -> HttpResponse:
    """409 where there is no form to keep: somebody else saved in the meantime."""
    return render(request, "409.html", {"error": error}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: renders without queries or context processors, which may be what failed."""
    context: dict[str, Any] = {
        "reference": getattr(request, "request_id", "")[:12],
        "service_name": "Safeguarding casework",
        "now": clock.now(),
    }
    return HttpResponseServerError(get_template("500.html").render(context))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a page that was open across a sign-in. What was typed is kept by the page's own signed reference."""
    from .middleware import keep_posted

    page = None
    if request.method == "POST":
        page = keep_posted(request, getattr(request, "now", None) or clock.now())
    return render(request, "ui/page_expired.html", {"page": page, "path": request.path}, status=403)
