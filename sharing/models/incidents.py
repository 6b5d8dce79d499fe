"""What was done although the policy forbids it. It is a fact, so it is kept, and a manager looks at it (DESIGN §10.4)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Incident(Tracked, Withdrawable):
    """One thing that was done and should not have been. ``rule`` is the requirement it went against ("P22-2").

    ``happened_at`` is when it was done, ``created_at`` when it was typed (UTC). What it hangs on, if anything, is named by
    ``subject_label`` and ``subject_id``.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="incidents")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="incidents")
    rule = models.CharField("against which requirement", max_length=20)
    what = models.TextField("what was done")
    happened_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject_label = models.CharField("about what", max_length=60, blank=True)
    subject_id = models.UUIDField("about which", null=True, blank=True)
    view = models.TextField("manager’s view", blank=True)
    seen_at = models.DateTimeField("looked at by a manager at", null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["happened_at"]
        indexes = [models.Index(fields=["case", "happened_at"])]

    def __str__(self) -> str:
        return f"Incident ({self.rule})"

    def get_absolute_url(self) -> str:
        return reverse("sharing:show_incident", args=[self.pk])
