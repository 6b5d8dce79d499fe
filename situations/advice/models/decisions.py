"""What the court decided, kept apart from what was advised: it is the court, and not Cafcass, that decides."""

from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .advice import Advice, TimeWith


class CourtDecision(Tracked, Withdrawable):
    """What the court decided for one child on one day, in the court's words. ``advice`` is what the court had before it, if any."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="court_decisions")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="court_decisions")
    decided_at = models.DateTimeField()
    advice = models.ForeignKey(Advice, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    order = models.ForeignKey("cases.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_final = models.BooleanField(default=False)
    words = models.TextField("in the court's words")

    class Meta:
        verbose_name = "decision of the court"
        verbose_name_plural = "decisions of the court"
        ordering = ["decided_at", "created_at"]
        indexes = [models.Index(fields=["case", "decided_at"])]


class TimeDecision(Tracked):
    """The child's time with one adult as the court decided it."""

    court_decision = models.ForeignKey(CourtDecision, on_delete=models.PROTECT, related_name="times", verbose_name="decision of the court")
    adult = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=14, choices=TimeWith.choices)
    words = models.CharField("in words", max_length=300, blank=True)

    class Meta:
        verbose_name = "decision on time with an adult"
        verbose_name_plural = "decisions on time with adults"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["court_decision", "adult"], name="one_decision_an_adult")]
