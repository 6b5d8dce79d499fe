"""Case plans, needs, points of plans, and the authority's work."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.selectors import children_of
from safeguarding import presenting

from .. import documents, knowing, selectors, services
from ..forms import plans as forms
from ..models import AuthorityWorkCheck, CasePlan, PlanAction
from .base import OfRecord, ScreeningAction, ScreeningForm, ScreeningPage
from .stages import KeepCopy, Kept


def _actions(rows: list[dict[str, Any]]) -> list[services.ActionFacts]:
    return [
        services.ActionFacts(what=one["what"], owner=one["owner"] or None, outside=one["outside"], due_on=one["due_on"]) for one in rows
    ]


class WriteCasePlan(ScreeningForm):
    form_class = forms.WritePlanForm
    title = "Case plan"
    submit_label = "Save the plan"
    template_name = "assessment/write_plan.html"
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"public": self.case.law == "public", "staff": selectors.colleagues(self.case)}

    def initial_values(self) -> dict[str, Any]:
        last = selectors.newest_plan(self.case)
        if last is None:
            return {"centre_needed": "none", "centre": "none"}
        names = ("stage", "protecting", "centre_needed", "centre", "local_support", "monitoring")
        return {**{name: getattr(last, name) for name in names}, **{f"area_{key}": words for key, words in last.areas.items()}}

    def perform(self, form: Any) -> str:
        names = ("stage", "protecting", "centre_needed", "centre", "local_support", "monitoring")
        facts = services.PlanFacts(
            areas=form.areas, actions=_actions(form.cleaned_data["actions"]), **{name: form.cleaned_data[name] for name in names}
        )
        return services.write_plan(case=self.case, facts=facts, written_at=form.cleaned_data["written_at"], **self.done).get_absolute_url()


class OfPlan(OfRecord):
    find = staticmethod(selectors.plan_for)
    kwarg = "case_plan_id"
    record: CasePlan


class ShowCasePlan(OfPlan, Kept, ScreeningPage):
    title = "Case plan"
    template_name = "assessment/show_plan.html"
    document_kind = "case-plan"

    def page_context(self) -> dict[str, Any]:
        latest = selectors.newest_plan(self.case) == self.record
        return {
            **documents.plan_context(self.record), **self.copies(), "latest": latest,
            "not_reviewed": selectors.areas_not_reviewed(self.case) if latest else [],
            "tasks": presenting.duty_tasks([one for one in knowing.duties_of(*self.record.actions.all()) if one.is_open], self.now),
        }  # fmt: skip


class ApproveCasePlan(OfPlan, ScreeningAction):
    needs = "user_manages"
    success_message = "The plan is approved."

    def get_back_url(self) -> str:
        return self.record.get_absolute_url()

    def perform(self) -> str:
        services.approve_plan(plan=self.record, **self.done)
        return self.record.get_absolute_url()


class KeepCasePlan(OfPlan, KeepCopy):
    document_kind = "case-plan"


class FinishPlanAction(OfRecord, ScreeningForm):
    find = staticmethod(selectors.action_for)
    kwarg = "plan_action_id"
    form_class = forms.FinishActionForm
    title = "A point of the plan"
    submit_label = "Save"
    template_name = "assessment/finish_action.html"
    record: PlanAction

    def page_context(self) -> dict[str, Any]:
        return {"action": self.record}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.finish_action(action=self.record, **cleaned, **self.done)


class RecordNeeds(ScreeningForm):
    form_class = forms.NeedsForm
    title = "Needs beyond safety"
    submit_label = "Save"
    template_name = "assessment/record_needs.html"
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(children_of(self.case)), "public": self.case.law == "public", "staff": selectors.colleagues(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_needs(case=self.case, **{**cleaned, "actions": _actions(cleaned["actions"])}, **self.done)


class CheckAuthorityWork(ScreeningForm):
    form_class = forms.AuthorityWorkForm
    title = "What the authority’s work shows"
    submit_label = "Save"

    def serve(self, cleaned: dict[str, Any]) -> None:
        cleaned["missing"] = cleaned.pop("missing_steps") or ()
        cleaned["tell_court"] = {"yes": True, "no": False}.get(cleaned["tell_court"])
        services.check_authority_work(case=self.case, **cleaned, **self.done)


class RecordTold(OfRecord, ScreeningForm):
    find = staticmethod(selectors.check_for)
    kwarg = "authority_work_id"
    form_class = forms.ToldForm
    submit_label = "Record it"
    record: AuthorityWorkCheck
    whom = "authority"

    def get_title(self) -> str:
        return "The court was told" if self.whom == "court" else "The local authority was told"

    title = "What is missing was told"

    def serve(self, cleaned: dict[str, Any]) -> str:
        services.record_told(check=self.record, whom=self.whom, **cleaned, **self.done)
        return reverse("assessment:show_stages", args=[self.case.pk])
