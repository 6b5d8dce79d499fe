"""What Cafcass advised the court on a child's time with each parent, why, and on what framework. A section 16A is none of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class AdviceKind(models.TextChoices):
    """Reports in which advice is given. A section 16A risk assessment is never one: it is its own document (policy 31)."""

    SAFEGUARDING_LETTER = "safeguarding_letter", "Safeguarding letter"
    SECTION_7 = "section_7", "Section 7 report"
    CHILD_IMPACT = "child_impact", "Child impact report"
    ADDENDUM = "addendum", "Addendum"
    SECTION_37 = "section_37", "Section 37 advice"
    GUARDIAN_ANALYSIS = "guardian_analysis", "Children’s Guardian’s case analysis"
    OTHER = "other", "Other advice to the court"


class TimeWith(models.TextChoices):
    """A child's time with an adult, as it is advised and as it is decided: the same words, so that the two can be compared."""

    LIVES_WITH = "lives_with", "The child lives with them"
    UNSUPERVISED = "unsupervised", "Unsupervised time"
    SUPERVISED = "supervised", "Supervised time"
    INDIRECT = "indirect", "Indirect contact only"
    NO_CONTACT = "no_contact", "No contact"
    OTHER = "other", "Something else"
    NOT_ADDRESSED = "not_addressed", "Not addressed"


class HarmStanding(models.TextChoices):
    """Whether harm by this adult features, and how it stands at the date of the advice (DESIGN §10.11)."""

    NONE = "none", "No harm by them features"
    ALLEGED = "alleged", "Alleged"
    ADMITTED = "admitted", "Admitted"
    FOUND = "found", "Found by a court"
    CONVICTED = "convicted", "Convicted"
    DISPROVED = "disproved", "Disproved"


class Framework(models.TextChoices):
    WELFARE_CHECKLIST = "welfare_checklist", "Welfare checklist (Children Act 1989, section 1(3))"
    PD12J = "pd12j", "Practice Direction 12J (domestic abuse and harm)"
    PD12B = "pd12b", "Practice Direction 12B (Child Arrangements Programme)"
    POLICY = "policy", "Child safeguarding policy"
    PRACTICE_GUIDANCE = "practice_guidance", "Cafcass practice guidance or assessment tools"
    OTHER = "other", "Another framework"


class Advice(Tracked, Withdrawable):
    """One piece of advice to the court. ``filed_at`` (UTC, the event's time) is empty while it is prepared.

    ``policy_version`` is that in force when it was filed; while it is prepared, when it was begun.
    """

    class Referral(models.TextChoices):
        REFER = "refer", "Refer to the local authority"
        REFERRED = "referred", "Already referred"
        NOT_REFER = "not_refer", "Do not refer"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="advice")
    kind = models.CharField(max_length=20, choices=AdviceKind.choices)
    kind_other = models.CharField("in other words", max_length=120, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", verbose_name="adds to or replaces"
    )
    filed_at = models.DateTimeField("filed at court at", null=True, blank=True)
    policy_version = models.CharField(max_length=12)
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    recommends_finding_of_fact = models.BooleanField("recommends a finding of fact", default=False)
    referral_considered = models.CharField("referral to the authority", max_length=10, choices=Referral.choices, blank=True)
    referral_reason = models.TextField("why refer, or not", blank=True)
    referral_considered_at = models.DateTimeField(null=True, blank=True)
    referral_considered_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "advice to the court"
        verbose_name_plural = "advice to the court"
        ordering = ["created_at"]
        indexes = [models.Index(fields=["case", "filed_at"]), models.Index(fields=["filed_at"])]

    def get_absolute_url(self) -> str:
        return reverse("advice:show_advice", args=[self.pk])

    @property
    def kind_words(self) -> str:
        return self.kind_other or self.get_kind_display()

    @property
    def is_filed(self) -> bool:
        return self.filed_at is not None

    @property
    def is_open(self) -> bool:
        """Still being prepared."""
        return self.filed_at is None and self.withdrawn_at is None


class ChildAdvice(Tracked):
    """What one piece of advice says of one subject child, and on what it relies. Never merged into brothers and sisters."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="advice")
    reason = models.TextField("why", help_text="The reason for what is recommended for this child")
    frameworks = ArrayField(models.CharField(max_length=20, choices=Framework.choices), default=list)
    framework_detail = models.CharField(
        "which part of it", max_length=200, blank=True, help_text="Such as “policy 54”, or which other framework"
    )

    class Meta:
        verbose_name = "advice on a child"
        verbose_name_plural = "advice on children"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["advice", "child"], name="one_advice_a_child")]

    @property
    def framework_words(self) -> str:
        """The frameworks relied on, and which part."""
        words = ", ".join(Framework(one).label for one in self.frameworks)
        return f"{words}: {self.framework_detail}" if words and self.framework_detail else words or self.framework_detail


class TimeAdvice(Tracked):
    """What is recommended on one child's time with one adult, and how harm by that adult stands at the date of the advice."""

    child_advice = models.ForeignKey(ChildAdvice, on_delete=models.PROTECT, related_name="times", verbose_name="advice on a child")
    adult = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    recommendation = models.CharField(max_length=14, choices=TimeWith.choices)
    words = models.CharField("in words", max_length=300, blank=True, help_text="How often, where, with whom; needed for “something else”")
    harm = models.CharField("harm by them", max_length=10, choices=HarmStanding.choices, default=HarmStanding.NONE)
    harm_kinds = ArrayField(models.CharField(max_length=24), default=list, blank=True, help_text="Kinds of harm, from the concerns")

    class Meta:
        verbose_name = "recommendation on time with an adult"
        verbose_name_plural = "recommendations on time with adults"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["child_advice", "adult"], name="one_recommendation_an_adult")]
