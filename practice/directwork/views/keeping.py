"""The questions about disability that administrators keep, and the yearly test of competence that managers hold."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.accounts.models import Role
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from .. import forms, selectors, services


class ShowQuestions(ServicePage):
    title = "Questions about a child’s disability"
    template_name = "directwork/show_questions.html"

    def page_context(self) -> dict[str, Any]:
        return {
            "questions": selectors.disability_questions(),
            "sets": selectors.question_sets(),
            "may_change": self.request.user.role == Role.ADMINISTRATOR,
        }


class ChangeQuestions(ServiceFormView):
    form_class = forms.QuestionsForm
    title = "Change the questions"
    submit_label = "Save the questions"
    success_message = "The questions are changed. Plans already made keep theirs."

    def prepare(self) -> None:
        if self.request.user.role != Role.ADMINISTRATOR:
            raise PermissionDenied

    def get_back_url(self) -> str:
        return reverse("directwork:show_questions")

    def initial_values(self) -> dict[str, Any]:
        return {"text": "\n".join(selectors.disability_questions())}

    def perform(self, form: Any) -> str:
        services.change_disability_questions(by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class ListCompetence(ServicePage):
    """Whoever had no appraisal within the year stands first (framework 4.10)."""

    title = "Safeguarding competence"
    template_name = "directwork/list_competence.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        return {"staff": selectors.competence_of_staff(self.request.user, self.now)}


class RecordAppraisal(ServiceFormView):
    form_class = forms.AppraisalForm
    submit_label = "Save"
    success_message = "It is recorded."

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied
        self.member = selectors.member_of_staff(self.request.user, self.kwargs["user_id"])

    def get_title(self) -> str:
        return f"Appraisal of {self.member.full_name}"

    def get_back_url(self) -> str:
        return reverse("directwork:list_competence")

    def perform(self, form: Any) -> str:
        services.record_appraisal(user=self.member, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()
