"""Court applications as a whole: how far they are read, what waits to be screened, and how they come in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.cases.selectors import authorities, courts
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from . import entering, forms, polling, selectors, services


class ForIntake:
    """Pages of those who bring court applications in."""

    def prepare(self) -> None:
        if not selectors.may_import(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("screening:list_court_applications")


class ListCourtApplications(ForIntake, ServicePage):
    """How far the court's interfaces are read, and every application that waits to be screened, the next due first."""

    title = "Court applications"
    template_name = "screening/list_court_applications.html"

    def get_back_url(self) -> str:
        return ""

    def page_context(self) -> dict[str, Any]:
        page = paginate(self.request, selectors.to_screen(self.request.user, self.now), per_page=25)
        without = selectors.without_team()
        return {
            "enter_url": reverse("screening:enter_application"),
            "import_url": reverse("screening:import_court_applications"),
            "states": list(polling.feed_states(self.now)),
            "page": selectors.with_due(page),
            "limit": selectors.screening_limit(),
            "without_team": without,
            "without_team_words": f"{without} new case{'' if without == 1 else 's'} from the court {'has' if without == 1 else 'have'} no team, so nobody works on {'it' if without == 1 else 'them'}. Choose who takes the court’s new cases.",
            "rejected": selectors.rejected_runs(),
            "runs": selectors.runs()[:5],
            "now": self.now,
        }


class EnterApplication(ForIntake, ServiceFormView):
    """An application that came on paper."""

    form_class = forms.EnterApplicationForm
    title = "Enter an application from paper"
    submit_label = "Enter the application"
    success_message = "The application is entered. Screen it next."
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"courts": courts(), "authorities": authorities()}

    def perform(self, form: forms.EnterApplicationForm) -> str:
        data = form.cleaned_data
        case = entering.enter_application(
            data=entering.entered_data(data), court=data["court"], arrived_at=data["arrived_at"], by=self.request.user, now=self.now
        )
        if selectors.sees(self.request.user, case, self.now):
            return reverse("screening:show_application", args=[case.pk])
        return self.get_back_url()


class ListCourtTeams(ForIntake, ServiceFormView):
    """Which team takes the new cases of a court."""

    form_class = forms.CourtTeamForm
    title = "Who takes a court’s new cases?"
    submit_label = "Save"
    template_name = "screening/list_court_teams.html"
    success_message = "The team is saved. New cases of that court go to it."

    def form_kwargs(self) -> dict[str, Any]:
        return {"courts": courts(), "teams": selectors.teams()}

    def page_context(self) -> dict[str, Any]:
        return {"rows": selectors.court_teams()}

    def perform(self, form: forms.CourtTeamForm) -> str:
        data = form.cleaned_data
        services.set_court_team(law=data["law"], court=data["court"] or None, team=data["team"], by=self.request.user, now=self.now)
        return reverse("screening:list_court_teams")


class ReadAgain(ForIntake, ServiceFormView):
    """Read the court's interface again from an earlier moment."""

    form_class = forms.ReadAgainForm
    title = "Read the court’s applications again"
    submit_label = "Read again"
    success_message = "The court’s applications are read again from then. What is known already is not doubled."

    def perform(self, form: forms.ReadAgainForm) -> str:
        entering.read_again(law=form.cleaned_data["law"], moment=form.cleaned_data["moment"], by=self.request.user, now=self.now)
        return self.get_back_url()


class TryItemsAgain(ForIntake, ServiceAction):
    """Take in what an import rejected, after what stood in its way was mended."""

    success_message = "What was not imported was tried again."

    def prepare(self) -> None:
        super().prepare()
        self.run = selectors.run_called(self.request.user, self.kwargs["import_id"], self.now)

    def get_back_url(self) -> str:
        return reverse("screening:show_import", args=[self.run.pk])

    def perform(self) -> str:
        again = services.try_items_again(run=self.run, by=self.request.user, now=self.now)
        return reverse("screening:show_import", args=[(again or self.run).pk])
