"""What was done with a child: what the ten points of the record's entry do not hold, and what was promised (framework 2.44 to 2.49)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked

from .plans import DirectWorkPlan, Material, Venue


class DirectWork(Tracked):
    """What one signed entry of direct work says beside its ten points.

    The entry carries the words, the points and the four times; it is never edited, and a correction is a new entry beside it.
    """

    class Decision(models.TextChoices):
        WENT_ON = "went_on", "It went on"
        STOPPED = "stopped", "It was ended"
        CANCELLED = "cancelled", "It, or a planned contact, was called off"

    entry = models.OneToOneField("cases.RecordEntry", on_delete=models.PROTECT, related_name="direct_work_details")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="direct_works")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="direct_works")
    plan = models.ForeignKey(DirectWorkPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="works")
    venue = models.CharField(max_length=16, choices=Venue.choices)
    in_bedroom = models.BooleanField("focused work in the child’s bedroom", default=False)
    second_adult = models.CharField("another adult in the home", max_length=200, blank=True)
    limits_explained = models.BooleanField("limits of confidentiality explained")
    limits_how = models.TextField("how they were explained, or why not", blank=True)
    child_words = models.TextField("the child’s own words")
    materials = ArrayField(models.CharField(max_length=12, choices=Material.choices), default=list, blank=True)
    distress = models.BooleanField("distress, or urged to do something hard", default=False)
    distress_signs = models.TextField("signs of distress", blank=True)
    encouragement = models.TextField("encouragement given", blank=True)
    decision = models.CharField("what was decided", max_length=10, choices=Decision.choices, blank=True)
    decision_reason = models.TextField("why", blank=True)
    expert = models.BooleanField("an expert is proposed", default=False)
    expert_view = models.TextField("what the child says of it, or why not asked", blank=True)
    solicitor_told = models.CharField("the child’s solicitor was told", max_length=200, blank=True)
    social_worker_told = models.CharField("the social worker was told", max_length=200, blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "direct work with a child"
        verbose_name_plural = "direct work with children"
        ordering = ["-created_at"]

    def get_absolute_url(self) -> str:
        return reverse("directwork:show_direct_work", args=[self.pk])

    @property
    def material_words(self) -> str:
        return ", ".join(Material(value).label for value in self.materials)


class Promise(Tracked):
    """Something a child was promised, and whether it was kept (framework 2.46)."""

    class Kept(models.TextChoices):
        KEPT = "kept", "It was kept"
        NOT_KEPT = "not_kept", "It could not be kept"

    work = models.ForeignKey(DirectWork, on_delete=models.PROTECT, related_name="promises")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="promises")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(max_length=300)
    due_on = models.DateField()
    kept = models.CharField(max_length=8, choices=Kept.choices, blank=True)
    kept_at = models.DateTimeField("settled at", null=True, blank=True)
    note = models.TextField("what the child was told", blank=True)

    class Meta:
        verbose_name = "promise to a child"
        verbose_name_plural = "promises to children"
        ordering = ["due_on"]
