"""Agreed actions."""

from typing import Any

from django.core.exceptions import PermissionDenied

from cafcass_cases.ui.views import ServiceFormView, ServicePage
from safeguarding import presenting, services
from safeguarding.forms import closing as forms
from safeguarding.models import SupervisionAction

from .base import OfAction

State = SupervisionAction.State


class ShowAction(OfAction, ServicePage):
    title = "Agreed action"
    template_name = "safeguarding/show_action.html"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        return {"rows": presenting.action_rows(self.action), "steps": presenting.action_steps(self.action, self.case)}


class ActionForm(OfAction, ServiceFormView):
    needs = "user_works"
    template_name = "safeguarding/concern_form.html"
    draft = True
    states: tuple[str, ...] = ()

    def prepare(self) -> None:
        super().prepare()
        if self.states and self.action.state not in self.states:
            raise PermissionDenied

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.action.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> Any:
        raise NotImplementedError


class CompleteAction(ActionForm):
    form_class = forms.ActionDoneForm
    title = "The action is done"
    success_message = "It is recorded as done. A manager follows it up."
    states = (State.OPEN, State.SUSPENDED)

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.complete_action(action=self.action, result=cleaned["result"], at=cleaned["done_at"], by=self.request.user, now=self.now)


class FollowUpAction(ActionForm):
    form_class = forms.FollowUpForm
    title = "Follow the action up"
    needs = "user_manages"
    states = (State.DONE,)

    def serve(self, cleaned: dict[str, Any]) -> None:
        user, now = self.request.user, self.now
        if cleaned["found"] == "not_done":
            services.reopen_action(action=self.action, reason=cleaned["note"], by=user, now=now)
        else:
            services.follow_up_action(action=self.action, note=cleaned["note"], at=cleaned["confirmed_at"], by=user, now=now)


class SuspendAction(ActionForm):
    form_class = forms.SuspendActionForm
    title = "Suspend the action"
    states = (State.OPEN,)

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.suspend_action(action=self.action, because=cleaned["because"], at=self.now, by=self.request.user, now=self.now)


class ReviewAction(ActionForm):
    """The manager looks again at contact that was suspended (DESIGN §10.7)."""

    form_class = forms.ReviewActionForm
    title = "Look again at planned contact"
    needs = "user_manages"
    states = (State.SUSPENDED,)

    def initial_values(self) -> dict[str, Any]:
        return {"agreed_on": self.action.agreed_on}

    def serve(self, cleaned: dict[str, Any]) -> None:
        common = {
            "action": self.action,
            "reason": cleaned["reason"],
            "at": cleaned["reviewed_at"],
            "by": self.request.user,
            "now": self.now,
        }
        if cleaned["goes_on"] == "withdraw":
            services.withdraw_action(**common)
        else:
            services.resume_action(agreed_on=cleaned["agreed_on"], **common)


class WithdrawAction(ActionForm):
    form_class = forms.WithdrawActionForm
    title = "Withdraw the action"
    needs = "user_manages"
    states = (State.OPEN, State.SUSPENDED)
    warning = True

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.withdraw_action(action=self.action, reason=cleaned["reason"], at=self.now, by=self.request.user, now=self.now)
