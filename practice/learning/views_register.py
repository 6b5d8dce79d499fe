"""Learning points for all staff, and the register of deaths, serious injuries and reviews for senior managers and auditors."""

import csv
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cafcass_cases.accounts.rules import is_senior
from cafcass_cases.audit.services import log_reads
from cafcass_cases.cases.selectors import staff
from cafcass_cases.cases.selectors.lists import authorities
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from . import forms, rules, selectors, services


class ListLearning(ServicePage):
    title = "Learning from reviews"
    template_name = "learning/list_learning.html"

    def prepare(self) -> None:
        if not selectors.may_read_learning(self.request.user) and not selectors.may_see_register(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "points": list(selectors.points_for(user)),
            "may_see_register": selectors.may_see_register(user),
            "may_write": is_senior(user),
        }


class OfPoint:
    def prepare(self) -> None:
        self.point = selectors.point_for(self.request.user, self.kwargs["point_id"], self.now)  # type: ignore[attr-defined]

    def get_back_url(self) -> str:
        return reverse("learning:list_learning")


class ShowLearning(OfPoint, ServicePage):
    template_name = "learning/show_learning.html"

    def get_title(self) -> str:
        return self.point.title  # type: ignore[no-any-return]

    def page_context(self) -> dict[str, Any]:
        publishes = rules.is_safeguarding_director(self.request.user, self.now)
        return {
            "point": self.point,
            "publishes": publishes,
            "reads": self.point.reads.count(),
            "reader": selectors.may_read_learning(self.request.user),
        }


class MarkRead(OfPoint, ServiceAction):
    success_message = "Thank you. It is recorded that you have read it."

    def perform(self) -> str:
        services.mark_read(point=self.point, by=self.request.user, now=self.now)  # type: ignore[arg-type]
        return self.get_back_url()


class PublishLearning(OfPoint, ServiceAction):
    success_message = "It is published, and everybody who works with cases is asked to read it."

    def prepare(self) -> None:
        super().prepare()
        if not rules.is_safeguarding_director(self.request.user, self.now):
            raise PermissionDenied

    def perform(self) -> str:
        services.publish_learning(point=self.point, by=self.request.user, now=self.now)
        return self.get_back_url()


class ForSeniors:
    def prepare(self) -> None:
        if not is_senior(self.request.user):  # type: ignore[attr-defined]
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("learning:show_register")


class WriteLearningElsewhere(ForSeniors, ServiceFormView):
    form_class = forms.LearningForm
    title = "What is learned from a review elsewhere"
    success_message = "The learning point is saved. The director with safeguarding responsibility publishes it."

    def perform(self, form: Any) -> str:
        point = services.write_learning(**form.cleaned_data, by=self.request.user, now=self.now)
        return reverse("learning:show_learning", args=[point.pk])


class RecordOutsideReview(ForSeniors, ServiceFormView):
    form_class = forms.OutsideForm
    title = "A review of a family that Cafcass did not know"
    success_message = "It is in the register."

    def form_kwargs(self) -> dict[str, Any]:
        return {"staff": staff(), "authorities": authorities()}

    def perform(self, form: Any) -> str:
        data = {**form.cleaned_data, "panel_member": form.cleaned_data["panel_member"] or None, "agreed": bool(form.cleaned_data["agreed"])}
        services.record_outside_review(**data, by=self.request.user, now=self.now)
        return self.get_back_url()


class ForRegister:
    def prepare(self) -> None:
        if not selectors.may_see_register(self.request.user):  # type: ignore[attr-defined]
            raise PermissionDenied
        self.register = selectors.register_for(self.request.user, self.now)  # type: ignore[attr-defined]


class ShowRegister(ForRegister, ServicePage):
    title = "Register of deaths, serious injuries and reviews"
    template_name = "learning/show_register.html"

    def get_back_url(self) -> str:
        return reverse("learning:list_learning")

    def page_context(self) -> dict[str, Any]:
        log_reads(user=self.request.user, cases=[one.case for one in self.register.known], what="The register of reviews", now=self.now)
        points, actions = selectors.progress_of_learning(self.request.user, self.now)
        return {"register": self.register, "points": points, "actions": actions, "may_write": is_senior(self.request.user)}


class ExportRegister(ForRegister, ServicePage):
    """The national figures, known and unknown told apart, without names (framework 3.30)."""

    title = "Register"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponse(
            content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="register.csv"'}
        )
        sheet = csv.writer(answer)
        sheet.writerow(["Known to Cafcass", "Kind", "Expected or not", "Authority", "Known or received", "Decision", "Stage"])
        for one in self.register.known:
            row = [
                one.get_kind_display(),
                one.get_expected_display(),
                one.authority or "",
                one.known_at.date(),
                one.get_decision_display(),
                one.get_stage_display(),
            ]
            sheet.writerow(["Yes", *row])
        for other in self.register.outside:
            kind = "Unexpected death leading to a review" if other.is_unexpected_death else "Review"
            sheet.writerow(
                ["No", kind, "Unexpected" if other.is_unexpected_death else "", other.authority, other.received_at.date(), "", ""]
            )
        return answer
