"""The pages of the review itself: disclosure, remit, report, timetable, actions, documents. Thin: each calls one service."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.documents.services import issue_record

from . import forms, selectors, services
from .models import SeriousIncident
from .views import DirectorForm, IncidentAction, IncidentForm


class RecordDisclosure(IncidentForm):
    form_class = forms.DisclosureForm
    title = "The family, the court and the partnership"
    success_message = "It is recorded."
    verb = services.record_disclosure

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.incident, name) for name in (*services.reviewing.DISCLOSURE, "processes")}


class ReleasePapers(DirectorForm):
    form_class = forms.ReleaseForm
    title = "Give papers to somebody for the review"
    success_message = "It is recorded."
    verb = services.release_papers


class SendRemit(DirectorForm):
    form_class = forms.RemitForm
    title = "The remit of the internal review"
    success_message = "The remit is recorded, and the review begins."
    verb = services.send_remit

    def initial_values(self) -> dict[str, Any]:
        return {"remit": self.incident.remit}


class WriteReport(DirectorForm):
    form_class = forms.ReportForm
    needs = ""
    title = "The internal review’s report"
    submit_label = "Save the draft"
    success_message = "The draft is saved. The director with safeguarding responsibility reads and approves it."
    draft = True
    verb = services.write_report

    def find_incident(self) -> SeriousIncident:
        return selectors.incident_to_write(self.user, self.kwargs["serious_incident_id"], self.now)

    def prepare(self) -> Any:
        found = super().prepare()
        if not self.case.user_directs and not selectors.is_author(self.user, self.incident):
            raise PermissionDenied
        return found

    def get_back_url(self) -> str:
        secured = selectors.secured_of(self.incident)
        if self.case.user_knows or self.case.user_directs:
            return self.incident.get_absolute_url()
        return secured.get_absolute_url() if secured else reverse("desk:show_home")

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("serious incident", self.incident.pk, self.incident.case_id)

    def draft_label(self) -> str:
        return f"Report of a review, {self.incident.case.reference}"

    def initial_values(self) -> dict[str, Any]:
        return {"report": self.incident.report, "interviews": self.incident.interviews}


class ApproveReport(IncidentAction):
    success_message = "The report is approved. A later change needs approval again."

    def perform(self) -> str:
        services.approve_report(incident=self.incident, by=self.user, now=self.now)
        return self.get_back_url()


class SendReport(DirectorForm):
    form_class = forms.SendReportForm
    title = "Send the report to the partnership"
    success_message = "It is recorded as sent."
    verb = services.send_report


class AddDate(IncidentForm):
    form_class = forms.DateForm
    title = "A date of the timetable"
    success_message = "The date is set, and on its owner’s task list."
    verb = services.add_date
    with_staff = True


class AddAction(IncidentForm):
    form_class = forms.ActionForm
    title = "An action of the plan"
    success_message = "The draft action is saved. It is active once the director agrees."
    verb = services.add_action
    with_staff = True


class WriteLearning(IncidentForm):
    form_class = forms.LearningForm
    title = "What is learned"
    success_message = "The learning point is saved. The director with safeguarding responsibility publishes it."
    verb = services.write_learning


class IssueReport(IncidentAction):
    success_message = "The report is made."
    kind = "review-report"

    def perform(self) -> str:
        return reverse("documents:show_document", args=[issue_record(kind=self.kind, subject=self.incident, by=self.user, now=self.now).pk])


class IssueActionPlan(IssueReport):
    success_message = "The action plan is made."
    kind = "review-action-plan"


class CloseIncident(IncidentAction):
    success_message = "It is closed."

    def perform(self) -> str:
        services.close_incident(incident=self.incident, by=self.user, now=self.now)
        return self.get_back_url()


class FinishDate(IncidentForm):
    form_class = forms.WhenForm
    success_message = "It is recorded."
    verb = services.finish_date

    def get_title(self) -> str:
        return self.row.what  # type: ignore[no-any-return]

    def find_incident(self) -> SeriousIncident:
        self.row = selectors.date_for(self.user, self.kwargs["review_date_id"], self.now)
        return self.row.incident

    def subject(self) -> dict[str, Any]:
        return {"date": self.row}


class OfAction(IncidentForm):
    def find_incident(self) -> SeriousIncident:
        self.action = selectors.action_for(self.user, self.kwargs["review_action_id"], self.now)
        return self.action.incident

    def subject(self) -> dict[str, Any]:
        return {"action": self.action}


class AgreeAction(OfAction):
    form_class = forms.AgreeActionForm
    needs = "user_directs"
    title = "Agree to an action"
    submit_label = "Agree"
    success_message = "The action is active, and on its owner’s task list."
    template_name = "learning/agree_action.html"
    verb = services.agree_action
    with_staff = True

    def page_context(self) -> dict[str, Any]:
        return {"action": self.action}

    def initial_values(self) -> dict[str, Any]:
        return {"owner": str(self.action.owner_id or ""), "due_on": self.action.due_on}


class FinishAction(OfAction):
    form_class = forms.DoneForm
    title = "What was done"
    success_message = "The action is done."
    verb = services.finish_action
