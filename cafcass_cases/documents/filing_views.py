"""Filing an issued document at court, and where it stands."""

from typing import Any

from django.urls import reverse

from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import Denied
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from . import filing, selectors


class FileAtCourtForm(f.GovukForm):
    type_of_document = f.SelectField(
        label="What is the court to file it as?",
        hint="The court’s own names.",
        choices=[],
        missing="Choose what the court is to file it as",
    )

    def __init__(self, *args: Any, law: str = "private", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_of_document"].choices = [f.Choice(one, filing.name_of_type(one)) for one in filing.types_for(law)]


class SentAnotherWayForm(f.GovukForm):
    how = f.TextField(
        label="How was it sent, and to whom?",
        hint="For example by secure e-mail to the court’s office",
        missing="Write how it was sent, and to whom",
    )
    sent_at = f.LocalDateTimeField(label="When?", missing="Enter when it was sent", not_future=True, now_button=True)


class OfDocument(LogsReading):
    """Pages of one issued document of a case that the user may see."""

    case: Case

    def prepare(self) -> None:
        self.document = selectors.document_for(self.request.user, self.kwargs["document_id"], self.now)
        self.case = self.document.case
        self.works = selectors.works_on(self.request.user, self.case, self.now)

    def get_case(self) -> Case:
        return self.case

    def get_caption(self) -> str:
        return self.case.reference

    def get_back_url(self) -> str:
        return reverse("documents:list_documents", args=[self.case.pk])


class ShowFiling(OfDocument, ServicePage):
    """Where the filing of a document stands: each attempt, the court's receipt, and what to do where it was refused."""

    template_name = "documents/show_filing.html"

    def get_title(self) -> str:
        return f"Filing at court: {self.document.title}, version {self.document.number}"

    def page_context(self) -> dict[str, Any]:
        filings = list(filing.filings_of(self.document))
        last = filings[-1] if filings else None
        return {
            "document": self.document,
            "case": self.case,
            "filings": [(one, filing.name_of_type(one.type_of_document)) for one in filings],
            "last": last,
            "file_url": reverse("documents:file_at_court", args=[self.document.pk]),
            "may_file": self.works and filing.may_be_filed(self.document) and (last is None or last.state in ("refused", "given_up")),
            "may_send_otherwise": self.works and last is not None and last.state != "filed" and not last.ended_note,
        }


class FileAtCourt(OfDocument, ServiceFormView):
    """Hand the document to the court's interface."""

    form_class = FileAtCourtForm
    title = "File at court"
    submit_label = "File at court"
    template_name = "documents/file_at_court.html"
    success_message = "The document is on its way to the court. This page shows the court’s receipt when it comes."

    def prepare(self) -> None:
        super().prepare()
        if not self.works:
            raise Denied("Only those who work on this case can file its documents.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"law": self.case.law}

    def initial_values(self) -> dict[str, Any]:
        return {"type_of_document": filing.usual_type(self.document)}

    def page_context(self) -> dict[str, Any]:
        return {"document": self.document, "may_be_filed": filing.may_be_filed(self.document)}

    def perform(self, form: FileAtCourtForm) -> str:
        filing.file_at_court(
            document=self.document, type_of_document=form.cleaned_data["type_of_document"], by=self.request.user, now=self.now
        )
        return reverse("documents:show_filing", args=[self.document.pk])


class RecordSentAnotherWay(OfDocument, ServiceFormView):
    """It went by another way: the interface is no longer tried."""

    form_class = SentAnotherWayForm
    title = "It was sent another way"
    submit_label = "Save"
    success_message = "It is recorded how the document was sent."

    def prepare(self) -> None:
        self.filing = selectors.filing_for(self.request.user, self.kwargs["filing_id"], self.now)
        self.document, self.case = self.filing.document, self.filing.case
        if not selectors.works_on(self.request.user, self.case, self.now):
            raise Denied("Only those who work on this case can record how its documents were sent.")

    def get_back_url(self) -> str:
        return reverse("documents:show_filing", args=[self.document.pk])

    def perform(self, form: SentAnotherWayForm) -> str:
        data = form.cleaned_data
        filing.record_sent_another_way(filing=self.filing, how=data["how"], at=data["sent_at"], by=self.request.user, now=self.now)
        return self.get_back_url()
