"""The life of a case: what ended it, what the court directed after the report, the ten areas; and meetings with other agencies."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


def _staff(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class CaseEnding(Tracked, Withdrawable):
    """What ends a case: the final hearing, or that the application was withdrawn (framework 2.10). ``ended_at`` in UTC."""

    class Kind(models.TextChoices):
        FINAL_HEARING = "final_hearing", "The final hearing"
        WITHDRAWN = "withdrawn", "The application was withdrawn or dismissed"
        TRANSFERRED = "transferred", "The case went to another court or country, and is not ours any more"

    class Services(models.TextChoices):
        NONE = "none", "No"
        AGREED = "agreed", "Yes, and the parents agree to a referral"
        DECLINED = "declined", "Yes, but the parents do not agree"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="case_endings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    ended_at = models.DateTimeField()
    words = models.TextField("what the court decided", blank=True)
    services = models.CharField("further services needed", max_length=8, choices=Services.choices, blank=True)
    services_words = models.TextField("which services, and what the parents say", blank=True)
    services_asked_at = models.DateTimeField("services asked for at", null=True, blank=True)
    services_asked_how = models.TextField("of whom they were asked, and how", blank=True)

    class Meta:
        verbose_name = "ending of a case"
        verbose_name_plural = "endings of cases"
        ordering = ["ended_at"]


class CourtDirection(Tracked, Withdrawable):
    """The court asks for more work once the report is filed (framework 2.10)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="court_directions")
    directed_on = models.DateField()
    words = models.TextField("what the court asked for")

    class Meta:
        verbose_name = "direction for more work"
        verbose_name_plural = "directions for more work"
        ordering = ["directed_on"]


class AreaReview(Tracked, Withdrawable):
    """One of the ten areas was considered at one stage of the case, as far as the child needs it (framework 2.2 to 2.4)."""

    class Area(models.TextChoices):
        WISHES = "wishes", "The child’s wishes"
        FEELINGS = "feelings", "The child’s feelings"
        NEEDS = "needs", "The child’s needs"
        DEVELOPMENT = "development", "The child’s development"
        SAFETY = "safety", "Risk, and what keeps the child safe"
        ABILITIES = "abilities", "The parents’ abilities and vulnerabilities"
        RELATIONSHIP = "relationship", "The parents’ relationship: from conflict to co-parenting"
        AGENCIES = "agencies", "What other agencies do"
        OPTIONS = "options", "Options for the outcomes that are wanted"
        CHANGE = "change", "The likely effect of change"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="area_reviews")
    area = models.CharField(max_length=12, choices=Area.choices)
    stage = models.CharField("stage of the case", max_length=10)
    considered_at = models.DateTimeField()
    note = models.TextField(blank=True)
    considered_by = _staff()

    class Meta:
        verbose_name = "area considered"
        verbose_name_plural = "areas considered"
        ordering = ["considered_at"]


class Meeting(Tracked, Withdrawable):
    """A meeting of other agencies about a child: conference, core group, review, panel (framework 3.19 to 3.27).

    invited → capacity and attendance settled → attended, or information sent → decided. Strategy discussions have their own record
    (``referrals.StrategyDiscussion``, policy 21); a conference that a referral set in motion points at it.
    """

    class Kind(models.TextChoices):
        CONFERENCE = "conference", "Child protection conference"
        PRE_BIRTH = "pre_birth", "Pre-birth child protection conference"
        REVIEW_CONFERENCE = "review", "Child protection review conference"
        CORE_GROUP = "core_group", "Core group"
        LOOKED_AFTER = "looked_after", "Review of a child in care"
        FAMILY_GROUP = "family_group", "Family group conference"
        PANEL = "panel", "Adoption, permanence or fostering panel"
        PROFESSIONALS = "professionals", "Meeting of professionals"

    class Capacity(models.TextChoices):
        REFERRER = "referrer", "Referrer: we referred the child"
        REPORTER = "reporter", "Report writer: we prepare a report for the court"
        GUARDIAN = "guardian", "Children’s Guardian: an observer who speaks"
        SUPERVISOR = "supervisor", "We supervise a Family Assistance Order"
        CLOSED = "closed", "Our case is closed: information only"

    class Contribution(models.TextChoices):
        ATTEND = "attend", "Attend"
        WRITE = "write", "Send information in writing, and do not attend"
        NEITHER = "neither", "Neither"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="meetings")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    follows = models.ForeignKey(
        "referrals.StrategyDiscussion", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings_held"
    )
    kind = models.CharField(max_length=14, choices=Kind.choices)
    children = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Children of this case whom it is about")
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    convened_by = models.CharField("who convenes it", max_length=200)
    invited_at = models.DateTimeField("when we learned of it")
    starts_at = models.DateTimeField("when it is held", null=True, blank=True)
    family_present = models.CharField("who of the family will be there", max_length=200, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity.choices, blank=True)
    contribution = models.CharField(max_length=10, choices=Contribution.choices, blank=True)
    answer_words = models.TextField("why", blank=True)
    child_view = models.TextField("what the child thinks of our being there, or why not asked", blank=True)
    legal_advice = models.TextField("legal advice on what may be told", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = _staff(null=True, blank=True)
    agreed_by = _staff(null=True, blank=True)
    agreed_at = models.DateTimeField("when the manager agreed", null=True, blank=True)
    facts = models.TextField("what we know that others there do not", blank=True)
    not_to_be_said = models.TextField("what may not be said there", blank=True)
    informed_at = models.DateTimeField("when the information went", null=True, blank=True)
    informed_how = models.CharField(max_length=200, blank=True)
    attended_at = models.DateTimeField(null=True, blank=True)
    attended_by = _staff(null=True, blank=True)
    capacity_told = models.BooleanField("the meeting was told in what capacity", null=True, blank=True)
    notes = models.TextField(blank=True)
    opinion = models.TextField("opinion that we gave", blank=True)
    voiced = models.TextField("concerns that we voiced there", blank=True)
    part_in_decision = models.TextField("part that we took in deciding", blank=True)
    compromised = models.TextField("how our role may be compromised", blank=True)
    compromised_settled = models.TextField("what was decided, or how the court was told", blank=True)
    compromised_settled_at = models.DateTimeField(null=True, blank=True)
    decided = models.TextField("what was decided", blank=True)
    decided_from = models.CharField("who told us", max_length=200, blank=True)
    decided_at = models.DateTimeField("when we knew what was decided", null=True, blank=True)
    tell_court = models.BooleanField(null=True, blank=True)
    tell_court_words = models.TextField("why the court need not be told", blank=True)
    court_told_at = models.DateTimeField(null=True, blank=True)
    court_told_how = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["invited_at"]
        indexes = [models.Index(fields=["case", "starts_at"])]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("lifecycle:show_meeting", args=[self.pk])

    @property
    def capacity_word(self) -> str:
        """ "referrer", "report writer" …: the capacity without its explanation."""
        return self.get_capacity_display().split(":")[0].lower()

    @property
    def is_open(self) -> bool:
        return self.decided_at is None and not self.is_withdrawn


class PlanNotice(Tracked, Withdrawable):
    """A child of the case was placed on a protection plan; the manager takes note (framework 2.86)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="plan_notices")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="plan_notices")
    marker = models.OneToOneField("cases.Marker", on_delete=models.PROTECT, related_name="plan_notice")
    entered_at = models.DateTimeField("when it was entered")
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = _staff(null=True, blank=True)
    words = models.TextField("what follows from it", blank=True)

    class Meta:
        verbose_name = "notice of a protection plan"
        verbose_name_plural = "notices of protection plans"
        ordering = ["entered_at"]
