"""Restricted cases, grants, and break-glass."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.core.clock import end_of_day
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from .. import rules, selectors, services
from ..forms.access import BreakGlassForm, GrantAccessForm, RestrictCaseForm, ReviewForm
from ..forms.cases import ReasonForm
from ..models import AccessGrant
from ..services.access import BREAK_GLASS_LASTS
from .base import CaseAction, CaseForm, CasePage


class ShowAccess(CasePage):
    title = "Who may see this case"
    needs = "user_manages"
    template_name = "cases/show_access.html"

    def page_context(self) -> dict[str, Any]:
        return {"grants": selectors.grants_of(self.case)}

    def get_back_url(self) -> str:
        return self.page_url("show_case")


class AccessForm(CaseForm):
    needs = "user_manages"

    def get_back_url(self) -> str:
        return self.page_url("show_access")

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": selectors.staff()}


class RestrictCase(AccessForm):
    title = "Restrict the case to named people"
    form_class = RestrictCaseForm
    submit_label = "Restrict the case"
    warning = True
    success_message = "Only the named people and auditors see the case now."

    def initial_values(self) -> dict[str, Any]:
        return {"named": [str(self.request.user.pk)]}

    def perform(self, form: RestrictCaseForm) -> str:
        data = {**form.cleaned_data, "next_owner": form.cleaned_data["next_owner"] or None}
        services.restrict_case(case=self.case, by=self.request.user, now=self.now, **data)
        if self.request.user not in form.cleaned_data["named"]:
            return reverse("cases:list_cases")
        return self.get_back_url()


class LiftRestriction(AccessForm):
    title = "Lift the restriction"
    form_class = ReasonForm
    success_message = "The case is no longer restricted."

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def perform(self, form: ReasonForm) -> str:
        services.lift_restriction(case=self.case, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.page_url("show_case")


class GrantAccess(AccessForm):
    title = "Let somebody in"
    form_class = GrantAccessForm
    success_message = "They may see the case now."

    def perform(self, form: GrantAccessForm) -> str:
        data = form.cleaned_data
        services.grant_access(
            case=self.case,
            user=data["user"],
            kind=data["kind"],
            reason=data["reason"],
            ends_at=end_of_day(data["ends_on"]) if data["ends_on"] else None,
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class EndAccess(CaseAction):
    needs = "user_manages"
    title = "End access"
    success_message = "They no longer have this access."

    def find_case(self) -> Any:
        self.grant = selectors.record_for(self.request.user, AccessGrant, self.kwargs["grant_id"], self.now)
        return self.grant.case

    def get_back_url(self) -> str:
        return self.page_url("show_access")

    def perform(self) -> str:
        services.end_access(grant=self.grant, by=self.request.user, now=self.now)
        return self.get_back_url()


class BreakGlass(ServiceFormView):
    """Answers the same whether or not the case exists, and whether or not it opens."""

    title = "Open a case that is not yours"
    form_class = BreakGlassForm
    template_name = "cases/break_glass.html"
    submit_label = "Open the case"
    warning = True
    success_message = "If that case exists and can be opened this way, it is in your list of cases now."

    def prepare(self) -> None:
        if not rules.may_break_glass(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("cases:list_cases")

    def page_context(self) -> dict[str, Any]:
        return {"hours": int(BREAK_GLASS_LASTS.total_seconds() // 3600)}

    def perform(self, form: BreakGlassForm) -> str:
        services.break_glass(by=self.request.user, now=self.now, **form.cleaned_data)
        return reverse("cases:list_cases")


class ListBreakGlass(ServicePage):
    title = "Cases opened by break-glass"
    template_name = "cases/list_break_glass.html"

    def prepare(self) -> None:
        if not rules.may_review_break_glass(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        return {"grants": paginate(self.request, selectors.break_glass_grants(self.request.user, self.now))}


class ReviewBreakGlass(ServiceFormView):
    title = "Review a break-glass opening"
    form_class = ReviewForm
    template_name = "cases/review_break_glass.html"
    submit_label = "Save the review"
    success_message = "The review is saved."

    def prepare(self) -> None:
        if not rules.may_review_break_glass(self.request.user):
            raise PermissionDenied
        self.grant = selectors.break_glass_grant_for(self.request.user, self.kwargs["grant_id"], self.now)

    def get_back_url(self) -> str:
        return reverse("cases:list_break_glass")

    def page_context(self) -> dict[str, Any]:
        return {"grant": self.grant}

    def perform(self, form: ReviewForm) -> str:
        services.review_break_glass(grant=self.grant, note=form.cleaned_data["note"], by=self.request.user, now=self.now)
        return self.get_back_url()
