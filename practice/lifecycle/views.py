"""The stages of a case, and its meetings: one tab, one page a meeting, and a short form for each thing that is done."""

from typing import Any

from django.urls import reverse

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.accounts.selectors import managers
from cafcass_cases.cases.models import Case, Stage
from cafcass_cases.cases.selectors import allocated_practitioner, authorities, children_of, manager_of_case
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.documents.services import issue_record
from cafcass_cases.ui import forms as f
from sharing.models import InformedAgency

from . import forms, presenting, selectors, services
from .models import AreaReview, CaseEnding, Meeting, PlanNotice


def life_url(case_id: Any) -> str:
    return reverse("lifecycle:show_lifecycle", args=[case_id])


class ShowLifecycle(CasePage):
    """The stages of the case, who answers in each, what ends it, who is told, and its meetings (framework 2.7 to 2.12)."""

    panel = "lifecycle"
    title = "Stages and meetings"
    template_name = "lifecycle/show_lifecycle.html"

    def page_context(self) -> dict[str, Any]:
        case = self.case
        life = selectors.life_of(case)
        holder = allocated_practitioner(case, self.now)
        made = selectors.end_notices_of(case)
        notices = presenting.notice_rows(life, made, works=case.user_works, manages=case.user_manages)
        untold = sum(one.state == "Owed" for one in notices)
        several = untold > 1 and case.user_works
        return {
            "life": life,
            "stages": presenting.stages_of(case, holder, manager_of_case(case, self.now, holder=holder)),
            "notices": notices,
            "several_owed": several,
            # Many notices are one thing to do: they stand in their own list.
            "owed": [duty for duty in life.duties if not several or duty.key != "involvement-ended"],
            "untold": untold,
            "without_notice": sum(bool(one.issue_url and not one.document_url) for one in notices),
            "ended": life.endings[0] if life.endings else None,
            "areas_due": sum(area.is_due for area in life.areas),
            "is_complete": case.stage == Stage.COMPLETE,
        }


class OfLife(CaseForm):
    needs = "user_works"
    panel = "lifecycle"

    def get_back_url(self) -> str:
        return life_url(self.case.pk)

    def draft_label(self) -> str:
        return f"{self.get_title()}, {self.case.reference}"

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.get_back_url()

    def serve(self, cleaned: dict[str, Any]) -> None:
        raise NotImplementedError


class RecordEnding(OfLife):
    form_class = forms.EndingForm
    title = "What ended the case"
    success_message = "It is recorded. Every agency that knows of us is now owed its notice."

    def serve(self, cleaned: dict[str, Any]) -> None:
        declined = cleaned.pop("declined_words")
        cleaned["services_words"] = cleaned["services_words"] or declined
        services.record_ending(case=self.case, by=self.request.user, now=self.now, **cleaned)


class RecordServicesAsked(OfLife):
    """The services that are needed after the case were asked for, with the parents' agreement (framework 2.114)."""

    form_class = forms.ServicesAskedForm
    title = "The services were asked for"
    success_message = "It is recorded."
    template_name = "lifecycle/record_services_asked.html"
    ending: CaseEnding

    def find_case(self) -> Case:
        self.ending = selectors.ending_for(self.request.user, self.kwargs["case_ending_id"], self.now)
        return self.ending.case

    def page_context(self) -> dict[str, Any]:
        return {"ending": self.ending}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_services_asked(ending=self.ending, by=self.request.user, now=self.now, **cleaned)


class RecordDirection(OfLife):
    form_class = forms.DirectionForm
    title = "More work that the court directed"
    success_message = "The direction is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_direction(case=self.case, by=self.request.user, now=self.now, **cleaned)


class ConsiderAreas(OfLife):
    form_class = forms.AreasForm
    title = "The ten areas"
    success_message = "It is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"areas": [f.Choice(value, label) for value, label in AreaReview.Area.choices]}

    def serve(self, cleaned: dict[str, Any]) -> None:
        note = cleaned["note"]
        services.record_area(
            case=self.case,
            areas=dict.fromkeys(cleaned["areas"], note),
            considered_at=cleaned["considered_at"],
            by=self.request.user,
            now=self.now,
        )


class OfAgency:
    agency: InformedAgency

    def find_case(self) -> Case:
        self.agency = selectors.agency_for(self.request.user, self.kwargs["agency_id"], self.now)  # type: ignore[attr-defined]
        return self.agency.case


class IssueEndNotice(OfAgency, CaseAction):
    """The notice is made as a document; that it went is recorded with it in hand."""

    needs = "user_works"
    success_message = "The notice is made. Send it, and record that they were told."

    def get_back_url(self) -> str:
        return life_url(self.case.pk)

    def perform(self) -> str:
        issue_record(kind="end-notice", subject=self.agency, by=self.request.user, now=self.now)
        return self.get_back_url()


