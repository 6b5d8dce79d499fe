"""What the two documents leave to local decision, and the days that do not count."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable


class PolicyVersion(Tracked):
    """One version of one governing document. What was done is judged by the version in force that day (policy, preamble).

    ``attested_by``: who confirms that they have read it (``EVERYBODY``, or groups of staff); nobody, where it is empty.
    ``attestation_wording`` is what they confirm, word for word: read, understood, will act on it (P0-5).
    """

    EVERYBODY = "all"

    class Document(models.TextChoices):
        POLICY = "policy", "Child safeguarding policy"
        FRAMEWORK = "framework", "Safeguarding Framework"

    document = models.CharField(max_length=12, choices=Document.choices)
    number = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    approved_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    review_words = models.CharField(max_length=40, blank=True, help_text="As the document says it: July 2025")
    whats_new = models.TextField(blank=True, help_text="What changed since the version before, for those who confirm it")
    attested_by = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    attestation_wording = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta:
        ordering = ["document", "-in_force_on"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_row_a_policy_version")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def asks(self, role: str) -> bool:
        """Whether staff of this role confirm the version."""
        return self.EVERYBODY in self.attested_by or role in self.attested_by


class Unit(models.TextChoices):
    CLOCK_HOURS = "clock_hours", "clock hours"
    WORKING_DAYS = "working_days", "working days"
    MINUTES = "minutes", "minutes"
    YEARS = "years", "years"
    TIME_OF_DAY = "time_of_day", "time of day"
    SAME_DAY = "same_day", "the same calendar day"


class LocalDefault(Tracked):
    """A time limit as an administrator set it: one row for each change, the newest ``since`` not in the future holds.

    A setting without a row has its shipped value. Changing one never moves a duty already running (DESIGN §4).
    """

    setting = models.CharField(max_length=40)
    value = models.PositiveIntegerField(help_text="In the unit; a time of day is minutes after midnight")
    unit = models.CharField(max_length=12, choices=Unit.choices)
    reason = models.TextField()
    since = models.DateTimeField()

    class Meta:
        ordering = ["setting", "-since"]
        constraints = [models.UniqueConstraint(fields=["setting", "since"], name="one_local_default_a_moment")]

    def __str__(self) -> str:
        return self.setting


class Holiday(Tracked, Withdrawable):
    """A bank holiday in England. A withdrawn row is a day that counts as a working day after all."""

    day = models.DateField()
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=20, default="England")
    from_library = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["region", "day"], name="one_row_a_holiday")]

    def __str__(self) -> str:
        return self.name
