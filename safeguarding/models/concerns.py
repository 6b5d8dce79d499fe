"""A concern about the safety or welfare of one or more children (policy 9, 10, 55)."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Concern(Tracked, Withdrawable):
    """One concern of one case. It is a record from the moment it is saved, never a draft (DESIGN §10.14).

    Its four times (DESIGN §10.5): ``happened_at``, ``reached_us_at``, ``recognised_at``, and ``created_at``, when it was typed.
    """

    class Source(models.TextChoices):
        COURT_PAPERS = "court_papers", "Court application or court papers"
        CHILD = "child", "The child told us"
        PARENT = "parent", "A parent or carer told us"
        PROFESSIONAL = "professional", "A professional or agency told us"
        OTHER_PERSON = "other_person", "Somebody else told us"
        OBSERVED = "observed", "I saw or heard it myself"
        CHECKS = "checks", "Police or authority checks"

    class Words(models.TextChoices):
        VERBATIM = "verbatim", "Word for word"
        REPORTED = "reported", "In my words, as it was told to me"
        DOCUMENT = "document", "As a document says"
        OWN = "own", "What I saw and heard"

    class Medical(models.TextChoices):
        NOT_NEEDED = "not_needed", "Not needed"
        SOUGHT = "sought", "Needed, and sought"
        NOT_SOUGHT = "not_sought", "Needed, and not yet sought"
        NOT_KNOWN = "not_known", "Not known"

    class Travel(models.TextChoices):
        PLANNED = "planned", "Yes, and there is a date"
        FEARED = "feared", "Yes, no date is known"
        NONE = "none", "No sign of it"
        NOT_ASKED = "not_asked", "Not known"

    class Path(models.TextChoices):
        NEW = "new", "New: a new allegation or kind of harm"
        INTEGRAL = "integral", "Part of what the court is already weighing"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="concerns")
    reference = models.CharField(max_length=20, unique=True)
    policy_version = models.CharField(max_length=12)

    source = models.CharField(max_length=14, choices=Source.choices)
    source_person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_detail = models.CharField(max_length=200, blank=True, help_text="Who exactly, or which paper")
    said = models.TextField("what was said", help_text="What was said, seen or written")
    whose_words = models.CharField(max_length=10, choices=Words.choices)
    also_present = models.CharField(max_length=200, blank=True, help_text="Who else was there (framework 2.93)")

    happened_at = models.DateTimeField(null=True, blank=True)
    happened_words = models.CharField(
        "when it happened, in words", max_length=200, blank=True, help_text="When there is no one moment: since when, how often"
    )
    reached_us_at = models.DateTimeField("reached Cafcass at")
    recognised_at = models.DateTimeField("recognised as a concern at")
    screened_at = models.DateTimeField(null=True, blank=True)

    danger_now = models.BooleanField("in danger now")
    danger_reason = models.TextField("why in danger, or not")
    danger_believed_at = models.DateTimeField("danger believed from", null=True, blank=True)
    danger_adult = models.BooleanField("adult in danger", default=False, help_text="An adult is in danger too, or instead")
    medical = models.CharField("medical help", max_length=10, choices=Medical.choices)
    medical_note = models.TextField("about medical help", blank=True)
    left_alone = models.BooleanField(default=False, help_text="A child has been left alone now (framework 2.87)")
    left_alone_note = models.TextField("about being left alone", blank=True)
    travel = models.CharField("travel planned", max_length=10, choices=Travel.choices, blank=True)
    travel_on = models.DateField(null=True, blank=True)
    serious = models.BooleanField(default=False, help_text="Supervision is to be held within the hour")

    works_with_children = models.BooleanField(default=False, help_text="About somebody who works with children (policy 6)")
    disclosure_in_care = models.BooleanField("disclosed in care", default=False, help_text="A child in care told of more (policy 8)")
    police_considered = models.BooleanField(null=True, blank=True, help_text="Policy 8: report to the police as well?")
    police_considered_reason = models.TextField("why the police, or not", blank=True)
    harm_from = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Persons of the case from whom the harm is said to come; empty: not known"
    )
    path = models.CharField(
        "new, or part of the proceedings",
        max_length=10,
        choices=Path.choices,
        blank=True,
        help_text="Public law: new or integral (framework 2.77)",
    )
    path_reason = models.TextField("why that path", blank=True)
    family_told = models.TextField("what the family was told", blank=True, help_text="What the family has been told (framework 2.81)")

    refer_now_at = models.DateTimeField("decided to refer now at", null=True, blank=True)
    contact_suspended_at = models.DateTimeField(null=True, blank=True)
    enquiries_reason = models.TextField(
        "why no enquiries", blank=True, help_text="Why neither a parent nor an authority was asked (policy 11)"
    )
    no_other_children = models.BooleanField(
        "no other children to consider", default=False, help_text="No connected child is known (policy 16)"
    )
    outcome = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recognised_at"]
        indexes = [models.Index(fields=["case", "-recognised_at"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("safeguarding:show_concern", args=[self.pk])

    @property
    def clock_from(self) -> datetime:
        """When the concern's clocks start (UTC): recognition, or screening if that was earlier (policy 11)."""
        return min(self.recognised_at, self.screened_at) if self.screened_at else self.recognised_at

    @property
    def is_open(self) -> bool:
        return self.completed_at is None and self.withdrawn_at is None

    @property
    def stage_words(self) -> str:
        if self.withdrawn_at:
            return "Entered in error"
        return "Completed" if self.completed_at else "Open"

    @property
    def needs_supervision_soon(self) -> bool:
        """Harm so serious, or danger so near, that supervision is held within the shorter limit (DESIGN §10.3)."""
        return self.serious or self.danger_now
