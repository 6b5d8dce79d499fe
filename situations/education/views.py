"""Children's education: the record, the check with the authority, and what supervision weighs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import children_of
from cafcass_cases.cases.views.base import CaseForm, CasePage
from safeguarding.models import Concern
from safeguarding.views.base import OfConcern

from . import forms, presenting, rules, selectors, services
from .models import Schooling


class Recording:
    """What the two ways in share: from the case, and from a concern."""

    form_class = forms.SchoolingForm
    title = "A child’s education"
    submit_label = "Save"
    success_message = "The child’s education is recorded. Check it with the local authority."
    template_name = "education/schooling_form.html"
    concern: Concern | None = None

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(children_of(self.case)), "with_concern": self.concern is not None}  # type: ignore[attr-defined]

    def perform(self, form: Any) -> str:
        row = services.record_schooling(
            case=self.case, concern=self.concern, by=self.request.user, now=self.now, **form.cleaned_data  # type: ignore[attr-defined]
        )  # fmt: skip
        return row.get_absolute_url()


class RecordSchooling(Recording, CaseForm):
    needs = "user_works"

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)


class RecordSchoolingOfConcern(Recording, OfConcern, CaseForm):
    needs = "user_works"


class OfSchooling:
    panel = "people"
    schooling: Schooling

    def find_case(self) -> Case:
        self.schooling = selectors.schooling_for(self.request.user, self.kwargs["schooling_id"], self.now)  # type: ignore[attr-defined]
        return self.schooling.case

    def get_person(self) -> Any:
        return self.schooling.child

    def get_back_url(self) -> str:
        return self.schooling.get_absolute_url()


class ShowSchooling(OfSchooling, CasePage):
    template_name = "education/show_schooling.html"

    def get_title(self) -> str:
        return f"Education: {self.schooling.child.full_name}"

    def get_back_url(self) -> str:
        return reverse("cases:show_person", args=[self.schooling.child_id])

    def page_context(self) -> dict[str, Any]:
        row = self.schooling
        checks = selectors.checks_of(row)
        authority, officers = selectors.officers_for(row.child, self.now)
        return {
            "schooling": row,
            "rows": presenting.schooling_rows(row),
            "checks": presenting.check_events(checks),
            "is_checked": any(check.is_answered for check in checks),
            "duties": list(selectors.duties_of(row)),
            "authority": authority,
            "officers": officers,
            "may_weigh": row.concern is not None and rules.may_weigh(self.request.user, row, self.now, manages=self.case.user_manages),
        }


class SchoolingForm(OfSchooling, CaseForm):
    needs = "user_works"
    submit_label = "Save"

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("schooling", self.schooling.pk, self.case.pk)

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.schooling.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> Any:
        raise NotImplementedError


class RecordCheck(SchoolingForm):
    """Ask the authority, and record its answer (policy 36)."""

    form_class = forms.CheckForm
    title = "The check with the local authority"
    success_message = "The check is recorded."
    template_name = "education/check_form.html"

    def page_context(self) -> dict[str, Any]:
        authority, officers = selectors.officers_for(self.schooling.child, self.now)
        return {"authority": authority, "officers": officers}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_check(schooling=self.schooling, by=self.request.user, now=self.now, **cleaned)


class JoinConcern(SchoolingForm):
    """There is a concern as well: is it increased (policy 37)?"""

    form_class = forms.JoinConcernForm
    title = "A concern about this child as well"
    success_message = "It is part of the concern now."

    def prepare(self) -> Any:
        super().prepare()
        self.concerns = selectors.open_concerns_about(self.schooling.child)
        # None is open about this child: it is logged first, for its own reasons.
        return None if self.concerns else redirect("safeguarding:log_concern", case_id=self.case.pk)

    def form_kwargs(self) -> dict[str, Any]:
        return {"concerns": self.concerns}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.join_concern(
            schooling=self.schooling, concern=cleaned["concern"], contact_reduced=cleaned["contact_reduced"], contact_how=cleaned["contact_how"],
            at=cleaned["factor_at"], by=self.request.user, now=self.now,
        )  # fmt: skip


class WeighSchooling(SchoolingForm):
    """A part of supervision: only a manager of the case records it (policy 37)."""

    form_class = forms.WeighForm
    title = "Education, weighed in supervision"
    success_message = "It is recorded. The record of supervision can be signed as far as this goes."
    template_name = "education/weigh_form.html"
    needs = "user_manages"

    def prepare(self) -> None:
        super().prepare()
        if self.schooling.concern is None or not rules.may_weigh(
            self.request.user, self.schooling, self.now, manages=self.case.user_manages
        ):
            raise PermissionDenied

    def form_kwargs(self) -> dict[str, Any]:
        return {"on_a_plan": self.schooling.was_on_a_plan}

    def initial_values(self) -> dict[str, Any]:
        row = self.schooling
        return {"court_16a": row.court_16a, "court_reason": row.court_reason, "plan_weight": row.plan_weight}

    def page_context(self) -> dict[str, Any]:
        return {"schooling": self.schooling}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.weigh_schooling(schooling=self.schooling, by=self.request.user, now=self.now, **cleaned)


class RecordReturn(SchoolingForm):
    form_class = forms.ReturnForm
    title = "The child is in school again"
    success_message = "It is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_return(schooling=self.schooling, by=self.request.user, now=self.now, **cleaned)
