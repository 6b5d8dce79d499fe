"""Logging a concern: three pages and a look at the answers."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.selectors import children_of, home_authorities, people_of_case, subject_children
from cafcass_cases.cases.views.base import OfCase
from cafcass_cases.ui.views import Answers, JourneyView, Step
from safeguarding import services
from safeguarding.forms import logging as forms
from safeguarding.registry import concern_start

from .entry import beginning_of, path_remembered

FACTS = (
    "source", "source_detail", "said", "whose_words", "also_present", "happened_at", "happened_words", "reached_us_at", "recognised_at",
    "family_told", "harm_from", "serious", "works_with_children", "disclosure_in_care", "police_considered", "police_considered_reason",
)  # fmt: skip
DANGER = (
    "danger_now", "danger_reason", "danger_believed_at", "danger_adult", "medical", "medical_note", "left_alone", "left_alone_note",
    "refer_at_once",
)  # fmt: skip


class LogConcern(OfCase, JourneyView):
    """The first question is whether anyone is being harmed now (DESIGN §10.2)."""

    needs = "user_works"
    panel = "concerns"
    key = "log_concern"
    url_name = "safeguarding:log_concern"
    title = "Log a concern"
    submit_label = "Log the concern"
    success_message = "The concern is logged. What it sets running is listed below."
    steps = [
        Step("danger", forms.DangerForm, "Is anyone being harmed now, or in immediate danger? Ring 999 first."),
        Step("concern", forms.ConcernForm, "What you know"),
        Step("children", forms.ChildrenForm, "The children, one by one"),
    ]

    def get_back_url(self) -> str:
        return reverse("safeguarding:list_concerns", args=[self.case.pk])

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"A concern not yet logged, {self.case.reference}"

    def form_kwargs(self, step: str, answers: Answers) -> dict[str, Any]:
        if step != "concern":
            return {}
        people = people_of_case(self.case)
        return {
            "children": [person for person in people if person.is_child],
            "adults": sorted(people, key=lambda person: person.is_child),  # a child may harm others too (policy 43)
            "public_law": self.case.law == "public",
        }

    def initial_values(self, step: str, answers: Answers) -> dict[str, Any]:
        if step == "concern":
            return {**concern_start(self.case, self.request.user), **beginning_of(self.request, self.case)}
        if step != "children":
            return {}
        named = answers["concern"].get("children") or []
        each = [{"_title": child.full_name, "child_id": str(child.pk), "is_subject": child.role == "subject_child"} for child in named]
        chosen = {child.pk for child in named}
        others = [{"_title": child.full_name, "child_id": str(child.pk)} for child in subject_children(self.case) if child.pk not in chosen]
        return {"each": each, "others": others}

    def perform(self, answers: Answers) -> str:
        known = answers.all
        people = {str(child.pk): child for child in children_of(self.case)}
        children = [self._child(people[one["child_id"]], one, known) for one in known["each"]]
        causes = [
            services.CauseFacts(child=people[one["child_id"]], answer=one["cause"], reason=one["cause_reason"])
            for one in known["others"]
            if one["cause"] is not None
        ]
        concern = services.log_concern(
            case=self.case,
            children=children,
            causes=causes,
            travel=known["travel"],
            travel_on=known["travel_on"],
            path=known.get("path", ""),
            path_reason=known.get("path_reason", ""),
            ask_supervision=bool(known["refer_at_once"]),
            by=self.request.user,
            now=self.now,
            **{name: known[name] for name in (*FACTS, *DANGER)},
        )
        if known["refer_at_once"] and self._unplaced(children):
            return reverse("safeguarding:refer_now", args=[concern.pk])
        path = path_remembered(self.request, self.case)
        return path.start(self.case, concern) if path else concern.get_absolute_url()

    def _unplaced(self, children: list[services.ChildFacts]) -> bool:
        """A child whose authority the record does not know is still to be referred: the next page asks where."""
        homes = home_authorities([facts.child for facts in children], self.now)
        return any(facts.child.pk not in homes for facts in children)

    @staticmethod
    def _child(child: Any, one: dict[str, Any], known: dict[str, Any]) -> services.ChildFacts:
        return child_facts(child, one, known["reached_us_at"], where_now=known["where_now"], seen_next_by=known["seen_next_by"])


def child_facts(child: Any, one: dict[str, Any], informed_at: Any, **shared: str) -> services.ChildFacts:
    """One child's answers as the service takes them. What is shared by all stands where the child has nothing else."""
    return services.ChildFacts(
        child=child,
        harms=[services.HarmFacts(**harm) for harm in forms.harms_of(one, informed_at)],
        origin=one["origin"],
        threshold=one["threshold"],
        threshold_reason=one["threshold_reason"],
        where_now=one["where_now"] or shared.get("where_now", ""),
        seen_next_by=shared.get("seen_next_by", ""),
        child_words=one["child_words"],
        child_knows=one["child_knows"],
        visible=one["visible"],
        analysis=one["analysis"],
        cause=one.get("cause"),
        cause_reason=one.get("cause_reason", ""),
    )
