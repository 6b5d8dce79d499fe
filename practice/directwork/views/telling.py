"""What a child tells of harm: what to do now, what to write down, and the way into a concern (framework 2.74, 2.89 to 2.95)."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person

from .. import forms, selectors, services
from ..models import Telling
from ..presenting import telling_rows
from .base import DirectWorkForm, DirectWorkPage, OfChildren


class RecordTelling(OfChildren, DirectWorkForm):
    form_class = forms.TellingForm
    title = "A child has told you of harm"
    submit_label = "Save, and log the concern"
    success_message = "What the child told is on the record. Log the concern now: what the child told is filled in."
    template_name = "directwork/telling_form.html"

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        services.record_telling(
            case=self.case,
            child=cleaned["child"],
            facts=forms.telling_facts(cleaned, cleaned["told_at"]),
            by=self.request.user,
            now=self.now,
        )
        return reverse("safeguarding:log_concern", args=[self.case.pk])


class OfTelling:
    """Fetches what was told, of the address."""

    request: Any
    kwargs: dict[str, Any]
    now: Any
    telling: Telling

    def find_case(self) -> Case:
        self.telling = selectors.telling_for(self.request.user, self.kwargs["telling_id"], self.now)
        return self.telling.case

    def get_person(self) -> Person:
        return self.telling.child


class ShowTelling(OfTelling, DirectWorkPage):
    template_name = "directwork/show_telling.html"
    reads = "What a child told of harm"

    def get_title(self) -> str:
        return f"What {self.telling.child.full_name} told"

    def page_context(self) -> dict[str, Any]:
        return {
            "telling": self.telling,
            "rows": telling_rows(self.telling),
            "maps": list(self.telling.skin_maps.filter(withdrawn_at=None)),
            "others": selectors.concerns_to_join(self.telling) if not self.telling.concern_id else [],
        }


class JoinTelling(OfTelling, DirectWorkForm):
    form_class = forms.JoinForm
    title = "It stands in a concern already"
    submit_label = "Join them"
    success_message = "What the child told stands in that concern."
    draft = False

    def get_back_url(self) -> str:
        return self.telling.get_absolute_url()

    def form_kwargs(self) -> dict[str, Any]:
        return {"concerns": selectors.concerns_to_join(self.telling)}

    def perform(self, form: Any) -> str:
        services.join_telling(telling=self.telling, concern=form.cleaned_data["concern"], by=self.request.user, now=self.now)
        return self.telling.get_absolute_url()
