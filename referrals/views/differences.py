"""Pages of a professional difference: for the practitioner, the manager, the Head of Practice and the Assistant Director."""

from typing import Any

from django.core.exceptions import PermissionDenied

from cafcass_cases.cases.models import AuthorityContact
from cafcass_cases.cases.views.base import CasePage
from referrals import selectors, services
from referrals.duties import STAGE_KEYS
from referrals.forms import outcomes as forms
from referrals.models import DifferenceStage, StageName
from referrals.rules import may_act_at_stage, who_acts_at
from referrals.timeline import events_of, lines_of, moment_of

from .base import DifferenceForm, OfDifference, page_of

Kind = AuthorityContact.Kind
URLS = {
    StageName.SUPERVISION: "record_difference_supervision",
    StageName.HEAD_OF_PRACTICE: "record_head_of_practice_contact",
    StageName.ASSISTANT_DIRECTOR: "record_assistant_director_contact",
}
WHOM = {
    StageName.SUPERVISION: (),
    StageName.HEAD_OF_PRACTICE: (Kind.HEAD_OF_SERVICE,),
    StageName.ASSISTANT_DIRECTOR: (Kind.ASSISTANT_DIRECTOR, Kind.DIRECTOR),
}


def children_of(difference: Any) -> list[dict[str, Any]]:
    """One group of a form for each child of the difference."""
    chosen = {str(child) for child in difference.children}
    return [{"_title": row["name"], "child_id": row["id"]} for row in difference.story_children if row["id"] in chosen]


class ShowDifference(OfDifference, CasePage):
    """The ladder of a difference: each stage, its clock, who may record it, and what was said."""

    title = "Difference with the authority"
    template_name = "referrals/show_difference.html"

    def find_case(self) -> Any:
        self.difference = selectors.difference_with_story(self.request.user, self.kwargs["difference_id"], self.now)
        return self.difference.referral.case

    def page_context(self) -> dict[str, Any]:
        difference, referral = self.difference, self.difference.referral
        done = {row["name"]: row for row in difference.story_stages if row["difference"] == str(difference.pk)}
        by_key = {duty.key: duty for duty in selectors.duties_on(difference)}
        states, is_open = dict(DifferenceStage.State.choices), DifferenceStage.State.OPEN
        stages = []
        for name in StageName:
            row = done.get(name)
            open_now = bool(row and row["state"] == is_open and difference.is_open)
            stages.append({
                "name": name.label, "stage": {**row, "words": states[row["state"]], "held_at": moment_of(row["held_at"])} if row else None,
                "duty": by_key.get(STAGE_KEYS[name]), "who": who_acts_at(name), "url": URLS[name],
                "may": open_now and may_act_at_stage(self.request.user, difference, name, self.now),
                "may_skip": open_now and name != StageName.ASSISTANT_DIRECTOR and self.case.user_works,
            })  # fmt: skip
        chosen = {str(child) for child in difference.children}
        return {
            "difference": difference, "referral": referral, "stages": stages, "total": by_key.get("difference-total"),
            "children": [row["name"] for row in difference.story_children if row["id"] in chosen],
            "contacts": selectors.contacts_of_kind(
                difference.around_contacts, Kind.HEAD_OF_SERVICE, Kind.ASSISTANT_DIRECTOR, Kind.DIRECTOR
            ),
            "story": events_of(lines_of(difference, referral.authority.name)),
        }  # fmt: skip


class RecordStage(DifferenceForm):
    """Base of the three stages: who may record it, and the service it calls."""

    form_class = forms.RecordStageForm
    stage = StageName.SUPERVISION
    submit_label = "Save this stage"
    draft = True
    template_name = "referrals/record_stage.html"

    def prepare(self) -> None:
        super().prepare()
        if not may_act_at_stage(self.request.user, self.difference, self.stage, self.now):
            raise PermissionDenied

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("difference", self.difference.pk, self.case.pk)

    def initial_values(self) -> dict[str, Any]:
        return {"children": children_of(self.difference)}

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "late": any(
                d.due_at and d.due_at < self.now and d.ended_at is None and d.key != "difference-total"
                for d in selectors.duties_on(self.difference)
            )
        }

    def page_context(self) -> dict[str, Any]:
        contacts = selectors.contacts_of_kind(self.difference.around_contacts, *WHOM[self.stage])
        return {"difference": self.difference, "referral": self.difference.referral, "contacts": contacts}

    def get_success_message(self) -> str:
        return "The difference is settled. The court is to be told." if self.resolved else "This stage is recorded."

    def record(self, **given: Any) -> Any:
        raise NotImplementedError

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        self.resolved = data["resolved"]
        self.record(
            difference=self.difference, held_at=data["held_at"], held_with=data["held_with"], position=data["position"],
            plan=data["plan"], resolved=data["resolved"], lateness_reason=data.get("lateness_reason", ""),
            outcomes=forms.outcomes_from(data["children"]) or None if data["resolved"] else None, by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.difference)


class RecordDifferenceSupervision(RecordStage):
    """First stage: supervision on how to settle it."""

    title = "Record supervision on the difference"

    def record(self, **given: Any) -> Any:
        return services.record_difference_supervision(**given)


class RecordHeadOfPracticeContact(RecordStage):
    """Second stage: the Head of Practice speaks to the authority's Head of Service."""

    stage = StageName.HEAD_OF_PRACTICE
    title = "Record the contact with the Head of Service"

    def record(self, **given: Any) -> Any:
        return services.record_head_of_practice_contact(**given)


class RecordAssistantDirectorContact(RecordStage):
    """Third stage: the Assistant Director speaks to theirs, or to the Director."""

    stage = StageName.ASSISTANT_DIRECTOR
    title = "Record the contact with the Assistant Director or Director"

    def record(self, **given: Any) -> Any:
        return services.record_assistant_director_contact(**given)


class SkipDifferenceStage(DifferenceForm):
    """Leave out the stage that is open, with one's own reason."""

    form_class = forms.SkipStageForm
    title = "Leave a stage out"
    submit_label = "Leave it out"
    warning = True
    success_message = "The stage is left out, with your reason. The next one is open."

    def perform(self, form: Any) -> str:
        stage = self.difference.stages.filter(state=DifferenceStage.State.OPEN).first()
        services.skip_difference_stage(
            difference=self.difference, stage=stage.name if stage else StageName.ASSISTANT_DIRECTOR, reason=form.cleaned_data["reason"],
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.difference)


class ResolveDifference(DifferenceForm):
    """It is settled, at whatever stage it stands."""

    form_class = forms.ResolveDifferenceForm
    title = "Record that the difference is settled"
    submit_label = "Record it as settled"
    success_message = "The difference is settled. The court is to be told."

    def initial_values(self) -> dict[str, Any]:
        return {"children": children_of(self.difference)}

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "late": any(
                d.due_at and d.due_at < self.now and d.ended_at is None and d.key == "difference-total"
                for d in selectors.duties_on(self.difference)
            )
        }

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.resolve_difference(
            difference=self.difference, resolved_at=data["resolved_at"], resolution=data["resolution"],
            lateness_reason=data.get("lateness_reason", ""), outcomes=forms.outcomes_from(data["children"]) or None,
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.difference)


class RequestConference(DifferenceForm):
    """We ask for a child protection conference or inter-agency meeting (framework 2.110)."""

    form_class = forms.RequestConferenceForm
    title = "Record a request for a conference"
    success_message = "The request is recorded."

    def perform(self, form: Any) -> str:
        services.request_conference(difference=self.difference, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.difference)
