"""The signed record of work with a child, and promises."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person, RecordEntry
from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.cases.views.base import CaseAction
from cafcass_cases.documents.services import issue_record

from .. import forms, selectors, services
from ..models import DirectWork, DirectWorkPlan, Promise
from ..panels import page_url
from ..presenting import point_rows, telling_rows, work_rows
from ..services.recording import DETAILS
from .base import DirectWorkForm, DirectWorkPage, OfChildren


class WorkForm(OfChildren, DirectWorkForm):
    form_class = forms.WorkForm
    submit_label = "Sign the record"
    success_message = "The record is signed."
    signing = False

    def plans(self) -> list[Any]:
        if not hasattr(self, "_plans"):
            self._plans = [plan for child in self.children() for plan in selectors.plans_waiting(child)]
        return self._plans

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "plans": self.plans(), "public_law": self.case.law == "public", "signing": self.signing}

    def given(self, cleaned: dict[str, Any], told_at: Any) -> dict[str, Any]:
        """The service's arguments from the form's answers."""
        details = {name: cleaned[name] for name in DETAILS if name in cleaned}
        promises = [services.PromiseFacts(what=one["what"], due_on=one["due_on"]) for one in cleaned["promises"]]
        telling = forms.telling_facts(cleaned, told_at, "told_") if cleaned["harm"] else None
        plan = cleaned.get("plan")
        return {"plan": plan if isinstance(plan, DirectWorkPlan) else None, "promises": promises, "telling": telling, **details}

    def after(self, work: DirectWork) -> str:
        """A child who told of harm: straight into the concern (framework 2.89)."""
        telling = work.tellings.first()
        return reverse("directwork:show_telling", args=[telling.pk]) if telling else work.get_absolute_url()


class RecordDirectWork(WorkForm):
    title = "Record work with a child"

    def initial_values(self) -> dict[str, Any]:
        found = super().initial_values()
        asked = self.request.GET.get("plan", "")
        plan = next((one for one in self.plans() if str(one.pk) == asked), None)
        if plan is not None:
            place = ", ".join(part for part in (plan.get_venue_display(), plan.venue_detail) if part)
            who = ", ".join(part for part in (plan.familiar_person, plan.who_else, plan.interpreter) if part)
            found.update(
                child=plan.child, plan=plan, venue=plan.venue, second_adult=plan.second_adult, in_bedroom=False, materials=plan.materials,
                point_purpose=plan.purpose, point_where=place, point_who=who, happened_at=plan.planned_for if plan.planned_for and plan.planned_for <= self.now else None,
            )  # fmt: skip
        return found

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        points = {key: cleaned[f"point_{key}"] for key in DIRECT_WORK_POINTS}
        work = services.record_direct_work(
            case=self.case, child=cleaned["child"], happened_at=cleaned["happened_at"], points=points, by=self.request.user, now=self.now,
            **self.given(cleaned, cleaned["happened_at"]),
        )  # fmt: skip
        return self.after(work)


class SignDirectWork(WorkForm):
    """An entry of direct work that stands in the record already: what it lacks is asked, and it is signed."""

    title = "Complete and sign the record"
    signing = True
    template_name = "directwork/sign_form.html"
    entry: RecordEntry

    def find_case(self) -> Case:
        self.entry = selectors.entry_to_sign(self.request.user, self.kwargs["direct_entry_id"], self.now)
        return self.entry.case

    def children(self) -> list[Person]:
        named = [child for child in super().children() if child.pk in self.entry.about]
        return named or super().children()

    def page_context(self) -> dict[str, Any]:
        return {"entry": self.entry, "points": point_rows(self.entry)}

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        work = services.sign_direct_work(
            entry=self.entry, child=cleaned["child"], by=self.request.user, now=self.now, **self.given(cleaned, self.entry.happened_at)
        )
        return self.after(work)


class OfWork:
    """Fetches the record of the address."""

    request: Any
    kwargs: dict[str, Any]
    now: Any
    work: DirectWork

    def find_case(self) -> Case:
        self.work = selectors.work_for(self.request.user, self.kwargs["direct_work_id"], self.now)
        return self.work.case

    def get_person(self) -> Person:
        return self.work.child


class ShowDirectWork(OfWork, DirectWorkPage):
    template_name = "directwork/show_direct_work.html"
    reads = "Record of work with a child"

    def get_title(self) -> str:
        return f"Work with {self.work.child.full_name}"

    def page_context(self) -> dict[str, Any]:
        return {
            "work": self.work,
            "points": point_rows(self.work.entry),
            "rows": work_rows(self.work),
            "promises": selectors.promises_of(self.work),
            "tellings": [(one, telling_rows(one)) for one in self.work.tellings.filter(withdrawn_at=None).select_related("heard_by")],
            "corrections": selectors.corrections_of(self.work),
            "warnings": selectors.warnings_of(self.work),
        }


class IssueDirectWork(OfWork, CaseAction):
    title = "Make the record as a document"
    needs = "user_works"
    success_message = "The record of work with the child is issued."

    def get_back_url(self) -> str:
        return self.work.get_absolute_url()

    def perform(self) -> str:
        issue_record(kind="direct-work-record", subject=self.work, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.case.pk])


class SettlePromise(DirectWorkForm):
    form_class = forms.PromiseForm
    title = "A promise to a child"
    submit_label = "Save"
    success_message = "It is recorded."
    template_name = "directwork/promise_form.html"
    draft = False
    promise: Promise

    def find_case(self) -> Case:
        self.promise = selectors.promise_for(self.request.user, self.kwargs["promise_id"], self.now)
        return self.promise.case

    def get_person(self) -> Person:
        return self.promise.child

    def page_context(self) -> dict[str, Any]:
        return {"promise": self.promise}

    def perform(self, form: Any) -> str:
        services.settle_promise(promise=self.promise, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_url(self.case.pk)
