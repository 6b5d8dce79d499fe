"""The skeletons of every page of a case: scoped, guarded, and logged as read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.audit.views import LogsReading
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from .. import selectors
from ..models import Case, Person


class OfCase(LogsReading):
    """Fetches the case of the address. ``needs`` is what the user must be able to do: user_works, user_keeps, user_manages."""

    needs = ""
    panel = ""
    case: Case
    person: Person | None = None

    def prepare(self) -> None:
        self.case = self.find_case()
        if self.needs and not getattr(self.case, self.needs):
            raise PermissionDenied

    def find_case(self) -> Case:
        """Raises Http404 when the case is not theirs to know. Pages of a person, entry … find it through their record."""
        return selectors.case_for(self.request.user, self.kwargs["case_id"], self.now)

    def get_case(self) -> Case:
        return self.case

    def get_person(self) -> Person | None:
        return self.person

    def get_caption(self) -> str:
        return self.case.reference

    def get_back_url(self) -> str:
        return self.page_url("show_case")

    def page_url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"cases:{name}", kwargs=kwargs or {"case_id": self.case.pk})

    def frame(self) -> dict[str, Any]:
        return {**super().frame(), "case": self.case, "panel": self.panel, "person": self.person}


class OfPerson(OfCase):
    """Pages of one person of a case."""

    panel = "people"
    person: Person

    def find_case(self) -> Case:
        self.person = selectors.person_for(self.request.user, self.kwargs["person_id"], self.now)
        return self.person.case

    def get_back_url(self) -> str:
        return self.person_url()

    def person_url(self) -> str:
        return self.page_url("show_person", person_id=self.person.pk)


class CasePage(OfCase, ServicePage):
    """A tab, or another page that shows something of a case: extend ``cases/case_page.html``."""

    template_name = "cases/case_page.html"

    def get_caption(self) -> str:
        return ""

    def get_back_url(self) -> str:
        return ""

    def get_title(self) -> str:
        return self.title or self.case.reference


class CaseForm(OfCase, ServiceFormView):
    needs = "user_keeps"


class CaseAction(OfCase, ServiceAction):
    needs = "user_keeps"


class PersonForm(OfPerson, ServiceFormView):
    needs = "user_keeps"
