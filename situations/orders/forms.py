"""Forms on an order that may leave a child at risk: one for each step."""

from typing import Any

from cafcass_cases.ui import forms as f

from .models import JudgeApproach, OrderReview

HOW_SENT = [("email", "Secure e-mail"), ("portal", "Court portal"), ("post", "Post or by hand")]


def _now(label: str, missing: str, **more: Any) -> f.LocalDateTimeField:
    return f.LocalDateTimeField(label=label, missing=missing, not_future=True, now_button=True, **more)


def _why_late() -> f.TextField:
    return f.TextField(label="Why was it late? (optional)", hint="One line", required=False, max_length=200)


class MayBeLate(f.GovukForm):
    """Drops the question "Why was it late?" where nothing is late."""

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["lateness_reason"]


class OpenReviewForm(f.GovukForm):
    which = f.RadiosField(label="Which order is it?", missing="Choose the order")
    kind = f.TextField(label="What was ordered?", missing="Enter what was ordered", max_length=120)
    made_on = f.LocalDateField(label="When was it made?", missing="Enter when it was made", not_future=True)
    terms = f.TextAreaField(label="In the court’s words (optional)", required=False, rows=4)
    known_at = _now("When did you learn of it?", "Enter when you learned of it")
    recommended = f.TextAreaField(label="What did you recommend?", missing="Write what you recommended", rows=4)
    why_at_risk = f.TextAreaField(
        label="Why does the order leave a child at risk?", missing="Write why the order leaves a child at risk", rows=5,
        hint="Your manager reads this in the request for supervision",
    )  # fmt: skip

    def __init__(self, *args: Any, orders: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [f.Choice(str(one.pk), f"{one.kind}, {one.made_on:%-d %B %Y}", object=one) for one in orders]
        another = "Another order: put it on the record now" if choices else "Put it on the record now"
        self.fields["which"].choices = [*choices, f.Choice("new", another, reveals=("kind", "made_on", "terms"))]


class ConsiderOptionsForm(f.GovukForm):
    held_at = _now("When was the supervision held?", "Enter when the supervision was held")
    risk_assessment = f.YesNoField(
        label="Is a 16A used?", hint="Only for information that is new and was not before the court",
        missing="Say whether a 16A is used", yes_reveals=("what_is_new", "learned_on"),
    )  # fmt: skip
    what_is_new = f.TextAreaField(label="What is new, and was not before the court?", missing="Write what is new", rows=3)
    learned_on = f.LocalDateField(label="When did you learn it?", missing="Enter when you learned it", not_future=True)
    risk_assessment_reason = f.TextAreaField(label="Why, or why not?", missing="Write why a 16A is used, or not", rows=2)
    letter = f.YesNoField(label="Does a manager write to the court?", missing="Say whether a manager writes to the court")
    letter_reason = f.TextAreaField(label="Why, or why not?", missing="Write why a manager writes, or not", rows=2)
    appeal = f.YesNoField(
        label="Is an appeal looked into?", missing="Say whether an appeal is looked into",
        hint="Whatever you answer, the child’s legal representative is consulted about grounds",
    )  # fmt: skip
    appeal_reason = f.TextAreaField(label="Why, or why not?", missing="Write why an appeal is looked into, or not", rows=2)
    referral = f.YesNoField(
        label="Is a safeguarding referral made as well?",
        hint="Considered beside every other option",
        missing="Say whether a referral is made",
    )
    referral_reason = f.TextAreaField(label="Why, or why not?", missing="Write why a referral is made, or not", rows=2)
    groups = [
        f.Group("Section 16A risk assessment", ["risk_assessment", "risk_assessment_reason"]),
        f.Group("Manager’s letter to the court", ["letter", "letter_reason"]),
        f.Group("Appeal", ["appeal", "appeal_reason"]),
        f.Group("Child safeguarding referral", ["referral", "referral_reason"]),
    ]

    def __init__(self, *args: Any, child_is_party: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not child_is_party:
            del self.fields["appeal"], self.fields["appeal_reason"]
            self.groups = [group for group in self.groups if group.title != "Appeal"]


class RecordAppealConsultationForm(MayBeLate):
    consulted_at = _now("When did you consult the child’s legal representative?", "Enter when you consulted them")
    who = f.TextField(label="Who is it?", hint="Name and firm", missing="Enter who it is", width="full")
    advice = f.TextAreaField(label="What did they advise about grounds?", missing="Write what they advised", rows=4)
    has_grounds = f.YesNoField(label="Are there grounds for an appeal?", missing="Say whether there are grounds")
    decision = f.TextAreaField(
        label="What follows?", hint="Whether there is an appeal, and who brings it", missing="Write what follows", rows=3
    )
    appeal_by = f.LocalDateField(label="By when must an appeal be brought? (optional)", required=False)
    lateness_reason = _why_late()


class WriteLetterForm(f.GovukForm):
    concerns = f.TextAreaField(
        label="The practitioner’s concerns for the child’s safety", hint="Filled in from what the practitioner wrote",
        missing="Write the practitioner’s concerns for the child’s safety", rows=8,
    )  # fmt: skip
    next_steps = f.TextAreaField(
        label="Constructive next steps", hint="What you suggest to the court", missing="Write constructive next steps", rows=6
    )
    copies_to = f.CheckboxesField(
        label="To which parties do copies go?", hint="The guard reads the letter as they would", required=False, choices=[]
    )
    is_courteous = f.CheckboxesField(
        label="Its tone", required=False, choices=[("yes", "I have read it: it is courteous and respectful to the court")],
        hint="Needed before you sign",
    )  # fmt: skip
    version = f.VersionField()

    def __init__(self, *args: Any, parties: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copies_to"].choices = [
            f.Choice(str(one.pk), f"{one.full_name} ({one.get_role_display().lower()})", object=one) for one in parties
        ]
        if not parties:
            del self.fields["copies_to"]


class RecordLetterSentForm(f.GovukForm):
    sent_at = _now("When was it sent to the court?", "Enter when it was sent")
    how = f.RadiosField(label="How?", missing="Choose how it was sent", choices=HOW_SENT)


class RecordAnswerForm(f.GovukForm):
    answer = f.RadiosField(label="What did the court decide?", missing="Choose what the court decided", choices=OrderReview.Answer.choices)
    detail = f.TextAreaField(label="What did it say?", missing="Write what the court said", rows=4)
    known_at = _now("When did you learn of it?", "Enter when you learned of it")


class RecordStepsForm(MayBeLate):
    text = f.TextAreaField(
        label="What was done to challenge the order on behalf of the child?", hint="Filled in from the record. It becomes an entry on the child’s record.",
        missing="Write what was done to challenge the order", rows=10,
    )  # fmt: skip
    lateness_reason = _why_late()


class RecordLegalAdviceForm(MayBeLate):
    requested_at = _now("When did you ask for legal advice?", "Enter when you asked")
    adviser = f.TextField(label="Whom did you ask?", hint="Name and team or firm", missing="Enter whom you asked", width="full")
    advice = f.TextAreaField(label="What was advised? (optional)", hint="Leave empty until it comes", required=False, rows=4)
    advised_at = f.LocalDateTimeField(label="When was it advised? (optional)", required=False, not_future=True)
    lateness_reason = _why_late()


class AskHeadOfPracticeForm(f.GovukForm):
    why = f.TextAreaField(
        label="Why should the Designated Family Judge be approached?", missing="Write why the judge should be approached", rows=5,
        hint="The risk of significant harm to a child or vulnerable adult, or the danger to staff",
    )  # fmt: skip
    at = _now("When do you ask?", "Enter when you ask")


class ApproachJudgeForm(f.GovukForm):
    ground = f.RadiosField(label="On what ground?", missing="Choose the ground", choices=JudgeApproach.Ground.choices)
    reason = f.TextAreaField(label="What is the risk?", missing="Write what the risk is", rows=5)
    approached_at = _now("When was the judge approached?", "Enter when the judge was approached")
    judge = f.TextField(
        label="Which judge?", hint="The Designated Family Judge of the court’s area", missing="Enter which judge", width="full"
    )
    how = f.TextField(label="How? (optional)", required=False, width="full")


class DeclineForm(f.GovukForm):
    why = f.TextAreaField(label="Why is the judge not approached?", missing="Write why the judge is not approached", rows=4)
    at = _now("When did you decide?", "Enter when you decided")


class RecordReplyForm(f.GovukForm):
    reply = f.TextAreaField(label="What did the judge answer?", missing="Write what the judge answered", rows=4)
    replied_at = _now("When?", "Enter when the judge answered")


class CloseReviewForm(f.GovukForm):
    result = f.TextAreaField(label="What came of it for the child?", missing="Write what came of it for the child", rows=4)
    at = _now("When was it over?", "Enter when it was over")


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was this entered in error?", missing="Write why this was entered in error", rows=3)
