"""What a child tells of harm, and what the child thinks of the referral (framework 2.88 to 2.95)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Telling(Tracked, Withdrawable):
    """A child told of harm, or was seen with an injury, and questioning stopped. Written by whoever was there."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="tellings")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="tellings")
    work = models.ForeignKey("directwork.DirectWork", null=True, blank=True, on_delete=models.PROTECT, related_name="tellings")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="tellings")
    told_at = models.DateTimeField("when the child told")
    words = models.TextField("the child’s words")
    explanation = models.TextField("the child’s explanation of injury or harm")
    responsible = models.TextField("whom the child holds responsible")
    signs = models.TextField("signs of injury that were visible", blank=True)
    also_present = models.CharField("who else was there", max_length=200)
    asked = models.TextField("what was asked before")
    stopped_at = models.DateTimeField("questioning stopped at")
    told_again = models.TextField("what the child was told would follow")
    heard_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "telling of harm by a child"
        verbose_name_plural = "tellings of harm by children"
        ordering = ["-told_at"]

    def get_absolute_url(self) -> str:
        return reverse("directwork:show_telling", args=[self.pk])


class ChildView(Tracked, Withdrawable):
    """What one child was told of a referral, and what the child thinks and feels of it. A newer row stands for an older one."""

    class Told(models.TextChoices):
        TOLD = "told", "Yes"
        UNSAFE = "unsafe", "No: telling would be unsafe now"
        NOT_YET = "not_yet", "Not yet"

    class View(models.TextChoices):
        AGREES = "agrees", "Agrees with it"
        DISAGREES = "disagrees", "Disagrees with it"
        MIXED = "mixed", "Is in two minds"
        NOT_SAID = "not_said", "Did not say, or cannot say"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="child_views")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="child_views")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="child_views")
    told = models.CharField("told of the referral", max_length=8, choices=Told.choices)
    told_at = models.DateTimeField(null=True, blank=True)
    how = models.TextField("how, for this child’s age and understanding", blank=True)
    reason = models.TextField("why not told", blank=True)
    view = models.CharField(max_length=10, choices=View.choices, blank=True)
    words = models.TextField("the child’s views and feelings")
    weighed = models.TextField("how the view was weighed", blank=True)
    support = models.TextField("support offered", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "child’s view of a referral"
        verbose_name_plural = "children’s views of referrals"
        ordering = ["-created_at", "-id"]
