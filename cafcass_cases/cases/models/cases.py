"""The case: what the court asked, where it stands, and the days that matter to a child in it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .directories import Court


class ReferenceCounter(models.Model):
    """The last number given, by kind and year. Untracked: locked while a reference is taken."""

    kind = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}"


class Law(models.TextChoices):
    PRIVATE = "private", "Private law"
    PUBLIC = "public", "Public law"


class Stage(models.TextChoices):
    RECEIVED = "received", "Received"
    OPEN = "open", "Open"
    ALLOCATED = "allocated", "Allocated"
    COMPLETE = "complete", "Complete (report filed)"
    CLOSED = "closed", "Closed"


class Case(Tracked):
    """A family court case as Cafcass holds it. A closed case still takes concerns (framework 2.12)."""

    reference = models.CharField(max_length=20, unique=True)
    law = models.CharField(max_length=8, choices=Law.choices)
    application_types = ArrayField(models.CharField(max_length=80), default=list)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.RECEIVED)
    court = models.ForeignKey(Court, null=True, blank=True, on_delete=models.PROTECT)
    court_case_id = models.CharField(
        "case in the court's system", max_length=16, unique=True, null=True, blank=True, help_text="The court's own case id"
    )
    court_number = models.CharField("court's case number", max_length=40, blank=True, help_text="FamilyMan or court case number")
    team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    received_at = models.DateTimeField("reached Cafcass at")
    opened_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rule_16_4 = models.BooleanField("child is a party (rule 16.4)", default=False, help_text="The child is joined as a party (FPR 16.4)")
    known_to_authority = models.CharField(
        "known to the local authority", max_length=12, blank=True, help_text="As the application says: yes, no, dontKnow"
    )
    harm_alleged_on_c1a = models.BooleanField("harm alleged on a C1A", default=False)
    c8_unread = models.BooleanField(
        "C8 not yet read", default=False, help_text="A C8 came without flags: every contact detail is confidential until it is read"
    )
    is_restricted = models.BooleanField(default=False)
    restricted_reason = models.TextField(blank=True)
    secured_at = models.DateTimeField(
        "file secured at", null=True, blank=True, help_text="What is entered later is marked (framework 3.44, 3.45)"
    )

    class Meta:
        indexes = [models.Index(fields=["team", "stage"])]

    def __str__(self) -> str:
        return self.reference


class Proceedings(Tracked, Withdrawable):
    """One application before a court within the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proceedings")
    application_type = models.CharField(max_length=80)
    court_number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "proceedings"


class Hearing(Tracked, Withdrawable):
    """A hearing. When it moves, the open duties that hang on it move with it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    proceedings = models.ForeignKey(Proceedings, null=True, blank=True, on_delete=models.PROTECT)
    court = models.ForeignKey(Court, null=True, blank=True, on_delete=models.PROTECT)
    kind = models.CharField(max_length=80)
    starts_at = models.DateTimeField()
    vacated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["case", "starts_at"])]


class Order(Tracked, Withdrawable):
    """An order of the court, in the court's words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=120)
    made_on = models.DateField()
    terms = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)


class Handover(Tracked, Withdrawable):
    """A child is to pass from one carer to another: a day that risk may hang on, like a hearing (DESIGN §10.9)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    starts_at = models.DateTimeField()
    into_care_of = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
