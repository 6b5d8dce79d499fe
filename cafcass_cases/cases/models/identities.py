"""One human being across cases: proposed by linkage, decided by a person, undone without loss (DESIGN §3)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .people import Person


class Identity(Tracked):
    """A human being whom one or more cases know. It holds nothing of its own but markers."""

    class Meta:
        verbose_name = "identity across cases"
        verbose_name_plural = "identities across cases"


class PersonIdentity(Tracked):
    """This person of a case is that human being; ``ended_at`` when somebody undid it."""

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identity_links")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "person's link to an identity"
        verbose_name_plural = "people's links to identities"
        constraints = [models.UniqueConstraint(fields=["person"], condition=models.Q(ended_at=None), name="one_identity_at_a_time")]


class LinkProposal(Tracked):
    """Two persons of different cases who may be the same human being, with the reasons for the score."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "To be decided"
        CONFIRMED = "confirmed", "The same person"
        REJECTED = "rejected", "Not the same person"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="link_proposals")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="link_proposals_to", verbose_name="person in another case")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    against = models.JSONField(default=list, help_text="What speaks against it")
    facts = models.CharField(max_length=64, blank=True, help_text="Fingerprint of what was compared when somebody decided")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "proposed link between people"
        verbose_name_plural = "proposed links between people"
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="one_proposal_a_pair")]

    @property
    def words(self) -> str:
        """How likely, as people say it. A score is no decision."""
        return "Very likely" if self.score >= 0.95 else "Likely" if self.score >= 0.75 else "Possible"


class OwnRecordsSearch(Tracked):
    """Everybody ever known to Cafcass was searched for this person (framework 2.18): when, by whom, with what, and what was found."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="own_records_searches")
    searched_at = models.DateTimeField()
    terms = models.JSONField(default=dict, help_text="Names and date of birth searched with, and how many addresses")
    facts = models.CharField(max_length=64, help_text="Fingerprint of what was searched with")
    found = models.PositiveIntegerField(default=0, help_text="People shown to be decided on")

    class Meta:
        verbose_name = "search of our own records"
        verbose_name_plural = "searches of our own records"
        indexes = [models.Index(fields=["person", "-searched_at"])]


class Marker(Tracked, Withdrawable):
    """A marker of danger or need. It travels with the identity because it must be seen.

    ``recorded_for`` is the person, in the case that learned of it: undoing a link leaves the marker where it came from.
    """

    class Kind(models.TextChoices):
        RISK_TO_CHILDREN = "risk_to_children", "Risk to Children"
        REGISTERED_SEX_OFFENDER = "registered_sex_offender", "Registered sex offender"
        MAPPA = "mappa", "Subject to MAPPA"
        MARAC = "marac", "Open to MARAC"
        PROTECTION_PLAN = "protection_plan", "Child protection plan"
        WARNING = "warning", "Warning for staff"

    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="markers")
    recorded_for = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="markers_recorded")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    status = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    from_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "marker of danger"
        verbose_name_plural = "markers of danger"
