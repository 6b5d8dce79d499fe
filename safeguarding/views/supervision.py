"""Supervision: the queue, the request, the record, the signature."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import children_of, home_authorities
from cafcass_cases.documents.services import issue_record
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage
from safeguarding import presenting, registry, selectors, services
from safeguarding.forms import supervision as forms
from safeguarding.models import Supervision
from safeguarding.rules import may_hold_supervision

from .base import ConcernForm, OfConcern, OfSupervision


class ShowSupervisionQueue(LogsReading, ServicePage):
    """What waits for a manager: to hold, to sign, to follow up, to look at again."""

    title = "Supervision"
    template_name = "safeguarding/show_supervision_queue.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied
        self.queue = selectors.supervision_queue(self.request.user, self.now)

    def get_cases(self) -> list[Case]:
        queue = self.queue
        rows = [*queue.to_hold, *queue.to_sign, *queue.to_follow_up, *queue.to_review, *queue.dissents, *queue.gaps]
        return list({row.concern.case_id: row.concern.case for row in rows}.values())

    def page_context(self) -> dict[str, Any]:
        return {"queue": self.queue, **presenting.QUEUE_COLUMNS, **presenting.queue_tables(self.queue, self.now)}


class RequestSupervision(ConcernForm):
    form_class = forms.RequestForm
    title = "Ask for situational case supervision"
    submit_label = "Ask for supervision"
    success_message = "Supervision is asked for."
    template_name = "safeguarding/request_supervision.html"

    def page_context(self) -> dict[str, Any]:
        return {"reached": selectors.who_would_be_asked(self.request.user, self.now)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.request_supervision(
            concern=self.concern,
            text=cleaned["text"],
            analysis=cleaned["analysis"],
            at=cleaned["requested_at"],
            by=self.request.user,
            now=self.now,
        )


class ShowSupervision(OfSupervision, ServicePage):
    """The record, printable."""

    template_name = "safeguarding/show_supervision.html"

    def get_title(self) -> str:
        return "Situational case supervision"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        user, supervision = self.request.user, self.supervision
        manager = may_hold_supervision(user, self.concern, supervision, self.now, manages=self.case.user_manages)
        return {
            "request_rows": presenting.request_rows(supervision),
            "record_rows": presenting.record_rows(supervision),
            "decisions": presenting.decision_rows(supervision),
            "actions": presenting.action_table(supervision),
            "action_columns": ["What", "By whom", "By when", "Now"],
            "points": registry.supervision_points(self.concern),
            "questions": list(supervision.questions.select_related("asked_by", "answered_by")),
            "comments": list(supervision.comments.filter(withdrawn_at=None).select_related("author")),
            "missing": services.missing_for_signature(supervision) if supervision.state == Supervision.State.HELD else [],
            "is_manager": manager,
            "is_asker": supervision.requested_by_id == user.pk,
            "may_dissent": self.case.user_works and supervision.decision != Supervision.Decision.REFER and self.concern.is_open,
        }


class SupervisionForm(OfSupervision, ServiceFormView):
    needs = "user_works"
    template_name = "safeguarding/concern_form.html"
    draft = True

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.supervision.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> Any:
        raise NotImplementedError


class ChangeRequest(SupervisionForm):
    """Only who wrote it changes it (preamble of the policy: independence)."""

    form_class = forms.ChangeRequestForm
    title = "Change your request"

    def prepare(self) -> None:
        super().prepare()
        if self.supervision.requested_by_id != self.request.user.pk:
            raise PermissionDenied

    def initial_values(self) -> dict[str, Any]:
        return {
            "text": self.supervision.request_text,
            "analysis": self.supervision.practitioner_analysis,
            "version": self.supervision.version,
        }

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.change_request(supervision=self.supervision, by=self.request.user, now=self.now, **cleaned)


class AskForMore(SupervisionForm):
    form_class = forms.MoreForm
    title = "Ask for more information"
    submit_label = "Ask"

    def prepare(self) -> None:
        super().prepare()
        self.manager_only()

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.ask_for_more(supervision=self.supervision, question=cleaned["question"], at=self.now, by=self.request.user, now=self.now)


class AnswerMore(SupervisionForm):
    form_class = forms.AnswerForm
    title = "Answer your manager’s question"
    submit_label = "Send the answer"
    template_name = "safeguarding/answer_more.html"

    def page_context(self) -> dict[str, Any]:
        return {"questions": list(self.supervision.questions.filter(answered_at=None).select_related("asked_by"))}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.answer_more(supervision=self.supervision, answer=cleaned["answer"], at=self.now, by=self.request.user, now=self.now)


class Recording:
    """What the two ways of recording share: one that was asked for, and one that was not."""

    form_class = forms.RecordForm
    submit_label = "Save the record"
    success_message = "The record of supervision is saved."
    template_name = "safeguarding/record_supervision.html"
    draft = True
    asked: Supervision | None = None

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "children": list(children_of(self.case)),  # type: ignore[attr-defined]
            "staff": selectors.staff_for_actions(self.case, self.request.user, self.now),  # type: ignore[attr-defined]
            "authorities": selectors.local_authorities(),
            "ask_marac": selectors.domestic_abuse_alleged(self.concern),  # type: ignore[attr-defined]
        }

    def page_context(self) -> dict[str, Any]:
        return {"points": registry.supervision_points(self.concern)}  # type: ignore[attr-defined]

    def initial_values(self) -> dict[str, Any]:
        return presenting.record_initial(self.concern, self.asked, self.now)  # type: ignore[attr-defined]

    def record(self, cleaned: dict[str, Any]) -> Supervision:
        people = {str(child.pk): child for child in children_of(self.case)}  # type: ignore[attr-defined]
        record, connected, actions = presenting.record_facts(cleaned, people)
        return services.hold_supervision(
            concern=self.concern,  # type: ignore[attr-defined]
            supervision=self.asked,
            held_at=cleaned["held_at"],
            record=record,
            connected=connected,
            actions=actions,
            sign=cleaned["sign"] == "yes",
            version=cleaned["version"] if self.asked else None,
            by=self.request.user,  # type: ignore[attr-defined]
            now=self.now,  # type: ignore[attr-defined]
        )

    def perform(self, form: Any) -> str:
        return self.record(form.cleaned_data).get_absolute_url()


class RecordSupervision(Recording, OfSupervision, ServiceFormView):
    """The manager's record of supervision that was asked for. Until it is signed it can be changed."""

    title = "Record situational case supervision"

    def prepare(self) -> None:
        super().prepare()
        self.manager_only()
        if self.supervision.is_signed:
            raise PermissionDenied
        self.asked = self.supervision


