"""Pages of an order that may leave a child at risk: the review, and one short form for each step."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import orders_of
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from safeguarding.forms.entry import ChooseConcernForm
from safeguarding.paths import path_called
from safeguarding.views.base import ConcernForm
from safeguarding.views.entry import remember_path

from . import forms, selectors, services
from .models import JudgeApproach, ManagersLetter, OrderOption, OrderReview
from .progress import next_step
from .rules import may_approach_judge, may_consider_options, may_write_letter


class BeginReview(CaseForm):
    """From an order's row: which concern it belongs to. Where none is open, one is logged first."""

    needs = "user_works"
    form_class = ChooseConcernForm
    title = "An order that may leave a child at risk"
    submit_label = "Continue"
    panel = "court"

    def find_case(self) -> Case:
        self.order = selectors.order_for(self.request.user, self.kwargs["order_id"], self.now)
        return self.order.case

    def prepare(self) -> Any:
        super().prepare()
        self.concerns = selectors.open_concerns(self.case)
        return None if self.concerns else redirect(self.log_first())

    def get_back_url(self) -> str:
        return self.page_url("show_court")

    def form_kwargs(self) -> dict[str, Any]:
        return {"concerns": self.concerns}

    def log_first(self) -> str:
        return reverse("safeguarding:take_path", args=[self.case.pk, "order-at-risk"])

    def perform(self, form: Any) -> str:
        concern = form.cleaned_data["concern"]
        if concern is None:
            remember_path(self.request, self.case, path_called("order-at-risk"))
            return reverse("safeguarding:log_concern", args=[self.case.pk])
        return f"{reverse('orders:open_review', args=[concern.pk])}?order={self.order.pk}"


class OpenReview(ConcernForm):
    """The path begins: which order, what we recommended, and why it leaves a child at risk."""

    form_class = forms.OpenReviewForm
    title = "An order that may leave a child at risk"
    template_name = "orders/open_review.html"
    submit_label = "Save and ask for supervision"

    def form_kwargs(self) -> dict[str, Any]:
        return {"orders": orders_of(self.case)}

    def initial_values(self) -> dict[str, Any]:
        known = [str(one.pk) for one in orders_of(self.case)]
        asked = self.request.GET.get("order", "")
        return {"which": asked if asked in known else known[0] if known else "new"}

    def perform(self, form: Any) -> str:
        data = dict(form.cleaned_data)
        which = data.pop("which")
        review = services.open_review(
            concern=self.concern, order=None if which == "new" else which, by=self.request.user, now=self.now, **data
        )
        return review.get_absolute_url()


class OfReview:
    """Fetches the review of the address, and through it the case."""

    panel = "concerns"
    review: OrderReview

    def find_case(self: Any) -> Case:
        self.review = selectors.review_for(self.request.user, self.kwargs["order_review_id"], self.now)
        return self.review.case

    def get_caption(self) -> str:
        return f"Order of {self.review.order.made_on:%-d %B %Y}, concern {self.review.concern.reference}"

    def get_back_url(self) -> str:
        return self.review.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("review of an order", self.review.pk, self.review.case_id)

    def draft_label(self: Any) -> str:
        return f"{self.get_title()}, {self.review.concern.reference}"

    def frame(self: Any) -> dict[str, Any]:
        return {**super().frame(), "review": self.review, "concern": self.review.concern}  # type: ignore[misc]


class ShowReview(OfReview, CasePage):
    """Where it stands: the order, the four options, the letter, the court's answer, the judge, what is owed, the next step."""

    title = "An order that may leave a child at risk"
    template_name = "orders/show_review.html"

    def get_back_url(self) -> str:
        return self.review.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        review, user = self.review, self.request.user
        letters = selectors.letters_of(review)
        manages = may_consider_options(user, self.case, self.now)
        words, tone = review.state_words
        return {
            "state": words, "tone": tone, "letters": letters, "manages": manages, "duties": selectors.duties_of(review),
            "options": sorted(review.options.all(), key=lambda option: OrderOption.Kind.values.index(option.kind)),
            "next": next_step(review, letters, manages=manages) if self.case.user_works else None,
            "approaches": selectors.approaches_of(review),
            "may_judge": may_approach_judge(user, self.case, self.now),
            "waiting": None if review.considered_at else selectors.supervision_waits(review),
        }  # fmt: skip