class ExcuseEndNotice(OfAgency, OfLife):
    form_class = forms.ExcuseForm
    needs = "user_manages"
    success_message = "It is recorded that they need not be told."

    def get_title(self) -> str:
        return f"{self.agency.words} need not be told that our involvement has ended"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.excuse_end_notice(agency=self.agency, by=self.request.user, now=self.now, **cleaned)


class IssueEndNotices(CaseAction):
    """The notice for every agency that is owed one and has none yet."""

    needs = "user_works"
    success_message = "The notices are made. Send them, and record that they were told."

    def get_back_url(self) -> str:
        return life_url(self.case.pk)

    def perform(self) -> str:
        services.issue_end_notices(case=self.case, by=self.request.user, now=self.now)
        return f"{self.get_back_url()}#end-notices"


class TellAgencies(OfLife):
    """All that are owed word were told in the same way: one form, each recorded by itself."""

    form_class = forms.TellAgenciesForm
    title = "They were told that our involvement has ended"
    submit_label = "Save"
    success_message = "It is recorded for each of them."
    template_name = "lifecycle/tell_agencies.html"

    def prepare(self) -> None:
        super().prepare()
        self.owed = selectors.agencies_owed(self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "agencies": [f.Choice(str(one.pk), one.words, object=one) for one in self.owed],
            "by_manager": self.case.user_manages,
        }

    def initial_values(self) -> dict[str, Any]:
        return {"agencies": self.owed, "rest": "owed"}

    def page_context(self) -> dict[str, Any]:
        return {"owed": self.owed}

    def serve(self, cleaned: dict[str, Any]) -> None:
        rest = [one for one in self.owed if one not in cleaned["agencies"]] if cleaned.get("rest") == "excused" else []
        services.tell_agencies(
            case=self.case,
            agencies=cleaned["agencies"],
            told_at=cleaned["told_at"],
            how=cleaned["how"],
            excused=rest,
            reason=cleaned.get("reason", ""),
            by=self.request.user,
            now=self.now,
        )


class NotePlan(OfLife):
    """The manager takes note that a child is on a protection plan (framework 2.86)."""

    form_class = forms.PlanForm
    needs = "user_manages"
    submit_label = "I have taken note"
    success_message = "You have taken note."
    template_name = "lifecycle/note_plan.html"
    notice: PlanNotice

    def find_case(self) -> Case:
        self.notice = selectors.plan_notice_for(self.request.user, self.kwargs["plan_notice_id"], self.now)
        return self.notice.case

    def get_title(self) -> str:
        return f"{self.notice.child.full_name} is on a child protection plan"

    def draft_label(self) -> str:
        return f"Child protection plan, {self.case.reference}"

    def page_context(self) -> dict[str, Any]:
        return {"notice": self.notice}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.note_plan(notice=self.notice, by=self.request.user, now=self.now, **cleaned)


# ---- meetings


class NoteMeeting(OfLife):
    form_class = forms.MeetingForm
    title = "A meeting about a child"
    submit_label = "Save the invitation"
    success_message = "The invitation is recorded. Settle next whether, and in what capacity, we take part."

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": children_of(self.case), "authorities": authorities()}

    def perform(self, form: Any) -> str:
        cleaned = form.cleaned_data
        cleaned["authority"] = cleaned["authority"] or None
        meeting = services.note_meeting(case=self.case, by=self.request.user, now=self.now, **cleaned)
        return meeting.get_absolute_url()


class OfMeeting:
    meeting: Meeting

    def find_case(self) -> Case:
        self.meeting = selectors.meeting_for(self.request.user, self.kwargs["agency_meeting_id"], self.now)  # type: ignore[attr-defined]
        return self.meeting.case


class ShowMeeting(OfMeeting, CasePage):
    panel = "lifecycle"
    template_name = "lifecycle/show_meeting.html"

    def get_title(self) -> str:
        return self.meeting.get_kind_display()

    def page_context(self) -> dict[str, Any]:
        meeting, may = self.meeting, self.case.user_works
        duties = selectors.duties_of(meeting)
        return {
            "meeting": meeting,
            "duties": [duty for duty in duties if duty.is_open],
            "rows": presenting.meeting_rows(meeting, selectors.children_named(meeting)),
            "next": presenting.next_step(meeting, self.case) if may else None,
            "others": presenting.other_steps(meeting, self.case) if may else [],
            "limits": presenting.limits_of(meeting),
            "document": selectors.information_for(meeting),
        }


