"""The desk's rota, the hearings diary, and the page of each authority."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.http import urlencode

from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.accounts.rules import may_administer
from cafcass_cases.accounts.selectors import staff, teams
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import reach_of
from cafcass_cases.cases.selectors import courts, directories, staff_who_may_hold, teams_of
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.components import FilterField
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from . import diary, forms, partnership, presenting, rules, selectors, services
from .models import DeskDuty


class ListDeskRota(ServicePage):
    """Who is at which desk, and, out of hours, where that is written."""

    title = "Who is on duty at the desk"
    template_name = "dutydesk/list_rota.html"

    def prepare(self) -> None:
        user = self.request.user
        self.teams = teams() if may_administer(user) else rules.desks_of(user, self.now)
        if not (may_administer(user) or rules.may_use_desk(user) or rules.may_audit(user)):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        return {"rows": list(selectors.rota_to_come(self.teams, self.now)), "may_keep": rules.may_keep_rota(self.request.user)}


class ForRota:
    request: Any

    def prepare(self) -> None:
        if not rules.may_keep_rota(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("dutydesk:list_desk_rota")


class SetDeskDuty(ForRota, ServiceFormView):
    form_class = forms.DeskDutyForm
    title = "Add to the desk’s rota"
    submit_label = "Save"
    success_message = "The rota is changed."

    def form_kwargs(self) -> dict[str, Any]:
        registered = staff().filter(role__in=REGISTERED_ROLES)
        return {
            "teams": [f.Choice(str(team.pk), team.name, object=team) for team in teams()],
            "people": [f.Choice(str(one.pk), one.full_name, object=one) for one in registered],
        }

    def initial_values(self) -> dict[str, Any]:
        return {"team": self.request.user.team}

    def perform(self, form: Any) -> str:
        services.set_desk_duty(by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class WithdrawDeskDuty(ForRota, ServiceFormView):
    form_class = forms.WithdrawForm
    title = "Take somebody off the desk’s rota"
    submit_label = "Take off the rota"
    warning = True
    success_message = "The rota is changed."
    duty: DeskDuty

    def prepare(self) -> None:
        super().prepare()
        self.duty = selectors.duty_on_rota(self.kwargs["desk_duty_id"])

    def get_caption(self) -> str:
        return f"{self.duty.person.full_name}, {self.duty.team.name}"

    def perform(self, form: Any) -> str:
        services.withdraw_desk_duty(duty=self.duty, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class ShowDiary(LogsReading, ServicePage):
    """One week of hearings, of a practitioner, a team or a court, with what must reach the court before each."""

    title = "Hearings diary"
    template_name = "dutydesk/show_diary.html"
    reads = "Hearings diary"

    def prepare(self) -> None:
        user, asked = self.request.user, self.request.GET
        if not (rules.may_use_desk(user) or rules.may_audit(user)):
            raise PermissionDenied
        self.typed = asked.get("week", "").strip()
        day = _day(self.typed)
        self.unread = bool(self.typed) and day is None
        self.monday = diary.monday_of(day or london_date(self.now))
        uses = rules.may_use_desk(user)
        reach = reach_of(user, self.now)
        people, named_teams, named_courts = gather(
            staff_who_may_hold(user, self.now, reach) if uses else staff().none(),
            teams_of(user, self.now, reach) if uses else teams(),
            courts(),
        )
        self.people, self.teams, self.courts = list(people), list(named_teams), list(named_courts)
        if user.role in REGISTERED_ROLES and user not in self.people:
            self.people = [user, *self.people]
        default = (
            str(user.pk) if user.role == "practitioner" and "whose" not in asked and "team" not in asked and "court" not in asked else ""
        )
        self.whose = _one(self.people, asked.get("whose", default))
        self.team = _one(self.teams, asked.get("team", ""))
        self.court = _one(self.courts, asked.get("court", ""))
        self.days = diary.week_of(
            user,
            self.monday,
            self.now,
            reach=reach,
            holder=self.whose and self.whose.pk,
            team=self.team and self.team.pk,
            court=self.court and self.court.pk,
        )

    def get_cases(self) -> list[Case]:
        return list({entry.hearing.case_id: entry.hearing.case for day in self.days for entry in day.entries}.values())

    def _week(self, monday: date) -> str:
        kept = {"whose": self.whose, "team": self.team, "court": self.court}
        asked = {"week": monday.isoformat(), **{name: str(one.pk) if one else "" for name, one in kept.items()}}
        return f"{reverse('dutydesk:show_diary')}?{urlencode(asked)}"

    def page_context(self) -> dict[str, Any]:
        return {
            "week": diary.week_words(self.monday),
            "monday": self.monday,
            "days": [presenting.diary_day(day, self.now) for day in self.days],
            "before_url": self._week(self.monday - timedelta(days=7)),
            "after_url": self._week(self.monday + timedelta(days=7)),
            "today_url": self._week(diary.monday_of(london_date(self.now))),
            "about": " · ".join(
                filter(None, (self.whose and self.whose.full_name, self.team and self.team.name, self.court and self.court.name))
            ),
            "filters": [
                FilterField("week", "A day of the week, such as 9/3/2026", (), self.typed if self.unread else f"{self.monday:%-d/%-m/%Y}"),
                FilterField(
                    "whose", "Practitioner", [(str(one.pk), one.full_name) for one in self.people], str(self.whose.pk) if self.whose else ""
                ),
                FilterField("team", "Team", [(str(one.pk), one.name) for one in self.teams], str(self.team.pk) if self.team else ""),
                *(
                    [
                        FilterField(
                            "court", "Court", [(str(one.pk), one.name) for one in self.courts], str(self.court.pk) if self.court else ""
                        )
                    ]
                    if self.courts
                    else []
                ),
            ],
            "unread": self.typed if self.unread else "",
            "decides": self.request.user.role in REGISTERED_ROLES,
        }


DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")


def _day(text: str) -> date | None:
    """A day as people write it: 9/3/2026, 9 March 2026, 2026-03-09; None where it cannot be read."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _one(rows: list[Any], pk: str) -> Any:
    return next((one for one in rows if str(one.pk) == pk), None)


class OfAuthority:
    kwargs: dict[str, Any]

    def prepare(self) -> None:
        self.place = directories.authority(self.kwargs["authority_id"])

    def get_caption(self) -> str:
        return self.place.name


class ShowPartnership(OfAuthority, ServicePage):
    """How to work with an authority: where everything is, and how it answers."""

    template_name = "dutydesk/show_partnership.html"

    def get_title(self) -> str:
        return f"Working with {self.place.name}"

    def get_caption(self) -> str:
        return self.place.partnership_name or self.place.region

    def get_back_url(self) -> str:
        return reverse("cases:show_authority", args=[self.place.pk])

    def page_context(self) -> dict[str, Any]:
        lines = partnership.lines_of(self.place)
        return {
            "place": self.place,
            "lines": [presenting.partnership_line(line) for line in lines],
            "lacking": sum(line.is_empty for line in lines),
            "answers": partnership.answers_of(self.place, self.now),
            "may_look": rules.may_look(self.request.user),
        }


class RecordLook(OfAuthority, ServiceFormView):
    form_class = forms.LookForm
    title = "What you looked for"
    submit_label = "Save"
    success_message = "It is recorded, for the next person."

    def prepare(self) -> None:
        super().prepare()
        if not rules.may_look(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("dutydesk:show_partnership", args=[self.place.pk])

    def initial_values(self) -> dict[str, Any]:
        return {"what": self.request.GET.get("what", ""), "looked_on": london_date(self.now)}

    def perform(self, form: Any) -> str:
        services.record_look(authority=self.place, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()
