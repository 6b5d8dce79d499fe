"""The pages of a serious incident: the bad hour, appointments, the secured file. Thin: each calls one service."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import allocated_practitioner, children_of, manager_of_case, staff
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.duties.presenting import tasks_of

from . import forms, presenting, rules, selectors, services
from .models import SeriousIncident

DUTY_OF_THE_AUTHORITY = (
    "The local authority notifies the Child Safeguarding Practice Review Panel of a serious incident. Cafcass does not: ask whether it has."
)


class OfIncident:
    """Fetches the incident of the address, and what the user may do: ``user_directs``, ``user_reviews`` (manages or directs)."""

    request: Any
    kwargs: dict[str, Any]
    now: Any
    panel = ""
    incident: SeriousIncident

    def find_case(self) -> Case:
        self.incident = self.find_incident()
        return presenting.with_review_standing(self.incident.case, self.request.user, self.now)  # type: ignore[no-any-return]

    def find_incident(self) -> SeriousIncident:
        return selectors.incident_for(self.request.user, self.kwargs["serious_incident_id"], self.now)

    @property
    def user(self) -> Any:
        return self.request.user

    def get_back_url(self) -> str:
        return self.incident.get_absolute_url()


class IncidentPage(OfIncident, CasePage):
    pass


class IncidentForm(OfIncident, CaseForm):
    """A form about the incident. ``verb`` is the service, which takes the cleaned answers by name."""

    needs = "user_reviews"
    verb: Any = None
    with_staff = False

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": staff()} if self.with_staff else {}

    def subject(self) -> dict[str, Any]:
        return {"incident": self.incident}

    def perform(self, form: Any) -> str:
        cleaned = {
            name: (None if value == "" and name in getattr(form, "staff_fields", ()) else value)
            for name, value in form.cleaned_data.items()
        }
        type(self).verb(**self.subject(), **cleaned, by=self.user, now=self.now)
        return self.get_back_url()


class DirectorForm(IncidentForm):
    needs = "user_directs"


class IncidentAction(OfIncident, CaseAction):
    needs = "user_directs"


class RecordSeriousIncident(CaseForm):
    form_class = forms.IncidentForm
    needs = "user_works"
    title = "A death, a serious injury, or a review"
    submit_label = "Save, and tell the manager"
    success_message = "It is recorded, and the manager is told. Now both directors are told, within the hour."
    template_name = "learning/record_serious_incident.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(children_of(self.case))}

    def page_context(self) -> dict[str, Any]:
        return {"incidents": selectors.incidents_of(self.case), "authority_duty": DUTY_OF_THE_AUTHORITY}

    def perform(self, form: Any) -> str:
        data = {**form.cleaned_data, "child": form.cleaned_data["child"] or None}
        found = services.record_incident_known(case=self.case, by=self.request.user, now=self.now, **data)
        return found.get_absolute_url()


class ShowSeriousIncident(IncidentPage):
    template_name = "learning/show_serious_incident.html"

    def get_title(self) -> str:
        return self.incident.get_kind_display()  # type: ignore[no-any-return]

    def page_context(self) -> dict[str, Any]:
        one = self.incident
        duties, updates, appointments, dates, actions, points, releases = selectors.everything_of(one)
        secured = selectors.secured_of(one)
        presenting.with_securing(self.case, self.user, appointments)
        return {
            "incident": one, "rows": presenting.rows_of(one), "disclosure": presenting.disclosure_rows(one), "updates": updates,
            "tasks": tasks_of(duties, self.now), "appointments": appointments,
            "secured": secured, "dates": dates, "actions": actions, "points": points, "warnings": services.reviewing.warnings_of(one),
            "releases": releases, "next": presenting.next_step(one, self.case, secured, appointments),
            "is_safeguarding_director": self.case.user_is_safeguarding_director, "authority_duty": DUTY_OF_THE_AUTHORITY,
        }  # fmt: skip


class RecordTold(IncidentForm):
    form_class = forms.ToldForm
    title = "Tell the directors"
    success_message = "It is recorded."
    verb = services.record_told

    def form_kwargs(self) -> dict[str, Any]:
        area, post = rules.area_director(self.case), rules.safeguarding_director(self.now)
        told = [("area", area, "Assistant Director of the area", self.incident.area_director_told_at),
                ("safeguarding", post, "director with safeguarding responsibility", self.incident.safeguarding_director_told_at)]  # fmt: skip
        return {
            "posts": [(key, f"{user.full_name if user else 'Nobody holds the post'}, {words}") for key, user, words, at in told if not at]
        }

    def get_back_url(self) -> str:
        return self.incident.get_absolute_url()


class RecordSupport(IncidentForm):
    form_class = forms.SupportForm
    title = "Support for everybody involved"
    success_message = "The support is recorded."
    verb = services.record_support

    def initial_values(self) -> dict[str, Any]:
        one = self.incident
        return {"support": one.support, "support_by": one.support_by, "practitioner_informed_at": one.practitioner_informed_at}


class NoteAuthority(IncidentForm):
    form_class = forms.AuthorityForm
    title = "The partnership and the authority"
    success_message = "It is recorded."
    verb = services.note_authority

    def initial_values(self) -> dict[str, Any]:
        return {"told_at": self.incident.partnership_told_at, "words": self.incident.authority_notified}


class RecordDecision(IncidentForm):
    form_class = forms.DecisionForm
    title = "What the partnership decided"
    success_message = "The decision is recorded."
    verb = services.record_decision


class ReachStage(IncidentForm):
    form_class = forms.StageForm
    title = "A stage is reached"
    success_message = "The stage is recorded. An update to the directors is owed."
    verb = services.reach_stage


class SendUpdate(IncidentForm):
    form_class = forms.UpdateForm
    title = "Send the directors an update"
    submit_label = "Make and send it"
    success_message = "The update is made and recorded as sent."
    verb = services.send_update

    def find_incident(self) -> SeriousIncident:
        self.update = selectors.update_for(self.user, self.kwargs["update_id"], self.now)
        return self.update.incident

    def subject(self) -> dict[str, Any]:
        return {"update": self.update}


class Appoint(DirectorForm):
    form_class = forms.AppointForm
    title = "Appoint somebody"
    success_message = "The appointment is recorded."
    verb = services.appoint
    with_staff = True


class AgreeAppointment(IncidentAction):
    success_message = "You agreed to the appointment."

    def find_incident(self) -> SeriousIncident:
        self.appointment = selectors.appointment_for(self.user, self.kwargs["appointment_id"], self.now)
        return self.appointment.incident

    def perform(self) -> str:
        services.agree_appointment(appointment=self.appointment, by=self.user, now=self.now)
        return self.get_back_url()


class SecureFile(IncidentForm):
    form_class = forms.SecureForm
    title = "Secure the file"
    submit_label = "Secure the file now"
    warning = True
    success_message = "The file is secured as it stood. What is entered from now on is marked."
    template_name = "learning/secure_file.html"
    verb = services.secure_file
    with_staff = True
    needs = "user_secures"

    def find_case(self) -> Case:
        return presenting.with_securing(super().find_case(), self.user, selectors.appointments_of(self.incident))

    def initial_values(self) -> dict[str, Any]:
        holder = allocated_practitioner(self.case, self.now)
        people = (holder, manager_of_case(self.case, self.now, holder=holder), self.user)
        return {"named": [str(one.pk) for one in people if one], "next_owner": str(holder.pk) if holder else ""}


class OfSecured(OfIncident):
    def find_incident(self) -> SeriousIncident:
        self.secured = selectors.secured_for(self.user, self.kwargs["secured_id"], self.now)
        return self.secured.incident  # type: ignore[no-any-return]

    def get_back_url(self) -> str:
        return self.secured.get_absolute_url()

    def subject(self) -> dict[str, Any]:
        return {"secured": self.secured}


class ShowSecuredFile(OfSecured, CasePage):
    """What was secured, when, by whom, its digest, and who opened it: not the original itself."""

    title = "The secured file"
    template_name = "learning/show_secured_file.html"

    def page_context(self) -> dict[str, Any]:
        secured = self.secured
        return {
            "secured": secured, "snapshot": secured.snapshot, "may_open": services.securing.may_open(self.user, secured, self.now),
            "requests": list(secured.requests.select_related("user", "decided_by")), "openings": list(secured.openings.select_related("user")[:50]),
            "directs": self.case.user_directs,
        }  # fmt: skip


class OpenSecuredFile(OfSecured, CasePage):
    """The original, frozen: opened by approval alone. Every attempt is kept."""

    title = "The file as it was secured"
    template_name = "learning/open_secured_file.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.let_in = services.open_secured(secured=self.secured, by=self.user, now=self.now)
        answer = super().get(request, *args, **kwargs)
        if not self.let_in:
            answer.status_code = 403
        return answer  # type: ignore[no-any-return]

    def page_context(self) -> dict[str, Any]:
        snapshot = self.secured.snapshot
        context = {"secured": self.secured, "snapshot": snapshot, "let_in": self.let_in}
        if not self.let_in:
            return context
        whole = services.securing.is_whole(snapshot)
        return context | {"groups": presenting.groups_of(snapshot), "documents": snapshot.documents, "whole": whole}


class RecordPaper(OfSecured, IncidentForm):
    form_class = forms.PaperForm
    title = "Papers of the secured file"
    success_message = "It is recorded."
    verb = services.record_paper


class AskAccess(OfSecured, IncidentForm):
    form_class = forms.ReasonForm
    needs = ""
    title = "Ask to open the secured file"
    submit_label = "Ask"
    success_message = "The director is asked."
    verb = services.ask_access


class DecideAccess(IncidentForm):
    form_class = forms.AnswerForm
    needs = "user_directs"
    title = "May they open the secured file?"
    success_message = "Your decision is recorded."
    template_name = "learning/decide_access.html"
    verb = services.decide_access

    def find_incident(self) -> SeriousIncident:
        self.access = selectors.request_for(self.user, self.kwargs["access_request_id"], self.now)
        incident: SeriousIncident = self.access.secured.incident
        incident.case = self.access.secured.case
        return incident

    def page_context(self) -> dict[str, Any]:
        return {"access": self.access}

    def subject(self) -> dict[str, Any]:
        return {"request": self.access}

    def get_back_url(self) -> str:
        return reverse("learning:show_secured_file", args=[self.access.secured_id])
