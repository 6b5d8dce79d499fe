"""What came from the court: each import, each application as it came, and where it differs from what staff recorded."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked


class ImportRun(Tracked):
    """One file or answer that was imported, with what became of its items."""

    source = models.CharField(max_length=40, help_text="upload, command line, poller")
    sha256 = models.CharField("SHA-256", max_length=64)
    imported_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "import of court applications"
        verbose_name_plural = "imports of court applications"
        ordering = ["-imported_at"]

    def count(self, result: str) -> int:
        return sum(item.result == result for item in self.items.all())


class ImportItem(Tracked):
    """One application of an import: what was done with it, or why not."""

    class Result(models.TextChoices):
        CREATED = "created", "New case"
        UPDATED = "updated", "Changes taken in"
        DIFFERENT = "different", "Differences to look at"
        UNCHANGED = "unchanged", "Nothing new"
        REJECTED = "rejected", "Not imported"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="items")
    path = models.CharField(max_length=200)
    court_case_id = models.CharField("case in the court's system", max_length=16, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices)
    reason = models.TextField(blank=True)
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payload = models.JSONField("contents", null=True, blank=True, help_text="Of what was not imported, so that it can be tried again")
    settled_at = models.DateTimeField("tried again at", null=True, blank=True)

    class Meta:
        verbose_name = "item of an import"
        verbose_name_plural = "items of imports"
        ordering = ["created_at"]


class CourtRecord(Tracked):
    """The application as the court last gave it. Only what changed since is ever compared with the record."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="court_record")
    payload = models.JSONField("contents")
    sha256 = models.CharField("SHA-256", max_length=64)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = "application as the court sent it"
        verbose_name_plural = "applications as the court sent them"


class CourtDifference(Tracked):
    """Where the court now says something else than what staff recorded. A person accepts it or keeps the record."""

    class State(models.TextChoices):
        OPEN = "open", "To be decided"
        ACCEPTED = "accepted", "The court's was taken"
        KEPT = "kept", "Ours was kept"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="court_differences")
    person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60, help_text="The field, in words")
    field = models.CharField(max_length=60, help_text="The field's name on the record")
    ours = models.TextField("in our record", blank=True)
    theirs = models.TextField("in the court's record", blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "difference from the court's record"
        verbose_name_plural = "differences from the court's record"
        ordering = ["created_at"]

    @property
    def is_of_hearing(self) -> bool:
        """A hearing of the record that the court no longer lists."""
        return self.field.startswith("hearing:")


class ApplicationScreening(Tracked):
    """The first look at an application that arrived: does anything in it raise a concern for a child or an adult (framework 2.15)?

    ``arrived_at`` starts its clock. A later application, or a C1A, in the same case arrives as one of its own.
    """

    class Outcome(models.TextChoices):
        NO_CONCERN = "no_concern", "No concern"
        CONCERN_LOGGED = "concern_logged", "Concern logged"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="screenings")
    what = models.CharField(max_length=120, help_text="What arrived, in words without personal data")
    arrived_at = models.DateTimeField()
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    note = models.TextField("what was looked at", blank=True)
    logged_concern_id = models.UUIDField("concern logged from it", null=True, blank=True)

    class Meta:
        verbose_name = "screening of an application"
        verbose_name_plural = "screenings of applications"
        ordering = ["arrived_at"]


class ApplicationPaper(EvidenceRow):
    """A document of the application, kept from when somebody here first opened it: what was read stays what was read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="application_papers")
    document_id = models.CharField("document in the court's system", max_length=100)
    kind = models.CharField(max_length=120)
    file_name = models.CharField(max_length=255, blank=True)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    fetched_at = models.DateTimeField()
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "document of an application"
        verbose_name_plural = "documents of applications"
        constraints = [models.UniqueConstraint(fields=["case", "document_id"], name="one_copy_of_a_paper")]


class CourtTeam(Tracked):
    """Which team takes the new cases of a court, by law. Without a court: of every court that has no team of its own (triage)."""

    law = models.CharField(max_length=8, choices=[("private", "Private law"), ("public", "Public law")])
    court = models.ForeignKey("cases.Court", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "team that takes a court's cases"
        verbose_name_plural = "teams that take courts' cases"
        constraints = [models.UniqueConstraint(fields=["law", "court"], nulls_distinct=False, name="one_team_a_court_and_law")]


class CourtFeed(models.Model):
    """How far each of the court's interfaces has been read. Untracked: it moves every minute.

    Everything that the court changed before ``read_until`` (the high-water mark, UTC) has been taken in.
    """

    law = models.CharField(max_length=8, primary_key=True)
    read_until = models.DateTimeField()
    last_window_from = models.DateTimeField(null=True, blank=True)
    last_window_to = models.DateTimeField(null=True, blank=True)
    last_answer_at = models.DateTimeField(null=True, blank=True)
    last_found_at = models.DateTimeField(null=True, blank=True, help_text="When an answer last held something")
    failures = models.PositiveIntegerField(default=0, help_text="In a row")
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.law
