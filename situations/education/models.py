"""A child who has left school, is educated at home, or does not attend (policy 36, 37). A fact about the child, not a concern by itself."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Schooling(Tracked, Withdrawable):
    """How it stands with one child's education, since when it is known, and what supervision made of it where there is a concern too."""

    class Status(models.TextChoices):
        HOME_EDUCATED = "home_educated", "Educated at home"
        REMOVED = "removed", "Taken out of school"
        NOT_ATTENDING = "not_attending", "Not attending"

    class Plan(models.TextChoices):
        NOW = "now", "Yes, now"
        FORMERLY = "formerly", "Yes, in the past"
        NEVER = "never", "No, never"
        NOT_KNOWN = "not_known", "Not known"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="schoolings")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="schoolings")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="schoolings")
    status = models.CharField(max_length=14, choices=Status.choices)
    told = models.TextField("how it is known", blank=True)
    known_at = models.DateTimeField("known since")
    plan = models.CharField("child protection plan, now or in the past", max_length=10, choices=Plan.choices, default=Plan.NOT_KNOWN)
    contact_reduced = models.BooleanField(
        "concerns increased by lack of contact with professionals", null=True, blank=True, help_text="Asked only where there is a concern"
    )
    contact_how = models.TextField("how the lack of contact matters", blank=True)
    factor_at = models.DateTimeField("increased concern known since", null=True, blank=True)

    court_16a = models.BooleanField("the court is told by a 16A", null=True, blank=True)
    court_reason = models.TextField("why the court is told, or not", blank=True)
    plan_weight = models.TextField("weight given to the protection plan", blank=True)
    weighed_at = models.DateTimeField("weighed in supervision at", null=True, blank=True)
    weighed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    back_on = models.DateField("back in education since", null=True, blank=True)
    back_how = models.TextField("how it is known that the child is back", blank=True)

    class Meta:
        verbose_name = "child's education"
        verbose_name_plural = "children's education"
        ordering = ["known_at"]

    def get_absolute_url(self) -> str:
        return reverse("education:show_schooling", args=[self.pk])

    @property
    def was_on_a_plan(self) -> bool:
        return self.plan in (self.Plan.NOW, self.Plan.FORMERLY)


class EducationCheck(Tracked, Withdrawable):
    """Asking the authority whether it has arranged to find out if the education is suitable (policy 36)."""

    class Result(models.TextChoices):
        ARRANGED = "arranged", "Yes, it has arranged to find out"
        SUITABLE = "suitable", "It has found the education suitable"
        ACTION = "action", "It found it unsuitable, and is acting"
        NOT_ARRANGED = "not_arranged", "No, it has arranged nothing"
        NOT_KNOWN = "not_known", "It did not know of the child: it does now"
        NO_ANSWER = "no_answer", "No answer yet"

    schooling = models.ForeignKey(Schooling, on_delete=models.PROTECT, related_name="checks")
    asked_at = models.DateTimeField()
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_of = models.CharField("who was asked", max_length=200)
    result = models.CharField("what came of it", max_length=12, choices=Result.choices)
    answer = models.TextField("the authority's answer", blank=True)

    class Meta:
        verbose_name = "check of a child's education with the authority"
        verbose_name_plural = "checks of children's education with the authority"
        ordering = ["asked_at"]

    @property
    def is_answered(self) -> bool:
        return self.result != self.Result.NO_ANSWER
