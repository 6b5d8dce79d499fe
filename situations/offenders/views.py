"""Pages about an offender: one page shows where it stands and what is owed, the others ask for one thing each."""

from typing import Any

from django.urls import reverse

from cafcass_cases.accounts.rules import MANAGING_ROLES
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import children_of
from cafcass_cases.cases.selectors.lists import staff
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london_date

from . import forms, selectors, services
from .models import Evidence, Offender
from .services import EvidenceFacts


class InPanel:
    panel = "people"
    case: Case


class OfOffender(InPanel):
    offender: Offender

    def find_case(self) -> Case:
        self.offender = selectors.offender_for(self.request.user, self.kwargs["offender_id"], self.now)  # type: ignore[attr-defined]
        return self.offender.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {self.offender.person.full_name}"

    def get_back_url(self) -> str:
        return self.offender.get_absolute_url()


class OffenderForm(OfOffender, CaseForm):
    needs = "user_works"

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data, {"by": self.request.user, "now": self.now})
        return self.offender.get_absolute_url()

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError


class ListOffenders(InPanel, CasePage):
    """Where the path begins: who is recorded, who bears a marker and is not, and a way to record somebody."""

    title = "Sex offenders and MAPPA"
    template_name = "offenders/list_offenders.html"

    def page_context(self) -> dict[str, Any]:
        offenders = selectors.offenders_of(self.case)
        known = {one.person_id for one in offenders}
        marked = selectors.marked_in(self.case, self.now)
        concern = self.request.GET.get("concern", "")
        return {
            "offenders": offenders,
            "marked": [person for person in selectors.adults_of(self.case) if person.pk in marked and person.pk not in known],
            "query": f"concern={concern}" if concern else "",
        }


class RecordOffender(InPanel, CaseForm):
    needs = "user_works"
    form_class = forms.OffenderForm
    title = "A sex offender, or somebody managed under MAPPA"
    submit_label = "Save"
    success_message = "It is recorded. What follows is listed below."

    def get_back_url(self) -> str:
        return reverse("offenders:list_offenders", args=[self.case.pk])

    def form_kwargs(self) -> dict[str, Any]:
        known = {one.person_id for one in selectors.offenders_of(self.case)}
        return {"people": [one for one in selectors.adults_of(self.case) if one.pk not in known]}

    def initial_values(self) -> dict[str, Any]:
        person = self.request.GET.get("person", "")
        marks = next((kinds for pk, kinds in selectors.marked_in(self.case, self.now).items() if str(pk) == person), set())
        first = {"person": person}
        if "registered_sex_offender" in marks:
            first["registered"] = "yes"
        if "mappa" in marks:
            first["mappa"] = "yes"
        return first

    def perform(self, form: Any) -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        data["convicted"] = bool(data["convicted"])
        concern = selectors.concern_named(self.case, self.request.GET.get("concern", ""))
        offender = services.record_offender(case=self.case, concern=concern, by=self.request.user, now=self.now, **data)
        return offender.get_absolute_url()


class ChangeOffender(OffenderForm):
    form_class = forms.OffenderForm
    title = "Change what is known"
    success_message = "What is known is changed."

    def initial_values(self) -> dict[str, Any]:
        names = (
            "registered",
            "convicted",
            "offence",
            "convicted_on",
            "mappa",
            "mappa_category",
            "mappa_level",
            "lead_agency",
            "source",
            "version",
        )
        return {name: getattr(self.offender, name) for name in names}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        data["convicted"] = bool(data["convicted"])
        return services.change_offender(offender=self.offender, **data, **common)


class ShowOffender(OfOffender, CasePage):
    template_name = "offenders/show_offender.html"

    def get_title(self) -> str:
        return self.offender.person.full_name

    def get_back_url(self) -> str:
        return reverse("offenders:list_offenders", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        offender = self.offender
        whole = selectors.whole_of_offender(offender)
        evidence = {row.source: row for row in offender.evidence.all()}
        return {
            "offender": offender,
            "facts": self.rows(),
            "duties": whole.duties,
            "contacts": whole.contacts,
            "views": whole.views,
            "evidence": [(label, evidence.get(source)) for source, label in Evidence.Source.choices],
            "missing": services.evidence_missing(offender) if offender.is_sexual_risk else [],
            "enquiries": [one for one in offender.enquiries.all() if not one.withdrawn_at],
            "analyses": whole.analyses,
            "unused": selectors.children_without_analysis(offender, whole.children),
        }

    def rows(self) -> list[Row]:
        offender = self.offender
        conviction = "None known"
        if offender.convicted:
            conviction = offender.offence + (f", {offender.convicted_on:%-d %B %Y}" if offender.convicted_on else "")
        mappa = offender.get_mappa_display()
        if offender.mappa == "yes":
            details = [offender.get_mappa_category_display(), offender.get_mappa_level_display(), offender.lead_agency]
            mappa = ", ".join(["Yes", *(one for one in details if one and one != "Not known")])
        return [
            Row("Registered sex offender", offender.get_registered_display()),
            Row("Conviction for a sexual offence", conviction),
            Row("Managed under MAPPA", mappa),
            Row("Known from", f"{offender.source}, {london_date(offender.known_at)}"),
        ]


class RecordContact(OffenderForm):
    form_class = forms.ContactForm
    title = "Contact with a child"
    submit_label = "Save the contact"
    success_message = "The contact is recorded. Ask probation or the offender manager for their view."

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(children_of(self.case))}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.record_contact(offender=self.offender, **data, **common)


