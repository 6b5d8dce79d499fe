"""What is read, judged and decided; consent, offences, and what the court is told."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import person_for
from cafcass_cases.cases.views.base import CaseAction
from cafcass_cases.documents.services import issue_record

from .. import forms, selectors, services
from ..models import Check, Kind, OffenceFound
from ..offences import source
from .base import InLedger, LedgerForm, State


class DecideLevel2(LedgerForm):
    """Every party whose level 2 check is not yet decided, on one page (policy 58)."""

    form_class = forms.LevelTwoForAll
    title = "Level 2 police checks"
    submit_label = "Save the decisions"
    success_message = "The decisions are recorded."
    template_name = "checks/decide_level_2.html"

    def undecided(self) -> list[Check]:
        return [check for check in selectors.checks_of(self.case) if check.kind == Kind.POLICE_2_DECISION and check.is_open]

    def initial_values(self) -> dict[str, Any]:
        return {"parties": [{"_title": check.person.full_name, "check_id": str(check.pk)} for check in self.undecided() if check.person]}

    def serve(self, form: Any) -> None:
        for one in form.cleaned_data["parties"]:
            check = selectors.check_for(self.request.user, one["check_id"], self.now)
            services.decide_level_2(check=check, needed=one["needed"], rationale=one["rationale"], **self.common)


class ReadCourtForms(LedgerForm):
    form_class = forms.CourtFormsForm
    title = "The court’s forms"
    submit_label = "Save"
    success_message = "The forms are read."

    def initial_values(self) -> dict[str, Any]:
        read = selectors.forms_read(self.case)
        if read is None:
            return selectors.what_application_says(self.case)
        seen = [key for key, label in services.FORMS.items() if label in read.papers]
        return {"forms_seen": seen, "harm_box": "yes" if read.harm_box else "no", "c1a": read.c1a, "words": read.words}

    def serve(self, form: Any) -> None:
        services.read_court_forms(case=self.case, **form.cleaned_data, **self.common)


class RecordProceedings(LedgerForm):
    form_class = forms.ProceedingsForm
    title = "Other proceedings"
    submit_label = "Save"
    success_message = "It is recorded."

    def serve(self, form: Any) -> None:
        data = form.cleaned_data
        services.record_proceedings(
            case=self.case, none_known=data["none_known"] == "none", words=data["words"], read_at=data["read_at"], **self.common
        )


class OfPeople(LedgerForm):
    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selectors.people_to_check(self.case)}


class AddExtendedChecks(OfPeople):
    form_class = forms.ExtendedForm
    title = "Extended checks"
    submit_label = "Continue"
    template_name = "checks/add_extended_checks.html"

    def serve(self, form: Any) -> str:
        services.add_extended_checks(case=self.case, **form.cleaned_data, **self.common)
        return reverse("checks:record_consent", args=[form.cleaned_data["person"].pk])


class AddInternationalCheck(OfPeople):
    form_class = forms.InternationalForm
    title = "Police check abroad"
    submit_label = "Add the check"
    success_message = "The check is on the list."
    template_name = "checks/add_international_check.html"

    def serve(self, form: Any) -> None:
        services.add_international_check(case=self.case, **form.cleaned_data, **self.common)


class AddEnquiry(LedgerForm):
    form_class = forms.EnquiryForm
    title = "Ask somebody who may know"
    submit_label = "Save"
    success_message = "The enquiry is on the list. Record the answer when it comes."

    def serve(self, form: Any) -> None:
        services.add_enquiry(case=self.case, **form.cleaned_data, **self.common)


class RecordConsent(LedgerForm):
    """What somebody answered on the form, for several checks at once (framework 3.75)."""

    form_class = forms.ConsentForm
    title = "Consent to checks"
    submit_label = "Save the answer"
    success_message = "The answer is recorded."
    template_name = "checks/record_consent.html"

    def find_case(self) -> Case:
        self.person = person_for(self.request.user, self.kwargs["person_id"], self.now)
        return self.person.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {self.person.full_name}"

    def _open(self) -> list[Check]:
        checks = selectors.checks_of(self.case)
        return [
            check for check in checks if check.person_id == self.person.pk and check.needs_consent and check.state in services.OPEN_TO_ASK
        ]

    def form_kwargs(self) -> dict[str, Any]:
        return {"checks": self._open()}

    def initial_values(self) -> dict[str, Any]:
        return {"checks": [str(check.pk) for check in self._open() if check.state == State.NEEDED]}

    def page_context(self) -> dict[str, Any]:
        return {"about": self.person}

    def serve(self, form: Any) -> None:
        services.record_consent(person=self.person, **form.cleaned_data, **self.common)


class RecordDirection(LedgerForm):
    form_class = forms.DirectionForm
    title = "What the court directed"
    submit_label = "Save"
    success_message = "It is recorded."

    def find_case(self) -> Case:
        self.consent = selectors.consent_for(self.request.user, self.kwargs["consent_id"], self.now)
        self.person = self.consent.person
        return self.consent.person.case

    def serve(self, form: Any) -> None:
        services.record_direction(consent=self.consent, **form.cleaned_data, **self.common)


class RecordWorkBeforeChecks(LedgerForm):
    form_class = forms.WorkBeforeChecksForm
    title = "Work before the checks are in"
    submit_label = "Save"
    success_message = "It is recorded. Tell the court in writing."
    template_name = "checks/record_work_before_checks.html"

    def serve(self, form: Any) -> None:
        services.record_work_before_checks(case=self.case, **form.cleaned_data, **self.common)


class ConcludeChecks(LedgerForm):
    form_class = forms.ConcludeForm
    title = "What the checks show"
    submit_label = "Save the conclusion"
    success_message = "The conclusion is recorded."
    template_name = "checks/conclude_checks.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"public": self.case.law == "public"}

    def page_context(self) -> dict[str, Any]:
        return {"missing": [words for _, words in services.missing_for_conclusion(self.case)]}

    def serve(self, form: Any) -> str | None:
        services.conclude_checks(case=self.case, **form.cleaned_data, **self.common)
        if form.cleaned_data["conclusion"] == "immediate":
            return reverse("safeguarding:log_concern", args=[self.case.pk])
        return None


class OfOffence(LedgerForm):
    offence: OffenceFound

    def find_case(self) -> Case:
        self.offence = selectors.offence_for(self.request.user, self.kwargs["offence_id"], self.now)
        self.person = self.offence.person
        return self.offence.check_made.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {self.offence.person.full_name}"

    def page_context(self) -> dict[str, Any]:
        return {"offence": self.offence, "source": source()}


class DecideRisk(OfOffence):
    """Risk to Children: proposed by the list, decided by a person (framework, Appendix II)."""

    form_class = forms.RiskForm
    title = "Risk to Children?"
    submit_label = "Save the decision"
    success_message = "The decision is recorded."
    template_name = "checks/decide_risk.html"

    def serve(self, form: Any) -> None:
        data = form.cleaned_data
        victim = {"yes": True, "no": False}.get(data["victim"])
        services.decide_risk(
            offence=self.offence,
            is_risk=data["is_risk"],
            sources=data["sources"],
            reason=data["reason"],
            victim_was_child=victim,
            **self.common,
        )


class DecideNoConcern(OfOffence):
    needs = "user_manages"
    form_class = forms.NoConcernForm
    title = "No concern at all"
    submit_label = "Save the decision"
    success_message = "The decision is recorded."
    template_name = "checks/decide_risk.html"

    def serve(self, form: Any) -> None:
        services.decide_no_concern(offence=self.offence, **form.cleaned_data, **self.common)


class OfCourtLetter:
    """A letter of this room to the court: that work went before the checks, or that a fuller assessment is needed."""

    record: Any

    def find_case(self) -> Case:
        self.record = selectors.letter_record_for(self.request.user, self.kwargs["court_letter_id"], self.now)  # type: ignore[attr-defined]
        return self.record.case


class TellCourt(OfCourtLetter, LedgerForm):
    form_class = forms.CourtToldForm
    title = "The court was told"
    submit_label = "Save"
    success_message = "It is recorded."

    def serve(self, form: Any) -> None:
        services.tell_court(record=self.record, **form.cleaned_data, **self.common)


class IssueCourtLetter(OfCourtLetter, InLedger, CaseAction):
    needs = "user_works"
    title = "Letter to the court"
    success_message = "The letter is issued. Send it, or file it at court."

    def perform(self) -> str:
        issue_record(kind=selectors.letter_kind(self.record), subject=self.record, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.case.pk])


class IssueConsentForm(InLedger, CaseAction):
    """The form to print and sign (framework, resource pack VII)."""

    needs = "user_works"
    title = "Consent form"
    success_message = "The form is ready to print."

    def find_case(self) -> Case:
        self.about: Person = person_for(self.request.user, self.kwargs["person_id"], self.now)
        return self.about.case

    def perform(self) -> str:
        issue_record(kind="consent-to-checks", subject=self.about, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.case.pk])


class FollowUpAssessment(LedgerForm):
    form_class = forms.FollowUpForm
    title = "The authority’s assessment"
    submit_label = "Save"
    success_message = "It is recorded."

    def find_case(self) -> Case:
        self.conclusion = selectors.conclusion_for(self.request.user, self.kwargs["conclusion_id"], self.now)
        return self.conclusion.case

    def serve(self, form: Any) -> None:
        services.follow_up_assessment(conclusion=self.conclusion, **form.cleaned_data, **self.common)
