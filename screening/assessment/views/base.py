"""What the pages of this room share: they stand under the case's screening."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage


class OfScreening:
    panel = "screening"
    back = "assessment:show_stages"

    def get_back_url(self) -> str:
        return reverse(self.back, args=[self.case.pk])  # type: ignore[attr-defined]

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)  # type: ignore[attr-defined]

    def draft_label(self) -> str:
        return f"{self.title}, {self.case.reference}"  # type: ignore[attr-defined]


class ScreeningPage(OfScreening, CasePage):
    def get_back_url(self) -> str:
        return reverse(self.back, args=[self.case.pk])


class ScreeningForm(OfScreening, CaseForm):
    needs = "user_works"

    def perform(self, form: Any) -> str:
        return self.serve(dict(form.cleaned_data)) or self.get_back_url()

    def serve(self, cleaned: dict[str, Any]) -> str | None:
        raise NotImplementedError

    @property
    def done(self) -> dict[str, Any]:
        """Who does it, and when: what every service is told."""
        return {"by": self.request.user, "now": self.now}


class ScreeningAction(OfScreening, CaseAction):
    needs = "user_works"

    @property
    def done(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": self.now}


class OfRecord:
    """Fetches the record of the address by ``find``, and through it the case."""

    record: Any
    find: Any = None
    kwarg = ""

    def find_case(self) -> Case:
        self.record = type(self).find(self.request.user, self.kwargs[self.kwarg], self.now)  # type: ignore[attr-defined]
        return self.record.case  # type: ignore[no-any-return]
