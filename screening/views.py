"""Bringing court applications in, and deciding where the court differs from the record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.selectors import case_for
from cafcass_cases.cases.views.base import CasePage
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.components import Task
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from . import registry, selectors, services
from .court_data import CannotRead

LARGEST_FILE = 25 * 1024 * 1024


class ImportForm(f.GovukForm):
    file = f.FileField(
        label="File from the court's interface",
        hint="A JSON file, 25 MB at most. The same file can be given again: nothing is imported twice.",
        missing="Choose the file from the court",
    )
    team = f.SelectField(label="Team that takes new cases", choices=[], required=False, empty_label="The team that takes the court’s cases")

    def __init__(self, *args: Any, teams: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [f.Choice(str(team.pk), team.name, object=team) for team in teams]


class ImportCourtApplications(ServiceFormView):
    """Upload a file of the court's interface."""

    form_class = ImportForm
    title = "Import court applications"
    submit_label = "Import"
    template_name = "screening/import_court_applications.html"

    def get_back_url(self) -> str:
        return reverse("screening:list_court_applications")

    def prepare(self) -> None:
        if not selectors.may_import(self.request.user):
            raise PermissionDenied

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": selectors.teams()}

    def page_context(self) -> dict[str, Any]:
        return {"page": paginate(self.request, selectors.runs(), per_page=20)}

    def perform(self, form: ImportForm) -> str:
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST_FILE:
            raise RuleRefused("import-file", "The file is larger than 25 MB. Split it and import the parts.", field="file")
        try:
            run = services.import_court_applications(
                payload=services.read_answer(upload.read()),
                source="upload",
                team=form.cleaned_data["team"] or None,
                by=self.request.user,
                now=self.now,
            )
        except CannotRead as wrong:
            raise RuleRefused("import-file", f"{wrong} Nothing was imported.", field="file") from wrong
        return reverse("screening:show_import", args=[run.pk])


class ShowImport(ServicePage):
    """What became of each item of one import."""

    title = "Import of court applications"
    template_name = "screening/show_import.html"

    def prepare(self) -> None:
        if not selectors.may_import(self.request.user):
            raise PermissionDenied
        self.run = selectors.run_called(self.request.user, self.kwargs["import_id"], self.now)

    def get_back_url(self) -> str:
        return reverse("screening:import_court_applications")

    def page_context(self) -> dict[str, Any]:
        items = list(self.run.items.all())
        return {
            "run": self.run,
            "again_url": reverse("screening:try_items_again", args=[self.run.pk]),
            "waiting": any(item.result == item.Result.REJECTED and item.payload is not None and item.settled_at is None for item in items),
            "page": paginate(self.request, items, per_page=50),
            "counts": [(label, sum(item.result == value for item in items)) for value, label in type(items[0]).Result.choices]
            if items
            else [],
        }


class ShowScreening(CasePage):
    """Where the screening of the case stands, part by part (framework 2.13, 2.26 and 2.37)."""

    panel = "screening"
    title = "Screening"
    template_name = "screening/show_screening.html"

    def page_context(self) -> dict[str, Any]:
        parts = registry.parts_of(self.case, self.request.user, self.now)
        return {
            "tasks": [
                Task(part.title, reverse(part.url_name, args=[self.case.pk]), hint=state.hint, status=state.words, tone=state.tone)
                for part, state in parts
            ]
        }


class ListCourtDifferences(LogsReading, ServicePage):
    """Where the court now says something else than what staff recorded in this case."""

    title = "Court differences"
    template_name = "screening/list_court_differences.html"

    def prepare(self) -> None:
        self.case = case_for(self.request.user, self.kwargs["case_id"], self.now)

    def page_context(self) -> dict[str, Any]:
        return {
            "case": self.case,
            "differences": selectors.differences_of(self.case),
            "may_decide": may_work_on_case(self.request.user, self.case, self.now),
        }


class DecideForm(f.GovukForm):
    answer = f.RadiosField(
        label="Which is right?",
        missing="Choose which is right",
        choices=[
            f.Choice("accept", "Take what the court says"),
            f.Choice("keep", "Keep what the record says", reveals=("reason",)),
        ],
    )
    reason = f.TextAreaField(label="Why is the record kept?", missing="Write why the record is kept as it is", rows=3)


class DecideCourtDifference(LogsReading, ServiceFormView):
    """Take the court's value, or keep the record's with a reason."""

    form_class = DecideForm
    title = "The court says something else"
    submit_label = "Save the decision"
    template_name = "screening/decide_court_difference.html"
    success_message = "The decision is recorded."

    def prepare(self) -> None:
        self.difference = selectors.difference_for(self.request.user, self.kwargs["difference_id"], self.now)
        self.case = self.difference.case
        if not may_work_on_case(self.request.user, self.case, self.now):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("screening:list_court_differences", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        return {"difference": self.difference}

    def perform(self, form: DecideForm) -> str:
        services.decide_difference(
            difference=self.difference,
            accept=form.cleaned_data["answer"] == "accept",
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()
