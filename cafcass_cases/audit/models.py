"""What the audit itself keeps: who read, the order of all evidence, its seals, disposals and verifications."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.ids import uuid7


class ReadLog(EvidenceRow):
    """Somebody was shown a case's record. Written in the transaction that served the page (DESIGN §6).

    ``page`` is the page's kind (its url name), ``what`` its words, ``at`` when (UTC). It names cases and people by id,
    since their rooms stand above this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_index=True)
    # No constraint: evidence outlives what it points at, and a page view need not lock its reader's account.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    case_id = models.UUIDField()
    person_id = models.UUIDField(null=True, blank=True)
    what = models.CharField(max_length=200)
    page = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case_id", "-at"]), models.Index(fields=["user", "-at"])]


class LedgerEntry(models.Model):
    """One line for each row of evidence, in one order. A trigger writes it; nobody else can.

    ``transaction_id`` and ``cluster`` (the database server's own identifier) tell which rows can still be followed by
    older ones: see :mod:`cafcass_cases.audit.services.sealing`.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    table_name = models.CharField(max_length=80)
    row_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    transaction_id = models.BigIntegerField()
    cluster = models.BigIntegerField()
    entered_at = models.DateTimeField(help_text="By the database's own clock, never a simulated one")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table_name", "row_id"], name="one_ledger_entry_a_row")]
        indexes = [models.Index(fields=["cluster", "transaction_id"], name="ledger_order")]

    def __str__(self) -> str:
        return f"{self.pk} {self.table_name} {self.row_id}"


class Seal(EvidenceRow):
    """A link of the chain: the ledger's rows of a range of transactions, hashed onto the head before it.

    The range is ``from_transaction`` up to but without ``to_transaction``, of one ``cluster``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    cluster = models.BigIntegerField()
    from_transaction = models.BigIntegerField()
    to_transaction = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    previous_head = models.CharField(max_length=64, blank=True)
    head = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["cluster", "-to_transaction"], name="seals_of_a_cluster")]


class Disposal(EvidenceRow):
    """A row of history was blanked at the end of its retention. The row's digest stays, so the chain still verifies."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    table_name = models.CharField(max_length=80)
    row_id = models.CharField(max_length=64)
    disposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table_name", "row_id"], name="one_disposal_a_row")]


class DisposalOrder(EvidenceRow):
    """Somebody ordered that a row of history be blanked, with the reason. Only the owner of the tables can carry it out.

    Carried out is what has a :class:`Disposal`. The case is named by id, since its room stands above this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    table_name = models.CharField(max_length=80)
    row_id = models.CharField(max_length=64)
    case_id = models.UUIDField(null=True, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["table_name", "row_id"], name="one_disposal_order_a_row")]


class Verification(EvidenceRow):
    """Somebody, or the clock, verified the evidence, and this is what was found. ``finding`` empty: everything fits."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_index=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, db_constraint=False, related_name="+"
    )
    rows = models.PositiveBigIntegerField()
    seals = models.PositiveIntegerField()
    finding = models.TextField(blank=True)
    table_name = models.CharField(max_length=80, blank=True)
    row_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at"]

    @property
    def fits(self) -> bool:
        return not self.finding


class RowShape(models.Model):
    """The columns that a table of evidence had from ``since`` on: a row's digest covers the columns of its own time."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    table_name = models.CharField(max_length=80, db_index=True)
    fields = models.JSONField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.table_name
