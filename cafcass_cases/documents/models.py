"""What was issued: the bytes, their hash, to whom, and what it replaced (DESIGN §8)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked


class IssuedDocument(EvidenceRow):
    """A document as it left. Inserted once and never changed; a newer version supersedes it, never replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    number = models.PositiveSmallIntegerField("version", help_text="Version of this kind for this subject, from 1")
    subject_label = models.CharField("about what", max_length=60)
    subject_id = models.UUIDField("about which")
    recipient_kind = models.CharField(max_length=20)
    recipient_name = models.CharField(max_length=200, blank=True)
    court_alone = models.BooleanField("for the court alone", default=False)
    court_alone_reasons = models.TextField("why for the court alone", blank=True)
    directions_requested = models.TextField(blank=True)
    court_type = models.CharField("court's type of document", max_length=60, blank=True, help_text="The court's typeOfDocument")
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    guard_report = models.JSONField("check for what is withheld", default=dict, help_text="What was checked, released and could not be checked")
    policy_version = models.CharField(max_length=12)

    class Meta:
        verbose_name = "issued document"
        verbose_name_plural = "issued documents"
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(fields=["subject_label", "subject_id", "kind", "number"], name="one_document_a_version")
        ]
        indexes = [models.Index(fields=["case", "-issued_at"])]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class GuardRelease(Tracked):
    """A manager looked at one sentence that the guard refused and decided, with reasons, that it tells nothing withheld.

    It holds for that sentence, that detail and that document's subject alone: an edit voids it.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    subject_label = models.CharField("about what", max_length=60)
    subject_id = models.UUIDField("about which")
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()

    class Meta:
        verbose_name = "release of a false match"
        verbose_name_plural = "releases of false matches"
        constraints = [
            models.UniqueConstraint(fields=["subject_label", "subject_id", "fingerprint"], name="one_release_a_sentence")
        ]
