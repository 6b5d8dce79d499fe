"""The pages of allegations about staff: thin, each calls one service. To whoever is not named they do not exist."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cafcass_cases.accounts.models.users import REGISTERED_ROLES, Role
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import staff, visible_cases
from cafcass_cases.cases.selectors.lists import authorities
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.documents.services import issue_record
from cafcass_cases.duties.presenting import tasks_of
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from . import forms, presenting, rules, selectors, services
from .models import Allegation

TELLERS = (*REGISTERED_ROLES, Role.BUSINESS_SUPPORT)


class ListAllegations(ServicePage):
    title = "Allegations about staff"
    template_name = "allegations/list_allegations.html"

    def prepare(self) -> None:
        if self.request.user.role not in (*TELLERS, Role.AUDITOR):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        return {"allegations": list(selectors.allegations_for(self.request.user, self.now)), "may_tell": self.request.user.role in TELLERS}


class RecordAllegation(ServiceFormView):
    """Anybody who works here tells of a colleague. Afterwards the file is the named people's alone."""

    form_class = forms.AllegationForm
    title = "An allegation about somebody who works for Cafcass"
    submit_label = "Save, and tell the manager who answers for it"
    template_name = "allegations/record_allegation.html"

    def prepare(self) -> None:
        if self.request.user.role not in TELLERS:
            raise PermissionDenied
        wanted = self.request.GET.get("case", "")
        self.case = visible_cases(self.request.user, self.now).filter(pk=wanted).first() if _is_id(wanted) else None

    def get_back_url(self) -> str:
        return reverse("desk:show_home")

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": [one for one in staff() if one.pk != self.request.user.pk]}

    def page_context(self) -> dict[str, Any]:
        return {"child_case": self.case}

    def get_success_message(self) -> str:
        return f"It is recorded. {self.answers_for} answers for it and is told now. Speak to nobody else about it, and not to the person."

    def perform(self, form: Any) -> str:
        data = {**form.cleaned_data, "person": form.cleaned_data["person"] or None}
        one = services.record_allegation(about_case=self.case, by=self.request.user, now=self.now, **data)
        self.answers_for = one.responsible.full_name
        named = selectors.allegations_for(self.request.user, self.now).filter(pk=one.pk).exists()
        return one.get_absolute_url() if named else self.get_back_url()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class OfAllegation:
    """Fetches the allegation of the address, and its file as the case of the page."""

    request: Any
    kwargs: dict[str, Any]
    now: Any
    panel = "allegation"
    allegation: Allegation

    def find_case(self) -> Case:
        self.allegation = self.find_allegation()
        return self.allegation.file

    def find_allegation(self) -> Allegation:
        return selectors.allegation_for(self.request.user, self.kwargs["allegation_id"], self.now)

    @property
    def user(self) -> Any:
        return self.request.user

    def get_back_url(self) -> str:
        return self.allegation.get_absolute_url()


class AllegationForm(OfAllegation, CaseForm):
    """A form about the allegation. ``verb`` is the service, which takes the cleaned answers by name."""

    needs = "user_manages"
    verb: Any = None

    def subject(self) -> dict[str, Any]:
        return {"allegation": self.allegation}

    def perform(self, form: Any) -> str:
        type(self).verb(**self.subject(), **form.cleaned_data, by=self.user, now=self.now)
        return self.get_back_url()


class AllegationAction(OfAllegation, CaseAction):
    needs = "user_manages"


class ShowFile(CasePage):
    """The tab of the file: its one page is the allegation's."""

    def find_case(self) -> Case:
        self.allegation = selectors.allegation_of_file(self.request.user, self.kwargs["staff_file_id"], self.now)
        return self.allegation.file

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.allegation.get_absolute_url())


class ShowAllegation(OfAllegation, CasePage):
    template_name = "allegations/show_allegation.html"

    def get_title(self) -> str:
        return f"Allegation {self.allegation.file.reference}"

    def get_back_url(self) -> str:
        return ""

    def page_context(self) -> dict[str, Any]:
        one = self.allegation
        manages = self.case.user_manages and is_manager(self.user)
        duties, strands, notices, contributions = selectors.everything_of(one)
        return {
            "allegation": one, "rows": presenting.rows_of(one), "lado_rows": presenting.lado_rows(one), "strands": strands,
            "notices": notices, "contributions": contributions, "manages": manages,
            "tasks": tasks_of(duties, self.now), "next": presenting.next_step(one) if manages else None,
            "rooms": selectors.lado_rooms_of(one, self.user, self.now), "child_case": selectors.child_case_shown(one, self.user, self.now),
            "missing": services.deciding.missing_before_closing(one, strands, notices), "order": services.referring.missing_before_sending(one),
            "may_approve": manages and one.lado_text and not one.lado_approved_at and one.lado_written_by_id != self.user.pk,
        }  # fmt: skip


class RecordDiscussed(AllegationForm):
    form_class = forms.DiscussedForm
    title = "Talked over"
    success_message = "It is recorded."
    verb = services.record_discussed


