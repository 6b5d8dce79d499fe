"""Who is away and who answers instead, so that no alert waits for somebody who is not there."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .places import ServiceArea


class Absence(Tracked, Withdrawable):
    """Leave or sickness from ``starts_at`` until ``ends_at`` (UTC). Without a cover, the next rung answers (framework 1.11)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="covers")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["user", "starts_at", "ends_at"])]


class OutOfHoursDuty(Tracked, Withdrawable):
    """One stretch of the out-of-hours rota: who holds supervision at night and at weekends (DESIGN §10.3)."""

    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="out_of_hours_duties")
    service_area = models.ForeignKey(ServiceArea, null=True, blank=True, on_delete=models.PROTECT, help_text="Empty: the whole country.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    telephone = models.CharField(max_length=30)

    class Meta:
        verbose_name = "out-of-hours duty"
        verbose_name_plural = "out-of-hours duties"
        ordering = ["starts_at"]
