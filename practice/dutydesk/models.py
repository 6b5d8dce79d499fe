"""The duty desk: its rota, what is asked of it, whose cases somebody on duty has taken, and where an authority's pages were looked for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked, Withdrawable


def _staff(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more)


class DeskDuty(Tracked, Withdrawable):
    """Somebody is on duty at a team's desk from ``starts_at`` until ``ends_at`` (UTC), in office hours.

    Out of hours the desk is whoever is on the out-of-hours rota (``accounts.OutOfHoursDuty``): there is no second one.
    """

    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="desk_duties")
    person = _staff()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name = "duty at the desk"
        verbose_name_plural = "duties at the desk"
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["team", "starts_at"])]


class DeskEnquiry(Tracked, Withdrawable):
    """Somebody rang, wrote or came, about a case of ours or one that nobody can find. It waits for nobody by name.

    ``received_at`` is when it reached Cafcass; its clocks run from there. ``ended_at`` is when it was answered or became a concern.
    """

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter or portal"
        VISIT = "visit", "In person"

    class Source(models.TextChoices):
        AUTHORITY = "authority", "A local authority"
        POLICE = "police", "The police"
        PARENT = "parent", "A parent or relative"
        CHILD = "child", "A child or young person"
        COURT = "court", "A court or a solicitor"
        SCHOOL = "school", "A school, nursery or health service"
        OTHER = "other", "Somebody else"

    class Kind(models.TextChoices):
        CONCERN = "concern", "They are worried about a child"
        INFORMATION = "information", "They ask for information about a case"
        MESSAGE = "message", "A message, or something else"

    class Ending(models.TextChoices):
        ANSWERED = "answered", "Answered"
        CONCERN = "concern", "Logged as a concern"
        SHARING = "sharing", "Taken up as a request for information"
        NOT_OURS = "not_ours", "No case of ours: they were told where to turn"

    reference = models.CharField(max_length=20, unique=True)
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="desk_enquiries")
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="desk_enquiries")
    about = models.CharField("about whom", max_length=300, help_text="Names, court, case number: whatever they said")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    source = models.CharField("who asks", max_length=10, choices=Source.choices)
    who = models.CharField("name and how to reach them", max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.TextField("what they said")
    received_at = models.DateTimeField("reached Cafcass at")
    taken_by = _staff(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    passed_on_words = models.TextField("why it was passed on", blank=True)
    concern_begun_at = models.DateTimeField(null=True, blank=True, help_text="Somebody began to log it as a concern")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="desk_enquiries")
    taken_due_at = models.DateTimeField(help_text="By when somebody on duty takes it")
    answer_due_at = models.DateTimeField(help_text="By when it is answered")
    limit_note = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ending_words = models.TextField("what was answered", blank=True)
    ended_by = _staff(null=True, blank=True)

    class Meta:
        verbose_name = "enquiry at the duty desk"
        verbose_name_plural = "enquiries at the duty desk"
        ordering = ["received_at"]
        indexes = [models.Index(fields=["team", "ended_at", "received_at"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("dutydesk:show_enquiry", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and not self.is_withdrawn


class CaseTaken(Tracked):
    """Somebody on duty answers for a case that has nobody there to do it, until they hand it back (UTC)."""

    class Why(models.TextChoices):
        CLOSED = "closed", "The case is closed"
        UNALLOCATED = "unallocated", "Nobody holds the case"
        AWAY = "away", "Who holds it is away without cover"
        ENQUIRY = "enquiry", "Somebody asked about it"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="taken_from_desk")
    person = _staff()
    why = models.CharField(max_length=12, choices=Why.choices)
    taken_at = models.DateTimeField()
    handed_back_at = models.DateTimeField(null=True, blank=True)
    handed_back_words = models.TextField("what the next person needs to know", blank=True)
    grant = models.ForeignKey("cases.AccessGrant", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "case taken from the duty desk"
        verbose_name_plural = "cases taken from the duty desk"
        ordering = ["taken_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(handed_back_at=None), name="one_on_duty_has_a_case"),
        ]


class DeskNotice(models.Model):
    """The ladder of an enquiry without a case, on which no duty can hang: one row a step, one message to each who hears.

    Like the rungs of duties, the rows are the truth and the task only nudges. After an outage each fires, in order, once.
    """

    class Step(models.TextChoices):
        OPENED = "opened", "Somebody asks"
        DUE = "due", "Due"
        HEAD_OF_PRACTICE = "head_of_practice", "Head of Practice told"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enquiry = models.ForeignKey(DeskEnquiry, on_delete=models.CASCADE, related_name="notices")
    step = models.CharField(max_length=20, choices=Step.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_gap = models.BooleanField(default=False, help_text="Nobody was on duty; this person hears instead")
    fires_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False, help_text="It was taken, ended or found to belong to a case first")
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["fires_at"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "step", "recipient"], nulls_distinct=False, name="one_notice_a_step_and_recipient")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.enquiry_id}"


class PartnershipLook(Tracked):
    """Somebody looked for something of an authority that the directory lacks, or checked that what it holds is right."""

    class Found(models.TextChoices):
        RIGHT = "right", "What we hold is right"
        CHANGED = "changed", "It has changed: an administrator was asked to change it"
        NOT_FOUND = "not_found", "It was not found"

    authority = models.ForeignKey("cases.LocalAuthority", on_delete=models.PROTECT, related_name="looks")
    what = models.CharField(max_length=20, help_text="A key of the partnership page")
    found = models.CharField(max_length=10, choices=Found.choices)
    looked_on = models.DateField()
    whom_to_ask = models.CharField(max_length=200, blank=True, help_text="Name and job at the authority")
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = "look at an authority's arrangements"
        verbose_name_plural = "looks at authorities' arrangements"
        ordering = ["-looked_on", "-created_at"]
