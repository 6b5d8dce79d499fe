"""The skin map: placed by mouse, by keyboard, or from a list (framework 2.96)."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.views.base import CaseAction
from cafcass_cases.documents.services import issue_record

from .. import forms, selectors, services
from ..body import views as body_views
from ..models import SkinMap, Telling
from ..panels import page_url
from ..presenting import drawings, mark_rows
from .base import DirectWorkForm, DirectWorkPage, OfChildren


class DrawSkinMap(OfChildren, DirectWorkForm):
    form_class = forms.SkinMapForm
    title = "Mark visible injuries on a skin map"
    submit_label = "Sign the skin map"
    success_message = "The skin map is signed."
    template_name = "directwork/skin_map_form.html"
    telling: Telling | None = None

    def prepare(self) -> None:
        super().prepare()
        waiting = [one for one in selectors.tellings_of(self.case) if str(one.pk) == self.request.GET.get("telling", "")]
        self.telling = waiting[0] if waiting else None

    def named(self) -> Person | None:
        return next((child for child in self.children() if self.telling and child.pk == self.telling.child_id), super().named())

    def initial_values(self) -> dict[str, Any]:
        user = self.request.user
        seen_at = self.telling.told_at if self.telling else None
        return {"child": self.named(), "observer": f"{user.full_name}{f', {user.post}' if user.post else ''}", "seen_at": seen_at}

    def page_context(self) -> dict[str, Any]:
        return {"views": body_views()}

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        telling = self.telling if self.telling and self.telling.child_id == cleaned["child"].pk else None
        skin_map = services.draw_skin_map(
            case=self.case, child=cleaned["child"], seen_at=cleaned["seen_at"], observer=cleaned["observer"], visible_only=cleaned["visible_only"],
            note=cleaned["note"], marks=[services.MarkFacts(**mark) for mark in cleaned["marks"]], telling=telling, by=self.request.user, now=self.now,
        )  # fmt: skip
        return skin_map.get_absolute_url()


class OfMap:
    """Fetches the skin map of the address."""

    request: Any
    kwargs: dict[str, Any]
    now: Any
    skin_map: SkinMap

    def find_case(self) -> Case:
        self.skin_map = selectors.skin_map_for(self.request.user, self.kwargs["skin_map_id"], self.now)
        return self.skin_map.case

    def get_person(self) -> Person:
        return self.skin_map.child


class ShowSkinMap(OfMap, DirectWorkPage):
    template_name = "directwork/show_skin_map.html"
    reads = "Skin map"

    def get_title(self) -> str:
        return f"Skin map of {self.skin_map.child.full_name}"

    def page_context(self) -> dict[str, Any]:
        marks = selectors.marks_of(self.skin_map)
        return {"skin_map": self.skin_map, "drawings": drawings(marks), "marks": mark_rows(marks)}


class IssueSkinMap(OfMap, CaseAction):
    title = "Make the skin map as a document"
    needs = "user_works"
    success_message = "The skin map is issued."

    def get_back_url(self) -> str:
        return self.skin_map.get_absolute_url()

    def perform(self) -> str:
        issue_record(kind="skin-map", subject=self.skin_map, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.case.pk])


class WithdrawSkinMap(OfMap, DirectWorkForm):
    form_class = forms.WithdrawForm
    title = "The skin map was entered in error"
    submit_label = "It was entered in error"
    success_message = "It is withdrawn. Auditors can still see it."
    warning = True
    draft = False

    def get_back_url(self) -> str:
        return self.skin_map.get_absolute_url()

    def perform(self, form: Any) -> str:
        services.withdraw_skin_map(skin_map=self.skin_map, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return page_url(self.case.pk)
