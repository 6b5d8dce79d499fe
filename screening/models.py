"""What came from the court: each import, each application as it came, and where it differs from what staff recorded."""

from django.conf import settings
from django.db import models

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
