"""Forms about several checks, and about one: asking, chasing, answers, reviews."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import authorities
from cafcass_cases.cases.selectors.holds import why_held

from .. import forms, selectors, services
from ..models import POLICE, STANDARD, Check, Kind
from .base import LedgerForm, State, is_askable, ledger_url


class OfSeveral(LedgerForm):
    """A form about the checks that ``which`` lets in; those named in the address are chosen, else all of them."""

    needs = "user_keeps"

    def which(self, check: Check) -> bool:
        raise NotImplementedError

    def form_kwargs(self) -> dict[str, Any]:
        self.offered = [check for check in selectors.checks_of(self.case) if self.which(check)]
        return {"checks": self.offered}

    def chosen(self) -> list[Check]:
        offered = [check for check in selectors.checks_of(self.case) if self.which(check)]
        asked = set(self.request.GET.getlist("check"))
        return [check for check in offered if not asked or str(check.pk) in asked]

    def initial_values(self) -> dict[str, Any]:
        return {"checks": [str(check.pk) for check in self.chosen()]}


class RequestChecks(OfSeveral):
    form_class = forms.RequestForm
    title = "Request checks"
    submit_label = "Save the request"
    success_message = "The request is recorded."
    template_name = "checks/request_checks.html"

    def page_context(self) -> dict[str, Any]:
        return {"offered": getattr(self, "offered", [])}

    def which(self, check: Check) -> bool:
        return is_askable(check)

    def initial_values(self) -> dict[str, Any]:
        standard = all(check.kind in STANDARD and not check.needs_consent for check in self.chosen())
        return {**super().initial_values(), "method": "portal", "basis": services.STANDARD_BASIS if standard else ""}

    def serve(self, form: Any) -> None:
        services.request_checks(case=self.case, **form.cleaned_data, **self.common)


class ChaseChecks(OfSeveral):
    form_class = forms.ChaseForm
    title = "Chase checks"
    submit_label = "Save the chase"
    success_message = "The chase is recorded."

    def which(self, check: Check) -> bool:
        return check.state in services.ASKED_FOR

    def serve(self, form: Any) -> None:
        services.chase_checks(case=self.case, **form.cleaned_data, **self.common)


class RecordNothingHeld(OfSeveral):
    form_class = forms.NothingHeldForm
    title = "Nothing is held"
    submit_label = "Save"
    success_message = "The answers are recorded."

    def which(self, check: Check) -> bool:
        return check.state in services.ASKED_FOR

    def initial_values(self) -> dict[str, Any]:
        return {}

    def serve(self, form: Any) -> None:
        services.record_nothing_held(case=self.case, review=True, **form.cleaned_data, **self.common)


class DropChecks(OfSeveral):
    """Checks that are not to be made, each with a reason."""

    needs = "user_works"
    form_class = forms.DropForm
    title = "Checks that are not made"
    submit_label = "Save"
    success_message = "It is recorded."

    def which(self, check: Check) -> bool:
        asked = (*services.OPEN_TO_ASK, State.PROPOSED)
        return check.state in asked and check.kind not in (Kind.POLICE_2_DECISION, Kind.JUDGEMENT)

    def initial_values(self) -> dict[str, Any]:
        return super().initial_values() if self.request.GET.getlist("check") else {}

    def serve(self, form: Any) -> None:
        services.drop_checks(case=self.case, **form.cleaned_data, **self.common)


class DecideProposals(OfSeveral):
    """A new name or address: the checks that it asks for, taken up together; the rest are dismissed with a reason."""

    needs = "user_works"
    form_class = forms.OfChecks
    title = "Repeat these checks?"
    submit_label = "Repeat the chosen checks"
    success_message = "The chosen checks are on the list."
    template_name = "checks/decide_proposals.html"

    def which(self, check: Check) -> bool:
        return check.state == State.PROPOSED

    def serve(self, form: Any) -> None:
        services.accept_checks(case=self.case, checks=form.cleaned_data["checks"], **self.common)


class OfCheckForm(LedgerForm):
    """A form about one check."""

    def find_case(self) -> Case:
        self.check = selectors.check_for(self.request.user, self.kwargs["check_id"], self.now)
        self.person = self.check.person
        return self.check.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {forms.named(self.check)}"

    def page_context(self) -> dict[str, Any]:
        return {"check": self.check, "findings": selectors.shown_findings(self.check)}


class RecordResult(OfCheckForm):
    needs = "user_keeps"
    form_class = forms.ResultForm
    title = "What came back"
    submit_label = "Save the answer"
    success_message = "The answer is recorded."
    draft = True

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("check", self.check.pk, self.case.pk)

    def form_kwargs(self) -> dict[str, Any]:
        return {"check": self.check}

    def serve(self, form: Any) -> str:
        data = form.cleaned_data
        check = services.record_result(
            check=self.check, result=data["result"], received_at=data["received_at"], received_from=data["received_from"], findings=form.findings,
            plan=data.get("plan") or "", offences=data.get("offences") or "", **self.common,
        )  # fmt: skip
        return reverse("checks:review_check", args=[check.pk]) if self.case.user_works else ledger_url(self.case)


class ReviewCheck(OfCheckForm):
    form_class = forms.ReviewForm
    title = "Review what came back"
    submit_label = "Save the review"
    success_message = "The review is recorded."
    template_name = "checks/review_check.html"

    def initial_values(self) -> dict[str, Any]:
        check = self.check
        if check.state != State.REVIEWED:
            return {}
        together = {"together": "yes", "reunification": check.reunification} if check.reunification else {}
        return {"conclusion": check.conclusion, "analysis": check.analysis, **together}

    def form_kwargs(self) -> dict[str, Any]:
        return {"check": self.check}

    def page_context(self) -> dict[str, Any]:
        return {
            **super().page_context(),
            "offences": [one for one in selectors.offences_of(self.case) if one.check_made_id == self.check.pk],
        }

    def serve(self, form: Any) -> str | None:
        data = form.cleaned_data
        services.review_check(
            check=self.check, conclusion=data["conclusion"], analysis=data["analysis"], reunification=data.get("reunification") or "",
            reunification_considered=bool(data.get("together")), **self.common,
        )  # fmt: skip
        if data["conclusion"] == "immediate":
            return reverse("safeguarding:log_concern", args=[self.case.pk])
        return None


class JudgeChecks(OfCheckForm):
    form_class = forms.JudgeForm
    title = "Are further checks needed?"
    submit_label = "Save the decision"
    success_message = "The decision is recorded."
    template_name = "checks/judge_checks.html"

    def serve(self, form: Any) -> None:
        services.judge_checks(check=self.check, **form.cleaned_data, **self.common)


class NameAuthority(OfCheckForm):
    needs = "user_keeps"
    form_class = forms.AuthorityForm
    title = "In which authority’s area do they live, or did they?"
    submit_label = "Save"
    success_message = "The authority is named."

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": authorities()}

    def serve(self, form: Any) -> None:
        services.name_authority(check=self.check, **form.cleaned_data, **self.common)


class KeepPoliceInformation(OfCheckForm):
    form_class = forms.KeepForm
    title = "Is this police information still needed?"
    template_name = "checks/keep_police_information.html"
    submit_label = "Save"
    success_message = "It is recorded."

    def prepare(self) -> Any:
        super().prepare()
        if self.check.kind not in POLICE:
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        return {**super().page_context(), "held": why_held(self.case.pk)}

    def serve(self, form: Any) -> None:
        data = form.cleaned_data
        if data["still_needed"]:
            services.keep_police_information(check=self.check, keep_until=data["keep_until"], reason=data["reason"], **self.common)
        else:
            services.destroy_police_information(check=self.check, reason=data["reason"], **self.common)
