"""Pages of departures: deciding one, its record, the manager's confirmation, and those of a case."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cafcass_cases.cases.views.base import CasePage, OfCase
from cafcass_cases.policy import catalogue
from cafcass_cases.ui.views import ServiceFormView

from .. import departures, presenting, selectors, services
from ..forms import IN_ERROR, OTHER, ConfirmDepartureForm, DepartureForm, EndDepartureForm
from ..models import Departure, Duty
from ..registry import departure_links, subject_words


class _Depart(OfCase, ServiceFormView):
    """What both ways in share: the case's departure, or that from one duty."""

    form_class = DepartureForm
    title = "Depart from the policy"
    submit_label = "Record the departure"
    success_message = "The departure is recorded. The manager is asked to confirm their view."
    template_name = "duties/depart_from_policy.html"
    needs = "user_works"
    panel = "duties"
    draft = True
    requirement = ""
    duty: Duty | None = None
    subject: Any = None

    def get_caption(self) -> str:
        return self.case.reference

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Departure from the policy, {self.case.reference}"

    def draft_key(self) -> str:
        return f"{self.request.path}?{self.requirement}&{self.subject.pk if self.subject else ''}"

    def went_from(self) -> str:
        """The page on which the rule stood in the way, if the address names one of ours."""
        url = self.request.GET.get("back", "")
        return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else ""

    def get_back_url(self) -> str:
        return self.went_from() or reverse("duties:list_case_duties", args=[self.case.pk])

    def form_kwargs(self) -> dict[str, Any]:
        managers = selectors.managers_answering_for(self.case, self.now, but_not=self.request.user)
        if self.requirement:
            return {"managers": managers, "fixed": True}
        duties = departures.open_duties_of_ours(selectors.duties_of_case(self.case))
        shown = [(duty, presenting.full_title(duty), presenting.citation(duty)) for duty in duties]
        return {"managers": managers, "duties": shown, "requirements": presenting.requirements_to_depart_from()}

    def page_context(self) -> dict[str, Any]:
        if not self.requirement:
            return {}
        about = ""
        if self.duty is not None:
            about = subject_words(self.duty.subject_label, self.duty.subject_id)
        elif self.subject is not None:
            about = subject_words(self.subject._meta.label_lower, self.subject.pk)
        return {
            "requirement": catalogue.requirement(self.requirement),
            "citation": catalogue.cite(self.requirement),
            "duty": self.duty,
            "duty_title": presenting.full_title(self.duty) if self.duty else "",
            "about": about,
            "needs_agreement": departures.NEEDS_AGREEMENT.get(self.requirement, ""),
        }

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        duty, requirement = self.duty, self.requirement
        if not requirement:
            chosen = data.get("what") or OTHER
            duty = chosen if isinstance(chosen, Duty) else None
            requirement = departures.requirement_of(duty) if duty else data["requirement"]
        departure = services.depart_from_policy(
            case=self.case,
            requirement=requirement,
            duty=duty,
            subject=self.subject,
            assessment=data["assessment"],
            rationale=data["rationale"],
            discussed_with=data["discussed_with"],
            discussed_at=data["discussed_at"],
            manager_agreed=data["manager_view"] == Departure.View.AGREED,
            manager_words=data["manager_words"],
            decided_at=data["decided_at"],
            by=self.request.user,
            now=self.now,
        )
        return self.went_from() or reverse("duties:show_departure", args=[departure.pk])


class DepartFromPolicy(_Depart):
    """From a case: ``?requirement=``, and ``about`` and ``which`` for the record that it is for, say what is departed from."""

    def prepare(self) -> None:
        super().prepare()
        wanted = self.request.GET.get("requirement", "")
        if wanted and not departures.may_be_departed_from(wanted):
            raise PermissionDenied(f"Nobody may depart from {catalogue.cite(wanted)}. {departures.why_never(wanted)}")
        self.requirement = wanted
        self.subject = selectors.subject_of_case(self.case, self.request.GET.get("about", ""), self.request.GET.get("which", ""))


class DepartFromDuty(_Depart):
    """From the page of one open duty."""

    def find_case(self) -> Any:
        self.duty = selectors.duty_for(self.request.user, self.kwargs["duty_id"], self.now)
        self.duty.case.user_works = self.duty.user_works
        return self.duty.case

    def prepare(self) -> None:
        super().prepare()
        self.requirement = departures.requirement_of(self.duty)
        if not self.requirement:
            raise PermissionDenied("Nobody may depart from this duty: statute requires it, or it is another’s to do.")
        if not self.duty.is_open:
            raise PermissionDenied("This duty has ended, so there is nothing to depart from.")

    def get_back_url(self) -> str:
        return reverse("duties:show_duty", args=[self.duty.pk])


class _OfDeparture(OfCase):
    panel = "duties"
    departure: Departure

    def find_case(self) -> Any:
        self.departure = selectors.departure_for(self.request.user, self.kwargs["departure_id"], self.now)
        return self.departure.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {catalogue.cite(self.departure.requirement)}"

    def get_back_url(self) -> str:
        return reverse("duties:show_departure", args=[self.departure.pk])


class ShowDeparture(_OfDeparture, CasePage):
    """The record of one departure, and the steps taken under it."""

    title = "Departure from the policy"
    template_name = "duties/show_departure.html"

    def get_back_url(self) -> str:
        return reverse("duties:list_departures", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        return {
            "departure": self.departure,
            "rows": presenting.departure_rows(self.departure),
            "use_columns": ["When", "By", "What the rule would have said"],
            "uses": presenting.use_rows(self.departure),
            "may_confirm": not self.departure.is_withdrawn
            and self.departure.confirmed_at is None
            and self.departure.discussed_with_id == self.request.user.pk,
            "may_end": self.departure.stands and self.case.user_works,
            "links": departure_links(self.departure) if self.case.user_works else [],
        }


class ConfirmDeparture(_OfDeparture, ServiceFormView):
    """The manager confirms, or puts right, what was written down as their view."""

    form_class = ConfirmDepartureForm
    title = "Confirm your view"
    submit_label = "Confirm"
    success_message = "Your view is confirmed."

    def prepare(self) -> None:
        super().prepare()
        if self.departure.discussed_with_id != self.request.user.pk:
            raise PermissionDenied("Only the manager it was discussed with can confirm their view.")

    def initial_values(self) -> dict[str, Any]:
        return {"manager_view": self.departure.manager_view, "words": self.departure.manager_words}

    def perform(self, form: Any) -> str:
        services.confirm_departure(
            departure=self.departure,
            agreed=form.cleaned_data["manager_view"] == Departure.View.AGREED,
            words=form.cleaned_data["words"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class EndDeparture(_OfDeparture, ServiceFormView):
    """The policy is followed again, or the departure was entered in error."""

    form_class = EndDepartureForm
    title = "End the departure"
    submit_label = "End it"
    needs = "user_works"
    success_message = "The departure no longer stands. The policy applies again."

    def perform(self, form: Any) -> str:
        services.end_departure(
            departure=self.departure,
            in_error=form.cleaned_data["why"] == IN_ERROR,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class ListDepartures(CasePage):
    """Every departure of a case, the newest first."""

    title = "Departures from the policy"
    template_name = "duties/list_departures.html"
    panel = "duties"

    def get_back_url(self) -> str:
        return reverse("duties:list_case_duties", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        return {
            "columns": presenting.DEPARTURE_COLUMNS,
            "rows": presenting.departure_lines(selectors.departures_of_case(self.case)),
            "may_depart": self.case.user_works,
        }
