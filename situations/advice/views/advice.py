"""Pages of advice to the court."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.selectors import children_of, subject_children
from cafcass_cases.cases.views.base import CaseAction
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.services import issue
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london
from situations.advice import selectors, services
from situations.advice.documents import OFFENDER_ADVICE
from situations.advice.forms import advice as forms
from situations.advice.models import HarmStanding, OffenderAnalysis
from situations.advice.preflight import gaps_of
from situations.advice.services import ChildAdviceFacts, OffenderChildFacts, TimeFacts

from .base import AdviceFormPage, InPanelForm, InPanelPage, OfAdvice, adults_of, child_rows


class ListAdvice(InPanelPage):
    """Everything advised to the court in the case, and what the court decided, side by side and apart."""

    title = "Advice to court"
    template_name = "advice/list_advice.html"

    def page_context(self) -> dict[str, Any]:
        return {
            "advice": selectors.advice_of(self.case),
            "decisions": selectors.decisions_of(self.case),
            "findings": selectors.findings_of(self.case),
        }


def first_of(facts: Any, adults: list[Person]) -> dict[str, Any]:
    """The first values of a child's group from what was saved."""
    times = {time.adult_id: time for time in facts.times.all()}
    found: dict[str, Any] = {"reason": facts.reason, "frameworks": facts.frameworks, "framework_detail": facts.framework_detail}
    for number, adult in enumerate(adults):
        if time := times.get(adult.pk):
            found |= {f"time_{number}": time.recommendation, f"words_{number}": time.words, f"harm_{number}": time.harm}
    return found


class WritesAdvice:
    """What recording and changing advice share: the children, the adults, and what was typed as facts."""

    form_class = forms.AdviceForm
    draft = True

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        self.adults = adults_of(self.case)  # type: ignore[attr-defined]
        self.children = list(subject_children(self.case))  # type: ignore[attr-defined]

    def groups(self, saved: dict[Any, Any]) -> list[dict[str, Any]]:
        derived = selectors.harm_by(self.case, self.adults)  # type: ignore[attr-defined]
        rows = []
        for row in child_rows(self.children):
            child_id = row["child_id"]
            for number, adult in enumerate(self.adults):
                standing, _ = next(
                    (value for key, value in derived.items() if str(key[0]) == child_id and key[1] == adult.pk), (HarmStanding.NONE, [])
                )
                row[f"harm_{number}"] = standing
            rows.append({**row, **(first_of(saved[child_id], self.adults) if child_id in saved else {})})
        return rows

    def facts(self, data: dict[str, Any]) -> list[ChildAdviceFacts]:
        by_id = {str(child.pk): child for child in self.children}
        return [
            ChildAdviceFacts(
                child=by_id[row["child_id"]], reason=row["reason"], frameworks=row["frameworks"], framework_detail=row["framework_detail"],
                times=[
                    TimeFacts(adult=adult, recommendation=row[f"time_{n}"], words=row[f"words_{n}"], harm=row[f"harm_{n}"])
                    for n, adult in enumerate(self.adults)
                ],
            )
            for row in data["children"] if row["child_id"] in by_id
        ]  # fmt: skip


class RecordAdvice(WritesAdvice, InPanelForm):
    title = "Record advice to the court"
    submit_label = "Save the advice"
    success_message = "The advice is recorded."

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("advice", None, self.case.pk)

    def draft_label(self) -> str:
        return f"Advice to the court, {self.case.reference}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"adults": self.adults}

    def initial_values(self) -> dict[str, Any]:
        return {"children": self.groups({})}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        advice = services.record_advice(
            case=self.case, kind=data["kind"], kind_other=data["kind_other"], children=self.facts(data),
            filed_at=data["filed_at"] if data["filed"] == "yes" else None, recommends_finding_of_fact=bool(data["recommends_finding_of_fact"]),
            referral_considered=data["referral_considered"], referral_reason=data["referral_reason"], by=self.request.user, now=self.now,
        )  # fmt: skip
        return advice.get_absolute_url()


class ChangeAdvice(WritesAdvice, AdviceFormPage):
    title = "Change the advice"
    success_message = "The advice is changed."

    def form_kwargs(self) -> dict[str, Any]:
        return {"adults": self.adults, "is_new": False}

    def initial_values(self) -> dict[str, Any]:
        saved = {str(row.child_id): row for row in selectors.children_advised(self.advice)}
        return {
            "recommends_finding_of_fact": self.advice.recommends_finding_of_fact, "referral_considered": self.advice.referral_considered,
            "referral_reason": self.advice.referral_reason, "children": self.groups(saved), "version": self.advice.version,
        }  # fmt: skip

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        advice = services.change_advice(
            advice=self.advice, children=self.facts(data), recommends_finding_of_fact=bool(data["recommends_finding_of_fact"]),
            version=data["version"], by=self.request.user, now=self.now,
        )  # fmt: skip
        answer = (data["referral_considered"], data["referral_reason"])
        if (
            advice.recommends_finding_of_fact
            and data["referral_considered"]
            and answer != (advice.referral_considered, advice.referral_reason)
        ):
            services.consider_referral(
                advice=advice, answer=answer[0], reason=answer[1], considered_at=self.now, by=self.request.user, now=self.now
            )
        return self.advice.get_absolute_url()


