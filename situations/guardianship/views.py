"""Pages about special guardianship."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.cases.views.base import CaseForm, CasePage
from safeguarding.advising import standing_gaps

from . import forms, selectors, services
from .models import GuardianCheck, Guardianship


class InPanel:
    panel = "people"
    case: Case


class OfGuardianship(InPanel):
    guardianship: Guardianship

    def find_case(self) -> Case:
        self.guardianship = selectors.guardianship_for(self.request.user, self.kwargs["guardianship_id"], self.now)  # type: ignore[attr-defined]
        return self.guardianship.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · Special guardianship"

    def get_back_url(self) -> str:
        return self.guardianship.get_absolute_url()


class GuardianshipForm(OfGuardianship, CaseForm):
    needs = "user_works"

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data, {"guardianship": self.guardianship, "by": self.request.user, "now": self.now})
        return self.guardianship.get_absolute_url()

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError


class ListGuardianships(InPanel, CasePage):
    title = "Special guardianship"
    template_name = "guardianship/list_guardianships.html"

    def page_context(self) -> dict[str, Any]:
        return {"guardianships": selectors.guardianships_of(self.case)}


class ConsiderGuardianship(InPanel, CaseForm):
    needs = "user_works"
    form_class = forms.ConsiderForm
    title = "Special guardianship is considered"
    submit_label = "Save"
    success_message = "It is recorded. Both checks of each prospective special guardian are awaited."

    def get_back_url(self) -> str:
        return reverse("guardianship:list_guardianships", args=[self.case.pk])

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(subject_children(self.case)), "people": selectors.adults_of(self.case)}

    def perform(self, form: Any) -> str:
        return services.consider_guardianship(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data).get_absolute_url()


class ShowGuardianship(OfGuardianship, CasePage):
    title = "Special guardianship"
    template_name = "guardianship/show_guardianship.html"

    def get_caption(self) -> str:
        return ""

    def get_back_url(self) -> str:
        return reverse("guardianship:list_guardianships", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        guardianship = self.guardianship
        whole = selectors.whole_of(guardianship, self.now)
        return {
            "guardianship": guardianship,
            "children": whole.children,
            "checks": whole.checks,
            "warnings": selectors.waits_among(whole.checks, whole.hearing, self.now),
            "hearing": whole.hearing,
            "missing": [phrase for _, phrase in services.missing_of(whole.checks)],
            "positions": whole.positions,
            "duties": whole.duties,
        }


class AddGuardian(GuardianshipForm):
    form_class = forms.AddGuardianForm
    title = "Another prospective special guardian"
    success_message = "Both checks are awaited."

    def form_kwargs(self) -> dict[str, Any]:
        there = set(self.guardianship.guardians.filter(withdrawn_at=None).values_list("person_id", flat=True))
        return {"people": [one for one in selectors.adults_of(self.case) if one.pk not in there]}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.add_guardian(**data, **common)


class RecordGuardianCheck(InPanel, CaseForm):
    needs = "user_works"
    form_class = forms.CheckForm
    submit_label = "Save"
    success_message = "The check is recorded."
    check: GuardianCheck

    def find_case(self) -> Case:
        self.check = selectors.check_for(self.request.user, self.kwargs["guardian_check_id"], self.now)
        return self.check.guardian.guardianship.case

    def get_title(self) -> str:
        return f"{self.check.guardian.person}: {self.check.get_kind_display()}"

    def get_back_url(self) -> str:
        return self.check.guardian.guardianship.get_absolute_url()

    def initial_values(self) -> dict[str, Any]:
        names = ("expected_on", "completed_on", "seen_at", "outcome", "analysis", "version")
        state = "seen" if self.check.is_seen else "completed" if self.check.completed_on else "awaited"
        values = {name: getattr(self.check, name) for name in names}
        return {"state": state, "seen_completed_on": self.check.completed_on, **values}

    def perform(self, form: Any) -> str:
        data = dict(form.cleaned_data)
        state, seen_completed_on = data.pop("state"), data.pop("seen_completed_on")
        if state == "seen":
            data["completed_on"] = seen_completed_on
        if state != "awaited":
            data["expected_on"] = self.check.expected_on
        services.record_check(check=self.check, by=self.request.user, now=self.now, **data)
        return self.get_back_url()


class PlanWait(GuardianshipForm):
    form_class = forms.WaitForm
    title = "The wait for the checks"
    success_message = "How the wait is planned is recorded."

    def initial_values(self) -> dict[str, Any]:
        return {"timetable": self.guardianship.timetable, "other_work": self.guardianship.other_work}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.plan_wait(**data, **common)


class RecordSupport(GuardianshipForm):
    form_class = forms.SupportForm
    title = "Support, or not"
    submit_label = "Save"
    success_message = "It is recorded."
    template_name = "guardianship/record_support.html"

    def page_context(self) -> dict[str, Any]:
        before = [gap.text for gap in standing_gaps(self.case)]
        return {"missing": [*(phrase for _, phrase in services.support_missing(self.guardianship)), *before]}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.record_support(**data, **common)


class WithdrawGuardianship(GuardianshipForm):
    form_class = forms.ReasonForm
    title = "This was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "It is withdrawn. Auditors can still see it."

    def perform(self, form: Any) -> str:
        services.withdraw_guardianship(
            guardianship=self.guardianship, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now
        )
        return reverse("guardianship:list_guardianships", args=[self.case.pk])
