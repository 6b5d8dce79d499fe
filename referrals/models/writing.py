"""The call, the writing, and what parents were told (policy 12 and 15, framework 2.98 to 2.108)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .referrals import Referral


class CallAttempt(Tracked, Withdrawable):
    """One telephone call. Unanswered it is evidence; when somebody is reached the referral is made (DESIGN §10.3)."""

    class Result(models.TextChoices):
        REACHED = "reached", "I spoke to somebody who took the referral"
        NO_ANSWER = "no_answer", "No answer"
        ENGAGED = "engaged", "Engaged"
        MESSAGE = "message", "I left a message"
        GAVE_UP = "gave_up", "I waited and was not put through"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="calls")
    called_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result.choices)
    number = models.CharField("telephone", max_length=80, blank=True, help_text="The number or team that was rung")
    out_of_hours = models.BooleanField(default=False)
    spoke_to = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, help_text="What was said and agreed")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "telephone call"
        verbose_name_plural = "telephone calls"
        ordering = ["called_at"]

    @property
    def is_reached(self) -> bool:
        return self.result == self.Result.REACHED


class WrittenReferral(Tracked, Withdrawable):
    """The written referral. A draft until ``sent_at``; held, when it was sent before any call was entered, until one is."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="writings")
    number = models.PositiveSmallIntegerField("version", default=1)
    content = models.JSONField("text", default=dict, help_text="The sections of policy 12 and framework 2.102")
    missing = models.JSONField("missing when sent", default=list, help_text="What was missing when it was sent")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)
    is_held = models.BooleanField(default=False, help_text="Entered as sent before any call was entered: waits for the call")
    before_any_call = models.BooleanField(default=False, help_text="It went before anybody was rung: out of order (policy 12)")
    lateness_reason = models.TextField(blank=True)
    document_id = models.UUIDField(null=True, blank=True, help_text="The frozen document")
    copied_to_social_worker = models.BooleanField(null=True, blank=True)
    copy_given_at = models.DateTimeField(null=True, blank=True, help_text="When the manager was given a copy")
    copy_given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    copy_given_to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class ParentInformed(Tracked):
    """Whether one parent or carer was told of the referral: before, after, or not, and why not (policy 15)."""

    class Told(models.TextChoices):
        BEFORE = "before", "Told before the referral"
        AFTER = "after", "Told after the referral"
        NOT_TOLD = "not_told", "Not told"

    REASONS = [
        ("child_at_risk", "Telling them may put the child at risk of significant harm"),
        ("police", "Telling them may interfere with a police investigation"),
        ("practitioner", "Telling them may put the practitioner in serious danger"),
        ("adult_at_risk", "Telling them may put another adult in danger"),
        ("not_reached", "They could not be reached"),
        ("other", "Another reason"),
    ]

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="parents_informed")
    parent = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    told = models.CharField(max_length=10, choices=Told.choices)
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=200, blank=True)
    reaction = models.TextField(blank=True, help_text="What they were told would happen, and what they said")
    agreed = models.BooleanField(null=True, blank=True)
    reason_kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="grounds")
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "parent told, or why not"
        verbose_name_plural = "parents told, or why not"
        constraints = [models.UniqueConstraint(fields=["referral", "parent"], name="one_answer_a_parent_and_referral")]

    @property
    def is_complete(self) -> bool:
        """Told, or not told with a written reason (policy 15)."""
        return self.told != self.Told.NOT_TOLD or bool(self.reason.strip())
