"""A child who lives with somebody who is neither a parent nor a close relative (policy 38, 39)."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable

DAYS = 28


class Arrangement(Tracked, Withdrawable):
    """Where one child lives, with whom, since when; the notification of the authority, and its answer.

    ``known_at`` is when it became known here; ``expected_at`` when it became known that it will last 28 days (UTC).
    """

    class Relation(models.TextChoices):
        NOT_RELATED = "not_related", "Not related: a friend, a neighbour, a friend’s parent"
        DISTANT = "distant", "A relative, but not a close one: for example a cousin, a great-aunt"
        CLOSE = "close", "A close relative: grandparent, brother, sister, uncle, aunt or step-parent"
        PARENT = "parent", "A parent"
        RESPONSIBLE = "responsible", "Somebody else with parental responsibility"

    class Length(models.TextChoices):
        LONG = "long", "Yes, 28 days or more"
        SHORT = "short", "No, less than 28 days"
        NOT_KNOWN = "not_known", "Not known"

    class Answer(models.TextChoices):
        ASSESSED = "assessed", "It knows of it, and has assessed it as suitable"
        NOT_ASSESSED = "not_assessed", "It knows of it, and has not assessed it"
        UNSUITABLE = "unsuitable", "It has assessed it as not suitable"
        UNKNOWN = "unknown", "It did not know of it"

    METHODS = [("email", "Secure e-mail"), ("portal", "Portal"), ("post", "Post or by hand"), ("telephone", "Telephone")]

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="fostering_arrangements")
    concern = models.ForeignKey(
        "safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="fostering_arrangements"
    )
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="fostering_arrangements")
    carer = models.ForeignKey(
        "cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Where a person of the case"
    )
    carer_name = models.CharField("the carer, where not a person of the case", max_length=160, blank=True)
    relation = models.CharField("how the carer is related to the child", max_length=12, choices=Relation.choices)
    started_on = models.DateField("living there since")
    length = models.CharField("expected to last 28 days", max_length=10, choices=Length.choices)
    known_at = models.DateTimeField("known since")
    expected_at = models.DateTimeField("known to last 28 days since", null=True, blank=True)
    told = models.TextField("how it is known", blank=True)
    ended_on = models.DateField("the child left on", null=True, blank=True)
    ended_how = models.TextField("how it ended", blank=True)

    household = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Persons of the case who live there")
    household_others = models.TextField("others who live there, or why it is not known", blank=True)
    responsible = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Persons of the case with parental responsibility")
    responsible_others = models.TextField("others with parental responsibility, or why it is not known", blank=True)
    agreed = models.TextField("who of them agreed to the arrangement, and how", blank=True)
    details_at = models.DateTimeField("household and responsibility recorded at", null=True, blank=True)

    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document_id = models.UUIDField(null=True, blank=True, help_text="The frozen notification")
    notified_at = models.DateTimeField("authority notified at", null=True, blank=True)
    notified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notified_how = models.CharField(max_length=10, choices=METHODS, blank=True)
    notified_to = models.CharField(max_length=200, blank=True)
    was_incomplete = models.BooleanField("notified without household or responsibility", default=False)

    answer = models.CharField("the authority's answer", max_length=14, choices=Answer.choices, blank=True)
    answer_words = models.TextField("in its words", blank=True)
    answered_by = models.CharField("who answered", max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    assessment_asked_at = models.DateTimeField("asked to assess at", null=True, blank=True)
    assessment_words = models.TextField("what it was asked to assess", blank=True)

    class Meta:
        verbose_name = "private fostering arrangement"
        verbose_name_plural = "private fostering arrangements"
        ordering = ["known_at"]

    def get_absolute_url(self) -> str:
        return reverse("fostering:show_arrangement", args=[self.pk])

    @property
    def carer_words(self) -> str:
        return self.carer.full_name if self.carer else self.carer_name

    @property
    def relation_words(self) -> str:
        """How the carer stands to the child, as a letter says it."""
        words = {self.Relation.NOT_RELATED: "not related to the child", self.Relation.DISTANT: "a relative, but not a close one"}
        return words.get(self.Relation(self.relation), self.get_relation_display())

    @property
    def is_outside_family(self) -> bool:
        """The carer is neither a parent, nor a close relative, nor somebody with parental responsibility (policy 38)."""
        return self.relation in (self.Relation.NOT_RELATED, self.Relation.DISTANT)

    @property
    def day_28(self) -> date:
        """The 28th day, the day the child came counted as the first: the earlier reading."""
        return self.started_on + timedelta(days=DAYS - 1)

    def is_private_fostering(self, today: date) -> bool:
        """28 days are reached or expected, either of them (policy 38); what is not known counts as expected. ``today``: a London day."""
        if not self.is_outside_family or self.withdrawn_at or (self.ended_on and self.ended_on <= today):
            return False
        return self.length != self.Length.SHORT or today >= self.day_28

    @property
    def missing(self) -> list[str]:
        """What the notification must say, and does not yet (policy 38)."""
        found = []
        if not (self.household or self.household_others.strip()):
            found.append("Who lives in the household")
        if not (self.responsible or self.responsible_others.strip()):
            found.append("Who holds parental responsibility")
        if not self.agreed.strip():
            found.append("Who of them could agree to the arrangement, and whether they did")
        return found
