"""A concern about the welfare or safety of an adult, and the adult safeguarding referral (policy 41, 42)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class AdultConcern(Tracked, Withdrawable):
    """A concern about one adult of a case, with or without a concern about a child. Its clocks run from ``recognised_at`` (UTC).

    A concern about a child that says an adult is in danger begins one: the adult is named later.
    """

    class Decision(models.TextChoices):
        REFER = "refer", "Refer"
        NOT_REFER = "not_refer", "Do not refer"

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="adult_concerns")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="adult_concerns")
    person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160, blank=True, help_text="Where they are no person of the case")
    what = models.TextField("what gives cause for concern", blank=True)
    recognised_at = models.DateTimeField("recognised as a concern at")
    danger_now = models.BooleanField("at immediate risk", default=False)
    danger_reason = models.TextField("why at immediate risk, or not", blank=True)
    danger_believed_at = models.DateTimeField("immediate risk believed from", null=True, blank=True)
    requested_at = models.DateTimeField("supervision asked for at", null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    request_text = models.TextField("what to decide together", blank=True)
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField("supervision held at", null=True, blank=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_reason = models.TextField(blank=True)
    refer_now_at = models.DateTimeField("decided to refer now at", null=True, blank=True)
    refer_now_reason = models.TextField(blank=True)
    dissent_view = models.TextField("view of the Head of Practice", blank=True)
    dissent_viewed_at = models.DateTimeField(null=True, blank=True)
    dissent_viewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "concern about an adult"
        verbose_name_plural = "concerns about adults"
        ordering = ["recognised_at"]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name or "Not yet named"

    def get_absolute_url(self) -> str:
        return reverse("adults:show_adult", args=[self.pk])

    @property
    def is_named(self) -> bool:
        return bool(self.person_id or self.name)

    @property
    def is_dissent(self) -> bool:
        """It was referred although supervision had decided not to."""
        return bool(self.refer_now_at and self.held_at and self.decision == self.Decision.NOT_REFER and self.refer_now_at >= self.held_at)


class AdultPoliceReport(Tracked, Withdrawable):
    """A report to the police about an adult at immediate risk (policy 42). Nothing inside Cafcass comes before it."""

    adult = models.ForeignKey(AdultConcern, on_delete=models.PROTECT, related_name="police_reports", verbose_name="concern about an adult")
    force = models.ForeignKey(
        "cases.PoliceForce", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="police force"
    )
    by_999 = models.BooleanField("by ringing 999", default=False)
    reported_at = models.DateTimeField()
    reported = models.TextField(help_text="What was reported, and why it was believed")
    log_number = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = "report to the police about an adult"
        verbose_name_plural = "reports to the police about adults"
        ordering = ["reported_at"]


class AdultReferral(Tracked):
    """The adult safeguarding referral to the adult services of the area (policy 41)."""

    class Told(models.TextChoices):
        TOLD = "told", "Yes"
        NOT_TOLD = "not_told", "No: telling would probably cause harm, or more harm"
        NOBODY = "nobody", "There is no family to tell"

    adult = models.OneToOneField(AdultConcern, on_delete=models.PROTECT, related_name="referral", verbose_name="concern about an adult")
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    harm = models.TextField("nature of the harm", blank=True)
    risk = models.TextField("risk of harm", blank=True)
    asked = models.TextField("what is asked of adult services", blank=True)
    adult_told = models.CharField("the adult told", max_length=8, choices=Told.choices, blank=True)
    adult_told_at = models.DateTimeField(null=True, blank=True)
    adult_told_how = models.TextField(blank=True)
    adult_reason = models.TextField("why the adult was not told", blank=True)
    family_told = models.CharField("the family told", max_length=8, choices=Told.choices, blank=True)
    family_told_at = models.DateTimeField(null=True, blank=True)
    family_told_how = models.TextField(blank=True)
    family_reason = models.TextField("why the family was not told", blank=True)
    procedure = models.CharField("local procedure followed", max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    answer = models.TextField("what adult services answered", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "adult safeguarding referral"
        verbose_name_plural = "adult safeguarding referrals"

    def __str__(self) -> str:
        return "Adult safeguarding referral"

    def get_absolute_url(self) -> str:
        return self.adult.get_absolute_url()

    @property
    def are_told(self) -> bool:
        """The adult and the family were made aware, or why not stands there (policy 41)."""
        return all(
            told in (self.Told.TOLD, self.Told.NOBODY) or (told == self.Told.NOT_TOLD and reason.strip())
            for told, reason in ((self.adult_told, self.adult_reason), (self.family_told, self.family_reason))
        )
