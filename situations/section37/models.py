"""Section 37: the threshold is believed met, the court is advised, the authority investigates (policy 32 to 35)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Advice(Tracked, Withdrawable):
    """One section 37 advice in one concern of a private law case, from the threshold to the authority's report.

    Each part has its own event time (UTC); ``created_at`` and the history say when it was typed. The referral and the 16A
    are those of the concern: this record only links them.
    """

    class Threshold(models.TextChoices):
        CARE = "care", "A care order"
        SUPERVISION = "supervision", "A supervision order"
        EITHER = "either", "A care order or a supervision order"

    class Answer(models.TextChoices):
        DIRECTED = "directed", "The court directed the authority to investigate"
        NOT_DIRECTED = "not_directed", "The court did not"

    METHODS = [
        ("email", "Secure e-mail"), ("portal", "Portal"), ("telephone", "Telephone"), ("post", "Post or by hand"), ("at_court", "At court"),
    ]  # fmt: skip

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="section37_advice")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="section37_advice")
    threshold = models.CharField(max_length=12, choices=Threshold.choices)
    threshold_reason = models.TextField("why the threshold is met")
    threshold_at = models.DateTimeField("threshold believed met at")

    supervision = models.ForeignKey(
        "safeguarding.Supervision", null=True, blank=True, on_delete=models.PROTECT, related_name="section37_advice"
    )
    consulted_at = models.DateTimeField("manager consulted at", null=True, blank=True)
    consultation = models.TextField("what the manager and the practitioner concluded", blank=True)

    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField("authority told at", null=True, blank=True)
    told_who = models.CharField("who was told", max_length=200, blank=True)
    told_how = models.CharField("how the authority was told", max_length=12, choices=METHODS, blank=True)
    told_why = models.TextField("why section 37 will be advised, as the authority was told", blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    papers_at = models.DateTimeField("referral and 16A sent to the authority at", null=True, blank=True)
    referral = models.ForeignKey("referrals.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="section37_advice")
    assessment = models.ForeignKey(
        "referrals.RiskAssessment", null=True, blank=True, on_delete=models.PROTECT, related_name="section37_advice"
    )

    rationale = models.TextField(blank=True)
    earlier_hearing = models.BooleanField("an earlier hearing is asked for", null=True, blank=True)
    earlier_hearing_reason = models.TextField("why no earlier hearing", blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    filed_at = models.DateTimeField("filed at court at", null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    filed_how = models.CharField("how it was filed", max_length=12, choices=METHODS, blank=True)

    left_at = models.DateTimeField("decided not to advise at", null=True, blank=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_reason = models.TextField("why the court is not advised", blank=True)

    answer = models.CharField("the court's answer", max_length=14, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("court's answer known at", null=True, blank=True)
    answer_reason = models.TextField("the court's reasons", blank=True)
    order = models.ForeignKey("cases.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="section37_advice")
    report_due_on = models.DateField("authority's report agreed for", null=True, blank=True, help_text="By 23:59:59 in London")

    timescales = models.TextField("agreed timescales", blank=True)
    agreed_with = models.CharField("agreed with", max_length=200, blank=True)
    letter_id = models.UUIDField("letter to the authority", null=True, blank=True)
    confirmed_at = models.DateTimeField("order confirmed to the authority at", null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_how = models.CharField("how it was confirmed", max_length=12, choices=METHODS, blank=True)
    confirmed_to = models.CharField("confirmed to", max_length=200, blank=True)

    reported_at = models.DateTimeField("authority's report received at", null=True, blank=True)
    report_note = models.TextField("about the report", blank=True)

    entered = models.JSONField("when each part was typed", default=dict, blank=True, help_text="By the name of its time (UTC)")

    class Meta:
        verbose_name = "section 37 advice"
        verbose_name_plural = "section 37 advice"
        ordering = ["threshold_at"]
        indexes = [models.Index(fields=["case", "threshold_at"])]

    def get_absolute_url(self) -> str:
        return reverse("section37:show_advice", args=[self.pk])

    def happened(self, name: str, at: datetime, now: datetime) -> None:
        """Set the time ``name`` to ``at``, when it happened, and keep ``now``, when it was typed (UTC)."""
        setattr(self, name, at)
        self.entered = {**self.entered, name: now.isoformat()}

    def entered_at(self, name: str) -> datetime:
        """When the time ``name`` was typed (UTC)."""
        return datetime.fromisoformat(self.entered[name]) if name in self.entered else self.created_at

    @property
    def is_over(self) -> bool:
        """Nothing more is to come: left, not directed, or reported on in full."""
        return self.state_words[0] in ("Entered in error", "Not advised", "Not directed", "Reported")

    @property
    def state_words(self) -> tuple[str, str]:
        """Where it stands, and the tone of its tag."""
        if self.withdrawn_at:
            return "Entered in error", "grey"
        if self.left_at:
            return "Not advised", "grey"
        if self.answer == self.Answer.NOT_DIRECTED:
            return "Not directed", "grey"
        if self.answer == self.Answer.DIRECTED:
            return ("Reported", "green") if self.is_reported else ("Investigating", "blue")
        if self.filed_at:
            return "Waiting for the court", "blue"
        return ("Issued, not filed", "orange") if self.issued_at else ("To be advised", "orange")

    @property
    def is_reported(self) -> bool:
        """The authority's report came, and says all three things of every child (policy 35)."""
        read: list[Conclusion] | None = getattr(self, "conclusions_read", None)  # where a page has read them already
        rows = list(self.conclusions.all()) if read is None else read
        return bool(self.reported_at and rows and all(row.is_complete for row in rows))


class Conclusion(Tracked):
    """What the authority considered for one child, as its report says: policy 35's three things."""

    class Application(models.TextChoices):
        CARE = "care", "It applies for a care order"
        SUPERVISION = "supervision", "It applies for a supervision order"
        NONE = "none", "It does not apply"

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="conclusions")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    application = models.CharField(max_length=12, choices=Application.choices, blank=True)
    services = models.BooleanField("services or assistance", null=True, blank=True)
    services_detail = models.TextField("which services", blank=True)
    other_action = models.BooleanField("other action to protect the child", null=True, blank=True)
    other_detail = models.TextField("which action", blank=True)

    class Meta:
        verbose_name = "authority's conclusion on a child (section 37)"
        verbose_name_plural = "authority's conclusions on children (section 37)"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["advice", "child"], name="one_section37_conclusion_a_child")]

    @property
    def is_complete(self) -> bool:
        return bool(self.application) and self.services is not None and self.other_action is not None
