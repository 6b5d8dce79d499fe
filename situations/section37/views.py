"""Pages of section 37: the advice with its steps, and one short form for each."""

from typing import Any
from uuid import UUID

from django.shortcuts import redirect

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import orders_of
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.documents.services import CourtAlone
from safeguarding.views.base import ConcernForm

from . import forms, selectors, services
from .models import Advice
from .progress import next_stage, stages


class OfAdvice:
    """Fetches the advice of the address, and through it the case."""

    panel = "concerns"
    advice: Advice

    def find_case(self: Any) -> Case:
        self.advice = selectors.advice_for(self.request.user, self.kwargs["section37_id"], self.now)
        return self.advice.case

    def get_caption(self) -> str:
        return f"Section 37, concern {self.advice.concern.reference}"

    def get_back_url(self) -> str:
        return self.advice.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("section 37 advice", self.advice.pk, self.advice.case_id)

    def draft_label(self: Any) -> str:
        return f"{self.get_title()}, {self.advice.concern.reference}"

    def frame(self: Any) -> dict[str, Any]:
        return {**super().frame(), "advice": self.advice, "concern": self.advice.concern}  # type: ignore[misc]


class RecordThreshold(ConcernForm):
    """The path begins. A concern with advice under way leads to it instead."""

    form_class = forms.RecordThresholdForm
    title = "The threshold for a care or supervision order"
    template_name = "section37/record_threshold.html"
    submit_label = "Save and go on"

    def prepare(self) -> Any:
        answer = super().prepare()
        standing = selectors.standing_advice(self.concern)
        return redirect(standing.get_absolute_url()) if standing else answer

    def perform(self, form: Any) -> str:
        advice = services.record_threshold(concern=self.concern, by=self.request.user, now=self.now, **form.cleaned_data)
        return advice.get_absolute_url()


class ShowAdvice(OfAdvice, CasePage):
    """Where it stands: every step in the policy's order, the next as a button, what is owed, the authority's report."""

    title = "Section 37"
    template_name = "section37/show_advice.html"

    def get_back_url(self) -> str:
        return self.advice.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        advice = self.advice
        found = stages(advice, selectors.papers_for(advice, advice.authority), selectors.supervision_state(advice))
        words, tone = advice.state_words
        return {
            "state": words, "tone": tone, "stages": found, "duties": selectors.duties_of(advice),
            "next": next_stage(found, advice) if self.case.user_works else None,
            "may_do": self.case.user_works and not advice.withdrawn_at and (not advice.filed_at or (advice.answer == Advice.Answer.DIRECTED and not advice.confirmed_at)),
            "may_change": self.case.user_works and not (advice.filed_at or advice.left_at or advice.answer or advice.withdrawn_at),
        }  # fmt: skip


