"""Special guardianship in public law: checks of each prospective special guardian come before support (policy 52)."""

from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Guardianship(Tracked, Withdrawable):
    """Special guardianship is considered for some children of a case, with one or more prospective special guardians."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="guardianships")
    considered_at = models.DateTimeField("considered from")
    timetable = models.TextField("how the wait is built into the timetable", blank=True)
    other_work = models.TextField("what goes on meanwhile", blank=True)

    class Meta:
        verbose_name = "special guardianship"
        verbose_name_plural = "special guardianships"
        ordering = ["considered_at"]

    def get_absolute_url(self) -> str:
        return reverse("guardianship:show_guardianship", args=[self.pk])


class GuardianshipChild(Tracked):
    """A child for whom it is considered: the record stands on each child's own record."""

    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="children", verbose_name="special guardianship")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "child of a special guardianship"
        verbose_name_plural = "children of special guardianships"
        ordering = ["child__date_of_birth", "created_at"]
        constraints = [models.UniqueConstraint(fields=["guardianship", "child"], name="one_row_a_child_a_guardianship")]


class ProspectiveGuardian(Tracked, Withdrawable):
    """One prospective special guardian."""

    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="guardians", verbose_name="special guardianship")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "prospective special guardian"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["guardianship", "person"], condition=models.Q(withdrawn_at=None), name="one_row_a_prospective_guardian"
            )
        ]


class GuardianCheck(Tracked):
    """The DBS or medical check of one prospective special guardian: awaited, completed, seen, and analysed."""

    class Kind(models.TextChoices):
        DBS = "dbs", "Disclosure and Barring Service (DBS) check"
        MEDICAL = "medical", "Medical check"

    class Outcome(models.TextChoices):
        NOTHING = "nothing", "Nothing of concern"
        SOMETHING = "something", "Something to be weighed"

    guardian = models.ForeignKey(
        ProspectiveGuardian, on_delete=models.PROTECT, related_name="checks", verbose_name="prospective special guardian"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    expected_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    analysis = models.TextField(blank=True)

    class Meta:
        verbose_name = "check of a prospective special guardian"
        verbose_name_plural = "checks of prospective special guardians"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["guardian", "kind"], name="one_check_of_a_kind")]

    @property
    def is_seen(self) -> bool:
        """Completed, and seen by us."""
        return bool(self.completed_on and self.seen_at)

    @property
    def is_analysed(self) -> bool:
        return bool(self.outcome and self.analysis)

    @property
    def state_words(self) -> str:
        if self.is_seen:
            return "Seen and analysed" if self.is_analysed else "Seen, not yet analysed"
        return "Completed, not yet seen" if self.completed_on else "Awaited"


class GuardianSupport(Tracked, Withdrawable):
    """The Children's Guardian supports, or does not support, the assessment or the application."""

    class What(models.TextChoices):
        ASSESSMENT = "assessment", "The special guardianship assessment"
        APPLICATION = "application", "The special guardianship application"

    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="positions", verbose_name="special guardianship")
    what = models.CharField(max_length=12, choices=What.choices)
    supports = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "position on a special guardianship"
        verbose_name_plural = "positions on special guardianships"
        ordering = ["decided_at"]