class SeekView(OffenderForm):
    form_class = forms.SeekViewForm
    title = "Ask for the view of probation or the offender manager"
    submit_label = "Save"
    success_message = "It is recorded."

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.seek_view(offender=self.offender, **data, **common)


class RecordView(InPanel, CaseForm):
    needs = "user_works"
    form_class = forms.RecordViewForm
    title = "Record their view"
    success_message = "Their view is recorded."

    def find_case(self) -> Case:
        self.sought = selectors.view_for(self.request.user, self.kwargs["view_sought_id"], self.now)
        return self.sought.offender.case

    def get_back_url(self) -> str:
        return self.sought.offender.get_absolute_url()

    def perform(self, form: Any) -> str:
        services.record_view(sought=self.sought, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.sought.offender.get_absolute_url()


class RecordEvidence(OffenderForm):
    form_class = forms.EvidenceForm
    title = "Evidence on the offender"
    submit_label = "Save"
    success_message = "The evidence is recorded."

    def initial_values(self) -> dict[str, Any]:
        kept = {row.source: row for row in self.offender.evidence.all()}
        groups = []
        for source, label in Evidence.Source.choices:
            row = kept.get(source)
            saved = {"state": row.state, "analysis": row.analysis, "why": row.why} if row else {}
            groups.append({"_title": label, "source": source, **saved})
        return {"sources": groups, "scrutiny": self.offender.scrutiny}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        sources = [
            EvidenceFacts(source=row["source"], state=row["state"], analysis=row["analysis"], why=row["why"])
            for row in data["sources"]
            if row["state"]
        ]
        return services.record_evidence(offender=self.offender, sources=sources, scrutiny=data["scrutiny"], **common)


class RecordAgencyEnquiry(InPanel, CaseForm):
    needs = "user_works"
    form_class = forms.AskAgencyForm
    success_message = "It is recorded."
    submit_label = "Save"

    def find_case(self) -> Case:
        self.enquiry = selectors.enquiry_for(self.request.user, self.kwargs["agency_enquiry_id"], self.now)
        return self.enquiry.offender.case

    def get_title(self) -> str:
        return f"What {self.enquiry.get_agency_display()} holds under MAPPA"

    def get_back_url(self) -> str:
        return self.enquiry.offender.get_absolute_url()

    def perform(self, form: Any) -> str:
        data, common = form.cleaned_data, {"enquiry": self.enquiry, "by": self.request.user, "now": self.now}
        if data["what"] == "asked":
            services.ask_agency(asked_of=data["asked_of"], asked_at=data["asked_at"], **common)
        elif data["what"] == "answered":
            services.record_agency_answer(answer=data["answer"], answered_at=data["answered_at"], **common)
        else:
            services.leave_agency_out(why=data["why"], **common)
        return self.enquiry.offender.get_absolute_url()


class WriteMappaAnalysis(OffenderForm):
    form_class = forms.MappaAnalysisForm
    title = "What the information means for each child"
    submit_label = "Save"
    success_message = "The analysis is recorded."
    draft = True

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("offender", self.offender.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"MAPPA information, {self.case.reference}"

    def initial_values(self) -> dict[str, Any]:
        return {"children": [{"_title": str(child), "child_id": str(child.pk)} for child in children_of(self.case)]}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        by_id = {str(child.pk): child for child in children_of(self.case)}
        analyses = {by_id[row["child_id"]]: row["analysis"] for row in data["children"] if row["child_id"] in by_id}
        return services.write_mappa_analysis(offender=self.offender, analyses=analyses, **common)


class ConsiderMappa(OffenderForm):
    form_class = forms.ConsiderMappaForm
    title = "Should the agencies of MAPPA know?"
    submit_label = "Save"
    success_message = "It is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"managers": [one for one in staff() if one.role in MANAGING_ROLES and one.pk != self.request.user.pk]}

    def serve(self, data: dict[str, Any], common: dict[str, Any]) -> Any:
        return services.consider_mappa(offender=self.offender, **data, **common)


class WithdrawOffender(OffenderForm):
    form_class = forms.ReasonForm
    title = "This was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "It is withdrawn. End the markers on the person’s own page, where they are wrong too."

    def perform(self, form: Any) -> str:
        services.withdraw_offender(offender=self.offender, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("offenders:list_offenders", args=[self.case.pk])
