"""Somebody asks us, or we want to tell: two pages, and the answer."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.cases.selectors import authorities, children_of, people_of_case, subject_children
from cafcass_cases.cases.views.base import OfCase
from cafcass_cases.ui.views import Answers, JourneyView, Step
from safeguarding.selectors import concern_for
from sharing import services
from sharing.forms import asking as forms
from sharing.standing import plan_history
from sharing.table import PROHIBITED_STEPS, RECIPIENTS

ANSWER = "See the policy’s answer"


class BeginSharing(OfCase, JourneyView):
    """A request or a wish is recorded, and answered at once from the policy's table."""

    needs = "user_works"
    panel = "sharing"
    key = "begin_sharing"
    url_name = "sharing:begin_sharing"
    title = "May we tell them?"
    success_message = "It is recorded. This is the policy’s answer."
    check = False
    concern: Any = None
    kinds: tuple[str, ...] = tuple(RECIPIENTS)
    purposes: tuple[str, ...] = ()
    steps = [
        Step("who", forms.WhoForm, "Who asks, or whom do you want to tell?"),
        Step("what", forms.WhatForm, "What is it for?", submit_label=ANSWER),
    ]

    def get_back_url(self) -> str:
        return reverse("sharing:list_sharing", args=[self.case.pk])

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"A request for information not yet recorded, {self.case.reference}"

    def form_kwargs(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "who":
            return {"kinds": self.kinds}
        kind = answers["who"].get("recipient_kind") or "other"
        people = people_of_case(self.case) if kind == "party" else []
        known, _ = plan_history(subject_children(self.case), self.now) if kind == "local_authority" else ("", [])
        return {
            "kind": kind,
            "purposes": self.purposes,
            "authorities": authorities() if kind in forms.WITH_AUTHORITY else (),
            "parties": [person for person in people if person.role in PARTY_ROLES],
            "children": children_of(self.case),
            "plan_known": bool(known),
        }

    def initial_values(self, step: str, answers: Answers) -> dict[str, Any]:
        return {"children": list(subject_children(self.case))} if step == "what" else {}

    def perform(self, answers: Answers) -> str:
        known = answers.all
        kind = known["recipient_kind"]
        only = next(iter(self.purposes or forms.purposes_for(kind)))
        sharing = services.note_sharing(
            case=self.case, concern=self.concern, recipient_kind=kind, purpose=known.get("purpose") or only, direction=known["direction"],
            asked_at=known["asked_at"], what_asked=known["what_asked"], recipient_name=known.get("recipient_name", ""),
            authority=known.get("authority") or None, party=known.get("party") or None, contact_person=known.get("contact_person", ""),
            children=known.get("children") or (), gateway_on=known.get("gateway_on"), plan=known.get("plan", ""),
            plan_detail=known.get("plan_detail", ""), by=self.request.user, now=self.now,
        )  # fmt: skip
        return sharing.get_absolute_url()


class _OfConcern:
    """The same, as part of a concern."""

    def find_case(self) -> Case:
        self.concern = concern_for(self.request.user, self.kwargs["concern_id"], self.now)  # type: ignore[attr-defined]
        return self.concern.case  # type: ignore[no-any-return]

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()  # type: ignore[no-any-return]


class BeginSharingOfConcern(_OfConcern, BeginSharing):
    key = "begin_sharing_of_concern"
    url_name = "sharing:begin_sharing_of_concern"


class BeginProhibitedSteps(BeginSharing):
    """A school or another agency needs to know of an order that protects a child (policy 40)."""

    key = "begin_prohibited_steps"
    url_name = "sharing:begin_prohibited_steps"
    title = "Sharing a prohibited steps order"
    kinds = ("school", "agency")
    purposes = (PROHIBITED_STEPS,)
    steps = [
        Step("who", forms.WhoForm, "Who needs to know of the order?"),
        Step("what", forms.WhatForm, "What do they need to know?", submit_label=ANSWER),
    ]


class BeginProhibitedStepsOfConcern(_OfConcern, BeginProhibitedSteps):
    key = "begin_prohibited_steps_of_concern"
    url_name = "sharing:begin_prohibited_steps_of_concern"
