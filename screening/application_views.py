"""The application of one case: what the court says, its documents, and the first look at it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from cafcass_cases.audit.services import log_read
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.court_interface import CourtTrouble, file_type_of
from cafcass_cases.ui.views import ServicePage

from . import entering, first_look, forms, presenting, selectors
from .models import ApplicationScreening
from .registry import what_stands_against_screening


class ShowApplication(CasePage):
    """What the court's application says, what was found in it, and what is doubted."""

    panel = "screening"
    title = "The application"
    template_name = "screening/show_application.html"

    def get_back_url(self) -> str:
        return reverse("screening:show_screening", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        record = selectors.record_of(self.case)
        application = selectors.read_record(record)
        screenings = selectors.with_due(selectors.screenings_of(self.case))
        return {
            "log_url": reverse("safeguarding:log_concern", args=[self.case.pk]),
            "application": application,
            "record": record,
            "facts": presenting.facts(application, self.case, selectors.authority_of(application)) if application else [],
            "people": presenting.people(application) if application else [],
            "screenings": screenings,
            "waiting": [one for one in screenings if one.screened_at is None],
            "open_differences": selectors.differences_of(self.case).filter(state="open").count(),
            "may_screen": self.case.user_works,
            "now": self.now,
        }


class RecordScreening(CaseForm):
    """Somebody looked at the application: is there a concern?"""

    needs = "user_works"
    panel = "screening"
    form_class = forms.RecordScreeningForm
    title = "Screen the application"
    submit_label = "Save"
    template_name = "screening/record_screening.html"
    success_message = "The screening is recorded."

    def find_case(self) -> Any:
        self.screening = selectors.screening_for(self.request.user, self.kwargs["screening_id"], self.now)
        return self.screening.case

    def get_back_url(self) -> str:
        return reverse("screening:show_application", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        missing = what_stands_against_screening(self.case, self.now)
        return {"screening": self.screening, "log_url": reverse("safeguarding:log_concern", args=[self.case.pk]), "missing": missing}

    def perform(self, form: forms.RecordScreeningForm) -> str:
        data = form.cleaned_data
        if data["outcome"] == ApplicationScreening.Outcome.CONCERN_LOGGED and not selectors.has_concern(self.case):
            raise RuleRefused("F2.15-1", "No concern is logged in this case. Log it first.", field="outcome")
        first_look.record_screening(
            screening=self.screening,
            outcome=data["outcome"],
            note=data["note"],
            screened_at=data["screened_at"],
            by=self.request.user,
            now=self.now,
        )
        return reverse("screening:show_screening", args=[self.case.pk])


class ShowPaper(ServicePage):
    """One document of the application: fetched from the court when it is first opened here, and kept as it was from then on."""

    title = "Document of the application"
    template_name = "screening/paper_missing.html"

    def prepare(self) -> None:
        self.case = selectors.case_seen(self.request.user, self.kwargs["case_id"], self.now)
        application = selectors.application_of(self.case)
        papers = {paper.document_id: paper for paper in application.papers} if application else {}
        if self.kwargs["document_id"] not in papers:
            raise Http404
        self.paper = papers[self.kwargs["document_id"]]

    def get_back_url(self) -> str:
        return reverse("screening:show_application", args=[self.case.pk])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            kept = entering.fetch_paper(case=self.case, paper=self.paper, by=request.user, now=self.now)
        except CourtTrouble as trouble:
            context = {**self.frame(), "case": self.case, "paper": self.paper, "trouble": trouble.words}
            return TemplateResponse(request, self.template_name, context, status=503)
        log_read(user=request.user, case=self.case, what=f"application paper {kept.pk}", now=self.now)
        content = bytes(kept.content)
        kind = file_type_of(content)
        disposition = "inline" if kind == "pdf" else "attachment"
        return HttpResponse(
            content,
            content_type="application/pdf" if kind == "pdf" else "application/octet-stream",
            headers={
                "Content-Disposition": f'{disposition}; filename="{self.case.reference}-application{f".{kind}" if kind else ""}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )
