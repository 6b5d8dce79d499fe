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
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")
    guard_report = models.JSONField(
        "check for what is withheld", default=dict, help_text="What was checked, released and could not be checked"
    )
    policy_version = models.CharField(max_length=12)

    class Meta:
        verbose_name = "issued document"
        verbose_name_plural = "issued documents"
        ordering = ["-issued_at"]
        constraints = [models.UniqueConstraint(fields=["subject_label", "subject_id", "kind", "number"], name="one_document_a_version")]
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
        constraints = [models.UniqueConstraint(fields=["subject_label", "subject_id", "fingerprint"], name="one_release_a_sentence")]


class CourtMessage(Tracked):
    """Something that is sent to the court's interface until it gives its receipt. One history row for each attempt."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        FILED = "filed", "The court has it"
        REFUSED = "refused", "The court refused it"
        GIVEN_UP = "given_up", "Not sent by the interface"

    OPEN = (State.QUEUED, State.SENDING)

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField("last trouble", max_length=200, blank=True)
    receipt = models.CharField("court's receipt", max_length=300, blank=True)
    received_at = models.DateTimeField("court's receipt at", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Refused, given up, or sent another way")
    ended_note = models.CharField(max_length=300, blank=True, help_text="How it was sent instead")

    class Meta:
        abstract = True

    @property
    def tone(self) -> str:
        return {"filed": "green", "refused": "red", "given_up": "grey" if self.ended_note else "red"}.get(self.state, "yellow")


class Filing(CourtMessage):
    """An issued document on its way into the court's system, as what, and the court's receipt."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="filings")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="filings")
    type_of_document = models.CharField("court's type of document", max_length=60)

    class Meta:
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state__in=["queued", "sending", "filed"]), name="one_filing_a_document"
            )
        ]


class GuardianNotice(CourtMessage):
    """Who the Children's Guardian of a public law case is, told to the court's interface."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="guardian_notices")
    guardian = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["requested_at"]


class CourtJob(models.Model):
    """The queue: what is to be sent to the court, when next, and who is sending it now. Its row goes when its message is settled."""

    filing = models.OneToOneField(Filing, null=True, blank=True, on_delete=models.CASCADE, related_name="job")
    notice = models.OneToOneField(GuardianNotice, null=True, blank=True, on_delete=models.CASCADE, related_name="job")
    next_attempt_at = models.DateTimeField(db_index=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.filing_id or self.notice_id}"
