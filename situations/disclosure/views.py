"""The pages of a child in care who has told of more: thin, each calls one service."""

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import children_of, home_authority
from cafcass_cases.cases.selectors.lists import authorities
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage

from . import forms, selectors, services
from .models import Disclosure
from .panels import state_words


class OfDisclosure:
    """Fetches the record of the address, and through it the case."""

    panel = "concerns"
    disclosure: Disclosure

    def find_case(self) -> Case:
        self.disclosure = selectors.disclosure_for(self.request.user, self.kwargs["told_in_care_id"], self.now)  # type: ignore[attr-defined]
        self.concern = self.disclosure.concern
        return self.disclosure.case

    def get_caption(self) -> str:
        return f"Concern {self.concern.reference}"

    def get_back_url(self) -> str:
        return self.disclosure.get_absolute_url()


class TellsMore(CaseForm):
    """The guided form. What the concern knows already stands in it."""

    form_class = forms.DisclosureForm
    needs = "user_works"
    panel = "concerns"
    title = "A child in care has told of more"
    submit_label = "Save"
    success_message = "It is recorded. Refer it now."
    draft = True
    template_name = "disclosure/record.html"
    concern: Any
    disclosure: Any = None

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": children_of(self.case), "authorities": authorities()}

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("concern", self.concern.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Told in care, {self.concern.reference}"

    def page_context(self) -> dict[str, Any]:
        return {"concern": self.concern}

    def perform(self, form: Any) -> str:
        found = services.record_disclosure(
            concern=self.concern, disclosure=self.disclosure, by=self.request.user, now=self.now, **form.cleaned_data
        )
        return found.get_absolute_url()


class RecordDisclosure(TellsMore):
    """From the path: what the concern has begun is gone on with."""

    def find_case(self) -> Case:
        self.concern = selectors.concern_for(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case

    def prepare(self) -> Any:
        super().prepare()
        begun = selectors.begun_with(self.concern)
        if begun is None:
            return None
        name = "show_disclosure" if begun.is_complete else "complete_disclosure"
        return redirect(reverse(f"disclosure:{name}", args=[begun.pk]))

    def get_caption(self) -> str:
        return f"Concern {self.concern.reference}"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def initial_values(self) -> dict[str, Any]:
        rows = [row.child for row in self.concern.children.select_related("child")]
        home = home_authority(rows[0], self.now) if len(rows) == 1 else None
        return {
            "child": str(rows[0].pk) if len(rows) == 1 else "", "disclosed_at": self.concern.reached_us_at,
            "words": self.concern.said if self.concern.whose_words == "verbatim" else "", "authority": str(home.pk) if home else "",
        }  # fmt: skip


class CompleteDisclosure(OfDisclosure, TellsMore):
    success_message = "It is recorded."

    def initial_values(self) -> dict[str, Any]:
        one = self.disclosure
        return {
            "child": str(one.child_id or ""), "disclosed_at": one.disclosed_at, "words": one.words, "authority": str(one.authority_id or ""),
            "police": one.police, "police_reason": one.police_reason,
        }  # fmt: skip


class ShowDisclosure(OfDisclosure, CasePage):
    """What was told, what is owed, and the way to refer now."""

    title = "A child in care has told of more"
    template_name = "disclosure/show_disclosure.html"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        one = self.disclosure
        state, tone = state_words(one)
        return {"disclosure": one, "duties": selectors.duties_of(one), "referral": selectors.referral_of(one), "state": state, "tone": tone}


class ReferDisclosure(OfDisclosure, CaseAction):
    """Refer now: the concern's own referral, to the authority that looks after the child."""

    needs = "user_works"
    success_message = "Decided to refer. Ring the authority now."

    def perform(self) -> str:
        services.refer_disclosure(disclosure=self.disclosure, at=self.now, by=self.request.user, now=self.now)
        referral = selectors.referral_of(self.disclosure)
        return reverse("referrals:show_referral", args=[referral.pk]) if referral else self.disclosure.get_absolute_url()
