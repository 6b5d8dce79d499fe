"""Service areas and teams, for administrators."""

from typing import Any

from django.urls import reverse

from cafcass_cases.ui.views import ServiceFormView

from .. import selectors
from ..forms import AreaForm, TeamForm
from ..models import ServiceArea, Team
from ..services import change_area, change_team, create_area, create_team
from .frame import ForAdministrators, TablePage, link


class ListAreas(ForAdministrators, TablePage):
    title = "Service areas and teams"
    section = "accounts:list_areas"
    template_name = "accounts/list_areas.html"

    def buttons(self) -> list[tuple[str, str]]:
        return [("Add a service area", reverse("accounts:create_area")), ("Add a team", reverse("accounts:create_team"))]

    def page_context(self) -> dict[str, Any]:
        return {**super().page_context(), "areas": [self.shown(area) for area in selectors.areas()], "columns": ["Team", "Manager"]}

    def shown(self, area: ServiceArea) -> dict[str, Any]:
        teams = [
            [link(team.name, reverse("accounts:change_team", args=[team.pk])), team.manager or "Nobody yet"] for team in area.teams.all()
        ]
        return {"area": area, "url": reverse("accounts:change_area", args=[area.pk]), "teams": teams, "caption": f"Teams of {area.name}"}


class _ToAreas(ForAdministrators):
    def get_back_url(self) -> str:
        return reverse("accounts:list_areas")


class CreateArea(_ToAreas, ServiceFormView):
    form_class = AreaForm
    title = "Add a service area"
    success_message = "The service area is added."

    def perform(self, form: AreaForm) -> str:
        create_area(**_area_values(form), by=self.request.user, now=self.now)
        return self.get_back_url()


class ChangeArea(_ToAreas, ServiceFormView):
    form_class = AreaForm
    title = "Change a service area"
    success_message = "The service area is changed."
    area: ServiceArea

    def prepare(self) -> None:
        super().prepare()
        self.area = selectors.area(self.kwargs["area_id"])

    def get_caption(self) -> str:
        return self.area.name

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.area, name) for name in AreaForm.base_fields}

    def perform(self, form: AreaForm) -> str:
        change_area(area=self.area, version=form.cleaned_data["version"], **_area_values(form), by=self.request.user, now=self.now)
        return self.get_back_url()


class CreateTeam(_ToAreas, ServiceFormView):
    form_class = TeamForm
    title = "Add a team"
    success_message = "The team is added."

    def perform(self, form: TeamForm) -> str:
        create_team(**_team_values(form), by=self.request.user, now=self.now)
        return self.get_back_url()


class ChangeTeam(_ToAreas, ServiceFormView):
    form_class = TeamForm
    title = "Change a team"
    success_message = "The team is changed."
    team: Team

    def prepare(self) -> None:
        super().prepare()
        self.team = selectors.team(self.kwargs["team_id"])

    def get_caption(self) -> str:
        return self.team.name

    def initial_values(self) -> dict[str, Any]:
        return {name: getattr(self.team, name) for name in TeamForm.base_fields}

    def perform(self, form: TeamForm) -> str:
        change_team(team=self.team, version=form.cleaned_data["version"], **_team_values(form), by=self.request.user, now=self.now)
        return self.get_back_url()


def _area_values(form: AreaForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "name": data["name"],
        "head_of_practice": data["head_of_practice"] or None,
        "assistant_director": data["assistant_director"] or None,
    }


def _team_values(form: TeamForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {"name": data["name"], "service_area": data["service_area"], "manager": data["manager"] or None}
