"""The skin map: where injuries were that were visible without undressing (framework 2.96)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class SkinMap(Tracked, Withdrawable):
    """What one observer saw at one time, signed and never edited: what is seen later is a new map."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="skin_maps")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="skin_maps")
    telling = models.ForeignKey("directwork.Telling", null=True, blank=True, on_delete=models.PROTECT, related_name="skin_maps")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="skin_maps")
    seen_at = models.DateTimeField()
    observer = models.CharField(max_length=160)
    visible_only = models.BooleanField("visible without undressing")
    note = models.TextField("what the child or carer said of it", blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-seen_at"]

    def get_absolute_url(self) -> str:
        return reverse("directwork:show_skin_map", args=[self.pk])


class SkinMark(Tracked):
    """One mark. ``x`` and ``y`` are points of its view's drawing (``body.py``); ``site`` is "front/chest-left"."""

    skin_map = models.ForeignKey(SkinMap, on_delete=models.PROTECT, related_name="marks")
    number = models.PositiveSmallIntegerField()
    site = models.CharField(max_length=40)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    description = models.TextField()
    size = models.CharField(max_length=60, blank=True)
    colour = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["skin_map", "number"], name="one_mark_a_number")]
