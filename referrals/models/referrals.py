"""One referral: one concern and one local authority, its outcome one row for each child (DESIGN §3, §10.8)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable


class Sought(models.TextChoices):
    """What the authority is asked to do, from the most protective to the least."""

    SECTION_47 = "section_47", "Child protection enquiries (section 47)"
    SECTION_17 = "section_17", "A child in need assessment (section 17)"
    EARLY_HELP = "early_help", "Early help or family support"
    ADVICE = "advice", "Advice"


class Outcome(models.TextChoices):
    """What the authority decided for one child."""

    SECTION_47 = "section_47", "Child protection enquiries (section 47)"
    SECTION_17 = "section_17", "Assessment as a child in need (section 17)"
    EARLY_HELP = "early_help", "Early help or family support"
    ADVICE = "advice", "Advice only"
    ALREADY_OPEN = "already_open", "Already open: passed to the allocated social worker"
    NO_FURTHER_ACTION = "no_further_action", "No further action"


PROTECTION = {
    "section_47": 4,
    "section_17": 3,
    "early_help": 2,
    "advice": 1,
    "already_open": 0,
    "no_further_action": 0,
}
"""How much each outcome protects. A case that is passed to its social worker is not yet an answer to what was sought."""


def is_less_than_sought(outcome: str, sought: str) -> bool:
    """Whether an outcome asks "Safe enough? Why?" (policy 18, DESIGN §10.8): anything less than what was sought."""
    return outcome in (Outcome.NO_FURTHER_ACTION, Outcome.ALREADY_OPEN) or PROTECTION[outcome] < PROTECTION[sought]


class Referral(Tracked, Withdrawable):
    """A referral to one authority in whose area a child lives. It is made when somebody there is reached (policy 12).

    ``significant_harm`` and ``is_urgent`` are as known when it was decided, or later where somebody says so: the first
    makes limits run in clock hours (DESIGN §10.9), the second lets it go before it is complete (DESIGN §10.1).
    """

    class Kind(models.TextChoices):
        SAFETY = "safety", "Safety referral"
        EARLY_HELP = "early_help", "Early help or family support"

    class Basis(models.TextChoices):
        SUPERVISION = "supervision", "Decided in supervision"
        REFER_NOW = "refer_now", "Referred now, supervision after"
        DISSENT = "dissent", "The practitioner's own decision, against the manager's view"

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="referrals")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="referrals")
    authority = models.ForeignKey("cases.LocalAuthority", on_delete=models.PROTECT, related_name="referrals")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SAFETY)
    kind_reason = models.TextField(blank=True, help_text="Why the kind was changed")
    sought = models.CharField(max_length=12, choices=Sought.choices, default=Sought.SECTION_47)
    basis = models.CharField(max_length=14, choices=Basis.choices, default=Basis.SUPERVISION)
    reasons = models.TextField(blank=True)
    supervision_id = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(help_text="When it was decided to refer: the call's clock starts")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    significant_harm = models.BooleanField(default=False)
    domestic_abuse = models.BooleanField(default=False)
    marac_agreed = models.BooleanField(
        "MARAC agreed", null=True, blank=True, help_text="A manager agreed that a MARAC should be considered"
    )
    marac_requested_at = models.DateTimeField("MARAC asked at", null=True, blank=True)
    marac_answer = models.TextField("MARAC answer", blank=True)
    marac_answered_at = models.DateTimeField("MARAC answered at", null=True, blank=True)
    is_urgent = models.BooleanField(default=False)
    urgent_reason = models.TextField(blank=True)
    made_at = models.DateTimeField(null=True, blank=True, help_text="When somebody at the authority was reached")
    consent_by = models.CharField(max_length=200, blank=True, help_text="Early help: who consented, and to what")
    consent_how = models.CharField(max_length=200, blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_children = models.TextField(
        "the children’s consent", blank=True, help_text="What each child says of it, or why a child was not asked"
    )
    consent_court = models.TextField("the court’s permission", blank=True, help_text="In live proceedings: the judge and the date")
    refused_by = models.CharField("consent refused by", max_length=200, blank=True)
    refused_at = models.DateTimeField("consent refused at", null=True, blank=True)
    refused_harm = models.BooleanField("without it, significant harm is likely", null=True, blank=True)
    refused_reason = models.TextField("why, or why not", blank=True)

    class Meta:
        ordering = ["decided_at"]
        indexes = [models.Index(fields=["case", "decided_at"])]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_early_help(self) -> bool:
        return self.kind == self.Kind.EARLY_HELP

    @property
    def document_kind(self) -> str:
        """The kind of document its writing is: early help has words of its own (policy 15)."""
        return "early-help-referral" if self.is_early_help else "written-referral"


class ReferralChild(Tracked):
    """One child of a referral: what the authority decided, and whether that is safe enough for this child (policy 18)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="referrals")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    authority_reasons = models.TextField(blank=True, help_text="The authority's reasons, as given")
    reasons_requested_at = models.DateTimeField(null=True, blank=True)
    safe_enough = models.BooleanField(null=True, blank=True)
    analysis = models.TextField(blank=True, help_text="Why this is, or is not, safe enough for this child")
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    authority_reports = models.BooleanField(
        "the authority reports to the court", default=False, help_text="The authority supplies the section 7 report (policy 14)"
    )

    class Meta:
        verbose_name = "child of a referral"
        verbose_name_plural = "children of a referral"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["referral", "child"], name="one_row_a_child_of_a_referral")]

    @property
    def needs_judgement(self) -> bool:
        """Whether "Safe enough? Why?" is still to be answered for this child."""
        return bool(self.outcome) and self.safe_enough is None and is_less_than_sought(self.outcome, self.referral.sought)
