"""The one way in which a page of a child's record is served: with the reading logged in the same transaction."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cafcass_cases.core import clock

from ..services import log_reads

SHOWN_WITH = (200, 409, 422)
"""Answers that show the record: the page, a stale edit's page, a form with its errors. A redirect or refusal shows nothing."""


class LogsReading:
    """Mix in before a page skeleton: ``class ShowCase(LogsReading, ServicePage)``.

    The view runs and its template is rendered inside one transaction, which ends with a line in the read log for
    ``get_case()``. When the line cannot be written, the page is not served. Override ``get_case`` (default:
    ``self.case``), ``get_person`` (None) or ``get_cases`` (for a page that shows several); ``reads`` says in words what
    was shown (default: the view's title, or its name). A page that turns out to show no case answers None or [].
    """

    reads = ""
    request: HttpRequest

    def get_case(self) -> Any:
        try:
            return self.case  # type: ignore[attr-defined]
        except AttributeError:
            raise ImproperlyConfigured(f"{type(self).__name__} logs reading and has neither case nor get_case().") from None

    def get_cases(self) -> Iterable[Any]:
        case = self.get_case()
        return [] if case is None else [case]

    def get_person(self) -> Any:
        return None

    def get_what_was_read(self) -> str:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(self).__name__).removeprefix("Show ").removeprefix("List ").capitalize()
        return self.reads or getattr(self, "title", "") or name

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            if response.status_code in SHOWN_WITH:
                if hasattr(response, "render") and not response.is_rendered:
                    response.render()
                self.log_reading(getattr(request, "now", None) or clock.now())
        return response

    def log_reading(self, now: datetime) -> None:
        """Write the lines. Called once, when the page has been rendered."""
        cases = list(self.get_cases())
        if not cases:
            return
        match = self.request.resolver_match
        log_reads(
            user=self.request.user,
            cases=cases,
            person=self.get_person(),
            what=self.get_what_was_read(),
            now=now,
            page=match.view_name if match else "",
        )
