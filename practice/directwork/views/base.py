"""What every page of this room shares."""

from typing import Any

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import children_of
from cafcass_cases.cases.views.base import CaseForm, CasePage

from ..panels import page_url

PANEL = "directwork"


class DirectWorkPage(CasePage):
    panel = PANEL

    def get_back_url(self) -> str:
        return page_url(self.case.pk)


class DirectWorkForm(CaseForm):
    """A form of a case: who works on it may use it."""

    needs = "user_works"
    panel = PANEL
    template_name = "directwork/form.html"
    draft = True

    def get_back_url(self) -> str:
        return page_url(self.case.pk)

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        # References only: a child's name does not belong into a list of unfinished work.
        return f"{self.title}, {self.case.reference}"


class OfChildren:
    """A form that asks which child; the address may say it: ?child=…"""

    case: Case
    request: Any

    def children(self) -> list[Person]:
        if not hasattr(self, "_children"):
            self._children = list(children_of(self.case))
        return self._children

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": self.children()}

    def named(self) -> Person | None:
        """The child of the address, or the only one there is."""
        asked = self.request.GET.get("child", "")
        found = [child for child in self.children() if str(child.pk) == asked]
        return found[0] if found else self.children()[0] if len(self.children()) == 1 else None

    def initial_values(self) -> dict[str, Any]:
        return {"child": self.named()}
