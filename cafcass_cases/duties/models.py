"""Duties, the rungs of their ladders, the outbox of alerts, and the heartbeat (DESIGN §4)."""

from datetime import datetime

from django.conf import settings
from django.db import models

from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked, Withdrawable


class Ending(models.TextChoices):
    DONE = "done", "Done"
    DONE_LATE = "done_late", "Done late"
    NOT_NEEDED = "not_needed", "No longer needed"
    NOT_REQUIRED = "not_required", "Decided not required"
    DEPARTED = "departed", "Departed from"
    WITHDRAWN = "withdrawn", "Withdrawn"


class OwedBy(models.TextChoices):
    US = "us", "Cafcass"
    AUTHORITY = "authority", "The local authority"
    COURT = "court", "The court"


class Duty(Tracked):
    """One requirement that binds somebody now. ``event_at`` starts its clock; ``due_at`` None: it blocks a step instead.

    It hangs on one ``subject`` (a concern, referral, supervision, action, assessment …, by label and id, since those rooms
    stand above this one) and, for the task list of a concern, on ``concern_id``.
    """

    key = models.CharField("kind", max_length=60)
    policy_version = models.CharField(max_length=12)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="duties")
    concern_id = models.UUIDField(null=True, blank=True, db_index=True)
    subject_label = models.CharField("about what", max_length=60, help_text="app.model of what the duty hangs on")
    subject_id = models.UUIDField("about which")
    child = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    detail = models.CharField(max_length=200, blank=True, help_text="What tells it from its like: an authority's name. No personal data")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    owner_role = models.CharField(max_length=24)
    owed_by = models.CharField("owed by", max_length=10, choices=OwedBy.choices, default=OwedBy.US)
    is_urgent = models.BooleanField(default=False)
    event_at = models.DateTimeField("counted from", help_text="When what started the clock happened")
    due_at = models.DateTimeField(null=True, blank=True)
    limit_note = models.CharField(
        "time limit", max_length=120, blank=True, help_text="Which limit applied, and whether it is a local default"
    )
    terms = models.JSONField(default=dict, blank=True, help_text="What the limit was reckoned from, besides the event's time")
    hearing = models.ForeignKey("cases.Hearing", null=True, blank=True, on_delete=models.PROTECT, related_name="duties")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was done, by the event's time")
    ending = models.CharField(max_length=14, choices=Ending.choices, blank=True)
    ending_note = models.TextField(blank=True)
    lateness_reason = models.TextField(blank=True, help_text="One line of why")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "duty"
        verbose_name_plural = "duties"
        indexes = [
            models.Index(fields=["owner", "ended_at", "due_at"]),
            models.Index(fields=["case", "ended_at"]),
            models.Index(fields=["subject_label", "subject_id"]),
            models.Index(fields=["key", "due_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "subject_label", "subject_id", "child"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="one_open_duty_a_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def is_late(self, now: datetime) -> bool:
        """Was it done after it was due, or is it still open past it? (Done late stays late.)"""
        return self.due_at is not None and (self.ended_at or now) > self.due_at and self.ending in ("", Ending.DONE_LATE)


class Rung(models.Model):
    """One step of a duty's ladder. Written when the duty opens; the sweep locks these rows, in due order."""

    class Step(models.TextChoices):
        OPENED = "opened", "Opened"
        REMINDER = "reminder", "Reminder"
        DUE = "due", "Due"
        HEAD_OF_PRACTICE = "head_of_practice", "Head of Practice told"
        ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director told"
        UNDATED = "undated", "Its date is gone"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="rungs")
    step = models.CharField(max_length=20, choices=Step.choices)
    round = models.PositiveSmallIntegerField(default=0, help_text="Counts up when the duty moves after the step has fired")
    fires_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True, blank=True)
    fired_late = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False, help_text="The duty ended first, or was entered when already late")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "step", "round"], name="one_rung_a_step")]
        indexes = [models.Index(fields=["fires_at", "id"], condition=models.Q(fired_at=None, skipped=False), name="rungs_to_fire")]

    def __str__(self) -> str:
        return f"{self.step} {self.duty_id}"


class Alert(models.Model):
    """The outbox: one message to one person by one channel. Delivered at least once, with a stable message id."""

    class Channel(models.TextChoices):
        APPLICATION = "application", "In the application"
        EMAIL = "email", "E-mail"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        UNDELIVERABLE = "undeliverable", "Could not be delivered"
        DROPPED = "dropped", "Not needed: the new owner was told already"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rung = models.ForeignKey(Rung, on_delete=models.CASCADE, related_name="alerts")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="alerts")
    recipient_role = models.CharField(max_length=24, help_text="In what capacity: owner, manager, cover, head_of_practice …")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    state = models.CharField(max_length=14, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    stands_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="The alert that could not be delivered"
    )
    is_gap = models.BooleanField(default=False, help_text="Nobody was where somebody should have been; this person hears instead")
    gap_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who was away with nobody to cover",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rung", "recipient", "channel"],
                condition=models.Q(stands_for=None),
                name="one_alert_a_recipient_and_channel",
            ),
            models.UniqueConstraint(fields=["stands_for", "channel"], name="one_stand_in_a_channel"),
        ]
        indexes = [
            models.Index(fields=["recipient", "channel", "seen_at"]),
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="alerts_to_send"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Heartbeat(models.Model):
    """The last moment each recurring job was seen alive: nobody is told "all is well" by silence."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Departure(Tracked, Withdrawable):
    """A deliberate decision not to do what the policy requires (preamble, P0-1). It stands until it is ended: the policy is followed
    again from then on. Entered in error, it is withdrawn, and never stood.

    ``subject_label`` and ``subject_id``: the record it is about; empty: the whole case. ``decided_at`` and ``discussed_at`` are when
    it happened, ``created_at`` when it was typed. ``manager_words`` is what the practitioner says the manager said, until the manager has
    confirmed or corrected it.
    """

    class View(models.TextChoices):
        AGREED = "agreed", "Agreed"
        NOT_AGREED = "not_agreed", "Did not agree"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="departures")
    requirement = models.CharField(max_length=20, help_text="The catalogue's id: P33-1")
    policy_version = models.CharField(max_length=12)
    concern_id = models.UUIDField(null=True, blank=True)
    subject_label = models.CharField("about what", max_length=60, blank=True)
    subject_id = models.UUIDField("about which", null=True, blank=True)
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="departures")
    assessment = models.TextField()
    rationale = models.TextField()
    discussed_with = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="departures_discussed")
    discussed_at = models.DateTimeField()
    manager_view = models.CharField(max_length=12, choices=View.choices)
    manager_words = models.TextField()
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When the manager said that this was their view")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="departures_decided")
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_at"]
        indexes = [models.Index(fields=["case", "requirement"]), models.Index(fields=["requirement", "decided_at"])]

    def __str__(self) -> str:
        return f"{self.requirement} {self.pk}"

    @property
    def stands(self) -> bool:
        """It still lifts the rule that it departs from."""
        return self.ended_at is None and self.withdrawn_at is None


class DepartureUse(Tracked):
    """A step that a departure let through: what would have been refused, and when it was done."""

    departure = models.ForeignKey(Departure, on_delete=models.PROTECT, related_name="uses")
    step = models.CharField(max_length=300, help_text="What the rule would have said")
    subject_label = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["used_at"]

    def __str__(self) -> str:
        return f"{self.departure_id} {self.used_at}"