class RecordUnaskedSupervision(Recording, OfConcern, ServiceFormView):
    """Supervision that nobody asked for in writing first: the manager was told, and held it (framework 2.83)."""

    title = "Record situational case supervision"

    def prepare(self) -> None:
        super().prepare()
        if not may_hold_supervision(self.request.user, self.concern, None, self.now, manages=self.case.user_manages):
            raise PermissionDenied


class SignSupervision(OfSupervision, ServiceAction):
    title = "Sign the record"
    success_message = "The record is signed."

    def prepare(self) -> None:
        super().prepare()
        self.manager_only()

    def perform(self) -> str:
        services.sign_supervision(supervision=self.supervision, at=self.now, by=self.request.user, now=self.now)
        return self.supervision.get_absolute_url()


class IssueSupervisionRecord(OfSupervision, ServiceAction):
    """The signed record as a document, frozen as it stands; a later one supersedes it."""

    title = "Make the record as a document"
    needs = "user_works"
    success_message = "The record of supervision is issued."

    def perform(self) -> str:
        issue_record(kind="supervision-record", subject=self.supervision, by=self.request.user, now=self.now)
        return reverse("documents:list_documents", args=[self.case.pk])


class AddComment(ConcernForm):
    """A manager's own words beside the practitioner's."""

    form_class = forms.CommentForm
    title = "Add a comment"
    needs = "user_manages"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.add_manager_comment(concern=self.concern, text=cleaned["text"], by=self.request.user, now=self.now)


class Referring(ConcernForm):
    """Choosing children, with the authority of each."""

    form_class = forms.ReferForm
    template_name = "safeguarding/refer_form.html"
    warning = True

    def form_kwargs(self) -> dict[str, Any]:
        named = {row.child_id for row in selectors.concern_children(self.concern)}
        children = sorted(children_of(self.case), key=lambda child: child.pk not in named)
        return {"children": children, "homes": home_authorities(children, self.now), "authorities": selectors.local_authorities()}

    def initial_values(self) -> dict[str, Any]:
        children = list(children_of(self.case))
        homes = home_authorities(children, self.now)
        places = [{"_title": child.full_name, "child_id": str(child.pk)} for child in children if child.pk not in homes]
        return {"places": places, "children": [row.child for row in selectors.concern_children(self.concern)]}

    def chosen(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        people = {str(child.pk): child.pk for child in cleaned["children"]}
        authorities = {
            people[place["child_id"]]: place["authority"]
            for place in cleaned["places"]
            if place["authority"] and place["child_id"] in people
        }
        return {"children": cleaned["children"], "reason": cleaned["reason"], "authorities": authorities, "at": cleaned["decided_at"]}


class ReferNow(Referring):
    title = "Refer now, supervise after"
    submit_label = "Refer now"
    success_message = "The referral is decided. Telephone each authority now. Supervision follows."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.refer_now(concern=self.concern, ask_supervision=True, by=self.request.user, now=self.now, **self.chosen(cleaned))


class DissentAndRefer(Referring):
    """A manager's "no" or silence stops nobody who is convinced."""

    title = "Refer although supervision did not agree"
    submit_label = "Refer, and tell the Head of Practice"
    success_message = "The referral is decided and your dissent is recorded. The Head of Practice is told."

    def serve(self, cleaned: dict[str, Any]) -> None:
        supervision = selectors.latest_supervision(self.concern)
        services.dissent_and_refer(
            concern=self.concern, supervision=supervision, by=self.request.user, now=self.now, **self.chosen(cleaned)
        )


class OfDissent(OfConcern):
    def find_case(self) -> Case:
        self.dissent = selectors.dissent_for(self.request.user, self.kwargs["dissent_id"], self.now)
        self.concern = self.dissent.concern
        return self.concern.case

    def frame(self) -> dict[str, Any]:
        return {**super().frame(), "dissent": self.dissent}


class ShowDissent(OfDissent, ServicePage):
    title = "A practitioner’s dissent"
    template_name = "safeguarding/show_dissent.html"

    def page_context(self) -> dict[str, Any]:
        return {"may_view": presenting.may_view(self.request.user, self.dissent, self.now)}


class ViewDissent(OfDissent, ServiceFormView):
    form_class = forms.ViewForm
    title = "Your view of the dissent"
    template_name = "safeguarding/concern_form.html"
    draft = True

    def prepare(self) -> None:
        super().prepare()
        if not presenting.may_view(self.request.user, self.dissent, self.now):
            raise PermissionDenied

    def perform(self, form: Any) -> str:
        services.view_dissent(
            dissent=self.dissent, view=form.cleaned_data["view"], at=form.cleaned_data["viewed_at"], by=self.request.user, now=self.now
        )
        return reverse("safeguarding:show_dissent", args=[self.dissent.pk])
