"""The ledger, and a short form for each thing that is done; most do it for several checks at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.selectors import authorities, person_for
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.ui.components import Event, Row
from cafcass_cases.ui.views import ServicePage
from cafcass_cases.ui.words import london

from . import forms, selectors, services
from .facts import facts_of
from .ledger import groups_of
from .models import ASKED, POLICE, STANDARD, Check, Kind, OffenceFound
from .needs import gaps
from .offences import old_label_in, source

State = Check.State


def ledger_url(case: Case) -> str:
    return reverse("checks:show_checks", args=[case.pk])


class InLedger:
    panel = "screening"
    case: Case

    def get_back_url(self) -> str:
        return ledger_url(self.case)


class ShowChecks(InLedger, CasePage):
    """Person by check, with state, clock and next action: the page that is used all day."""

    title = "Checks"
    template_name = "checks/show_checks.html"

    def get_back_url(self) -> str:
        return reverse("screening:show_screening", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        checks = selectors.checks_of(self.case)
        waiting = selectors.undecided_by_person(checks)
        names = {check.person_id: check.person.full_name for check in checks if check.person}
        offences = selectors.offences_of(self.case)
        to_ask = [check for check in checks if is_askable(check)]
        return {
            "groups": groups_of(self.case, checks, waiting),
            "counts": selectors.counts(checks),
            "begun": bool(checks),
            "to_ask": to_ask,
            "request_words": f"Request {len(to_ask)} check{'s' if len(to_ask) != 1 else ''}",
            "asked": [check for check in checks if check.state in services.ASKED_FOR],
            "consent_people": list({check.person_id: check.person for check in checks if check.needs_consent and check.is_open and check.person}.values()),
            "proposed": [check for check in checks if check.state == State.PROPOSED],
            "gaps": [(names.get(gap.person, ""), gap.person, gap.words) for gap in gaps(facts_of(self.case, self.now))] if checks else [],
            "offences": offences,
            "may_decide_none": is_manager(self.request.user),
            "exceptions": selectors.exceptions_of(self.case),
            "conclusion": selectors.conclusion_of(self.case),
            "kept": [check for check in checks if check.keep_until],
            "unlinked": [(one, selectors.direction_is_open(one)) for one in selectors.consents_of(self.case)],
        }


def is_askable(check: Check) -> bool:
    """Whether it can be asked for now: consent where it is needed, and an authority that is known."""
    if check.kind not in ASKED or check.state not in services.OPEN_TO_ASK:
        return False
    return not (check.needs_consent and check.state == State.NEEDED) and not (check.kind == Kind.AUTHORITY and check.authority_id is None)


class ShowCheck(InLedger, CasePage):
    """One check: what came back, what was concluded, and its story."""

    template_name = "checks/show_check.html"

    def find_case(self) -> Case:
        self.check = selectors.check_for(self.request.user, self.kwargs["check_id"], self.now)
        self.person = self.check.person
        return self.check.case

    def get_title(self) -> str:
        return forms.named(self.check)

    def page_context(self) -> dict[str, Any]:
        check = self.check
        rows = [Row("Why it is needed", check.why or "–"), Row("State", check.get_state_display())]
        if check.asked_in:
            rows.append(Row("Asked", f"{london(check.asked_in.requested_at)}, {check.asked_in.get_method_display().lower()}"))
            rows.append(Row("Why asking was right", check.asked_in.basis))
        if check.consent:
            rows.append(Row("Consent", f"{check.consent.get_answer_display()}, {london(check.consent.answered_at)}"))
        if check.received_at:
            rows.append(Row("Came", f"{london(check.received_at)}{', ' + check.received_from if check.received_from else ''}: {check.get_result_display()}"))
        rows += [Row(heading, words) for heading, words in selectors.shown_findings(check)]
        if check.rationale:
            rows.append(Row("Reasons", check.rationale))
        if check.conclusion:
            rows.append(Row("Concluded", f"{check.get_conclusion_display()}, {check.reviewed_by}"))
        if check.analysis:
            rows.append(Row("What it means for the child", check.analysis))
        if check.reunification:
            rows.append(Row("For living together again", check.reunification))
        if check.keep_until:
            rows.append(Row("Kept until", f"{check.keep_until:%-d %B %Y} (local default, or as decided): then looked at again, or destroyed"))
        return {
            "check": check,
            "rows": rows,
            "story": [
                Event(step.get_what_display(), step.at, by=str(step.done_by or step.created_by or ""), text=_entered(step))
                for step in selectors.steps_of(check)
            ],
        }  # fmt: skip


def _entered(step: Any) -> str:
    """The words of a step; and, where it was typed later than it was done, when."""
    late = (step.created_at - step.at).total_seconds() > 120
    return ". ".join(part for part in (step.note, f"Entered {london(step.created_at)}" if late else "") if part)


class OpenChecks(InLedger, CaseAction):
    title = "Start the checks"
    success_message = "The checks that this case needs are listed."

    def perform(self) -> str:
        services.open_checks(case=self.case, by=self.request.user, now=self.now)
        return ledger_url(self.case)


class SearchOwnRecords(InLedger, CaseAction):
    needs = "user_works"
    title = "Search our own records"
    success_message = "Everybody of this case was searched for."

    def perform(self) -> str:
        services.search_own_records(case=self.case, by=self.request.user, now=self.now)
        return ledger_url(self.case)


class LedgerForm(InLedger, CaseForm):
    """A form that leads back to the ledger. ``serve`` calls one service."""

    needs = "user_works"

    def perform(self, form: Any) -> str:
        answer = self.serve(form)
        said = old_label_in(*(value for value in form.cleaned_data.values() if isinstance(value, str)))
        if said:
            messages.warning(self.request, said)
        return answer or ledger_url(self.case)

    def serve(self, form: Any) -> str | None:
        raise NotImplementedError

    @property
    def common(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": self.now}


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

    def form_kwargs(self) -> dict[str, Any]:
        return {"check": self.check}

    def page_context(self) -> dict[str, Any]:
        return {**super().page_context(), "offences": [one for one in selectors.offences_of(self.case) if one.check_made_id == self.check.pk]}

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
    submit_label = "Save"
    success_message = "It is recorded."

    def prepare(self) -> Any:
        super().prepare()
        if self.check.kind not in POLICE:
            raise PermissionDenied

    def serve(self, form: Any) -> None:
        data = form.cleaned_data
        if data["still_needed"]:
            services.keep_police_information(check=self.check, keep_until=data["keep_until"], reason=data["reason"], **self.common)
        else:
            services.destroy_police_information(check=self.check, reason=data["reason"], **self.common)


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
        return {"harm_box": "yes" if self.case.harm_alleged_on_c1a else None, "c1a": "completed" if self.case.harm_alleged_on_c1a else None}

    def serve(self, form: Any) -> None:
        services.read_court_forms(case=self.case, **form.cleaned_data, **self.common)


class RecordProceedings(LedgerForm):
    form_class = forms.ProceedingsForm
    title = "Other proceedings"
    submit_label = "Save"
    success_message = "It is recorded."

    def serve(self, form: Any) -> None:
        data = form.cleaned_data
        services.record_proceedings(case=self.case, none_known=data["none_known"] == "none", words=data["words"], read_at=data["read_at"], **self.common)


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
        return [check for check in checks if check.person_id == self.person.pk and check.needs_consent and check.state in services.OPEN_TO_ASK]

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
            offence=self.offence, is_risk=data["is_risk"], sources=data["sources"], reason=data["reason"], victim_was_child=victim, **self.common
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
        self.record = selectors.letter_record_for(self.request.user, self.kwargs["letter_id"], self.now)  # type: ignore[attr-defined]
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
        from cafcass_cases.documents.services import issue_record

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
        from cafcass_cases.documents.services import issue_record

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


class ListOpenChecks(ServicePage):
    """The checks of a manager's cases that are not in: how old, whose, and the exceptions of the month (framework 2.22, 2.23)."""

    title = "Checks not yet in"
    template_name = "checks/list_open_checks.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        queue = selectors.queue_of(self.request.user, self.now)
        return {"queue": queue, "exceptions": selectors.exceptions_of_month(self.request.user, self.now)}
