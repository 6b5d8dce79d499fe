"""Pages of what the court decided, and of a finding of fact."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.selectors import children_of, hearings_and_handovers, orders_of, subject_children
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london, london_date
from safeguarding.selectors import concerns_of_case
from situations.advice import selectors, services
from situations.advice.forms import court as forms
from situations.advice.forms.advice import ReasonForm
from situations.advice.services import ChildDecisionFacts, ChildRisk, TimeDecisionFacts

from .base import FindingFormPage, InPanelForm, InPanelPage, OfFinding, adults_of, child_rows, choices


class RecordCourtDecision(InPanelForm):
    """What the court decided, in its own words. It changes no advice."""

    form_class = forms.CourtDecisionForm
    title = "Record what the court decided"
    submit_label = "Save the decision"
    success_message = "The court’s decision is recorded."

    def prepare(self) -> None:
        super().prepare()
        self.adults = adults_of(self.case)
        self.children = list(subject_children(self.case))

    def form_kwargs(self) -> dict[str, Any]:
        filed = [one for one in selectors.advice_of(self.case) if one.is_filed]
        return {
            "adults": self.adults,
            "advice": choices(filed, lambda one: f"{one.kind_words}, filed {london_date(one.filed_at)}"),
            "orders": choices(orders_of(self.case), lambda one: f"{one.kind}, {one.made_on:%-d %B %Y}"),
        }

    def initial_values(self) -> dict[str, Any]:
        return {"children": child_rows(self.children)}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        by_id = {str(child.pk): child for child in self.children}
        services.record_court_decision(
            case=self.case, decided_at=data["decided_at"], is_final=data["is_final"], advice=data["advice"] or None, order=data["order"] or None,
            children=[
                ChildDecisionFacts(
                    child=by_id[row["child_id"]], words=row["words"],
                    times=[
                        TimeDecisionFacts(adult=adult, decision=row[f"time_{n}"]) for n, adult in enumerate(self.adults) if row[f"time_{n}"]
                    ],
                )
                for row in data["children"] if row["words"] and row["child_id"] in by_id
            ],
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return reverse("advice:list_advice", args=[self.case.pk])


class WithdrawCourtDecision(InPanelForm):
    form_class = ReasonForm
    title = "This decision was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "It is withdrawn. Auditors can still see it."

    def find_case(self) -> Any:
        self.decision = selectors.decision_for(self.request.user, self.kwargs["court_decision_id"], self.now)
        return self.decision.case

    def perform(self, form: Any) -> str:
        services.withdraw_court_decision(decision=self.decision, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class ListFindings(InPanelPage):
    """Where the path begins: a finding of fact is recommended, or the court has directed one (policy 17)."""

    title = "A finding of fact"
    template_name = "advice/list_findings.html"

    def page_context(self) -> dict[str, Any]:
        concern = self.request.GET.get("concern", "")
        return {
            "findings": selectors.findings_of(self.case),
            "recommended": [one for one in selectors.advice_of(self.case) if one.recommends_finding_of_fact],
            "query": f"?concern={concern}" if concern else "",
        }


class DirectFinding(InPanelForm):
    form_class = forms.DirectFindingForm
    title = "The court directed a finding of fact"
    submit_label = "Save"
    success_message = "The finding of fact is recorded. Risk is reviewed until it is made."

    def get_back_url(self) -> str:
        return reverse("advice:list_findings", args=[self.case.pk])

    def form_kwargs(self) -> dict[str, Any]:
        hearings, _ = hearings_and_handovers(self.case)
        return {
            "hearings": choices(hearings, lambda one: f"{one.kind}, {london(one.starts_at)}"),
            "orders": choices(orders_of(self.case), lambda one: f"{one.kind}, {one.made_on:%-d %B %Y}"),
            "concerns": choices(concerns_of_case(self.case), lambda one: f"Concern {one.reference}"),
        }

    def initial_values(self) -> dict[str, Any]:
        return {"concern": self.request.GET.get("concern", "")}

    def perform(self, form: Any) -> str:
        data = {name: value or None for name, value in form.cleaned_data.items() if name in ("hearing", "order", "concern")}
        finding = services.direct_finding(
            case=self.case, directed_at=form.cleaned_data["directed_at"], issues=form.cleaned_data["issues"], by=self.request.user,
            now=self.now, **data,
        )  # fmt: skip
        return finding.get_absolute_url()


class ShowFinding(OfFinding, InPanelPage):
    title = "Finding of fact"
    template_name = "advice/show_finding.html"

    def page_context(self) -> dict[str, Any]:
        finding = self.finding
        reviews = list(
            finding.reviews.filter(withdrawn_at=None)
            .select_related("created_by")
            .prefetch_related("children__child")
            .order_by("-reviewed_at")
        )
        rows = [
            Row("Directed", london(finding.directed_at)),
            Row("Hearing", london(finding.hearing.starts_at) if finding.hearing else "Not yet listed"),
        ]
        if finding.order:
            rows.append(Row("Order", finding.order.kind))
        if finding.issues:
            rows.append(Row("To be found", finding.issues))
        if finding.made_at:
            rows += [Row("Ended", f"{finding.get_ending_display()}, {london(finding.made_at)}"), Row("The court found", finding.result)]
        duties = selectors.duties_on(finding)
        return {
            "finding": finding,
            "facts": rows,
            "reviews": reviews,
            "duties": duties,
            "must_refer": any(duty.key == "finding-of-fact-refer" and duty.ended_at is None for duty in duties),
        }


class ReviewFinding(FindingFormPage):
    """Risk to each child while the finding is awaited, and the question of a referral (P17-2)."""

    form_class = forms.ReviewFindingForm
    title = "Review risk while the finding is awaited"
    submit_label = "Save the review"
    success_message = "The review is recorded."
    draft = True

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("finding", self.finding.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Review of risk, {self.case.reference}"

    def form_kwargs(self) -> dict[str, Any]:
        duties = selectors.duties_on(self.finding)
        return {"late": any(duty.ended_at is None and duty.due_at and duty.due_at < self.now for duty in duties)}

    def initial_values(self) -> dict[str, Any]:
        return {"children": child_rows(children_of(self.case))}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        by_id = {str(child.pk): child for child in children_of(self.case)}
        services.review_risk(
            finding=self.finding, reviewed_at=data["reviewed_at"], referral_considered=data["referral_considered"],
            referral_reason=data["referral_reason"], next_step=data["next_step"], lateness_reason=data.get("lateness_reason", ""),
            children=[
                ChildRisk(child=by_id[row["child_id"]], risk=row["risk"], analysis=row["analysis"])
                for row in data["children"] if row["child_id"] in by_id
            ],
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return self.finding.get_absolute_url()


class EndFinding(FindingFormPage):
    form_class = forms.EndFindingForm
    title = "The finding of fact is made, or there will be none"
    submit_label = "Save"
    success_message = "The finding of fact is no longer awaited."

    def perform(self, form: Any) -> str:
        services.end_finding(finding=self.finding, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.finding.get_absolute_url()


class WithdrawFinding(FindingFormPage):
    form_class = ReasonForm
    title = "This finding of fact was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "It is withdrawn. Auditors can still see it."

    def perform(self, form: Any) -> str:
        services.withdraw_finding(finding=self.finding, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("advice:list_advice", args=[self.case.pk])
