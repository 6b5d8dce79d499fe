"""Lists and overview of cases; new, changed, allocated, ended."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.ui.components import Event, FilterField
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from .. import presenting, rules, selectors, services
from ..forms.cases import AllocateCaseForm, CaseForm, EndCaseForm, lines_of
from ..models.cases import Law, Stage
from ..registry import ChronologyLine, chronology_of, first_actions
from .base import CaseAction, CasePage
from .base import CaseForm as CaseFormPage

WHOSE = (("mine", "Allocated to me"),)


class ListCases(ServicePage):
    title = "Cases"
    template_name = "cases/list_cases.html"

    def page_context(self) -> dict[str, Any]:
        asked = self.request.GET
        stage = asked.get("stage", "") if asked.get("stage") in Stage.values else ""
        law = asked.get("law", "") if asked.get("law") in Law.values else ""
        mine = asked.get("whose") == "mine"
        cases = selectors.case_list(self.request.user, self.now, mine=mine, stage=stage, law=law)
        return {
            "cases": paginate(self.request, cases),
            "new_url": reverse("cases:create_case"),
            "may_create": rules.may_create_case(self.request.user),
            "may_break_glass": rules.may_break_glass(self.request.user),
            "filters": [
                FilterField("whose", "Whose", WHOSE, "mine" if mine else ""),
                FilterField("stage", "Stage", Stage.choices, stage),
                FilterField("law", "Law", Law.choices, law),
            ],
        }


class CreateCase(ServiceFormView):
    title = "New case"
    form_class = CaseForm
    submit_label = "Save the case"
    success_message = "The case is recorded."
    draft = True

    def prepare(self) -> None:
        if not rules.may_create_case(self.request.user):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("cases:list_cases")

    def form_kwargs(self) -> dict[str, Any]:
        return {"teams": selectors.teams_of(self.request.user, self.now), "courts": selectors.courts()}

    def initial_values(self) -> dict[str, Any]:
        return {"team": str(self.request.user.team_id or "")}

    def perform(self, form: CaseForm) -> str:
        data = form.cleaned_data
        case = services.create_case(
            law=data["law"],
            application_types=lines_of(data["application_types"]),
            received_at=data["received_at"],
            court=data["court"] or None,
            court_number=data["court_number"],
            team=data["team"],
            harm_alleged_on_c1a=data["harm_alleged_on_c1a"],
            c8_unread=data["c8_unread"],
            by=self.request.user,
            now=self.now,
        )
        # Whoever records a case for another's team may not see it once it is recorded.
        if not rules.may_see_case(self.request.user, case, self.now):
            return reverse("cases:list_cases")
        return reverse("cases:show_case", kwargs={"case_id": case.pk})


class ShowCase(CasePage):
    panel = "overview"
    template_name = "cases/show_case.html"

    def page_context(self) -> dict[str, Any]:
        case, now = self.case, self.now
        people = selectors.people_of_case(case)
        holder = selectors.allocated_practitioner(case, now)
        children = [person for person in people if person.is_child]
        homes = selectors.home_authorities(children, now)
        markers = selectors.markers_of(people, now)
        return {
            "rows": presenting.case_rows(case, holder, selectors.manager_of_case(case, now, holder=holder)),
            "children": [(child, homes.get(child.pk), markers.get(child.pk, [])) for child in children],
            "adults": [(adult, markers.get(adult.pk, [])) for adult in people if not adult.is_child],
            "next": selectors.next_days(case, now),
            "first_actions": first_actions() if case.user_works else [],
            "may_review": rules.may_review_break_glass(self.request.user),
        }


class ChangeCase(CaseFormPage):
    title = "Change the case"
    form_class = CaseForm
    success_message = "The case is changed."

    def form_kwargs(self) -> dict[str, Any]:
        teams = list(selectors.teams_of(self.request.user, self.now))
        if self.case.team and self.case.team not in teams:
            teams.append(self.case.team)
        return {"teams": teams, "courts": selectors.courts()}

    def build_form(self, data: Any = None, files: Any = None) -> Any:
        form = super().build_form(data, files)
        del form.fields["received_at"]
        return form

    def initial_values(self) -> dict[str, Any]:
        case = self.case
        return {
            "law": case.law,
            "application_types": "\n".join(case.application_types),
            "court": str(case.court_id or ""),
            "court_number": case.court_number,
            "team": str(case.team_id or ""),
            "harm_alleged_on_c1a": case.harm_alleged_on_c1a,
            "c8_unread": case.c8_unread,
            "version": case.version,
        }

    def perform(self, form: CaseForm) -> str:
        data = form.cleaned_data
        changes = {
            "law": data["law"],
            "application_types": lines_of(data["application_types"]),
            "court": data["court"] or None,
            "court_number": data["court_number"],
            "team": data["team"],
            "harm_alleged_on_c1a": data["harm_alleged_on_c1a"],
            "c8_unread": data["c8_unread"],
        }
        version = int(data["version"]) if data["version"].isdigit() else None
        services.change_case(case=self.case, changes=changes, version=version, by=self.request.user, now=self.now)
        return self.page_url("show_case")


class RecordC8Read(CaseAction):
    success_message = "The C8 is marked as read. Contact details nobody asked about are no longer masked: check each."

    def perform(self) -> str:
        services.record_c8_read(case=self.case, by=self.request.user, now=self.now)
        return self.page_url("list_people")


class AllocateCase(CaseFormPage):
    title = "Allocate the case"
    needs = "user_manages"
    form_class = AllocateCaseForm
    template_name = "cases/allocate_case.html"
    submit_label = "Allocate"
    success_message = "The case is allocated."

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": selectors.staff_who_may_hold(self.request.user, self.now)}

    def page_context(self) -> dict[str, Any]:
        return {"allocations": self.case.allocations.select_related("practitioner").order_by("-starts_at")}

    def perform(self, form: AllocateCaseForm) -> str:
        services.allocate(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.page_url("show_case")


class CompleteCase(CaseFormPage):
    title = "The report is filed"
    needs = "user_works"
    form_class = EndCaseForm
    submit_label = "Mark the case as complete"

    def perform(self, form: EndCaseForm) -> str:
        services.complete_case(case=self.case, completed_at=form.cleaned_data["ended_at"], by=self.request.user, now=self.now)
        return self.page_url("show_case")


class CloseCase(CaseFormPage):
    title = "Close the case"
    needs = "user_manages"
    form_class = EndCaseForm
    submit_label = "Close the case"
    warning = True

    def perform(self, form: EndCaseForm) -> str:
        data = form.cleaned_data
        services.close_case(case=self.case, closed_at=data["ended_at"], reason=data["reason"], by=self.request.user, now=self.now)
        return self.page_url("show_case")


class ShowChronology(CasePage):
    title = "Chronology"
    panel = "chronology"
    template_name = "cases/show_chronology.html"

    def page_context(self) -> dict[str, Any]:
        lines = chronology_of(self.case, self.request.user)
        kinds = sorted({line.kind for line in lines if line.kind})
        kind = self.request.GET.get("kind", "")
        shown = [line for line in lines if not kind or line.kind == kind]
        page = paginate(self.request, shown, per_page=50)
        return {
            "lines": page,
            "events": [
                Event(title=one.title, at=one.at, by=one.by, text=one.text, url=one.url, entered_at=one.entered_at, mark=self.mark(one))
                for one in page
            ],
            "filters": [FilterField("kind", "Show", [(one, one) for one in kinds], kind)],
        }

    def mark(self, line: ChronologyLine) -> str:
        """What was entered after the file was secured is marked wherever it is shown (framework 3.45)."""
        secured_at = self.case.secured_at
        return "Entered after the file was secured" if secured_at and line.entered_at > secured_at else ""
