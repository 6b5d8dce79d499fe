"""What the court is told: the section 16A risk assessment with its life, and updates (policy 13, 14 and 27 to 31)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable


class RiskAssessment(Tracked, Withdrawable):
    """A section 16A risk assessment of one or more subject children of one case. A new version supersedes, never replaces.

    ``content`` holds what is said of the family as a whole; what is said of a child stands on the child's own row.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="risk_assessments")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="risk_assessments")
    number = models.PositiveSmallIntegerField("version", default=1, help_text="Version for this concern, from 1")
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    not_allocated_reason = models.TextField(
        "why not the allocated practitioner", blank=True, help_text="Why somebody other than the child's practitioner wrote it"
    )
    unsupervised_reason = models.TextField("why without supervision", blank=True, help_text="Why it goes before supervision")
    content = models.JSONField("text", default=dict)
    urgent_hearing = models.BooleanField(null=True, blank=True)
    urgent_reason = models.TextField(blank=True)
    urgent_by = models.DateField(null=True, blank=True)
    urgency_ended_at = models.DateTimeField(null=True, blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True, help_text="When the assessment was finished (issued)")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When it was provided to the court")
    court = models.ForeignKey("cases.Court", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    combined_order = models.ForeignKey(
        "cases.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The order that it be part of another report (policy 31)",
        verbose_name="order to combine it",
    )  # fmt: skip

    class Meta:
        verbose_name = "section 16A risk assessment"
        verbose_name_plural = "section 16A risk assessments"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["concern", "number"], name="one_16a_a_version")]

    @property
    def state(self) -> str:
        """draft, issued or sent; the court's steps are rows of their own."""
        if self.sent_at:
            return "sent"
        return "issued" if self.issued_at else "draft"


class RiskAssessmentChild(Tracked):
    """What is said of one child: never shared among brothers and sisters (DESIGN §10.13)."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    harm = models.TextField(blank=True, help_text="Harm suffered")
    risk = models.TextField(blank=True, help_text="Harm risked, and how likely and how serious it is")
    child_says = models.TextField(blank=True, help_text="What the child says, in the child's own words")

    class Meta:
        verbose_name = "child of a 16A"
        verbose_name_plural = "children of a 16A"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["assessment", "child"], name="one_row_a_child_of_a_16a")]


class RiskAssessmentStep(Tracked, Withdrawable):
    """One step of its life after it was issued (DESIGN §10.6)."""

    class Kind(models.TextChoices):
        SENT = "sent", "Sent to the court"
        CHASED = "chased", "Court chased"
        ACKNOWLEDGED = "acknowledged", "Acknowledged by the court"
        BEFORE_JUDGE = "before_judge", "Put before a judge"
        DIRECTIONS = "directions", "Directions received"
        URGENCY_ENDED = "urgency_ended", "Urgent hearing no longer needed"
        GIVEN_TO_PARTY = "given_to_party", "Given to a party"

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    happened_at = models.DateTimeField()
    method = models.CharField(max_length=60, blank=True)
    whom = models.CharField(max_length=160, blank=True, help_text="Who at the court, or to which party")
    detail = models.TextField(blank=True, help_text="Directions, new information, or the basis of a disclosure")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "step of a 16A"
        verbose_name_plural = "steps of a 16A"
        ordering = ["happened_at"]


class CourtUpdate(Tracked, Withdrawable):
    """The court was told of an outcome, a resolved difference, a strategy discussion, or the end of urgency (policy 13, 14)."""

    class How(models.TextChoices):
        EMAIL = "email", "Secure e-mail"
        PORTAL = "portal", "Court portal"
        AT_COURT = "at_court", "At court"
        TELEPHONE = "telephone", "Telephone, confirmed in writing"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="court_updates")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="court_updates")
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, choices=How.choices)
    court = models.ForeignKey("cases.Court", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="What the court was told")
    assessment = models.ForeignKey(RiskAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="updates")
    referrals = ArrayField(models.UUIDField(), default=list, blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "update to the court"
        verbose_name_plural = "updates to the court"
        ordering = ["told_at"]
