"""The three stages of framework 2.13 to 2.37: screening, risk identification, safety assessment."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable
from safeguarding.models.children import Standing


def _user() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Likelihood(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"
    IMMINENT = "imminent", "Imminent"


AT_ONCE = (Likelihood.HIGH, Likelihood.IMMINENT)
"""These go to the manager at once (framework 2.30)."""


class ScreeningConclusion(Tracked, Withdrawable):
    """What screening ended with: three statements, and what was done (framework 2.37, first column). A later one counts."""

    class Priority(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    class Intervention(models.TextChoices):
        REFERRAL = "referral", "Refer to the local authority"
        NOTIFICATION = "notification", "Notify the local authority (section 120)"
        COURT = "court", "Tell the court, by the safeguarding letter, that more is needed before it decides"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="screening_conclusions")
    checks_satisfied = models.BooleanField("all relevant checks were made")
    checks_note = models.TextField("about the checks", blank=True)
    interviews = models.TextField(blank=True, help_text="Who was spoken to, and what they said")
    concerns_recorded = models.BooleanField("all welfare concerns are recorded")
    concerns_action = models.TextField("what is done about it", blank=True)
    grounds = models.BooleanField("grounds to intervene")
    interventions = ArrayField(models.CharField(max_length=14, choices=Intervention.choices), default=list, blank=True)
    reasons = models.TextField(blank=True)
    priority = models.CharField(max_length=6, choices=Priority.choices)
    concluded_at = models.DateTimeField()
    concluded_by = _user()

    class Meta:
        verbose_name = "conclusion of screening"
        verbose_name_plural = "conclusions of screening"
        ordering = ["concluded_at"]


class RiskIdentification(Tracked, Withdrawable):
    """The risk identification form. Completed, it is edited no more: a new version stands beside the old one (framework 2.30).

    Where a risk is high or imminent it is submitted, and completed only once supervision is asked for.
    """

    class Abuse(models.TextChoices):
        ALLEGED = "alleged", "Yes, somebody says so"
        SIGNS = "signs", "Nobody says so, but there are signs of it"
        NONE = "none", "No sign of it"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="risk_identifications")
    concern = models.ForeignKey(
        "safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="risk_identifications"
    )
    number = models.PositiveSmallIntegerField("version", default=1)
    not_seen_reason = models.TextField("why a child was not seen", blank=True)
    factors_absent = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    factors_unknown = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    domestic_abuse = models.CharField(max_length=8, choices=Abuse.choices)
    domestic_abuse_basis = models.TextField("on what that rests", blank=True)
    domestic_abuse_response = models.TextField("how it is answered, and what stands in the way of help", blank=True)
    continuing_risk = models.BooleanField("a continuing risk from a violent parent", null=True, blank=True)
    analysis = models.TextField()
    actions = models.TextField("what would reduce or manage the risk")
    dispute_impact = models.TextField("how the dispute affects the child", blank=True)
    worker_risk = models.BooleanField("a risk to somebody who works with the family")
    worker_plan = models.TextField("health and safety plan", blank=True)
    concerns_recorded = models.BooleanField("all welfare concerns are recorded")
    concerns_action = models.TextField("what is done about it", blank=True)
    grounds = models.BooleanField("grounds to intervene")
    grounds_reason = models.TextField("why there are grounds, or none", blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = _user()
    completed_at = models.DateTimeField(null=True, blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "risk identification"
        verbose_name_plural = "risk identifications"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_risk_identification_a_version")]

    def get_absolute_url(self) -> str:
        return reverse("assessment:show_risk_identification", args=[self.pk])

    @property
    def waits_for_supervision(self) -> bool:
        return self.completed_at is None and self.withdrawn_at is None


class PersonMet(Tracked):
    """Somebody who was met for a risk identification, and when."""

    form = models.ForeignKey(RiskIdentification, on_delete=models.PROTECT, related_name="met")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    met_on = models.DateField()

    class Meta:
        verbose_name = "person met"
        verbose_name_plural = "people met"
        ordering = ["met_on", "created_at"]


class RiskFactor(Tracked):
    """A factor that is present: about whom, who or what says so and how it stands, and how likely harm is."""

    form = models.ForeignKey(RiskIdentification, on_delete=models.PROTECT, related_name="factors")
    key = models.CharField("factor", max_length=24, help_text="Empty: one outside the list", blank=True)
    other = models.CharField("in other words", max_length=200, blank=True)
    about = ArrayField(models.UUIDField(), default=list, help_text="Persons of the case")
    source = models.CharField(max_length=300)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    information_on = models.DateField("information of", null=True, blank=True)
    likelihood = models.CharField("likelihood of harm", max_length=8, choices=Likelihood.choices)

    class Meta:
        verbose_name = "risk factor"
        verbose_name_plural = "risk factors"
        ordering = ["created_at"]

    @property
    def words(self) -> str:
        from screening.assessment.lists import FACTORS, words_of

        return self.other if not self.key else words_of(FACTORS, self.key)


class SafetyAssessment(Tracked, Withdrawable):
    """The fuller assessment, by Cafcass or an expert whom the court named (framework 2.31 to 2.33)."""

    class Ordered(models.TextChoices):
        SECTION_7 = "section_7", "Section 7 report"
        RULE_16_4 = "rule_16_4", "The child is a party (rule 16.4)"
        FAMILY_ASSISTANCE = "family_assistance", "Family assistance order"
        OTHER = "other", "Another direction"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="safety_assessments")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="safety_assessments")
    ordered_as = models.CharField(max_length=18, choices=Ordered.choices)
    order = models.ForeignKey("cases.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ordered_on = models.DateField()
    expert = models.CharField("expert whom the court named", max_length=200, blank=True, help_text="Empty: Cafcass assesses")
    domestic_abuse = models.BooleanField(null=True, blank=True)
    family_perpetrator = models.BooleanField("said to be harmed by a family member", null=True, blank=True)
    not_asked_reason = models.TextField("why it was unsafe to ask", blank=True)
    elements = models.JSONField("key elements", default=dict, blank=True)
    tools = models.TextField("tools agreed with the family", blank=True)
    continuing_risk = models.BooleanField("the risk goes on", null=True, blank=True)
    safety_plan = models.TextField("safety plan with child and parents", blank=True)
    long_term_referral = models.BooleanField("longer-term risk calls for a referral", null=True, blank=True)
    long_term_reason = models.TextField("why, or why not", blank=True)
    review_on = models.DateField("look again on", null=True, blank=True, help_text="Such as a prisoner's release")
    review_what = models.CharField("what happens then", max_length=200, blank=True)
    safeguarding_acts = models.TextField("what safeguards the child and the adults", blank=True)
    grounds = models.BooleanField("grounds to intervene", null=True, blank=True)
    more_than_screening = models.TextField("what it rests on besides screening", blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = _user()
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "safety assessment"
        verbose_name_plural = "safety assessments"
        ordering = ["ordered_on", "created_at"]

    def get_absolute_url(self) -> str:
        return reverse("assessment:show_safety_assessment", args=[self.pk])
