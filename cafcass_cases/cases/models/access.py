"""Access that somebody was given to one case: named on a restricted one, by break-glass, or to add what they saw first hand."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked

from .cases import Case


class AccessGrant(Tracked):
    class Kind(models.TextChoices):
        NAMED = "named", "Named on a restricted case"
        BREAK_GLASS = "break_glass", "Break-glass"
        FIRST_HAND = "first_hand", "To add what they saw first hand"
        ON_DUTY = "on_duty", "Taken from the duty desk"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access_grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_grants")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_note = models.TextField(blank=True)

    class Meta:
        verbose_name = "access to a case"
        verbose_name_plural = "access to cases"
        indexes = [models.Index(fields=["user", "case"])]