class ReviewForm(OfReview, CaseForm):
    needs = "user_works"

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.review.get_absolute_url()

    def serve(self, data: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError

    def given(self) -> dict[str, Any]:
        return {"review": self.review, "by": self.request.user, "now": self.now}

    def is_late(self, key: str) -> bool:
        duties = selectors.duties_of(self.review)
        return any(duty.key == key and duty.ended_at is None and duty.due_at and duty.due_at < self.now for duty in duties)


class ConsiderOptions(ReviewForm):
    """In supervision, the manager answers each option."""

    form_class = forms.ConsiderOptionsForm
    title = "The four options"
    submit_label = "Save the four answers"
    success_message = "The options are considered. What was chosen is now to be done."
    template_name = "orders/consider_options.html"
    draft = True

    def prepare(self) -> Any:
        answer = super().prepare()
        if not may_consider_options(self.request.user, self.case, self.now):
            raise PermissionDenied
        return answer

    def form_kwargs(self) -> dict[str, Any]:
        return {"child_is_party": self.case.rule_16_4}

    def initial_values(self) -> dict[str, Any]:
        held = selectors.supervision_since(self.review)
        first: dict[str, Any] = {"held_at": self.review.considered_at or (held.held_at if held else None)}
        for option in self.review.options.all():
            first |= {option.kind: option.chosen, f"{option.kind}_reason": option.reason}
            if option.kind == OrderOption.Kind.RISK_ASSESSMENT:
                first |= {"what_is_new": option.what_is_new, "learned_on": option.learned_on}
        return first

    def page_context(self) -> dict[str, Any]:
        return {"waiting": selectors.supervision_waits(self.review)}

    def serve(self, data: dict[str, Any]) -> Any:
        options = {
            kind: services.OptionFacts(chosen=data.get(kind), reason=data.get(f"{kind}_reason", ""))
            for kind in OrderOption.Kind.values
            if kind in data and kind != OrderOption.Kind.RISK_ASSESSMENT
        }
        options[OrderOption.Kind.RISK_ASSESSMENT] = services.OptionFacts(
            chosen=data["risk_assessment"],
            reason=data["risk_assessment_reason"],
            what_is_new=data["what_is_new"],
            learned_on=data["learned_on"],
        )
        return services.consider_options(**self.given(), held_at=data["held_at"], options=options)


class RecordAppealConsultation(ReviewForm):
    form_class = forms.RecordAppealConsultationForm
    title = "Consultation on an appeal"
    success_message = "The consultation is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("appeal-consult")}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_appeal_consultation(**self.given(), **data)


class WriteLetter(ReviewForm):
    """The manager's letter, before it is signed."""

    form_class = forms.WriteLetterForm
    title = "Manager’s letter to the court"
    submit_label = "Save the letter"
    success_message = "The letter is saved. It is not yet signed."
    draft = True

    def prepare(self) -> Any:
        answer = super().prepare()
        if not may_write_letter(self.request.user, self.case, self.now):
            raise PermissionDenied
        self.letter = selectors.letter_begun(self.review)
        return answer

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": selectors.parties_of(self.case)}

    def initial_values(self) -> dict[str, Any]:
        letter = self.letter
        if letter is None:
            return {"concerns": self.review.why_at_risk}
        return {
            "concerns": letter.concerns, "next_steps": letter.next_steps, "copies_to": [str(pk) for pk in letter.copies_to],
            "is_courteous": ["yes"] if letter.is_courteous else [], "version": letter.version,
        }  # fmt: skip

    def serve(self, data: dict[str, Any]) -> Any:
        copies = [party.pk for party in data.get("copies_to") or []]
        return services.write_letter(
            **self.given(), concerns=data["concerns"], next_steps=data["next_steps"], is_courteous=bool(data["is_courteous"]),
            copies_to=copies, version=data["version"] if self.letter else None,
        )  # fmt: skip


class OfLetter(OfReview):
    letter: ManagersLetter

    def find_case(self: Any) -> Case:
        self.letter = selectors.letter_for(self.request.user, self.kwargs["managers_letter_id"], self.now)
        self.review = self.letter.review
        return self.letter.case


class SignLetter(OfLetter, CaseAction):
    """The manager signs: a button."""

    needs = "user_works"
    title = "Sign the letter"
    success_message = "The letter is signed. Send it, and record when."

    def prepare(self) -> Any:
        super().prepare()
        if not may_write_letter(self.request.user, self.case, self.now):
            raise PermissionDenied

    def perform(self) -> str:
        services.sign_letter(letter=self.letter, by=self.request.user, now=self.now)
        return self.review.get_absolute_url()


class RecordLetterSent(OfLetter, ReviewForm):
    form_class = forms.RecordLetterSentForm
    title = "Record that the letter was sent"
    success_message = "The letter is recorded as sent to the court."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_letter_sent(letter=self.letter, by=self.request.user, now=self.now, **data)


class RecordAnswer(ReviewForm):
    form_class = forms.RecordAnswerForm
    title = "The court’s answer"
    success_message = "The court’s answer is recorded."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_answer(**self.given(), **data)


class RecordSteps(ReviewForm):
    form_class = forms.RecordStepsForm
    title = "The steps taken to challenge the order"
    submit_label = "Put it on the child’s record"
    success_message = "The steps are on the child’s record."
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("order-steps-recorded")}

    def initial_values(self) -> dict[str, Any]:
        return {"text": selectors.steps_taken(self.review)}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_steps(**self.given(), **data)


