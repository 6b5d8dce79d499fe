"""Staff confirm that they have read a version of the policy, have understood it and will act on it (policy, footnote 1; P0-5)."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked


class Attestation(Tracked):
    """One member of staff and one version: owed from ``opened_at``, due by ``due_at``, made at ``attested_at`` in the words kept here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="attestations")
    policy_version = models.ForeignKey("policy.PolicyVersion", on_delete=models.PROTECT, related_name="attestations")
    opened_at = models.DateTimeField(help_text="When the version took effect for this person")
    due_at = models.DateTimeField()
    limit_note = models.CharField(max_length=120)
    attested_at = models.DateTimeField(null=True, blank=True)
    role_then = models.CharField(max_length=24, blank=True)
    wording = ArrayField(models.CharField(max_length=300), default=list, blank=True, help_text="What was confirmed, word for word")
    superseded_at = models.DateTimeField(null=True, blank=True, help_text="A newer version took effect before this one was confirmed")

    class Meta:
        ordering = ["due_at"]
        constraints = [models.UniqueConstraint(fields=["user", "policy_version"], name="one_attestation_a_version")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.policy_version_id}"

    def is_late(self, now: datetime) -> bool:
        """Made after it was due, or still owed past it."""
        return (self.attested_at or now) > self.due_at


class AttestationReminder(models.Model):
    """The outbox of reminders: each step of an attestation once, delivered at least once with a stable message id."""

    class Step(models.TextChoices):
        OPENED = "opened", "When it is opened"
        REMINDER = "reminder", "The working day before it is due"
        DUE = "due", "When it is due"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attestation = models.ForeignKey(Attestation, on_delete=models.CASCADE, related_name="reminders")
    step = models.CharField(max_length=10, choices=Step.choices)
    fires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False, help_text="A later one took its place, or it was confirmed first")
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attestation", "step"], name="one_reminder_a_step")]
        indexes = [models.Index(fields=["fires_at"], condition=models.Q(sent_at=None, skipped=False), name="reminders_to_send")]

    def __str__(self) -> str:
        return f"{self.step} {self.attestation_id}"
