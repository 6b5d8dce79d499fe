"""Safeguarding competence, tested once a year (framework 4.7 to 4.11)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked


class Appraisal(Tracked):
    """The annual appraisal of one member of staff, or the review of an Associate's contract."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appraisals")
    held_on = models.DateField()
    is_contract_review = models.BooleanField("review of a contract", default=False)
    result = models.TextField("safeguarding competence, and what to develop")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on"]