class AdviceForm(OfAdvice, CaseForm):
    needs = "user_works"
    draft = False

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.advice.get_absolute_url()

    def serve(self, data: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        return {"advice": self.advice, "by": self.request.user, "now": self.now}


class RecordConsultation(AdviceForm):
    form_class = forms.RecordConsultationForm
    title = "What was concluded with the manager"
    success_message = "The consultation is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"supervisions": selectors.supervisions_held(self.advice.concern)}

    def initial_values(self) -> dict[str, Any]:
        held = selectors.supervisions_held(self.advice.concern)
        return {"supervision": str(held[0].pk) if held else "", "conclusion": self.advice.consultation}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_consultation(**self.given(), **data)


class TellAuthority(AdviceForm):
    form_class = forms.TellAuthorityForm
    title = "Tell the local authority"
    success_message = "It is recorded that the authority was told."
    template_name = "section37/tell_authority.html"
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": selectors.authorities()}

    def initial_values(self) -> dict[str, Any]:
        return {"authority": str(self.advice.authority_id or ""), "why": self.advice.told_why or self.advice.threshold_reason}

    def page_context(self) -> dict[str, Any]:
        return {"papers": selectors.papers_for(self.advice, self.advice.authority)}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.tell_authority(**self.given(), **data)


class RecordPapers(AdviceForm):
    form_class = forms.RecordPapersForm
    title = "The referral and the 16A went to the authority"
    success_message = "It is recorded that the authority has the referral and the 16A."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_papers(**self.given(), **data)


class WriteAdvice(AdviceForm):
    form_class = forms.WriteAdviceForm
    title = "Write the section 37 advice"
    success_message = "The advice is written. It is not yet issued."
    draft = True

    def initial_values(self) -> dict[str, Any]:
        advice, first = self.advice, self.advice.earlier_hearing
        if first is None and advice.assessment and advice.assessment.urgent_hearing:
            first = True  # as the 16A asks already
        return {
            "rationale": advice.rationale, "earlier_hearing": first, "earlier_hearing_reason": advice.earlier_hearing_reason,
            "version": advice.version,
        }  # fmt: skip

    def serve(self, data: dict[str, Any]) -> Any:
        return services.write_advice(**self.given(), **data)


class IssueAdvice(AdviceForm):
    form_class = forms.IssueAdviceForm
    title = "Issue the section 37 advice"
    submit_label = "Issue it"
    success_message = "The advice is issued. It is not yet filed at court."
    template_name = "section37/issue_advice.html"

    def initial_values(self) -> dict[str, Any]:
        return {"court_alone": False}

    def serve(self, data: dict[str, Any]) -> Any:
        court_alone = CourtAlone(data["court_alone_reasons"], data["directions"]) if data["court_alone"] else None
        return services.issue_advice(**self.given(), court_alone=court_alone)


class FileAdvice(AdviceForm):
    form_class = forms.FileAdviceForm
    title = "Record that the advice was filed"
    submit_label = "Record that it was filed"
    success_message = "The advice is recorded as filed at court."
    template_name = "section37/file_advice.html"

    def serve(self, data: dict[str, Any]) -> Any:
        return services.file_advice(**self.given(), **data)


class LeaveAdvice(AdviceForm):
    form_class = forms.LeaveAdviceForm
    title = "Do not advise section 37"
    submit_label = "Record the decision"
    success_message = "It is recorded that section 37 is not advised, with the reason."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.leave_advice(**self.given(), **data)


class RecordAnswer(AdviceForm):
    form_class = forms.RecordAnswerForm
    title = "The court’s answer on section 37"
    success_message = "The court’s answer is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": selectors.authorities(), "orders": orders_of(self.case)}

    def initial_values(self) -> dict[str, Any]:
        return {"authority": str(self.advice.authority_id or "")}

    def serve(self, data: dict[str, Any]) -> Any:
        data = {**data, "order": data.get("order") or None, "authority": data["authority"] or None}
        return services.record_answer(**self.given(), **data)


class WriteLetter(AdviceForm):
    form_class = forms.WriteLetterForm
    title = "Write the letter to the authority"
    submit_label = "Make the letter"
    success_message = "The letter is made. Send it, and record when."

    def initial_values(self) -> dict[str, Any]:
        return {"timescales": self.advice.timescales, "agreed_with": self.advice.agreed_with}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.write_letter(**self.given(), **data)


class ConfirmOrder(AdviceForm):
    form_class = forms.ConfirmOrderForm
    title = "Record that the letter was sent"
    success_message = "It is recorded that the order was confirmed to the authority."

    def form_kwargs(self) -> dict[str, Any]:
        late = any(
            duty.key == "s37-confirm" and duty.ended_at is None and duty.due_at and duty.due_at < self.now
            for duty in selectors.duties_of(self.advice)
        )
        return {"late": late, "has_letter": self.advice.letter_id is not None}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.confirm_order(**self.given(), **data)


class RecordReport(AdviceForm):
    form_class = forms.RecordReportForm
    title = "The authority’s report"
    success_message = "The report is recorded."

    def initial_values(self) -> dict[str, Any]:
        rows = {row.child_id: row for row in self.advice.conclusions.all()}
        names = ("application", "services", "services_detail", "other_action", "other_detail")
        children = []
        for child in selectors.subject_children(self.case):
            said = {name: getattr(rows[child.pk], name) for name in names} if child.pk in rows else {}
            children.append({"_title": str(child), "child_id": str(child.pk), **said})
        return {"children": children, "received_at": self.advice.reported_at, "note": self.advice.report_note}

    def serve(self, data: dict[str, Any]) -> Any:
        rows = data.pop("children")
        children = {UUID(row.pop("child_id")): services.ConclusionFacts(**row) for row in rows}
        return services.record_report(**self.given(), children=children, **data)


class WithdrawAdvice(AdviceForm):
    form_class = forms.WithdrawForm
    title = "This was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "The section 37 advice is withdrawn, with your reason."

    def perform(self, form: Any) -> str:
        services.withdraw_advice(**self.given(), **form.cleaned_data)
        return self.advice.concern.get_absolute_url()
