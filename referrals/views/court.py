"""Pages of what the court is told besides the 16A, and of strategy discussions."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.selectors import next_hearing
from cafcass_cases.cases.views.base import CaseForm, CasePage
from referrals import selectors, services
from referrals.contents import outcomes_text
from referrals.forms import court as forms

from .base import InPanel, OfConcern, OfMeeting, page_of


class TellCourt(OfConcern, CaseForm):
    """An update to the court: an outcome, a settled difference, what a strategy discussion decided (policy 14)."""

    form_class = forms.TellCourtForm
    needs = "user_works"
    title = "Tell the court"
    submit_label = "Record that the court was told"
    success_message = "The court’s update is recorded."
    draft = True
    template_name = "referrals/tell_court.html"

    def get_caption(self) -> str:
        return self.concern.reference

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("concern", self.concern.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Update to the court, {self.concern.reference}"

    def initial_values(self) -> dict[str, Any]:
        return {"text": outcomes_text(self.concern)}

    @cached_property
    def owed(self) -> list[Any]:
        return [duty for duty in selectors.owed_to_court(self.case) if duty.concern_id == self.concern.pk]

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": any(duty.due_at and duty.due_at < self.now for duty in self.owed)}

    def page_context(self) -> dict[str, Any]:
        return {"concern": self.concern, "owed": self.owed, "hearing": next_hearing(self.case, self.now)}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        latest = selectors.assessments_of(self.case).filter(concern=self.concern).exclude(sent_at=None).last()
        services.tell_court(
            concern=self.concern, told_at=data["told_at"], how=data["how"], text=data["text"], assessment=latest,
            lateness_reason=data.get("lateness_reason", ""), by=self.request.user, now=self.now,
        )  # fmt: skip
        return reverse("referrals:list_referrals", args=[self.case.pk])


class NoteStrategyDiscussion(OfConcern, CaseForm):
    """The authority convenes a strategy discussion or conference (policy 21)."""

    form_class = forms.NoteMeetingForm
    needs = "user_works"
    title = "Record that a meeting is to be held"
    success_message = "The meeting is recorded. Discuss with your manager whether to attend."

    def perform(self, form: Any) -> str:
        meeting = services.note_strategy_discussion(concern=self.concern, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(meeting)


class ShowStrategyDiscussion(OfMeeting, CasePage):
    """What is known of a strategy discussion or conference."""

    template_name = "referrals/show_strategy_discussion.html"

    def get_title(self) -> str:
        return self.meeting.get_kind_display()

    def page_context(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "duties": selectors.duties_on(self.meeting)}


class RecordStrategyDiscussion(OfMeeting, InPanel, CaseForm):
    """The talk with the manager, the meeting, what was decided, and whether the court is to be told (policy 21)."""

    form_class = forms.MeetingForm
    needs = "user_works"
    success_message = "What is known of the meeting is recorded."

    def get_title(self) -> str:
        return f"Record the {self.meeting.get_kind_display().lower()}"

    def get_back_url(self) -> str:
        return page_of(self.meeting)

    def initial_values(self) -> dict[str, Any]:
        names = (
            "meeting_at",
            "manager_discussed_at",
            "will_attend",
            "attendance_reason",
            "attended",
            "decisions",
            "decisions_from",
            "decisions_at",
            "tell_court",
        )
        return {name: getattr(self.meeting, name) for name in names}

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": any(d.due_at and d.due_at < self.now and d.ended_at is None for d in selectors.duties_on(self.meeting))}

    def perform(self, form: Any) -> str:
        data = dict(form.cleaned_data)
        if not data.pop("happened"):
            for name in ("attended", "decisions", "decisions_from", "decisions_at", "tell_court", "tell_court_reason"):
                data.pop(name)
        services.record_strategy_discussion(meeting=self.meeting, by=self.request.user, now=self.now, **data)
        return page_of(self.meeting)
