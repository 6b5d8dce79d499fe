"""A professional difference with a local authority, stage by stage (policy 19, framework 2.110)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .referrals import Referral


class StageName(models.TextChoices):
    SUPERVISION = "supervision", "Supervision"
    HEAD_OF_PRACTICE = "head_of_practice", "Head of Practice"
    ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director"


class ProfessionalDifference(Tracked, Withdrawable):
    """We do not think the authority's decision is safe enough. It is open until ``resolved_at``."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="differences")
    children = ArrayField(models.UUIDField(), default=list, help_text="The children for whom it is not safe enough")
    opened_at = models.DateTimeField(help_text="When it was judged not safe enough")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    conference_requested_at = models.DateTimeField(null=True, blank=True)
    conference_request = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.TextField(blank=True)

    class Meta:
        ordering = ["opened_at"]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None and not self.is_withdrawn


class DifferenceStage(Tracked):
    """One stage. It opens when the former one is recorded unresolved, at that event's time."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        RESOLVED = "resolved", "Resolved"
        UNRESOLVED = "unresolved", "Not resolved"
        SKIPPED = "skipped", "Left out, with a reason"
        CLOSED = "closed", "Closed: resolved elsewhere"

    difference = models.ForeignKey(ProfessionalDifference, on_delete=models.PROTECT, related_name="stages")
    name = models.CharField(max_length=20, choices=StageName.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True, help_text="When the supervision was held or the contact made")
    held_with = models.CharField(max_length=200, blank=True, help_text="Who was spoken to: name and post")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.TextField(blank=True, help_text="What each side said")
    plan = models.TextField(blank=True, help_text="What was agreed to do next")
    skip_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "stage of a difference"
        verbose_name_plural = "stages of a difference"
        ordering = ["opened_at"]
        constraints = [models.UniqueConstraint(fields=["difference", "name"], name="one_row_a_stage")]
