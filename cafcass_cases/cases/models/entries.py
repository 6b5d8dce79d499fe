"""The record itself: what was said, seen and done, in the writer's words (policy 55, framework 2.95)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .cases import Case


class RecordEntry(Tracked, Withdrawable):
    """One entry. Never edited: a correction is a new entry that points at the old one.

    Its four times (DESIGN §10.5): ``happened_at``, ``reached_us_at``, ``recognised_at``, and ``created_at``, when it was typed.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        CALL = "call", "Telephone call"
        MESSAGE = "message", "E-mail or letter"
        VISIT = "visit", "Visit"
        MEETING = "meeting", "Meeting"
        DIRECT_WORK = "direct_work", "Direct work with a child"
        OBSERVATION = "observation", "Observation"
        COURT = "court", "Court"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    about = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Persons of this case")
    concern_id = models.UUIDField("concern", null=True, blank=True, db_index=True)
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField()
    happened_at = models.DateTimeField()
    reached_us_at = models.DateTimeField("reached Cafcass at", null=True, blank=True)
    recognised_at = models.DateTimeField("recognised as a concern at", null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    direct_work = models.JSONField(default=dict, blank=True, help_text="The ten points of framework 2.47")

    class Meta:
        verbose_name = "record entry"
        verbose_name_plural = "record entries"
        ordering = ["-happened_at"]
        indexes = [models.Index(fields=["case", "-happened_at"])]
