"""The skeletons of this room's pages: fetched through the case, guarded, and logged as read."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.models.people import PARTY_ROLES, RoleInCase
from cafcass_cases.cases.selectors import people_of_case, relationships_of
from cafcass_cases.cases.selectors.people import CARING
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.ui import forms as f
from situations.advice import selectors
from situations.advice.models import Advice, FindingOfFact


class InPanel:
    """The tab "Advice to court"."""

    panel = "advice"
    case: Case

    def get_back_url(self) -> str:
        return reverse("advice:list_advice", args=[self.case.pk])


class InPanelPage(InPanel, CasePage):
    def get_back_url(self) -> str:
        return ""


class InPanelForm(InPanel, CaseForm):
    needs = "user_works"


class OfAdvice(InPanel):
    advice: Advice

    def find_case(self) -> Case:
        self.advice = selectors.advice_for(self.request.user, self.kwargs["advice_id"], self.now)  # type: ignore[attr-defined]
        return self.advice.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · {self.advice.kind_words}"


class AdviceFormPage(OfAdvice, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return self.advice.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("advice", self.advice.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"{self.title}, {self.case.reference}"


class OfFinding(InPanel):
    finding: FindingOfFact

    def find_case(self) -> Case:
        self.finding = selectors.finding_for(self.request.user, self.kwargs["finding_id"], self.now)  # type: ignore[attr-defined]
        return self.finding.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · Finding of fact"


class FindingFormPage(OfFinding, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return self.finding.get_absolute_url()


def adults_of(case: Case) -> list[Person]:
    """The adults with whom a child's time may be advised or decided: the parties, and parents or carers of a subject child."""
    people = people_of_case(case)
    subjects = {one.pk for one in people if one.role == RoleInCase.SUBJECT_CHILD}
    caring = {one.person_id for one in relationships_of(case) if one.kind in CARING and one.other_id in subjects}
    return [one for one in people if one.role in PARTY_ROLES or (one.pk in caring and not one.is_child)]


def child_rows(people: Any, **values: Any) -> list[dict[str, Any]]:
    """One group of a form for each child: ``values`` gives further first values, each a function of the child."""
    return [{"_title": str(child), "child_id": str(child.pk), **{name: value(child) for name, value in values.items()}} for child in people]


def choices(rows: Any, words: Any) -> list[f.Choice]:
    return [f.Choice(str(row.pk), words(row), object=row) for row in rows]
