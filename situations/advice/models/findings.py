"""A finding of fact that the court directed: risk may last, and even grow, until it is made (policy 17)."""

from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable

from .advice import Advice


class FindingOfFact(Tracked, Withdrawable):
    """Pending from ``directed_at`` until ``made_at`` (UTC): made, or no longer to be made, as ``ending`` says."""

    class Ending(models.TextChoices):
        MADE = "made", "Findings were made"
        NOT_MADE = "not_made", "The allegations were not proved"
        ENDED = "ended", "There will be no finding of fact"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="findings_of_fact")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="findings_of_fact")
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="findings_of_fact")
    directed_at = models.DateTimeField()
    order = models.ForeignKey("cases.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hearing = models.ForeignKey("cases.Hearing", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issues = models.TextField("what is to be found", blank=True)
    made_at = models.DateTimeField("made or ended at", null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    result = models.TextField("what was found", blank=True)

    class Meta:
        verbose_name = "finding of fact"
        verbose_name_plural = "findings of fact"
        ordering = ["directed_at"]

    def get_absolute_url(self) -> str:
        return reverse("advice:show_finding", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.made_at is None and self.withdrawn_at is None


class FindingReview(Tracked, Withdrawable):
    """Risk looked at again while the finding is awaited: does it last or grow, and is a referral needed now?"""

    finding = models.ForeignKey(FindingOfFact, on_delete=models.PROTECT, related_name="reviews", verbose_name="finding of fact")
    reviewed_at = models.DateTimeField()
    referral_considered = models.CharField("referral to the authority", max_length=10, choices=Advice.Referral.choices)
    referral_reason = models.TextField("why refer, or not")
    next_step = models.TextField("what is done next", blank=True)

    class Meta:
        verbose_name = "review of risk before a finding of fact"
        verbose_name_plural = "reviews of risk before findings of fact"
        ordering = ["reviewed_at"]


class FindingReviewChild(Tracked):
    """The risk to one child at one review."""

    class Risk(models.TextChoices):
        GROWS = "grows", "It grows"
        LASTS = "lasts", "It lasts, as it was"
        LESS = "less", "It is less"
        ENDED = "ended", "It has ended"

    review = models.ForeignKey(FindingReview, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    risk = models.CharField(max_length=6, choices=Risk.choices)
    analysis = models.TextField()

    class Meta:
        verbose_name = "risk to a child before a finding of fact"
        verbose_name_plural = "risk to children before findings of fact"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["review", "child"], name="one_risk_a_child_a_review")]
