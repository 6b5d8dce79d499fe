"""The three stages: one page that shows where each stands, and the forms that conclude them."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.selectors import people_of_case
from cafcass_cases.cases.views.base import OfCase
from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.selectors import documents_of
from cafcass_cases.documents.services import issue
from cafcass_cases.ui.views import Answers, JourneyView, Step
from safeguarding import presenting
from screening.checks import selectors as checks

from .. import documents, knowing, selectors, services
from ..forms import stages as forms
from ..lists import FACTORS, words_of
from ..models import RiskIdentification, SafetyAssessment
from ..models.stages import AT_ONCE
from ..services.risk import factors_for
from ..services.safety import elements_asked
from .base import OfRecord, OfScreening, ScreeningAction, ScreeningForm, ScreeningPage

KEYS = (
    "screening-concluded", "risk-identified", "risk-identified-public", "risk-reassessed", "risk-reviewed", "safety-assessed", "authority-checked",
    "risk-discussed", "risk-told", "abuse-concern", "plan-action", "authority-told-missing", "court-told-missing",
)  # fmt: skip


class ShowStages(ScreeningPage):
    """Screening, risk identification, safety assessment; the plan and the needs beside them."""

    title = "Assessment and plans"
    template_name = "assessment/show_stages.html"

    def get_back_url(self) -> str:
        return reverse("screening:show_screening", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        whole = selectors.stages_of(self.case)
        duties = selectors.open_duties_of(self.case, KEYS)
        return {
            **whole,
            "tasks": presenting.duty_tasks(duties, self.now),
            "open_checks": [check.title for check in checks.checks_of(self.case) if check.is_open],
            "conclusions": selectors.conclusions_of(self.case),
        }


class ConcludeScreening(ScreeningForm):
    form_class = forms.ConcludeScreeningForm
    title = "Conclude screening"
    submit_label = "Conclude screening"
    success_message = "Screening is concluded."
    template_name = "assessment/conclude_screening.html"

    def page_context(self) -> dict[str, Any]:
        return {"checks": checks.checks_of(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.conclude_screening(case=self.case, **{**cleaned, "interventions": cleaned["interventions"] or ()}, **self.done)


class IdentifyRisk(OfScreening, OfCase, JourneyView):
    """The risk identification form, in four pages. What earlier stages know stands there already."""

    needs = "user_works"
    key = "identify_risk"
    url_name = "assessment:identify_risk"
    title = "Risk identification"
    submit_label = "Submit the form"
    success_message = "The form is submitted."
    steps = [
        Step("people", forms.PeopleForm, "Whom have you met?"),
        Step("factors", forms.FactorsForm, "Risk factors"),
        Step("detail", forms.DetailForm, "Each factor that is there", shown=lambda answers: bool(_present(answers))),
        Step("conclusions", forms.ConclusionsForm, "Analysis and conclusions"),
    ]

    def form_kwargs(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "factors":
            return {"factors": factors_for(self.case)}
        if step in ("people", "detail"):
            return {"people": self.people}
        return {"private": self.case.law == "private"} if step == "conclusions" else {}

    @property
    def people(self) -> list[Any]:
        if not hasattr(self, "_people"):
            self._people = sorted(people_of_case(self.case), key=lambda one: one.is_child)  # adults first: they are met first
        return self._people

    def initial_values(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "people":
            return {"met": [{"_title": one.full_name, "person_id": str(one.pk)} for one in self.people]}
        if step == "factors":
            known = knowing.known_factors(self.case)
            others = [one["other"] for one in known.values() if one.get("other")]
            return {"present": [one["key"] for one in known.values() if one["key"]], "others": "\n".join(others)}
        if step == "detail":
            known = knowing.known_factors(self.case)
            return {"factors": [self._detail(key, other, known) for key, other in _present(answers)]}
        return self._from_last()

    def _detail(self, key: str, other: str, known: knowing.Known) -> dict[str, Any]:
        first = known.get(key or other, {})
        by_id = {str(one.pk): one for one in self.people}
        about = [by_id[pk] for pk in first.get("about", ()) if pk in by_id]
        return {**first, "about": about, "key": key, "other": other, "_title": words_of(FACTORS, key) if key else other}

    def _from_last(self) -> dict[str, Any]:
        last = selectors.newest_form(self.case)
        if last is None:
            return {}
        names = ("domestic_abuse", "domestic_abuse_basis", "domestic_abuse_response", "dispute_impact", "worker_plan", "actions")
        return {name: getattr(last, name) for name in names}

    def perform(self, answers: Answers) -> str:
        known = answers.all
        people = {str(one.pk): one for one in self.people}
        factors = [
            services.FactorFacts(
                **{name: one[name] for name in ("key", "other", "about", "source", "standing", "information_on", "likelihood")}
            )
            for one in known.get("factors") or ()
        ]
        present, unknown = {key for key, _ in _present(answers)}, set(known["unknown"] or ())
        absent = [one.key for one in factors_for(self.case) if one.key not in present | unknown]
        names = (
            "not_seen_reason", "domestic_abuse", "domestic_abuse_basis", "domestic_abuse_response", "analysis", "actions", "worker_risk", "worker_plan",
            "concerns_recorded", "concerns_action", "grounds", "grounds_reason",
        )  # fmt: skip
        facts = services.RiskFacts(
            met=[services.MetFacts(person=people[one["person_id"]], met_on=one["met_on"]) for one in known["met"] if one["met_on"]],
            factors=factors, unknown=sorted(unknown), absent=absent, dispute_impact=known.get("dispute_impact", ""),
            continuing_risk={"yes": True, "no": False}.get(known["continuing_risk"]), **{name: known[name] for name in names},
        )  # fmt: skip
        form = services.submit_risk(case=self.case, facts=facts, submitted_at=known["submitted_at"], by=self.request.user, now=self.now)
        if form.waits_for_supervision:
            return reverse("safeguarding:take_path", args=[self.case.pk, "high-risk"])
        return form.get_absolute_url()


def _present(answers: Answers) -> list[tuple[str, str]]:
    """(key, other) of each factor that is there."""
    given = answers["factors"]
    others = [line.strip() for line in (given.get("others") or "").splitlines() if line.strip()]
    return [*((key, "") for key in given.get("present") or ()), *(("", other) for other in others)]


class Kept:
    """A record of which a copy can be made for the file."""

    document_kind = ""

    def copies(self) -> dict[str, Any]:
        found = [one for one in documents_of(self.case) if one.subject_id == self.record.pk]  # type: ignore[attr-defined]
        name = f"assessment:keep_{self.document_kind.replace('-', '_')}"
        return {"copies": found, "copy_url": reverse(name, args=[self.record.pk])}  # type: ignore[attr-defined]


class ShowRiskIdentification(OfRecord, Kept, ScreeningPage):
    find = staticmethod(selectors.form_for)
    kwarg = "risk_form_id"
    title = "Risk identification"
    template_name = "assessment/show_risk.html"
    document_kind = "risk-identification"
    record: RiskIdentification

    def page_context(self) -> dict[str, Any]:
        said = documents.risk_context(self.record)
        return {
            **said,
            **self.copies(),
            "at_once": any(factor.likelihood in AT_ONCE for factor, _ in said["factors"]),
            "latest": selectors.is_latest(self.record),
            "tasks": presenting.duty_tasks([one for one in knowing.duties_of(self.record) if one.is_open], self.now),
            "take_url": reverse("safeguarding:take_path", args=[self.case.pk, "high-risk"]),
        }


class BeginSafety(ScreeningForm):
    form_class = forms.BeginSafetyForm
    title = "Begin a safety assessment"
    submit_label = "Begin it"

    def serve(self, cleaned: dict[str, Any]) -> str:
        return services.begin_safety(case=self.case, **cleaned, **self.done).get_absolute_url()


class OfSafety(OfRecord):
    find = staticmethod(selectors.assessment_for)
    kwarg = "safety_assessment_id"
    record: SafetyAssessment

    def get_back_url(self) -> str:
        return self.record.get_absolute_url()


class RecordExpert(OfSafety, ScreeningForm):
    form_class = forms.ExpertForm
    title = "The court’s expert assesses"
    submit_label = "Save"

    def initial_values(self) -> dict[str, Any]:
        return {"expert": self.record.expert}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_expert(assessment=self.record, **cleaned, **self.done)


class ShowSafetyAssessment(OfSafety, Kept, ScreeningPage):
    title = "Safety assessment"
    template_name = "assessment/show_safety.html"
    document_kind = "safety-assessment"

    def get_back_url(self) -> str:
        return reverse("assessment:show_stages", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        return {
            **documents.safety_context(self.record), **self.copies(),
            "tasks": presenting.duty_tasks([one for one in knowing.duties_of(self.record) if one.is_open], self.now),
            "take_url": reverse("safeguarding:take_path", args=[self.case.pk, "high-risk"]),
            "more_needed": selectors.newest_form(self.case, completed=True) is None,
        }  # fmt: skip


class WriteSafetyAssessment(OfSafety, OfScreening, OfCase, JourneyView):
    """About whom, each key element that applies, and the plan."""

    needs = "user_works"
    key = "write_safety_assessment"
    url_name = "assessment:write_safety_assessment"
    title = "Safety assessment"
    submit_label = "Submit the assessment"
    success_message = "The assessment is submitted. Each point of its plan is a duty."
    steps = [
        Step("about", forms.SafetyAboutForm, "Domestic abuse, and who is said to have harmed"),
        Step("elements", forms.ElementsForm, "Key elements"),
        Step("plan", forms.SafetyPlanForm, "The plan, and conclusions"),
    ]

    def get_back_url(self) -> str:
        return self.record.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("safety", self.record.pk, self.case.pk)

    def form_kwargs(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "elements":
            about = answers["about"]
            asked = bool(about.get("family_perpetrator")) and not (about.get("not_asked_reason") or "").strip()
            return {"elements": elements_asked(domestic_abuse=bool(about.get("domestic_abuse")), family_perpetrator=asked)}
        return {"staff": selectors.colleagues(self.case)} if step == "plan" else {}

    def initial_values(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "about":
            last = selectors.newest_form(self.case)
            return {"domestic_abuse": last.domestic_abuse != "none"} if last else {}
        return knowing.known_elements(self.case) if step == "elements" else {}

    def perform(self, answers: Answers) -> str:
        plan = dict(answers["plan"])
        submitted_at = plan.pop("submitted_at")
        actions = [
            services.ActionFacts(what=one["what"], owner=one["owner"] or None, outside=one["outside"], due_on=one["due_on"])
            for one in plan.pop("actions")
        ]
        facts = services.SafetyFacts(elements=answers["elements"], actions=actions, **answers["about"], **plan)
        services.submit_safety(assessment=self.record, facts=facts, submitted_at=submitted_at, by=self.request.user, now=self.now)
        return self.record.get_absolute_url()


class KeepCopy(ScreeningAction):
    """Make the document of a form, an assessment or a plan, for the file."""

    success_message = "A copy is on the file."
    document_kind = ""

    def get_back_url(self) -> str:
        return self.record.get_absolute_url()  # type: ignore[attr-defined, no-any-return]

    def perform(self) -> str:
        issue(kind=self.document_kind, subject=self.record, recipient=Recipient(OWN_RECORD), **self.done)  # type: ignore[attr-defined]
        return self.get_back_url()


class KeepRiskIdentification(OfRecord, KeepCopy):
    find = staticmethod(selectors.form_for)
    kwarg = "risk_form_id"
    document_kind = "risk-identification"


class KeepSafetyAssessment(OfSafety, KeepCopy):
    document_kind = "safety-assessment"
