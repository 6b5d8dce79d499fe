""" "What has happened?": one entry point, from plain words to the right path (policy 8 to 54)."""

from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from cafcass_cases.cases.views.base import CaseForm, CasePage
from safeguarding import paths, selectors
from safeguarding.forms.entry import ChooseConcernForm
from safeguarding.models import Concern

from .base import ConcernPage


def grouped(user: Any, case: Any, url: Any) -> list[tuple[str, list[tuple[paths.Path, str]]]]:
    """The paths offered to the user, under their headings, each with the address that begins it."""
    offered = [path for path in paths.all_paths() if path.offered(user, case)]
    groups = ((heading, [(path, url(path)) for path in offered if path.group == heading]) for heading in paths.GROUPS)
    return [(heading, found) for heading, found in groups if found]


class AskWhatHappened(CasePage):
    """From the case: no concern is named yet."""

    needs = "user_works"
    title = "What has happened?"
    template_name = "safeguarding/what_happened.html"

    def get_back_url(self) -> str:
        return self.page_url("show_case")

    def page_context(self) -> dict[str, Any]:
        def begin(path: paths.Path) -> str:
            return reverse("safeguarding:take_path", args=[self.case.pk, path.key])

        return {"groups": grouped(self.request.user, self.case, begin), "log_url": reverse("safeguarding:log_concern", args=[self.case.pk])}


class AskWhatElseHappened(ConcernPage):
    """From a concern: what is chosen becomes part of it, since a concern can be on several paths."""

    needs = "user_works"
    title = "What else has happened?"
    template_name = "safeguarding/what_happened.html"

    def page_context(self) -> dict[str, Any]:
        fitting = {path.key for path in paths.suggested_paths(self.concern, self.request.user)}

        def begin(path: paths.Path) -> str:
            return path.start(self.case, self.concern)

        return {
            "groups": grouped(self.request.user, self.case, begin),
            "fitting": fitting,
            "danger_url": reverse("safeguarding:raise_danger", args=[self.concern.pk]),
        }


class TakePath(CaseForm):
    """Which concern the path belongs to. Where none is open, one is logged first, and the path goes on from there."""

    needs = "user_works"
    form_class = ChooseConcernForm
    submit_label = "Continue"
    path: paths.Path

    def prepare(self) -> Any:
        super().prepare()
        path = paths.path_called(self.kwargs["path_key"])
        if path is None or not path.offered(self.request.user, self.case):
            raise Http404
        self.path = path
        if not path.needs_concern:
            return redirect(path.start(self.case, None))
        self.concerns = [one for one in selectors.concerns_of_case(self.case, withdrawn=False) if one.is_open]
        return None if self.concerns else redirect(self.log_first())

    def get_title(self) -> str:
        return self.path.choice

    def get_back_url(self) -> str:
        return reverse("safeguarding:ask_what_happened", args=[self.case.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return {"concerns": self.concerns}

    def perform(self, form: Any) -> str:
        concern: Concern | None = form.cleaned_data["concern"]
        return self.path.start(self.case, concern) if concern else self.log_first()

    def log_first(self) -> str:
        """The concern is logged first; what was chosen here waits in the session until then."""
        remember_path(self.request, self.case, self.path)
        return reverse("safeguarding:log_concern", args=[self.case.pk])


def _key(case: Any) -> str:
    return f"path_after_logging_{case.pk}"


def remember_path(request: Any, case: Any, path: paths.Path) -> None:
    request.session[_key(case)] = path.key


def beginning_of(request: Any, case: Any) -> dict[str, Any]:
    """What the record knows already for the path that waits for the concern: it is shown to be put right, never typed again."""
    path = paths.path_called(request.session.get(_key(case), ""))
    return path.beginning(case) if path else {}


def path_remembered(request: Any, case: Any) -> paths.Path | None:
    """The path that waited for the concern to be logged. Asked once."""
    return paths.path_called(request.session.pop(_key(case), ""))