class RecordLegalAdvice(ReviewForm):
    form_class = forms.RecordLegalAdviceForm
    title = "Legal advice"
    success_message = "It is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("order-legal-advice")}

    def initial_values(self) -> dict[str, Any]:
        review = self.review
        return {
            "requested_at": review.legal_requested_at, "adviser": review.legal_adviser, "advice": review.legal_advice,
            "advised_at": review.legal_advised_at,
        }  # fmt: skip

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_legal_advice(**self.given(), **data)


class AskHeadOfPractice(ReviewForm):
    form_class = forms.AskHeadOfPracticeForm
    title = "Ask the Head of Practice about the judge"
    submit_label = "Ask"
    success_message = "The Head of Practice is asked."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.ask_head_of_practice(**self.given(), **data)


class ApproachJudge(ReviewForm):
    """For seniors; others see that they may only ask, and can still record what was done."""

    form_class = forms.ApproachJudgeForm
    title = "Approach to the Designated Family Judge"
    success_message = "The approach is recorded."
    template_name = "orders/approach_judge.html"

    def page_context(self) -> dict[str, Any]:
        return {"may_judge": may_approach_judge(self.request.user, self.case, self.now)}

    def serve(self, data: dict[str, Any]) -> Any:
        return services.approach_judge(**self.given(), **data)


class DeclineToApproach(ReviewForm):
    form_class = forms.DeclineForm
    title = "Do not approach the judge"
    success_message = "The decision is recorded."

    def prepare(self) -> Any:
        answer = super().prepare()
        if not may_approach_judge(self.request.user, self.case, self.now):
            raise PermissionDenied
        return answer

    def serve(self, data: dict[str, Any]) -> Any:
        return services.decline_to_approach(**self.given(), **data)


class RecordJudgesReply(ReviewForm):
    form_class = forms.RecordReplyForm
    title = "The judge’s answer"
    success_message = "The judge’s answer is recorded."
    approach: JudgeApproach

    def find_case(self) -> Case:
        self.approach = selectors.approach_for(self.request.user, self.kwargs["judge_approach_id"], self.now)
        self.review = self.approach.review
        return self.approach.case

    def serve(self, data: dict[str, Any]) -> Any:
        return services.record_judges_reply(approach=self.approach, by=self.request.user, now=self.now, **data)


class CloseReview(ReviewForm):
    form_class = forms.CloseReviewForm
    title = "Close the review of the order"
    submit_label = "Close it"
    success_message = "The review is closed."

    def serve(self, data: dict[str, Any]) -> Any:
        return services.close_review(**self.given(), **data)


class WithdrawReview(ReviewForm):
    form_class = forms.WithdrawForm
    title = "This was entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "The review is withdrawn, with your reason."

    def perform(self, form: Any) -> str:
        services.withdraw_review(**self.given(), **form.cleaned_data)
        return self.review.concern.get_absolute_url()
