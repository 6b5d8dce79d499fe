"""Pages of duties, alerts, clocks and health."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.rules import is_manager, is_senior
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.selectors import case_for
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from .. import departures, health, presenting, selectors, services


class ShowDuty(LogsReading, ServicePage):
    """One duty: paragraph, owner, clock, ladder with what fired, and its history."""

    template_name = "duties/show_duty.html"

    def prepare(self) -> None:
        self.duty = selectors.duty_for(self.request.user, self.kwargs["duty_id"], self.now)
        self.case = self.duty.case

    def get_title(self) -> str:
        return presenting.full_title(self.duty)

    def get_caption(self) -> str:
        return self.case.reference

    def get_back_url(self) -> str:
        return reverse("duties:list_case_duties", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        late = self.duty.is_late(self.now)
        return {
            "duty": self.duty,
            "rows": presenting.summary_of(self.duty, self.now),
            "ladder": presenting.ladder_rows(self.duty),
            "columns": ["Step", "Time", "What became of it", "Who was told"],
            "history": presenting.history_of(self.duty),
            "is_late": late,
            "may_explain": late and self.duty.user_works,
            "place": selectors.duty_url(self.duty),
            "may_depart": self.duty.is_open and self.duty.user_works and bool(departures.requirement_of(self.duty)),
            "departures": selectors.departures_of_duty(self.duty),
        }


class ExplainLatenessForm(f.GovukForm):
    reason = f.TextField(
        label="What held it up?",
        hint="One line. It is for learning, not for blame.",
        missing="Write in one line why it was late",
        width="full",
        max_length=300,
        label_size="m",
    )


class ExplainLateness(ServiceFormView):
    """One line of why (DESIGN §10.12)."""

    form_class = ExplainLatenessForm
    title = "Why was it late?"
    submit_label = "Save the reason"
    success_message = "The reason is saved."

    def prepare(self) -> None:
        self.duty = selectors.duty_for(self.request.user, self.kwargs["duty_id"], self.now)
        if not self.duty.user_works:
            raise PermissionDenied("Only those who work on this case can say why it was late.")

    def get_caption(self) -> str:
        return f"{self.duty.case.reference}: {presenting.full_title(self.duty, with_child=False)}"

    def get_back_url(self) -> str:
        return reverse("duties:show_duty", args=[self.duty.pk])

    def initial_values(self) -> dict[str, Any]:
        return {"reason": self.duty.lateness_reason}

    def perform(self, form: Any) -> str:
        services.explain_lateness(duty=self.duty, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class ListCaseDuties(LogsReading, ServicePage):
    """Every duty of a case, open ones first."""

    title = "Duties"
    template_name = "duties/list_case_duties.html"

    def prepare(self) -> None:
        self.case = case_for(self.request.user, self.kwargs["case_id"], self.now)

    def get_caption(self) -> str:
        return self.case.reference

    def page_context(self) -> dict[str, Any]:
        duties = list(selectors.duties_of_case(self.case))
        return {
            "case": self.case,
            "panel": "duties",
            "open_tasks": presenting.tasks_of([duty for duty in duties if duty.is_open], self.now),
            "ended_tasks": presenting.tasks_of([duty for duty in reversed(duties) if not duty.is_open], self.now),
            "may_depart": self.case.user_works,
        }


class ListAlerts(ServicePage):
    """What the clock told this person, the newest first."""

    title = "Alerts"
    template_name = "duties/list_alerts.html"

    def page_context(self) -> dict[str, Any]:
        page = paginate(self.request, selectors.alerts_for(self.request.user), per_page=25)
        return {
            "page": page,
            "alerts": presenting.alert_lines(page),
            "unseen": selectors.unseen_count(self.request.user),
            "mark_url": reverse("duties:mark_alerts_seen"),
        }


class MarkAlertsSeen(ServiceAction):
    """One alert of the user's, or all of them."""

    title = "Alerts"

    def get_back_url(self) -> str:
        return reverse("duties:list_alerts")

    def perform(self) -> str:
        services.mark_seen(alert_ids=self.request.POST.getlist("alert") or None, by=self.request.user, now=self.now)
        return self.get_back_url()


class ListTeamClocks(ServicePage):
    """A manager's staff's open duties, the longest late first. The authorities' and the court's are counted apart."""

    title = "Team clocks"
    template_name = "duties/list_team_clocks.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied("Only managers, Heads of Practice and Assistant Directors see these clocks.")

    def page_context(self) -> dict[str, Any]:
        duties = selectors.staff_duties(self.request.user, self.now)
        page = paginate(self.request, duties, per_page=25)
        return {
            "count_rows": presenting.count_rows(selectors.count_duties(duties, self.now)),
            "page": page,
            "columns": presenting.CLOCK_COLUMNS,
            "rows": presenting.clock_rows(page, self.now),
            "undelivered_columns": presenting.UNDELIVERED_COLUMNS,
            "undelivered": presenting.undelivered_lines(selectors.undelivered(self.request.user, self.now)[:25]),
        }


class ListEscalations(ServicePage):
    """What has reached the Head of Practice or the Assistant Director and is still open."""

    title = "Escalations"
    template_name = "duties/list_escalations.html"

    def prepare(self) -> None:
        if not is_senior(self.request.user):
            raise PermissionDenied("Only Heads of Practice and Assistant Directors see the escalations.")

    def page_context(self) -> dict[str, Any]:
        page = paginate(self.request, selectors.escalations(self.request.user, self.now), per_page=25)
        return {
            "page": page,
            "columns": presenting.CLOCK_COLUMNS,
            "rows": presenting.clock_rows(page, self.now),
            "undelivered_columns": presenting.UNDELIVERED_COLUMNS,
            "undelivered": presenting.undelivered_lines(selectors.undelivered(self.request.user, self.now)[:25]),
        }


class ListGapsInCover(ServicePage):
    """Managers who are away with nobody covering, and what went up because of it."""

    title = "Gaps in cover"
    template_name = "duties/list_gaps_in_cover.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied("Only managers, Heads of Practice and Assistant Directors see the gaps in cover.")

    def page_context(self) -> dict[str, Any]:
        areas = selectors.areas_of(self.request.user, self.now)
        page = paginate(self.request, selectors.alerts_for_gaps(self.request.user, self.now), per_page=25)
        return {
            "areas": [(area, staffing.gaps(area, self.now)) for area in areas],
            "page": page,
            "columns": presenting.GAP_COLUMNS,
            "rows": presenting.gap_rows(page),
        }


class ShowHealth(ServicePage):
    """Is the clock running? For people, and as JSON for monitors. Counts only: it is open to everybody."""

    title = "Health"
    login_required = False
    template_name = "duties/show_health.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = health.examine(self.now)
        status = 200 if found.is_well else 503
        if found.database and request.accepts("text/html"):
            return TemplateResponse(request, self.template_name, {**self.frame(), "health": found, "rows": found.rows()}, status=status)
        return JsonResponse(found.as_json(), status=status)