class RecordRoute(AllegationForm):
    form_class = forms.RouteForm
    title = "How to proceed"
    success_message = "It is recorded."
    verb = services.record_route


class RecordTold(AllegationForm):
    form_class = forms.ToldForm
    title = "Tell the directors"
    success_message = "It is recorded."
    verb = services.record_told

    def form_kwargs(self) -> dict[str, Any]:
        one = self.allegation
        told = [("area", rules.area_director(one.person, self.now), "Assistant Director of the area", one.area_director_told_at),
                ("safeguarding", rules.safeguarding_director(one.person, self.now), "director with safeguarding responsibility", one.safeguarding_director_told_at)]  # fmt: skip
        return {
            "posts": [(key, f"{user.full_name if user else 'Nobody holds the post'}, {words}") for key, user, words, at in told if not at]
        }


class DecideContact(AllegationForm):
    form_class = forms.ContactForm
    title = "Contact with children"
    success_message = "The decision is recorded."
    verb = services.decide_contact


class DecideLado(AllegationForm):
    form_class = forms.LadoForm
    title = "The authority’s Designated Officer"
    success_message = "The decision is recorded."
    verb = services.decide_lado


class RecordSupervision(AllegationForm):
    form_class = forms.DiscussedForm
    title = "Situational case supervision"
    success_message = "It is recorded."
    verb = services.record_supervision


class WriteLado(AllegationForm):
    form_class = forms.WriteForm
    title = "What the authority is told"
    success_message = "Saved. Another manager who is named here reads and approves it."
    verb = services.write_lado

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": authorities()}

    def initial_values(self) -> dict[str, Any]:
        return {"text": self.allegation.lado_text or self.allegation.what, "authority": str(self.allegation.authority_id or "")}


class ApproveLado(AllegationAction):
    success_message = "Approved. Another word needs approval again."

    def perform(self) -> str:
        services.approve_lado(allegation=self.allegation, by=self.user, now=self.now)
        return self.get_back_url()


class IssueLado(AllegationAction):
    success_message = "The document is made."

    def perform(self) -> str:
        issue_record(kind="staff-lado-referral", subject=self.allegation, by=self.user, now=self.now)
        return self.get_back_url()


class SendLado(AllegationForm):
    form_class = forms.SendForm
    title = "Send the referral"
    success_message = "It is recorded as sent."
    verb = services.send_lado


class TellPerson(AllegationForm):
    form_class = forms.TellForm
    title = "Tell the person"
    success_message = "It is recorded. Support is offered to them now."
    template_name = "allegations/tell_person.html"
    verb = services.tell_person

    def page_context(self) -> dict[str, Any]:
        return {"unsafe_url": reverse("allegations:agree_unsafe", args=[self.allegation.pk])}


class AgreeUnsafe(AllegationForm):
    form_class = forms.UnsafeForm
    title = "Is it unsafe to tell them?"
    success_message = "It is recorded."
    verb = services.agree_unsafe


class RecordSupport(AllegationForm):
    form_class = forms.SupportForm
    title = "Support for the person"
    success_message = "It is recorded."
    verb = services.record_support


class Contribute(AllegationForm):
    form_class = forms.ContributeForm
    title = "Information for the authority’s discussion"
    success_message = "It is recorded."
    template_name = "allegations/contribute.html"
    verb = services.contribute


class CloseAllegation(AllegationAction):
    success_message = "It is closed. The record is kept."

    def perform(self) -> str:
        services.close_allegation(allegation=self.allegation, by=self.user, now=self.now)
        return self.get_back_url()


class RecordStrand(AllegationForm):
    form_class = forms.StrandForm
    success_message = "It is recorded."

    def get_title(self) -> str:
        return self.strand.get_kind_display()  # type: ignore[no-any-return]

    def find_allegation(self) -> Allegation:
        self.strand = selectors.strand_for(self.user, self.kwargs["strand_id"], self.now)
        return self.strand.allegation

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        how = {"strand": self.strand, "at": data["at"], "by": self.user, "now": self.now}
        if data["state"] == "concluded":
            services.conclude_strand(outcome=data["outcome"], reasons=data["reasons"], **how)
        else:
            services.record_strand(state=data["state"], whose=data["whose"], **how)
        return self.get_back_url()


class DecideRegulator(AllegationForm):
    form_class = forms.RegulatorForm
    success_message = "It is recorded."

    def get_title(self) -> str:
        return str(self.notice)

    def find_allegation(self) -> Allegation:
        self.notice = selectors.notice_for(self.user, self.kwargs["regulator_notice_id"], self.now)
        return self.notice.allegation

    def initial_values(self) -> dict[str, Any]:
        told = {True: "yes", False: "no", None: ""}[self.notice.notify]
        return {"notify": told, "reasons": self.notice.reasons}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.decide_regulator(notice=self.notice, notify=data["notify"], reasons=data["reasons"], by=self.user, now=self.now)
        if data["notify"] and data["sent_at"]:
            services.send_notice(notice=self.notice, at=data["sent_at"], by=self.user, now=self.now)
        return self.get_back_url()