class ShowAdvice(OfAdvice, InPanelPage):
    template_name = "advice/show_advice.html"

    def get_title(self) -> str:
        return self.advice.kind_words

    def page_context(self) -> dict[str, Any]:
        advice = self.advice
        whole = selectors.whole_of(advice)
        there = whole.there(self.now)
        offenders = selectors.offenders_among(there)
        return {
            "advice": advice,
            "children": whole.children,
            "gaps": gaps_of(whole, there, self.now) if advice.is_open or offenders or advice.recommends_finding_of_fact else [],
            "offenders": [(person, whole.analyses.get(person.pk)) for person in offenders],
            "duties": whole.duties,
            "later": selectors.later_concerns(advice) if advice.is_filed else [],
            "decisions": whole.decisions,
            "facts": self.rows(),
            "refer_open": advice.referral_considered == "refer",
        }

    def rows(self) -> list[Row]:
        advice = self.advice
        rows = [
            Row("Filed at court", london(advice.filed_at) if advice.filed_at else "Not yet"),
            Row("By", advice.author.full_name),
            Row("Policy in force", f"Version {advice.policy_version}"),
        ]
        if advice.recommends_finding_of_fact:
            answer = (
                f"{advice.get_referral_considered_display()}. {advice.referral_reason}"
                if advice.referral_considered
                else "Not yet answered"
            )
            rows += [Row("Finding of fact", "Recommended"), Row("Referral to the authority", answer)]
        return rows


class FileAdvice(AdviceFormPage):
    form_class = forms.FileAdviceForm
    title = "File the advice"
    submit_label = "Record that it is filed"
    success_message = "The advice is recorded as filed."
    template_name = "advice/file_advice.html"

    def page_context(self) -> dict[str, Any]:
        whole = selectors.whole_of(self.advice)
        return {"gaps": gaps_of(whole, whole.there(self.now), self.now)}

    def perform(self, form: Any) -> str:
        services.file_advice(advice=self.advice, filed_at=form.cleaned_data["filed_at"], by=self.request.user, now=self.now)
        return self.advice.get_absolute_url()


class ConsiderReferral(AdviceFormPage):
    form_class = forms.ConsiderReferralForm
    title = "Consider a referral"
    success_message = "The answer is recorded."

    def initial_values(self) -> dict[str, Any]:
        return {"answer": self.advice.referral_considered, "reason": self.advice.referral_reason}

    def perform(self, form: Any) -> str:
        services.consider_referral(advice=self.advice, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.advice.get_absolute_url()


class OfOffender(OfAdvice):
    """One registered sex offender among the parties, in one piece of advice."""

    offender: Person

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        found = next((one for one in selectors.offenders_of(self.case, self.now) if one.pk == self.kwargs["person_id"]), None)  # type: ignore[attr-defined]
        if found is None:
            raise Http404
        self.offender = found


class WriteOffenderPart(OfOffender, AdviceFormPage):
    form_class = forms.OffenderPartForm
    title = "Risk from a registered sex offender"
    submit_label = "Save"
    success_message = "What you wrote is saved. What is missing is listed below."
    template_name = "advice/write_offender_part.html"
    draft = True

    def get_title(self) -> str:
        return f"{self.offender.full_name}: risk, its effect, and protection"

    def page_context(self) -> dict[str, Any]:
        return {"offender": self.offender}

    def initial_values(self) -> dict[str, Any]:
        analysis = OffenderAnalysisRows.of(self.advice, self.offender)
        names = ("risk", "effect", "protection")
        children = child_rows(
            [child for child in children_of(self.case) if child.role == "subject_child"],
            **{name: (lambda child, name=name: getattr(analysis.children.get(child.pk), name, "")) for name in names},
        )
        first = {name: getattr(analysis.row, name, "") for name in ("risk_connected", "risk_carers", "protect_carers")}
        return {**first, "children": children, "version": analysis.row.version if analysis.row else ""}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        by_id = {str(child.pk): child for child in children_of(self.case)}
        services.write_offender_analysis(
            advice=self.advice, person=self.offender, risk_connected=data["risk_connected"], risk_carers=data["risk_carers"],
            protect_carers=data["protect_carers"], version=data["version"],
            children=[
                OffenderChildFacts(child=by_id[row["child_id"]], risk=row["risk"], effect=row["effect"], protection=row["protection"])
                for row in data["children"] if row["child_id"] in by_id
            ],
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return self.advice.get_absolute_url()


class OffenderAnalysisRows:
    """An analysis and its rows by child, or nothing yet."""

    def __init__(self, row: OffenderAnalysis | None) -> None:
        self.row = row
        self.children = {one.child_id: one for one in row.children.all()} if row else {}

    @classmethod
    def of(cls, advice: Any, person: Person) -> "OffenderAnalysisRows":
        return cls(selectors.offender_analysis(advice, person))


class IssueOffenderAdvice(OfOffender, CaseAction):
    """Makes the section of the advice as a document."""

    needs = "user_works"
    title = "Make the document"
    success_message = "The document is made."

    def get_back_url(self) -> str:
        return self.advice.get_absolute_url()

    def perform(self) -> str:
        analysis = selectors.offender_analysis(self.advice, self.offender)
        if analysis is None:
            raise RuleRefused("P54-1", "Write the analysis first, then make the document.")
        issue(kind=OFFENDER_ADVICE.key, subject=analysis, recipient=OFFENDER_ADVICE.recipient(analysis), by=self.request.user, now=self.now)
        return self.advice.get_absolute_url()


class AskToBeHeard(AdviceFormPage):
    """Where a child may suffer significant harm if the court does not follow the advice (framework 2.112)."""

    form_class = forms.AskToBeHeardForm
    title = "Ask to be heard"
    submit_label = "Make the request"
    success_message = "The request is made. It goes with your report."

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": subject_children(self.case)}

    def perform(self, form: Any) -> str:
        services.ask_to_be_heard(advice=self.advice, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.advice.get_absolute_url()


class WithdrawAdvice(AdviceFormPage):
    form_class = forms.ReasonForm
    title = "This advice was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "It is withdrawn. Auditors can still see it."

    def perform(self, form: Any) -> str:
        services.withdraw_advice(advice=self.advice, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("advice:list_advice", args=[self.case.pk])
