"""What every page of a concern shares: scoped, guarded, and logged as read."""

from typing import Any

from django.core.exceptions import PermissionDenied

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.views.base import OfCase
from cafcass_cases.ui.views import ServiceFormView, ServicePage
from safeguarding import selectors
from safeguarding.models import Concern, Supervision, SupervisionAction
from safeguarding.rules import may_hold_supervision


class OfConcern(OfCase):
    """Fetches the concern of the address, and through it the case."""

    panel = "concerns"
    concern: Concern

    def find_case(self) -> Case:
        self.concern = selectors.concern_for(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case

    def get_caption(self) -> str:
        return f"Concern {self.concern.reference}"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def frame(self) -> dict[str, Any]:
        return {**super().frame(), "concern": self.concern}

    # Drafts of a concern's forms move with the case when it is reallocated.
    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("concern", self.concern.pk, self.concern.case_id)

    def draft_label(self) -> str:
        return f"{self.get_title()}, {self.concern.reference}"


class ConcernPage(OfConcern, ServicePage):
    template_name = "safeguarding/concern_page.html"


class ConcernForm(OfConcern, ServiceFormView):
    needs = "user_works"
    template_name = "safeguarding/concern_form.html"
    draft = True

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.concern.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError


class OfChild:
    """A page about one child of the concern's case."""

    child: Person

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.child = selectors.child_person(self.concern, self.kwargs["child_id"])  # type: ignore[attr-defined]

    def get_person(self) -> Person:
        return self.child

    def get_title(self) -> str:
        return f"{self.title}: {self.child.full_name}"  # type: ignore[attr-defined]

    def draft_label(self) -> str:
        # References only: a child's name does not belong into a list of unfinished work.
        return f"{self.title}, {self.concern.reference}"  # type: ignore[attr-defined]


class OfSupervision(OfConcern):
    """Fetches the supervision of the address."""

    supervision: Supervision

    def find_case(self) -> Case:
        self.supervision = selectors.supervision_for(self.request.user, self.kwargs["supervision_id"], self.now)
        self.concern = self.supervision.concern
        return self.concern.case

    def get_back_url(self) -> str:
        return self.supervision.get_absolute_url()

    def manager_only(self) -> None:
        """403 for everybody but a manager of the case who did not ask for it."""
        if not may_hold_supervision(self.request.user, self.concern, self.supervision, self.now, manages=self.case.user_manages):
            raise PermissionDenied

    def frame(self) -> dict[str, Any]:
        return {**super().frame(), "supervision": self.supervision}


class OfAction(OfConcern):
    """Fetches the agreed action of the address."""

    action: SupervisionAction

    def find_case(self) -> Case:
        self.action = selectors.action_for(self.request.user, self.kwargs["action_id"], self.now)
        self.concern = self.action.concern
        return self.concern.case

    def get_back_url(self) -> str:
        return self.action.get_absolute_url()

    def frame(self) -> dict[str, Any]:
        return {**super().frame(), "action": self.action}
