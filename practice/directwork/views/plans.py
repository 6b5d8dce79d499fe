"""Work with the children of a case, and its plans."""

from typing import Any

from cafcass_cases.cases.models import Case, Person

from .. import forms, selectors, services
from ..models import DirectWorkPlan
from ..panels import page_url
from ..presenting import check_rows, plan_rows
from ..services.planning import PLANNED
from .base import DirectWorkForm, DirectWorkPage, OfChildren


class ListDirectWork(DirectWorkPage):
    """Child by child: what is planned, done, told, seen and promised."""

    title = "Work with children"
    template_name = "directwork/list_direct_work.html"

    def get_back_url(self) -> str:
        return ""

    def page_context(self) -> dict[str, Any]:
        each = selectors.work_by_child(self.case)
        public = self.case.law == "public"
        return {
            "each": [{"of": one, "check": check_rows(one.check) if one.check else []} for one in each],
            "public_law": public,
            "officer": selectors.officer_contacts(self.case) if public else [],
        }


class ShowPlan(DirectWorkPage):
    template_name = "directwork/show_plan.html"
    reads = "Plan of work with a child"
    plan: DirectWorkPlan

    def find_case(self) -> Case:
        self.plan = selectors.plan_for(self.request.user, self.kwargs["direct_plan_id"], self.now)
        return self.plan.case

    def get_person(self) -> Person:
        return self.plan.child

    def get_title(self) -> str:
        return f"Plan of work with {self.plan.child.full_name}"

    def page_context(self) -> dict[str, Any]:
        works = list(self.plan.works.all())
        return {
            "plan": self.plan,
            "rows": plan_rows(self.plan),
            "warnings": selectors.warnings_of_plan(self.plan),
            "works": works,
            "is_open": not works and not self.plan.cancelled_at,
        }


class PlanForm(OfChildren, DirectWorkForm):
    form_class = forms.PlanForm
    submit_label = "Save the plan"
    plan: DirectWorkPlan | None = None

    def form_kwargs(self) -> dict[str, Any]:
        child = self.plan.child if self.plan else self.named()
        return {**super().form_kwargs(), "needs": selectors.communication_needs(child) if child else []}

    def initial_values(self) -> dict[str, Any]:
        child = self.named()
        found: dict[str, Any] = {"child": child, "transport": "not_needed"}
        if child is not None and child.disability:
            found["answers"] = [{"_title": question, "question": question} for question in selectors.disability_questions()]
        return found

    @staticmethod
    def given(cleaned: dict[str, Any]) -> dict[str, Any]:
        """The service's arguments from the form's answers."""
        given = {name: cleaned[name] for name in PLANNED}
        for name in ("in_bedroom", "supervised_needed", "centre_supervises", "is_first", "about_event"):
            given[name] = bool(given[name])
        return {**given, "materials": cleaned["materials"], "answers": cleaned["answers"] or []}


class PlanDirectWork(PlanForm):
    title = "Plan work with a child"
    success_message = "The plan is saved."

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        plan = services.plan_direct_work(case=self.case, child=cleaned["child"], by=self.request.user, now=self.now, **self.given(cleaned))
        return plan.get_absolute_url()


class ChangePlan(PlanForm):
    title = "Change the plan"
    success_message = "The plan is changed."
    plan: DirectWorkPlan

    def find_case(self) -> Case:
        self.plan = selectors.plan_for(self.request.user, self.kwargs["direct_plan_id"], self.now)
        return self.plan.case

    def children(self) -> list[Person]:
        return [self.plan.child]

    def get_back_url(self) -> str:
        return self.plan.get_absolute_url()

    def initial_values(self) -> dict[str, Any]:
        answers = [{"_title": one["question"], **one} for one in self.plan.answers]
        found = {name: getattr(self.plan, name) for name in PLANNED}
        return {**found, "child": self.plan.child, "materials": self.plan.materials, "answers": answers, "version": self.plan.version}

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        services.change_direct_work_plan(
            plan=self.plan, version=cleaned["version"], by=self.request.user, now=self.now, **self.given(cleaned)
        )
        return self.plan.get_absolute_url()


class CallOffPlan(DirectWorkForm):
    form_class = forms.CallOffForm
    title = "Call off the work"
    submit_label = "Call it off"
    success_message = "It is called off."
    draft = False
    plan: DirectWorkPlan

    def find_case(self) -> Case:
        self.plan = selectors.plan_for(self.request.user, self.kwargs["direct_plan_id"], self.now)
        return self.plan.case

    def get_back_url(self) -> str:
        return self.plan.get_absolute_url()

    def perform(self, form: Any) -> str:
        services.call_off_direct_work(plan=self.plan, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return page_url(self.case.pk)
