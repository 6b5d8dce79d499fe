"""Hearings, handovers and orders."""

from typing import Any

from .. import selectors, services
from ..forms.cases import ReasonForm
from ..forms.court import HandoverForm, HearingForm, MoveForm, OrderForm, OutcomeForm
from ..forms.people import EndOnForm
from ..models import Handover, Hearing, Order
from ..registry import court_links
from .base import CaseForm, CasePage


class ShowCourt(CasePage):
    title = "Hearings and orders"
    panel = "court"
    template_name = "cases/show_court.html"

    def page_context(self) -> dict[str, Any]:
        hearings, handovers = selectors.hearings_and_handovers(self.case)
        orders = selectors.orders_of(self.case)
        if self.case.user_works:
            for kind, rows in (("order", orders), ("hearing", [one for one in hearings if one.starts_at <= self.now])):
                for row in rows:
                    row.links = court_links(kind, row)
        return {
            "hearings": hearings,
            "handovers": handovers,
            "orders": orders,
            "proceedings": selectors.proceedings_of(self.case),
        }


class CourtForm(CaseForm):
    """A form that comes back to the court tab."""

    panel = "court"

    def get_back_url(self) -> str:
        return self.page_url("show_court")


class ScheduleHearing(CourtForm):
    title = "Schedule a hearing"
    form_class = HearingForm
    success_message = "The hearing is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"courts": selectors.courts()}

    def perform(self, form: HearingForm) -> str:
        data = form.cleaned_data
        services.schedule_hearing(
            case=self.case,
            kind=data["kind"],
            starts_at=data["starts_at"],
            court=data["court"] or None,
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class ScheduleHandover(CourtForm):
    title = "Schedule a handover"
    form_class = HandoverForm
    success_message = "The handover is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": [one for one in selectors.people_of_case(self.case) if not one.is_child]}

    def perform(self, form: HandoverForm) -> str:
        data = form.cleaned_data
        services.schedule_handover(
            case=self.case,
            starts_at=data["starts_at"],
            into_care_of=data["into_care_of"] or None,
            note=data["note"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class RecordOrder(CourtForm):
    title = "Record an order"
    form_class = OrderForm
    success_message = "The order is recorded."

    def perform(self, form: OrderForm) -> str:
        services.record_order(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class OfRow(CourtForm):
    """A form about one row of the court tab."""

    model: type

    def find_case(self) -> Any:
        self.row = selectors.record_for(self.request.user, self.model, self.kwargs["record_id"], self.now)
        return self.row.case

    def initial_values(self) -> dict[str, Any]:
        return {"version": self.row.version}

    def version(self, form: Any) -> int | None:
        typed = form.cleaned_data["version"]
        return int(typed) if typed.isdigit() else None


class MoveHearing(OfRow):
    title = "Move the hearing"
    model = Hearing
    form_class = MoveForm
    success_message = "The hearing is moved. What hangs on it moved with it."

    def initial_values(self) -> dict[str, Any]:
        return {"starts_at": self.row.starts_at, "version": self.row.version}

    def perform(self, form: MoveForm) -> str:
        services.move_hearing(
            hearing=self.row,
            starts_at=form.cleaned_data["starts_at"],
            reason=form.cleaned_data["reason"],
            version=self.version(form),
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class VacateHearing(OfRow):
    title = "The hearing will not take place"
    model = Hearing
    form_class = ReasonForm
    submit_label = "Vacate the hearing"
    warning = True
    success_message = "The hearing is vacated."

    def perform(self, form: ReasonForm) -> str:
        services.vacate_hearing(hearing=self.row, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class RecordHearingOutcome(OfRow):
    title = "What came of the hearing"
    model = Hearing
    form_class = OutcomeForm
    success_message = "The outcome is recorded."

    def initial_values(self) -> dict[str, Any]:
        return {"outcome": self.row.outcome, "version": self.row.version}

    def perform(self, form: OutcomeForm) -> str:
        services.record_hearing_outcome(
            hearing=self.row, outcome=form.cleaned_data["outcome"], version=self.version(form), by=self.request.user, now=self.now
        )
        return self.get_back_url()


class MoveHandover(OfRow):
    title = "Move the handover"
    model = Handover
    form_class = MoveForm
    success_message = "The handover is moved."

    def initial_values(self) -> dict[str, Any]:
        return {"starts_at": self.row.starts_at, "version": self.row.version}

    def perform(self, form: MoveForm) -> str:
        services.move_handover(
            handover=self.row,
            starts_at=form.cleaned_data["starts_at"],
            reason=form.cleaned_data["reason"],
            version=self.version(form),
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class CancelHandover(OfRow):
    title = "The handover is called off"
    model = Handover
    form_class = ReasonForm
    submit_label = "Call it off"
    success_message = "The handover is called off."

    def perform(self, form: ReasonForm) -> str:
        services.cancel_handover(handover=self.row, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class EndOrder(OfRow):
    title = "The order has ended"
    model = Order
    form_class = EndOnForm

    def perform(self, form: EndOnForm) -> str:
        data = form.cleaned_data
        services.end_order(order=self.row, ended_on=data["ended_on"], reason=data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
