"""The section 120 pathway of a private law application, and its letter (framework 2.79, 3.87, appendix III)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


def _user(**more: object) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **more)


class Section120(Tracked, Withdrawable):
    """One reading of the court's papers, and what the table gives for it. A later reading supersedes it."""

    class Box(models.TextChoices):
        YES = "yes", "Yes, on at least one form"
        NO = "no", "No"

    class C1A(models.TextChoices):
        COMPLETED = "completed", "Completed"
        NOT_COMPLETED = "not_completed", "Required, and not completed"
        NOT_REQUIRED = "not_required", "Not required"

    class Information(models.TextChoices):
        NOTHING = "nothing", "Nothing that suggests harm"
        PAST_WITNESSING = "past_witnessing", "A child was at risk in the past from seeing or hearing harm to others"
        CURRENT_WITNESSING = "current_witnessing", "A child is still at risk from seeing or hearing harm to others"
        OTHER_HARM = "other_harm", "Any other harm: physical, sexual or emotional abuse, or neglect, past or present"

    class Outcome(models.TextChoices):
        NONE = "none", "Nothing further"
        MISSING_C1A = "missing_c1a", "The C1A is missing: the court is told, the authority receives what we hold"
        NOTIFICATION = "s120_notification", "A section 120 notification"
        REFERRAL = "child_protection_referral", "A child protection referral"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="section_120s")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="section_120s")
    harm_box = models.CharField("harm box", max_length=3, choices=Box.choices)
    c1a = models.CharField("form C1A", max_length=14, choices=C1A.choices)
    information = models.CharField("what the papers suggest", max_length=20, choices=Information.choices)
    words = models.TextField("what the papers say", blank=True)
    source = models.CharField("which paper", max_length=200, blank=True)
    why_past = models.TextField("why past, and no present risk shown", blank=True)
    note = models.TextField(blank=True, help_text="Why a C1A that was not required says nothing of harm")
    read_at = models.DateTimeField()
    read_by = _user()
    nothing_reason = models.TextField("why a complete C1A holds nothing", blank=True)
    nothing_at = models.DateTimeField(null=True, blank=True)
    nothing_by = _user()
    rules = ArrayField(models.CharField(max_length=8), default=list, blank=True, help_text="Rows of the table that apply")
    outcome = models.CharField(max_length=26, choices=Outcome.choices, blank=True, help_text="Empty: not yet settled")
    carried_on_at = models.DateTimeField(null=True, blank=True, help_text="When supervision opened what follows")
    needs_16a = models.BooleanField("a 16A is needed", null=True, blank=True)
    needs_16a_reason = models.TextField("why a 16A, or not", blank=True)
    needs_16a_at = models.DateTimeField(null=True, blank=True)
    needs_16a_by = _user()
    final_outcome = models.TextField("what the court decided", blank=True)
    outcome_told_at = models.DateTimeField(null=True, blank=True)
    outcome_told_how = models.CharField(max_length=200, blank=True)
    outcome_told_by = _user()
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes")

    class Meta:
        verbose_name = "section 120 pathway"
        verbose_name_plural = "section 120 pathways"
        ordering = ["read_at"]

    def get_absolute_url(self) -> str:
        return reverse("assessment:show_section120", args=[self.case_id])

    @property
    def is_settled(self) -> bool:
        return bool(self.outcome)

    @property
    def c1a_missing(self) -> bool:
        return "S120-2" in self.rules


class Section120Letter(Tracked, Withdrawable):
    """What one authority is sent where it is less than a referral: the notification, or everything held where the C1A is missing."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="section_120_letters")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="section_120_letters")
    pathway = models.ForeignKey(Section120, on_delete=models.PROTECT, related_name="letters")
    authority = models.ForeignKey("cases.LocalAuthority", on_delete=models.PROTECT, related_name="+")
    children = ArrayField(models.UUIDField(), default=list, help_text="Persons of the case who live in its area")
    facts = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    why_past = models.TextField("why past, and no present risk shown", blank=True)
    attachments = models.TextField(blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)
    sent_by = _user()

    class Meta:
        verbose_name = "section 120 letter"
        verbose_name_plural = "section 120 letters"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["pathway", "authority"], name="one_section_120_letter_an_authority")]
