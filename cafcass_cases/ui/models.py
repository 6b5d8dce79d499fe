"""What the pages themselves remember: unfinished text, and which form was already sent. Neither is part of a record."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.ids import uuid7


class Draft(models.Model):
    """What somebody typed and has not yet sent. Untracked: it is theirs alone until they send it.

    ``key`` is the path of the page; ``data`` is field name → list of values, or for a journey step → the same.
    ``label`` is shown among the person's unfinished work and holds references only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=400)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    case_id = models.UUIDField(null=True, blank=True, db_index=True)
    page = models.CharField(max_length=600)
    label = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_draft_for_each_page")]

    def __str__(self) -> str:
        return self.label or self.key

    @property
    def discard_url(self) -> str:
        """Where a POST throws the draft away."""
        return reverse("ui:discard_draft", args=[self.pk])


class Submission(models.Model):
    """A form that was carried out. Written in the same transaction as its service, so that it is done once."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=1000, blank=True)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.token)
