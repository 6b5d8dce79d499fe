"""What is held from disposal, since when and why."""

from typing import Any

from .. import services
from ..forms.holds import HoldCaseForm, LiftHoldForm
from ..models import Case
from ..selectors import holds as selectors
from .base import CaseForm, CasePage


class ShowHolds(CasePage):
    title = "Held from disposal"
    template_name = "cases/show_holds.html"

    def get_back_url(self) -> str:
        return self.page_url("show_case")

    def page_context(self) -> dict[str, Any]:
        return {"holds": list(selectors.holds_of(self.case))}


class HoldCase(CaseForm):
    needs = "user_works"
    title = "Hold this case from disposal"
    form_class = HoldCaseForm
    submit_label = "Hold it"
    success_message = "Nothing of this case is destroyed until the hold is lifted."

    def get_back_url(self) -> str:
        return self.page_url("show_holds")

    def perform(self, form: HoldCaseForm) -> str:
        services.hold_case(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class LiftHold(CaseForm):
    needs = "user_manages"
    title = "Lift the hold"
    form_class = LiftHoldForm
    submit_label = "Lift it"
    success_message = "The hold is lifted."

    def find_case(self) -> Case:
        self.hold = selectors.hold_for(self.request.user, self.kwargs["hold_id"], self.now)
        return self.hold.case

    def get_back_url(self) -> str:
        return self.page_url("show_holds")

    def perform(self, form: LiftHoldForm) -> str:
        services.lift_hold(hold=self.hold, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
