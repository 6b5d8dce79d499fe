"""Whose case it is, and since when."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked

from .cases import Case


class Allocation(Tracked):
    """A practitioner holds a case from ``starts_at`` until ``ends_at`` (UTC; None: still)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["case"], condition=models.Q(ends_at=None), name="one_practitioner_at_a_time")]
        indexes = [models.Index(fields=["practitioner", "ends_at"])]
