"""Chasing the authority, and what came back (policy 12, 14 and 18)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .referrals import Outcome, Referral, ReferralChild


class Chase(Tracked, Withdrawable):
    """One chase of an authority that has not answered. Out of hours only the telephone counts (DESIGN §10.8)."""

    class Method(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        EMAIL = "email", "Secure e-mail"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="chases")
    chased_at = models.DateTimeField()
    method = models.CharField(max_length=10, choices=Method.choices)
    spoke_to = models.CharField(max_length=160, blank=True)
    said = models.TextField(blank=True, help_text="What was asked and answered, with the timescale they gave")
    answered = models.BooleanField(default=True, help_text="Somebody answered; an unanswered call is an attempt")
    counts = models.BooleanField(default=True, help_text="False: unanswered, or by e-mail when only the telephone is answered")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["chased_at"]


class OutcomeReceived(Tracked, Withdrawable):
    """What the authority answered, once for each child, or once for all as a mere acknowledgement, which is not an outcome."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="outcomes")
    referral_child = models.ForeignKey(
        ReferralChild, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes", verbose_name="child"
    )
    is_acknowledgement = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    given_by = models.CharField(max_length=200, blank=True, help_text="Name and role of who decided or told us")
    how = models.CharField(max_length=20, blank=True)
    said = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "answer of an authority"
        verbose_name_plural = "answers of authorities"
        ordering = ["received_at"]
