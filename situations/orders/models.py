"""An order that may leave a child at risk: the review, its four options, the letter, the approach to the judge (policy 46 to 48)."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class OrderReview(Tracked, Withdrawable):
    """The review of one order that the practitioner believes leaves or places a child at risk. Event times in UTC.

    Supervision, 16A and referral are those of the concern. ``entered`` keeps when each of its times was typed.
    """

    class Answer(models.TextChoices):
        CHANGED = "changed", "The court changed the order, or will look at it again"
        CONFIRMED = "confirmed", "The court rejected the challenge and confirmed the order"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="order_reviews")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="order_reviews")
    order = models.ForeignKey("cases.Order", on_delete=models.PROTECT, related_name="reviews")
    known_at = models.DateTimeField("order known at")
    recommended = models.TextField("what we recommended", help_text="What the practitioner recommended, which the court did not accept")
    why_at_risk = models.TextField("why it leaves a child at risk")

    supervision = models.ForeignKey(
        "safeguarding.Supervision", null=True, blank=True, on_delete=models.PROTECT, related_name="order_reviews"
    )
    considered_at = models.DateTimeField("options considered at", null=True, blank=True)
    considered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    consulted_at = models.DateTimeField("legal representative consulted at", null=True, blank=True)
    consulted_who = models.CharField("legal representative", max_length=200, blank=True)
    consulted_advice = models.TextField("advice on grounds for an appeal", blank=True)
    has_grounds = models.BooleanField("grounds for an appeal", null=True, blank=True)
    appeal_decision = models.TextField("what follows for an appeal", blank=True)
    appeal_by = models.DateField("last day to appeal", null=True, blank=True)

    answer = models.CharField("the court's answer", max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("court's answer known at", null=True, blank=True)
    answer_detail = models.TextField("what the court said", blank=True)

    steps_entry = models.ForeignKey(
        "cases.RecordEntry", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="record of the steps taken"
    )
    steps_recorded_at = models.DateTimeField("steps recorded at", null=True, blank=True)
    legal_requested_at = models.DateTimeField("legal advice asked for at", null=True, blank=True)
    legal_adviser = models.CharField("adviser", max_length=200, blank=True)
    legal_advice = models.TextField("legal advice", blank=True)
    legal_advised_at = models.DateTimeField("legal advice given at", null=True, blank=True)

    judge_asked_at = models.DateTimeField("Head of Practice asked at", null=True, blank=True)
    judge_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judge_asked_why = models.TextField("why the judge should be approached", blank=True)
    judge_declined_at = models.DateTimeField("approach declined at", null=True, blank=True)
    judge_declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judge_declined_why = models.TextField("why the judge is not approached", blank=True)

    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.TextField("what came of it", blank=True)
    entered = models.JSONField("when each part was typed", default=dict, blank=True, help_text="By the name of its time (UTC)")

    class Meta:
        verbose_name = "review of an order"
        verbose_name_plural = "reviews of orders"
        ordering = ["known_at"]
        indexes = [models.Index(fields=["case", "known_at"])]

    def get_absolute_url(self) -> str:
        return reverse("orders:show_review", args=[self.pk])

    def happened(self, name: str, at: datetime, now: datetime) -> None:
        """Set the time ``name`` to ``at``, when it happened, and keep ``now``, when it was typed (UTC)."""
        setattr(self, name, at)
        self.entered = {**self.entered, name: now.isoformat()}

    def entered_at(self, name: str) -> datetime:
        """When the time ``name`` was typed (UTC)."""
        return datetime.fromisoformat(self.entered[name]) if name in self.entered else self.created_at

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.withdrawn_at is None

    @property
    def state_words(self) -> tuple[str, str]:
        """Where it stands, and the tone of its tag."""
        if self.withdrawn_at:
            return "Entered in error", "grey"
        if self.closed_at:
            return "Closed", "green"
        if self.answer == self.Answer.CONFIRMED:
            return "Order confirmed", "red"
        if self.answer:
            return "Order changed", "blue"
        return ("Options chosen", "blue") if self.considered_at else ("Supervision due", "orange")


class OrderOption(Tracked):
    """One of the four options of policy 46: used or not, and why."""

    class Kind(models.TextChoices):
        RISK_ASSESSMENT = "risk_assessment", "Section 16A risk assessment"
        LETTER = "letter", "Manager’s letter to the court"
        APPEAL = "appeal", "Appeal"
        REFERRAL = "referral", "Child safeguarding referral"

    review = models.ForeignKey(OrderReview, on_delete=models.PROTECT, related_name="options")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    chosen = models.BooleanField()
    reason = models.TextField()
    what_is_new = models.TextField(blank=True, help_text="16A: the information that was not before the court")
    learned_on = models.DateField("learned on", null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "option on an order"
        verbose_name_plural = "options on an order"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["review", "kind"], name="one_answer_an_option_of_a_review")]


class ManagersLetter(Tracked, Withdrawable):
    """A manager's letter to the court about an order (policy 46): courteous, with the concerns and constructive next steps."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="managers_letters")
    review = models.ForeignKey(OrderReview, on_delete=models.PROTECT, related_name="letters")
    concerns = models.TextField("the practitioner's concerns for the child's safety", blank=True)
    next_steps = models.TextField("constructive next steps", blank=True)
    is_courteous = models.BooleanField("read and found courteous and respectful", default=False)
    copies_to = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name="copies to", help_text="Parties of this case")
    document_id = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_how = models.CharField("how it was sent", max_length=12, blank=True)

    class Meta:
        verbose_name = "manager's letter to the court"
        verbose_name_plural = "manager's letters to the court"
        ordering = ["created_at"]


class JudgeApproach(Tracked, Withdrawable):
    """The Designated Family Judge was approached (policy 48): a Head of Practice's or Assistant Director's alone."""

    class Ground(models.TextChoices):
        CHILD = "child", "Risk of significant harm to a child"
        ADULT = "adult", "Risk of significant harm to a vulnerable adult"
        STAFF = "staff", "A direction of the court seriously endangers staff"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="judge_approaches")
    review = models.ForeignKey(OrderReview, on_delete=models.PROTECT, related_name="judge_approaches")
    ground = models.CharField(max_length=8, choices=Ground.choices)
    reason = models.TextField()
    approached_at = models.DateTimeField()
    approached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judge = models.CharField("judge", max_length=160)
    how = models.CharField(max_length=120, blank=True)
    is_incident = models.BooleanField("by somebody to whom it is not reserved", default=False)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "approach to the Designated Family Judge"
        verbose_name_plural = "approaches to the Designated Family Judge"
        ordering = ["approached_at"]