class MeetingForm(OfMeeting, OfLife):
    def get_back_url(self) -> str:
        return self.meeting.get_absolute_url()

    def get_caption(self) -> str:
        return f"{self.meeting.get_kind_display()}, {self.case.reference}"

    def draft_label(self) -> str:
        return f"{self.meeting.get_kind_display()}, {self.case.reference}"


def capacities_for(case: Case) -> list[tuple[str, str]]:
    """What somebody may be there as: a closed case gives information only (framework 3.20)."""
    closed = case.stage == Stage.CLOSED
    return [(value, label) for value, label in Meeting.Capacity.choices if (value == Meeting.Capacity.CLOSED) == closed]


class AnswerInvitation(MeetingForm):
    form_class = forms.AnswerForm
    title = "Whether, and in what capacity, we take part"
    submit_label = "Save"
    success_message = "It is settled what our part is."
    template_name = "lifecycle/answer_invitation.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "capacities": capacities_for(self.case),
            "managers": [f.Choice(str(one.pk), one.full_name, object=one) for one in managers()],
            "closed": self.case.stage == Stage.CLOSED,
            "by_manager": is_manager(self.request.user),
        }

    def initial_values(self) -> dict[str, Any]:
        meeting = self.meeting
        kept = ("capacity", "contribution", "child_view", "facts", "not_to_be_said", "legal_advice", "version")
        return {**{name: getattr(meeting, name) for name in kept}, "words": meeting.answer_words, "agreed_by": meeting.agreed_by}

    def page_context(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "limits": presenting.limits_of(self.meeting)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        if "agreed_by" in cleaned:
            cleaned["agreed_by"] = cleaned["agreed_by"] or None
        services.answer_invitation(meeting=self.meeting, by=self.request.user, now=self.now, **cleaned)


class IssueMeetingInformation(OfMeeting, CaseAction):
    needs = "user_works"
    success_message = "The document is made. Send it, and record that it went."

    def get_back_url(self) -> str:
        return self.meeting.get_absolute_url()

    def perform(self) -> str:
        issue_record(kind="meeting-information", subject=self.meeting, by=self.request.user, now=self.now)
        return self.get_back_url()


class RecordInformed(MeetingForm):
    form_class = forms.InformedForm
    title = "What we know went to the meeting"
    success_message = "It is recorded that it went."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_informed(meeting=self.meeting, by=self.request.user, now=self.now, **cleaned)


class RecordAttendance(MeetingForm):
    form_class = forms.AttendanceForm
    title = "You were at the meeting"
    submit_label = "Save"
    success_message = "It is recorded."
    draft = True

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("meeting", self.meeting.pk, self.case.pk)

    def form_kwargs(self) -> dict[str, Any]:
        return {"capacities": [] if self.meeting.capacity else capacities_for(self.case)}

    def initial_values(self) -> dict[str, Any]:
        return {"attended_at": self.meeting.starts_at}

    def serve(self, cleaned: dict[str, Any]) -> None:
        for asked in ("took_part", "may_be_compromised"):
            cleaned.pop(asked)
        meeting = services.record_attendance(meeting=self.meeting, by=self.request.user, now=self.now, **cleaned)
        if meeting.part_in_decision and meeting.capacity != Meeting.Capacity.SUPERVISOR:
            self.success_message = "It is recorded. Your manager is told that you took part in deciding."


class RecordDecision(MeetingForm):
    form_class = forms.DecisionForm
    title = "What the meeting decided"
    success_message = "The decision is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": selectors.children_named(self.meeting) or children_of(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        plans = dict.fromkeys(cleaned.pop("plans"), cleaned.pop("category"))
        services.record_decision(meeting=self.meeting, plans=plans, by=self.request.user, now=self.now, **cleaned)


class RecordCourtTold(MeetingForm):
    form_class = forms.CourtToldForm
    title = "The court was told"
    success_message = "It is recorded that the court was told."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_court_told(meeting=self.meeting, by=self.request.user, now=self.now, **cleaned)


class SettleCompromised(MeetingForm):
    form_class = forms.CompromisedForm
    title = "Whether our role is compromised"
    success_message = "It is settled."
    template_name = "lifecycle/settle_compromised.html"

    def page_context(self) -> dict[str, Any]:
        return {"meeting": self.meeting}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.settle_compromised(meeting=self.meeting, by=self.request.user, now=self.now, **cleaned)


class WithdrawMeeting(MeetingForm):
    form_class = forms.WithdrawForm
    title = "Called off, or entered in error"
    warning = True
    success_message = "Nothing is owed of this meeting any more."

    def perform(self, form: Any) -> str:
        services.withdraw_meeting(meeting=self.meeting, by=self.request.user, now=self.now, **form.cleaned_data)
        return life_url(self.case.pk)
