"""Who is away, and the out-of-hours rota."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html

from cafcass_cases.core.clock import london
from cafcass_cases.ui.markup import component
from cafcass_cases.ui.views import ServiceFormView

from .. import selectors, staffing
from ..forms import AbsenceForm, RotaForm, WithdrawForm
from ..models import Absence, OutOfHoursDuty
from ..rules import may_set_rota
from ..services import change_absence, record_absence, set_rota, withdraw_absence, withdraw_rota
from .frame import TablePage, link


def _when(moment: Any) -> str:
    return f"{london(moment):%a %-d %B %Y, %H:%M}"


class ListAbsences(TablePage):
    title = "Absences"
    section = "accounts:list_absences"
    intro = "Yours, and those of staff you manage or answer for. What comes for somebody away goes to their cover."

    def buttons(self) -> list[tuple[str, str]]:
        return [("Record an absence", reverse("accounts:record_absence"))]

    def page_context(self) -> dict[str, Any]:
        return {
            **super().page_context(),
            "columns": ["Who", "From", "Back", "Cover", "Arrangements", "Change"],
            "rows": [self.row(absence) for absence in selectors.absences(self.request.user, self.now)],
            "empty": "Nobody is away.",
        }

    def row(self, absence: Absence) -> list[Any]:
        about = f"{absence.user.full_name}'s absence from {_when(absence.starts_at)}"
        links = format_html(
            "{} {}",
            link("Change", reverse("accounts:change_absence", args=[absence.pk]), about),
            link("Withdraw", reverse("accounts:withdraw_absence", args=[absence.pk]), about),
        )
        no_cover = component("tag", {"text": "No cover", "classes": "govuk-tag--orange"})
        return [
            absence.user.full_name,
            _when(absence.starts_at),
            _when(absence.ends_at),
            absence.cover or no_cover,
            absence.note,
            links,
        ]


class RecordAbsence(ServiceFormView):
    form_class = AbsenceForm
    title = "Record an absence"
    submit_label = "Save the absence"
    success_message = "The absence is recorded."

    def get_back_url(self) -> str:
        return reverse("accounts:list_absences")

    def initial_values(self) -> dict[str, Any]:
        return {"user": self.request.user}

    def form_kwargs(self) -> dict[str, Any]:
        return {"users": selectors.people_whose_absences(self.request.user, self.now)}

    def perform(self, form: AbsenceForm) -> str:
        data = form.cleaned_data
        record_absence(user=data["user"], **_times_and_cover(data), by=self.request.user, now=self.now)
        return self.get_back_url()


def _times_and_cover(data: dict[str, Any]) -> dict[str, Any]:
    return {"starts_at": data["starts_at"], "ends_at": data["ends_at"], "cover": data["cover"] or None, "note": data["note"]}


class _OneAbsence:
    request: Any
    kwargs: dict[str, Any]
    now: Any
    absence: Absence

    def prepare(self) -> None:
        self.absence = selectors.absence_for(self.request.user, self.kwargs["absence_id"], self.now)

    def get_caption(self) -> str:
        return self.absence.user.full_name

    def get_back_url(self) -> str:
        return reverse("accounts:list_absences")


class ChangeAbsence(_OneAbsence, ServiceFormView):
    form_class = AbsenceForm
    title = "Change an absence"
    submit_label = "Save"
    success_message = "The absence is changed."

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.absence, name) for name in ("starts_at", "ends_at", "cover", "note", "version")}

    def form_kwargs(self) -> dict[str, Any]:
        return {"absent": self.absence.user}

    def perform(self, form: AbsenceForm) -> str:
        data = form.cleaned_data
        change_absence(absence=self.absence, version=data["version"], **_times_and_cover(data), by=self.request.user, now=self.now)
        return self.get_back_url()


class WithdrawAbsence(_OneAbsence, ServiceFormView):
    form_class = WithdrawForm
    title = "Withdraw an absence"
    submit_label = "Withdraw the absence"
    warning = True
    success_message = "The absence is withdrawn."

    def perform(self, form: WithdrawForm) -> str:
        withdraw_absence(absence=self.absence, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class _ForRota:
    request: Any

    def prepare(self) -> None:
        if not may_set_rota(self.request.user):
            raise PermissionDenied("Only a manager or an administrator can open the rota.")

    def get_back_url(self) -> str:
        return reverse("accounts:list_rota")


class ListRota(_ForRota, TablePage):
    title = "Out-of-hours rota"
    section = "accounts:list_rota"
    intro = "Who holds supervision at night, at weekends and on bank holidays, when the manager is away or does not answer."

    def get_back_url(self) -> str:
        return ""

    def buttons(self) -> list[tuple[str, str]]:
        return [("Add to the rota", reverse("accounts:set_rota"))]

    def page_context(self) -> dict[str, Any]:
        running = {row.pk for row in staffing.rota_at(self.now)}
        return {
            **super().page_context(),
            "columns": ["Who", "For", "From", "Until", "Telephone", "Change"],
            "rows": [self.row(duty, duty.pk in running) for duty in selectors.rota(self.now)],
            "empty": "Nobody is on the rota. Out of hours, what comes for a manager who is away goes to the Head of Practice.",
        }

    def row(self, duty: OutOfHoursDuty, running: bool) -> list[Any]:
        now = format_html(" {}", component("tag", {"text": "Now", "classes": "govuk-tag--green"})) if running else ""
        return [
            format_html("{}{}", duty.manager.full_name, now),
            duty.service_area or "The whole country",
            _when(duty.starts_at),
            _when(duty.ends_at),
            duty.telephone,
            link("Withdraw", reverse("accounts:withdraw_rota", args=[duty.pk]), f"{duty.manager.full_name}'s duty"),
        ]


class SetRota(_ForRota, ServiceFormView):
    form_class = RotaForm
    title = "Add to the out-of-hours rota"
    submit_label = "Save"
    success_message = "The rota is changed."

    def perform(self, form: RotaForm) -> str:
        data = form.cleaned_data
        set_rota(
            manager=data["manager"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            telephone=data["telephone"],
            service_area=data["service_area"] or None,
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class WithdrawRota(_ForRota, ServiceFormView):
    form_class = WithdrawForm
    title = "Take somebody off the rota"
    submit_label = "Take off the rota"
    warning = True
    success_message = "The rota is changed."
    duty: OutOfHoursDuty

    def prepare(self) -> None:
        super().prepare()
        self.duty = selectors.rota_duty(self.kwargs["duty_id"], self.now)

    def get_caption(self) -> str:
        return f"{self.duty.manager.full_name}, from {_when(self.duty.starts_at)}"

    def perform(self, form: WithdrawForm) -> str:
        withdraw_rota(duty=self.duty, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
