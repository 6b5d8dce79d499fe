"""Pages of the section 16A risk assessment: one page for each topic, then issue, send, and its life at court."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from cafcass_cases.cases.selectors import allocated_practitioner
from cafcass_cases.cases.views.base import CaseAction, CasePage
from cafcass_cases.documents.services import CourtAlone
from referrals import selectors, services
from referrals.contents import STATUTORY_STATEMENT, assessment_missing
from referrals.forms import court as forms
from referrals.steps_next import next_step_of_assessment

from .base import AssessmentForm, OfAssessment, OfConcern, page_of


@dataclass(frozen=True)
class Topic:
    """One page of the 16A: its form, the parts of the content it holds, and the words by which the pre-flight names its gaps."""

    slug: str
    title: str
    form: Any
    keys: tuple[str, ...]
    about: tuple[str, ...]


TOPICS = (
    Topic("concerns", "The concerns", forms.ConcernsForm, ("trigger", "concerns"), ("What triggered", "The concerns")),
    Topic("evidence", "The evidence", forms.EvidenceForm, ("evidence", "no_evidence_yet"), ("Evidence",)),
    Topic("children", "Harm and risk, child by child", forms.ChildrenForm, (), ("Harm or risk",)),
    Topic("sources", "Who was asked", forms.SourcesForm, ("sources", "no_sources_reason", "still_to_do"), ("Somebody outside",)),
    Topic(
        "action", "What was done, and the referral", forms.ActionTakenForm,
        ("protective_action", "referral_made", "outcome_known", "outcome", "later_action"), ("What has been done", "The outcome"),
    ),
    Topic("court", "What the court is asked to do", forms.CourtActionForm, ("recommendations",), ("What the court", "The reason for", "Whether an urgent", "Why the hearing", "By when")),
)  # fmt: skip


class BeginRiskAssessment(OfConcern, CaseAction):
    """Begin a 16A, or a new version of it, filled in from the record."""

    needs = "user_works"
    title = "Begin a section 16A risk assessment"

    def perform(self) -> str:
        return page_of(services.draft_16a(concern=self.concern, by=self.request.user, now=self.now))


class ShowRiskAssessment(OfAssessment, CasePage):
    """A 16A: its topics while it is drafted, its life once it is issued."""

    title = "Section 16A risk assessment"
    template_name = "referrals/show_risk_assessment.html"

    def page_context(self) -> dict[str, Any]:
        assessment = self.assessment
        missing = assessment_missing(assessment)
        topics = [(topic, [gap.text for gap in missing if gap.text.startswith(topic.about)]) for topic in TOPICS]
        return {
            "assessment": assessment, "topics": topics, "missing": missing, "statement": STATUTORY_STATEMENT,
            "steps": assessment.steps.filter(withdrawn_at=None).select_related("recorded_by"),
            "duties": selectors.duties_on(assessment, concern_keys=("s16a",), concern_id=assessment.concern_id),
            "next": next_step_of_assessment(assessment, bool(missing)) if self.case.user_works else None,
        }  # fmt: skip


class WriteRiskAssessment(AssessmentForm):
    """One topic of the 16A. Saved as it is typed."""

    draft = True
    submit_label = "Save this part"
    success_message = "This part is saved."

    def prepare(self) -> Any:
        answer = super().prepare()
        self.topic = next((topic for topic in TOPICS if topic.slug == self.kwargs["topic"]), None)
        if self.topic is None or self.assessment.sent_at:
            raise Http404
        return answer

    def get_title(self) -> str:
        return self.topic.title

    def get_form_class(self) -> Any:
        return self.topic.form

    def initial_values(self) -> dict[str, Any]:
        content = self.assessment.content
        first = {key: content.get(key) for key in self.topic.keys}
        if self.topic.slug == "children":
            first["children"] = [
                {"_title": str(row.child), "child_id": str(row.child_id), "harm": row.harm, "risk": row.risk, "child_says": row.child_says}
                for row in self.assessment.children.select_related("child")
            ]
        if self.topic.slug == "evidence":
            first["no_evidence_yet"] = ["yes"] if content.get("no_evidence_yet") else []
        if self.topic.slug == "sources":
            first["sources"] = [{**one, "outside": ["yes"] if one.get("outside") else []} for one in content.get("sources", [])]
        if self.topic.slug == "court":
            names = ("urgent_hearing", "urgent_reason", "urgent_by")
            first |= {name: getattr(self.assessment, name) for name in names}
        return {**first, "version": self.assessment.version}

    def perform(self, form: Any) -> str:
        data = dict(form.cleaned_data)
        given: dict[str, Any] = {"version": data.pop("version")}
        if self.topic.slug == "children":
            given["children"] = {UUID(row.pop("child_id")): row for row in data.pop("children")}
        if self.topic.slug == "evidence":
            data["no_evidence_yet"] = bool(data["no_evidence_yet"])
        if self.topic.slug == "sources":
            data["sources"] = [{**one, "outside": "yes" if one["outside"] else ""} for one in data["sources"]]
        if self.topic.slug == "court":
            given |= {name: data.pop(name) for name in ("urgent_hearing", "urgent_reason", "urgent_by")}
        services.draft_16a(concern=self.assessment.concern, content=data, by=self.request.user, now=self.now, **given)
        return page_of(self.assessment)


class IssueRiskAssessment(AssessmentForm):
    """Freeze it as a document for the court."""

    form_class = forms.IssueForm
    title = "Issue the risk assessment"
    submit_label = "Issue it"
    success_message = "The risk assessment is issued. It is not yet sent to the court."
    template_name = "referrals/issue_risk_assessment.html"

    def form_kwargs(self) -> dict[str, Any]:
        holder = allocated_practitioner(self.case, self.now)
        return {
            "allocated": bool(holder and holder.pk == self.request.user.pk),
            "supervised": self.assessment.is_supervised,
        }

    def page_context(self) -> dict[str, Any]:
        return {"assessment": self.assessment, "missing": assessment_missing(self.assessment)}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.issue_16a(
            assessment=self.assessment, not_allocated_reason=data.get("not_allocated_reason", ""),
            unsupervised_reason=data.get("unsupervised_reason", ""),
            court_alone=CourtAlone(data["court_alone_reasons"], data["directions"]) if data["court_alone"] else None,
            by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.assessment)


class SendRiskAssessment(AssessmentForm):
    """It was sent to the court: only then is the duty done (policy 28)."""

    form_class = forms.SendForm
    title = "Record that it was sent to the court"
    submit_label = "Record that it was sent"
    success_message = "The risk assessment is recorded as sent. The court’s acknowledgement is awaited."

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": any(d.due_at and d.due_at < self.now for d in selectors.open_16a_duties_of(self.assessment.concern))}

    def perform(self, form: Any) -> str:
        services.send_16a(assessment=self.assessment, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.assessment)


class RecordRiskAssessmentStep(AssessmentForm):
    """What became of it at court, each step chased (DESIGN §10.6)."""

    form_class = forms.RecordStepForm
    title = "Record what happened next"
    success_message = "It is recorded."

    def perform(self, form: Any) -> str:
        services.record_16a_step(assessment=self.assessment, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.assessment)
