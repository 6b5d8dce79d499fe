"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from cafcass_cases.core import clock

from .navigation import banners_for, navigation_for

SERVICE_NAME = "Safeguarding casework"


def _reverse(name: str, fallback: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return fallback


def home_url() -> str:
    """The page people come back to."""
    return _reverse(getattr(settings, "SERVICE_HOME_URL_NAME", "desk:show_home"), "/")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame's navigation and banners (computed when used), the moment and the request's id."""
    demonstration = "Demonstration" if getattr(settings, "DEMONSTRATION", False) else ""
    return {
        "service_name": SERVICE_NAME,
        "environment_label": getattr(settings, "ENVIRONMENT_LABEL", demonstration),
        "now": getattr(request, "now", None) or clock.now(),
        "request_id": getattr(request, "request_id", ""),
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
        "banners": SimpleLazyObject(lambda: banners_for(request)),
        "home_url": SimpleLazyObject(home_url),
        "sign_out_url": SimpleLazyObject(lambda: _reverse("accounts:sign_out", "")),
    }
