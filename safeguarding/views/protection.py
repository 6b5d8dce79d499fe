"""What is done at once: the police, enquiries, and the question for each child."""

from typing import Any

from cafcass_cases.cases.selectors import people_of_case
from safeguarding import selectors, services
from safeguarding.forms import protection as forms

from .base import ConcernForm, OfChild


class RecordEnquiry(ConcernForm):
    form_class = forms.EnquiryForm
    title = "Record an enquiry"
    submit_label = "Save the enquiry"
    success_message = "The enquiry is recorded."
    template_name = "safeguarding/enquiry_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": people_of_case(self.case)}

    def page_context(self) -> dict[str, Any]:
        return {"people": people_of_case(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        values = {**cleaned, "person": cleaned["person"] or None}
        services.record_enquiry(concern=self.concern, by=self.request.user, now=self.now, **values)


class RecordPoliceReport(ConcernForm):
    form_class = forms.PoliceReportForm
    title = "Record a report to the police"
    submit_label = "Save the report"
    success_message = "The report to the police is recorded."
    template_name = "safeguarding/police_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"forces": selectors.police_forces()}

    def serve(self, cleaned: dict[str, Any]) -> None:
        values = {**cleaned, "force": cleaned["force"] or None}
        services.record_police_report(concern=self.concern, by=self.request.user, now=self.now, **values)


class AnswerCause(OfChild, ConcernForm):
    form_class = forms.CauseAnswerForm
    title = "Cause to suspect"
    submit_label = "Save the answer"
    success_message = "The answer is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.answer_cause_to_suspect(
            concern=self.concern,
            child=self.child,
            answer=cleaned["answer"],
            reason=cleaned["reason"],
            at=cleaned["answered_at"],
            by=self.request.user,
            now=self.now,
        )


class ConsiderChild(OfChild, ConcernForm):
    form_class = forms.ConsiderForm
    title = "A connected child"
    submit_label = "Save the answer"
    success_message = "The answer is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.consider_connected_child(
            concern=self.concern,
            child=self.child,
            answer=cleaned["answer"],
            reason=cleaned["reason"],
            at=cleaned["considered_at"],
            by=self.request.user,
            now=self.now,
        )
