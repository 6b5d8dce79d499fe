"""Pages of issued documents: the list of a case, the document itself, and what the guard would refuse."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.audit.services import log_read
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.selectors import case_for
from cafcass_cases.core.errors import Denied
from cafcass_cases.duties.selectors import departure_for
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from . import guard, selectors, services


class ListDocuments(LogsReading, ServicePage):
    """Everything issued in a case, newest first, with its hash and what superseded it."""

    title = "Documents"
    template_name = "documents/list_documents.html"

    def prepare(self) -> None:
        self.case = case_for(self.request.user, self.kwargs["case_id"], self.now)

    def page_context(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "documents": selectors.with_filings(self.case, selectors.documents_of(self.case)),
            "notice": selectors.guardian_notice_of(self.case),
            "works": selectors.works_on(self.request.user, self.case, self.now),
        }


class ShowDocument(ServicePage):
    """The issued bytes, checked against their hash, with the reading logged in the same transaction."""

    def prepare(self) -> None:
        self.document = selectors.document_for(self.request.user, self.kwargs["document_id"], self.now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        content = bytes(self.document.content)
        if hashlib.sha256(content).hexdigest() != self.document.sha256:
            raise Denied("This document no longer matches the hash that was kept when it was issued. Tell an auditor.")
        log_read(user=request.user, case=self.document.case, what=f"document {self.document.pk}", now=self.now)
        disposition = "inline" if "view" in request.GET else "attachment"
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'{disposition}; filename="{self.document.file_name}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )


class IssueDepartureRecord(ServiceAction):
    """The record of a departure, frozen as it stands now. A later one supersedes it."""

    title = "Record of a departure from the policy"
    success_message = "The record of the departure is issued."

    def prepare(self) -> None:
        self.departure = departure_for(self.request.user, self.kwargs["departure_id"], self.now)
        if not self.departure.case.user_works:
            raise Denied("Only those who work on this case can issue its documents.")

    def get_back_url(self) -> str:
        return reverse("duties:show_departure", args=[self.departure.pk])

    def perform(self) -> str:
        services.issue_record(kind="departure-record", subject=self.departure, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.departure.case_id])


class ReleaseFindingForm(f.GovukForm):
    fingerprint = f.HiddenField()
    reason = f.TextAreaField(
        label="Why does this sentence tell nothing that is withheld?",
        missing="Write why this sentence tells nothing that is withheld",
        rows=4,
    )


class CheckDocument(LogsReading, ServicePage):
    """What the document would say, what is missing, and each sentence that the guard would refuse."""

    template_name = "documents/check_document.html"

    def prepare(self) -> None:
        self.kind, self.subject = selectors.subject_for(self.request.user, self.kwargs["kind"], self.kwargs["subject_id"], self.now)
        self.case = self.kind.case(self.subject)

    def get_title(self) -> str:
        return f"Check before issuing: {self.kind.title}"

    def get_back_url(self) -> str:
        return self.kind.url(self.subject)

    def page_context(self) -> dict[str, Any]:
        page, found = services.preview(kind=self.kind.key, subject=self.subject, by=self.request.user, now=self.now)
        return {
            "kind": self.kind,
            "subject": self.subject,
            "missing": self.kind.preflight(self.subject),
            "findings": found,
            "could_not_check": guard.COULD_NOT_CHECK,
            "text": page.text.strip(),
            "may_release": is_manager(self.request.user),
            "recipient": self.kind.recipient(self.subject),
        }


class ReleaseFinding(ServiceFormView):
    """A manager releases one sentence, with reasons."""

    form_class = ReleaseFindingForm
    title = "Release a sentence"
    submit_label = "Release this sentence"
    success_message = "The sentence is released. An edit would void the release."
    template_name = "documents/release_finding.html"

    def prepare(self) -> None:
        self.kind, self.subject = selectors.subject_for(self.request.user, self.kwargs["kind"], self.kwargs["subject_id"], self.now)
        if not is_manager(self.request.user):
            raise Denied("Only a manager can release a sentence that the guard refused.")

    def get_back_url(self) -> str:
        return reverse("documents:check_document", args=[self.kind.key, self.subject.pk])

    def initial_values(self) -> dict[str, Any]:
        return {"fingerprint": self.request.GET.get("sentence", "")}

    def page_context(self) -> dict[str, Any]:
        _, found = services.preview(kind=self.kind.key, subject=self.subject, by=self.request.user, now=self.now)
        asked = self.request.POST.get("fingerprint") or self.request.GET.get("sentence", "")
        return {"finding": next((item for item in found if item.fingerprint == asked), None)}

    def perform(self, form: ReleaseFindingForm) -> str:
        services.release_finding(
            kind=self.kind.key,
            subject=self.subject,
            fingerprint=form.cleaned_data["fingerprint"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()
