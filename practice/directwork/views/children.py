"""The child's view of a referral; a looked after child's plan; the reviewing officer."""

from typing import Any

from cafcass_cases.cases.models import Case, Person
from safeguarding.selectors import whole_of
from safeguarding.views.base import ConcernForm

from .. import forms, selectors, services
from ..models import OfficerContact
from ..panels import page_url
from .base import DirectWorkForm, OfChildren


class RecordChildView(OfChildren, ConcernForm):
    """What the child was told of the referral, and thinks and feels of it (framework 2.88, 2.91, 2.92)."""

    form_class = forms.ChildViewForm
    title = "What the child thinks of the referral"
    submit_label = "Save the child’s view"
    success_message = "The child’s view is recorded. The written referral carries it."
    template_name = "directwork/child_view_form.html"

    def children(self) -> list[Person]:
        if not hasattr(self, "_children"):
            self._children = [view.child for view in whole_of(self.concern).children]
        return self._children

    def perform(self, form: Any) -> str:
        services.record_child_view(concern=self.concern, by=self.request.user, now=self.now, **form.given())
        return self.get_back_url()


class CheckCarePlan(OfChildren, DirectWorkForm):
    form_class = forms.CareCheckForm
    title = "Check the care of a looked after child"
    submit_label = "Save the check"
    success_message = "The check is recorded."

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        services.check_care_plan(
            case=self.case, child=cleaned["child"], looked_after=cleaned["looked_after"], checked_at=cleaned["checked_at"],
            rules_applied=cleaned["rules_applied"], finding=cleaned["finding"], action=cleaned["action"], by=self.request.user, now=self.now,
            **form.clear(),
        )  # fmt: skip
        return page_url(self.case.pk)


class RecordOfficerContact(DirectWorkForm):
    form_class = forms.OfficerContactForm
    title = "The reviewing officer"
    submit_label = "Save"
    success_message = "It is recorded."

    def perform(self, form: Any) -> str:
        services.record_officer_contact(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_url(self.case.pk)


class RecordOfficerAdvice(DirectWorkForm):
    form_class = forms.AdviceForm
    needs = "user_manages"
    title = "Advice on the reviewing officer’s referral"
    submit_label = "Save the advice"
    success_message = "The advice is recorded."
    contact: OfficerContact

    def find_case(self) -> Case:
        self.contact = selectors.contact_for(self.request.user, self.kwargs["officer_contact_id"], self.now)
        return self.contact.case

    def perform(self, form: Any) -> str:
        services.record_officer_advice(contact=self.contact, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_url(self.case.pk)
