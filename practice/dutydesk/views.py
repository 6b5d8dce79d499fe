"""The duty desk: one list, a call logged in a minute, and what is done with it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.accounts.models import Team
from cafcass_cases.accounts.selectors import teams
from cafcass_cases.accounts.staffing import Away
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from . import forms, presenting, rules, selectors, services
from .models import CaseTaken, DeskEnquiry
from .on_duty import on_duty
from .services.enquiries import for_manager
from .views_more import ListDeskRota, RecordLook, SetDeskDuty, ShowDiary, ShowPartnership, WithdrawDeskDuty

__all__ = [
    "AnswerEnquiry", "BeginConcern", "FindCase", "HandBack", "ListDeskRota", "LogEnquiry", "PassOn", "RecordLook", "SetDeskDuty", "ShowDesk",
    "ShowDiary", "ShowEnquiry", "ShowPartnership", "TakeCase", "TakeEnquiry", "TakeUpAsSharing", "WithdrawDeskDuty",
]  # fmt: skip


def desk_url(team_id: UUID | None = None) -> str:
    url = reverse("dutydesk:show_desk")
    return f"{url}?team={team_id}" if team_id else url


def team_choices(rows: Any) -> list[f.Choice]:
    return [f.Choice(str(team.pk), team.name, object=team) for team in rows]


class ShowDesk(LogsReading, ServicePage):
    """Everything that waits for nobody by name, of one team: enquiries, and cases with nobody there."""

    title = "Duty desk"
    template_name = "dutydesk/show_desk.html"

    def prepare(self) -> None:
        user = self.request.user
        if not (rules.may_use_desk(user) or rules.may_audit(user)):
            raise PermissionDenied
        self.away = Away(self.now)
        self.team, self.desks = selectors.desk_for(user, _uuid(self.request.GET.get("team", "")), self.now, self.away)
        self.desk = selectors.desk_of(user, self.team, self.now, self.away)

    def get_cases(self) -> list[Case]:
        return self.desk.cases

    def page_context(self) -> dict[str, Any]:
        user, desk = self.request.user, self.desk
        takes = rules.may_use_desk(user) and user.role in rules.REGISTERED_ROLES
        return {
            "team": self.team,
            "desks": self.desks,
            "on_duty": on_duty(self.team, self.now, self.away),
            "enquiries": [
                presenting.enquiry_line(one, user, self.now, takes=takes, sees=one.case_id in desk.seen) for one in desk.enquiries
            ],
            "waiting": [presenting.case_line(one, user, self.now, takes=takes, sees=one.case.pk in desk.seen) for one in desk.waiting],
            "answered": desk.answered,
            "may_log": rules.may_use_desk(user),
            "log_url": f"{reverse('dutydesk:log_enquiry')}?team={self.team.pk}",
        }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


class LogEnquiry(ServiceFormView):
    """A call, an e-mail, a visit: logged in a minute, also about a case that nobody can find."""

    form_class = forms.EnquiryForm
    title = "Log an enquiry"
    submit_label = "Log it"
    success_message = "It is logged. Whoever is on duty is told."
    template_name = "dutydesk/log_enquiry.html"
    draft = True

    def prepare(self) -> None:
        if not rules.may_use_desk(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return desk_url()

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": team_choices(teams())}

    def initial_values(self) -> dict[str, Any]:
        asked = _uuid(self.request.GET.get("team", "")) or self.request.user.team_id
        found: Team | None = teams().filter(pk=asked).first() if asked else None
        return {"team": found, "channel": DeskEnquiry.Channel.TELEPHONE, "case_words": self.request.GET.get("case", "")[:40]}

    def perform(self, form: Any) -> str:
        enquiry = services.log_enquiry(by=self.request.user, now=self.now, **form.cleaned_data)
        return enquiry.get_absolute_url()


class OfEnquiry(LogsReading):
    request: Any
    kwargs: dict[str, Any]
    now: Any
    enquiry: DeskEnquiry

    def prepare(self) -> None:
        self.away = Away(self.now)
        self.enquiry = selectors.enquiry_for(self.request.user, self.kwargs["enquiry_id"], self.now, self.away)
        self.guard()

    def guard(self) -> None:
        """Only registered staff of the desk do something with it."""
        if not rules.may_take(self.request.user, self.enquiry.team, self.now, self.away):
            raise PermissionDenied

    def get_case(self) -> Case | None:
        return self.enquiry.case

    def get_caption(self) -> str:
        return f"Enquiry {self.enquiry.reference}"

    def get_back_url(self) -> str:
        return self.enquiry.get_absolute_url()

    def draft_label(self) -> str:
        return f"Enquiry {self.enquiry.reference}"


class ShowEnquiry(OfEnquiry, ServicePage):
    template_name = "dutydesk/show_enquiry.html"

    def guard(self) -> None:
        pass

    def get_title(self) -> str:
        return str(self.enquiry.get_kind_display())

    def get_back_url(self) -> str:
        return desk_url(self.enquiry.team_id)

    def page_context(self) -> dict[str, Any]:
        enquiry, user = self.enquiry, self.request.user
        may = enquiry.is_open and rules.may_take(user, enquiry.team, self.now, self.away)
        manager_only = for_manager(enquiry) and not rules.is_manager(user)
        return {
            "enquiry": enquiry,
            "rows": presenting.enquiry_rows(enquiry),
            "may_take": may and not manager_only and enquiry.taken_by_id != user.pk,
            "may_act": may and not manager_only and enquiry.taken_by_id == user.pk,
            "manager_only": may and manager_only,
            "sees_case": enquiry.case is not None and may_see_case(user, enquiry.case, self.now),
            "late": presenting.is_late(enquiry, self.now),
            "on_duty": on_duty(enquiry.team, self.now, self.away) if enquiry.is_open and not enquiry.taken_by_id else [],
            "due_at": enquiry.answer_due_at if enquiry.taken_by_id else enquiry.taken_due_at,
        }


class TakeEnquiry(OfEnquiry, ServiceAction):
    success_message = "It is yours."

    def perform(self) -> str:
        services.take_enquiry(enquiry=self.enquiry, by=self.request.user, now=self.now)
        return self.enquiry.get_absolute_url()


class EnquiryForm(OfEnquiry, ServiceFormView):
    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.get_back_url()

    def serve(self, cleaned: dict[str, Any]) -> None:
        raise NotImplementedError


class FindCase(EnquiryForm):
    form_class = forms.FindCaseForm
    title = "The case was found"
    submit_label = "This is the case"
    success_message = "The enquiry belongs to the case now."
    template_name = "dutydesk/find_case.html"

    def page_context(self) -> dict[str, Any]:
        return {"enquiry": self.enquiry}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.name_case_of(enquiry=self.enquiry, case_words=cleaned["case_words"], by=self.request.user, now=self.now)


class AnswerEnquiry(EnquiryForm):
    form_class = forms.AnswerForm
    title = "Answer it"
    submit_label = "Save the answer"
    success_message = "The answer is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.answer_enquiry(enquiry=self.enquiry, by=self.request.user, now=self.now, **cleaned)


class BeginConcern(OfEnquiry, ServiceAction):
    """To the page where a concern is logged: it ends the enquiry when it is on the record."""

    def perform(self) -> str:
        services.begin_concern(enquiry=self.enquiry, by=self.request.user, now=self.now)
        return reverse("safeguarding:log_concern", args=[self.enquiry.case_id])


class TakeUpAsSharing(OfEnquiry, ServiceAction):
    success_message = "Say now who asks and for what: the page tells whether it may be shared."

    def perform(self) -> str:
        services.take_up_as_sharing(enquiry=self.enquiry, by=self.request.user, now=self.now)
        return reverse("sharing:begin_sharing", args=[self.enquiry.case_id])


class PassOn(EnquiryForm):
    form_class = forms.PassOnForm
    title = "Pass it on"
    submit_label = "Pass it on"
    success_message = "It waits for whoever is on duty there. Its clock goes on."

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": team_choices(teams())}

    def initial_values(self) -> dict[str, Any]:
        return {"team": self.enquiry.team}

    def perform(self, form: Any) -> str:
        services.pass_on(enquiry=self.enquiry, by=self.request.user, now=self.now, **form.cleaned_data)
        return desk_url()


class TakeCase(LogsReading, ServiceAction):
    """Somebody on duty answers for a case with nobody there."""

    success_message = "You answer for this case until you hand it back."

    def prepare(self) -> None:
        self.case = selectors.desk_case_for(self.request.user, self.kwargs["case_id"], self.now)
        if self.case.team is None or not rules.may_take(self.request.user, self.case.team, self.now):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return desk_url(self.case.team_id)

    def perform(self) -> str:
        services.take_case(case=self.case, by=self.request.user, now=self.now)
        return reverse("cases:show_case", args=[self.case.pk])


class HandBack(LogsReading, ServiceFormView):
    form_class = forms.HandBackForm
    title = "Hand the case back"
    submit_label = "Hand it back"
    success_message = "The case is handed back."
    taken: CaseTaken

    def prepare(self) -> None:
        self.taken = selectors.taken_for(self.request.user, self.kwargs["taken_id"], self.now)
        self.case = self.taken.case
        if not rules.may_use_desk(self.request.user) or self.request.user.role not in rules.REGISTERED_ROLES:
            raise PermissionDenied

    def get_caption(self) -> str:
        return self.case.reference

    def get_back_url(self) -> str:
        return desk_url(self.case.team_id)

    def draft_label(self) -> str:
        return f"Hand back, {self.case.reference}"

    def perform(self, form: Any) -> str:
        services.hand_back(taken=self.taken, by=self.request.user, now=self.now, **form.cleaned_data)
        return desk_url(self.case.team_id)
