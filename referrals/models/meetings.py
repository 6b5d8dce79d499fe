"""Strategy discussions and child protection conferences (policy 21, framework 2.109, DESIGN §10.7)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .referrals import Referral


class StrategyDiscussion(Tracked, Withdrawable):
    """A meeting that the authority convenes. It may be known before its date is: section 47 enquiries set it in motion."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Strategy discussion"
        CONFERENCE = "conference", "Child protection conference"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="strategy_discussions")
    concern = models.ForeignKey(
        "safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="strategy_discussions"
    )
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.STRATEGY)
    expected_from = models.DateTimeField(help_text="When we learned that it is to be held")
    meeting_at = models.DateTimeField(null=True, blank=True)
    manager_discussed_at = models.DateTimeField(null=True, blank=True)
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    will_attend = models.BooleanField(null=True, blank=True)
    attendance_reason = models.TextField(blank=True)
    attended = models.BooleanField(null=True, blank=True)
    not_discussed_first = models.BooleanField(default=False, help_text="Attended without speaking to the manager first: an incident")
    decisions = models.TextField(blank=True)
    decisions_from = models.CharField(max_length=200, blank=True)
    decisions_at = models.DateTimeField(null=True, blank=True)
    tell_court = models.BooleanField(null=True, blank=True)
    tell_court_reason = models.TextField(blank=True, help_text="Why the court need not be told")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["expected_from"]

    @property
    def is_open(self) -> bool:
        return self.decisions_at is None and not self.is_withdrawn
