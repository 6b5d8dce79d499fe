"""A case's concerns, one concern, and how it ends."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.selectors import next_days
from cafcass_cases.cases.selectors.directories import arrangements_of
from cafcass_cases.cases.views.base import CasePage
from safeguarding import presenting, registry, selectors, services
from safeguarding.forms import closing, logging, protection
from safeguarding.models import Harm
from safeguarding.paths import Path, suggested_paths

from .base import ConcernForm, ConcernPage, OfChild
from .logging import child_facts


class ListConcerns(CasePage):
    """The tab of the case."""

    panel = "concerns"
    title = "Concerns"
    template_name = "safeguarding/list_concerns.html"

    def page_context(self) -> dict[str, Any]:
        return {"concerns": selectors.concerns_of_case(self.case, withdrawn=may_see_withdrawn(self.request.user))}


class ShowConcern(ConcernPage):
    """The concern: what is owed, who and what, the children one by one, what happened so far, what can be done next."""

    template_name = "safeguarding/show_concern.html"

    def get_title(self) -> str:
        return f"Concern {self.concern.reference}"

    def get_caption(self) -> str:
        return self.case.reference

    def get_back_url(self) -> str:
        return reverse("safeguarding:list_concerns", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        view = selectors.whole_of(self.concern)
        user = self.request.user
        open_duties = [duty for duty in view.duties if duty.is_open]
        return {
            "whole": view,
            "tasks": presenting.duty_tasks(open_duties, self.now),
            "done": presenting.ended_duties([duty for duty in view.duties if not duty.is_open]),
            "done_columns": ["Duty", "How it ended", "Due", "Done"],
            "facts": presenting.concern_rows(self.concern),
            "children": [presenting.child_card(self.concern, child, self.case.user_works) for child in (*view.named, *view.others)],
            "story": presenting.timeline_events(registry.story(self.concern, user)),
            "steps": registry.next_steps(self.concern, user, self.now) if self.concern.is_open else [],
            "paths": [(path, path.start(self.case, self.concern)) for path in self._fitting_paths()],
            "sections": registry.sections(self.concern, user, self.now),
            "incidents": [enquiry for enquiry in view.enquiries if enquiry.is_incident],
            "suspended": [action for action in view.actions if action.state == "suspended"],
            "days": next_days(self.case, self.now),
            "local": arrangements_of([child.child for child in view.named], self.now),
        }

    def _fitting_paths(self) -> list[Path]:
        """The special paths that the concern's own record points to, for those who work on it."""
        if not (self.case.user_works and self.concern.is_open):
            return []
        return suggested_paths(self.concern, self.request.user)


class RaiseDanger(ConcernForm):
    form_class = protection.DangerLaterForm
    title = "Somebody is in danger now"
    submit_label = "Save"
    template_name = "safeguarding/danger_form.html"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.raise_danger(concern=self.concern, by=self.request.user, now=self.now, **cleaned)


class DescribeChild(OfChild, ConcernForm):
    form_class = logging.DescribeChildForm
    title = "The concern about"
    submit_label = "Save"

    def get_title(self) -> str:
        return f"The concern about {self.child.full_name}"

    def initial_values(self) -> dict[str, Any]:
        return {"child_id": str(self.child.pk), "is_subject": False}

    def serve(self, cleaned: dict[str, Any]) -> None:
        facts = child_facts(self.child, cleaned, self.concern.reached_us_at)
        services.describe_child(concern=self.concern, facts=facts, by=self.request.user, now=self.now)


class ChangeStanding(ConcernForm):
    form_class = logging.StandingForm
    title = "How a harm stands"
    submit_label = "Save"
    draft = False
    harm: Harm

    def find_case(self) -> Any:
        self.harm = selectors.harm_for(self.request.user, self.kwargs["harm_id"], self.now)
        self.concern = self.harm.concern_child.concern
        return self.concern.case

    def get_title(self) -> str:
        return f"{self.harm.other or self.harm.get_kind_display()}: {self.harm.concern_child.child.full_name}"

    def initial_values(self) -> dict[str, Any]:
        return {"standing": self.harm.standing}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.change_standing(harm=self.harm, by=self.request.user, now=self.now, **cleaned)


class CompleteConcern(ConcernForm):
    """Refused while anything stands open, and lists it (policy 55)."""

    form_class = closing.CompleteForm
    title = "Complete the concern"
    submit_label = "Complete it"
    success_message = "The concern is completed."
    template_name = "safeguarding/complete_concern.html"

    def prepare(self) -> Any:
        super().prepare()
        if not self.concern.is_open:
            raise PermissionDenied

    def form_kwargs(self) -> dict[str, Any]:
        rules = {item.rule: item for item in services.what_stands_open(self.concern)}
        others = any(item.phrase.startswith("that no other child") for item in services.what_stands_open(self.concern))
        return {"ask_enquiries": "P11-2" in rules, "ask_others": others}

    def page_context(self) -> dict[str, Any]:
        answered_here = ("that no other child", "why neither a parent")
        return {"open": [item for item in services.what_stands_open(self.concern) if not item.phrase.startswith(answered_here)]}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.complete_concern(
            concern=self.concern,
            outcome=cleaned["outcome"],
            enquiries_reason=cleaned.get("enquiries_reason", ""),
            no_other_children=cleaned.get("no_other_children", False),
            at=self.now,
            by=self.request.user,
            now=self.now,
        )


class WithdrawConcern(ConcernForm):
    form_class = closing.WithdrawForm
    title = "This concern was entered in error"
    submit_label = "Withdraw it"
    success_message = "The concern is withdrawn. Auditors can still see it."
    warning = True
    draft = False

    def perform(self, form: Any) -> str:
        services.withdraw_concern(concern=self.concern, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("safeguarding:list_concerns", args=[self.case.pk])
