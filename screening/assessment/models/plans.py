"""Plans with owners and dates, needs beyond safety, and what the authority's work leaves out (framework 2.2, 2.29, 2.36, 2.60)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


def _user(**more: object) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **more)


class CasePlan(Tracked, Withdrawable):
    """The case plan: ten areas, each considered or not at this stage. A new version stands beside the old one."""

    class Stage(models.TextChoices):
        EARLY = "early", "Until the first hearing"
        ASSESSMENT = "assessment", "Section 7 report or other work that the court ordered"
        PUBLIC = "public", "Public law, initial plan"
        PUBLIC_FINAL = "public_final", "Public law, towards the final hearing"

    class Centre(models.TextChoices):
        NONE = "none", "None"
        SUPPORTED = "supported", "A supported contact centre"
        SUPERVISED = "supervised", "A supervised contact centre"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="case_plans")
    number = models.PositiveSmallIntegerField("version", default=1)
    stage = models.CharField(max_length=12, choices=Stage.choices)
    risk = models.ForeignKey(
        "assessment.RiskIdentification",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plans",
        verbose_name="risk identification",
    )
    areas = models.JSONField(default=dict, help_text="By area: the note, where it was considered")
    protecting = models.TextField("how the work protects everybody", blank=True)
    centre_needed = models.CharField("contact that the risk calls for", max_length=10, choices=Centre.choices, default=Centre.NONE)
    centre = models.CharField("contact centre", max_length=10, choices=Centre.choices, default=Centre.NONE)
    local_support = models.TextField("local support made known", blank=True)
    monitoring = models.TextField("how it is followed", blank=True)
    written_at = models.DateTimeField()
    written_by = _user()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = _user()

    class Meta:
        verbose_name = "case plan"
        verbose_name_plural = "case plans"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_case_plan_a_version")]

    def get_absolute_url(self) -> str:
        return reverse("assessment:show_case_plan", args=[self.pk])


class NeedsAssessment(Tracked, Withdrawable):
    """Needs and strengths beyond safety, once for a family (early help assessment; framework 2.34 to 2.37). It contributes; it does not lead."""

    class Consent(models.TextChoices):
        GIVEN = "given", "Given"
        REFUSED = "refused", "Refused"
        NOT_SOUGHT = "not_sought", "Not sought"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="needs_assessments")
    children = ArrayField(models.UUIDField(), default=list, help_text="Persons of the case")
    agency = models.CharField("made by", max_length=200, blank=True, help_text="Empty: by us; else whose it is that was reviewed")
    needs = models.TextField("needs and strengths")
    childs_part = models.TextField("the child's part in it", blank=True)
    parents_part = models.TextField("the parents' part in it", blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True)
    consent_words = models.TextField("who, when and how, or why not", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _user()

    class Meta:
        verbose_name = "assessment of needs"
        verbose_name_plural = "assessments of needs"
        ordering = ["recorded_at"]


class PlanAction(Tracked, Withdrawable):
    """One point of a plan: who answers for it, and by when."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="plan_actions")
    plan = models.ForeignKey(CasePlan, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    assessment = models.ForeignKey("assessment.SafetyAssessment", null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    needs = models.ForeignKey(NeedsAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = _user()
    outside = models.CharField("owner outside Cafcass", max_length=160, blank=True)
    due_on = models.DateField("by")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = _user()
    result = models.TextField(blank=True)

    class Meta:
        verbose_name = "point of a plan"
        verbose_name_plural = "points of plans"
        ordering = ["due_on", "created_at"]


class AuthorityWorkCheck(Tracked, Withdrawable):
    """Public law: which steps the authority's work does not show, and that the authority and the court were told (framework 2.29, 2.37)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="authority_work_checks")
    assessments = models.TextField("what was read")
    missing = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    missing_note = models.TextField("about what is missing", blank=True)
    no_court_reason = models.TextField("why the court is not told", blank=True)
    checked_at = models.DateTimeField()
    checked_by = _user()
    authority_told_at = models.DateTimeField(null=True, blank=True)
    authority_told_how = models.CharField(max_length=200, blank=True)
    court_told_at = models.DateTimeField(null=True, blank=True)
    court_told_how = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "check of the authority's work"
        verbose_name_plural = "checks of the authority's work"
        ordering = ["checked_at"]
