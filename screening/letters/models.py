"""The safeguarding letter to the court before the first hearing (FPR PD12B), its copies, and what the parties said."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class PartyInterview(Tracked, Withdrawable):
    """One talk, or attempt to talk, with a party before the first hearing. ``happened_at`` is the event's time (UTC).

    Whether it was safe to ring, and who might have listened, is for Cafcass and never printed in a letter.
    """

    class How(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"
        IN_PERSON = "in_person", "In person"

    class Result(models.TextChoices):
        SPOKEN = "spoken", "We spoke"
        NOT_REACHED = "not_reached", "Tried, not reached"
        DECLINED = "declined", "They declined to speak"
        UNSAFE = "unsafe", "Not tried: it was unsafe to contact them"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="party_interviews")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+", verbose_name="with whom")
    result = models.CharField(max_length=12, choices=Result.choices)
    happened_at = models.DateTimeField("when")
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    is_safe = models.BooleanField("safe to contact", help_text="Safe to contact? Who else will hear?")
    safe_words = models.TextField("why it was safe, or not", blank=True)
    was_alone = models.BooleanField(
        "asked alone", null=True, blank=True, help_text="Asked about domestic abuse apart and in privacy (framework 2.60)"
    )
    not_alone_reason = models.TextField("why not alone", blank=True)
    said_abuse = models.TextField("about domestic abuse and violence", blank=True)
    said_children = models.TextField("about the children", blank=True)
    said_risks = models.TextField("about any other risk", blank=True)
    said_wanted = models.TextField("what they want, and what would keep the children safe", blank=True)
    needs = models.TextField("needs and adjustments", blank=True)
    explained = models.BooleanField(
        "told what may be shared, with whom and why", null=True, blank=True, help_text="At the outset (framework 3.62)"
    )
    explained_words = models.TextField("what they say to it, or why they were not told", blank=True)
    reason = models.TextField("why there was no talk", blank=True)

    class Meta:
        verbose_name = "interview with a party"
        verbose_name_plural = "interviews with parties"
        ordering = ["happened_at"]

    @property
    def was_spoken(self) -> bool:
        return self.result == self.Result.SPOKEN


class SafeguardingLetter(Tracked):
    """What Cafcass reports to the court before the first hearing, or a later letter of the same kind.

    Until it is issued its facts are read live from the record; then ``assembled`` keeps them as they went.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", "Safeguarding letter"
        RETURNER = "returner", "Safeguarding letter: returning family"
        SHORTER = "shorter", "Safeguarding letter: shorter template"
        UPDATE = "update", "Update to the safeguarding letter"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="safeguarding_letters")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LETTER)
    updates = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="updated_by")
    because = models.TextField("why it is updated", blank=True)
    opened_at = models.DateTimeField()
    issues = models.TextField("safeguarding issues found", blank=True)
    risk = models.TextField("what they mean for each child", blank=True)
    further_work = models.BooleanField("further work is needed", null=True, blank=True)
    further_words = models.TextField("which work, by whom and by when", blank=True)
    advice = models.TextField("advice to the court", blank=True)
    combined_order = models.ForeignKey(
        "cases.Order",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="order that the section 16A assessment be part of it",
        help_text="The one exception of policy 31",
    )
    combined_judge = models.CharField("judge who ordered it", max_length=160, blank=True)
    assembled = models.JSONField("facts as issued", default=dict, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent to the court", null=True, blank=True)
    method = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "safeguarding letter"
        verbose_name_plural = "safeguarding letters"
        ordering = ["opened_at", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(issued_at=None), name="one_letter_in_hand"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("letters:show_letter", args=[self.pk])

    @property
    def is_issued(self) -> bool:
        return self.issued_at is not None

    @property
    def is_for_court_alone(self) -> bool:
        """Something of it is withheld from a party, so the court's own copy must not reach them."""
        return any(copy.is_withheld for copy in self.copies.all() if copy.person_id)


class LetterCopy(Tracked):
    """A letter as one reader gets it: the court (``person`` empty) or a party. What is withheld is for the court to decide on.

    A party's copy is withheld as a whole, or without the parts named, because somebody would be put at risk: a manager agrees, legal
    advice is taken, the court is asked for directions, and only its directions release it (framework 3.84).
    """

    class Directions(models.TextChoices):
        RELEASE = "release", "The court lets it be given to them"
        WITHHOLD = "withhold", "The court directs that it is kept from them"

    letter = models.ForeignKey(SafeguardingLetter, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="party")
    withheld_parts = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="Empty while withheld: all of it")
    withheld_reason = models.TextField("who would be put at risk, and how", blank=True)
    legal_advice = models.TextField(blank=True)
    directions_asked = models.TextField("directions asked of the court", blank=True)
    proposed_at = models.DateTimeField("withholding proposed", null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField("the manager agrees", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreed_reason = models.TextField("the manager’s reasons", blank=True)
    court_asked_at = models.DateTimeField(null=True, blank=True)
    directions = models.CharField("what the court directed", max_length=8, choices=Directions.choices, blank=True)
    directions_at = models.DateTimeField(null=True, blank=True)
    directions_words = models.TextField("the court’s words, judge and date", blank=True)
    refused_words = models.TextField("what the guard refused", blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    covering_document_id = models.UUIDField("covering note", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = "copy of a safeguarding letter"
        verbose_name_plural = "copies of safeguarding letters"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["letter", "person"], name="one_copy_a_reader", nulls_distinct=False)]

    @property
    def is_for_court(self) -> bool:
        return self.person_id is None

    @property
    def is_withheld(self) -> bool:
        """Something of it is kept from this party: proposed and not refused by the manager, and not released by the court."""
        return bool(self.proposed_at) and self.agreed is not False and self.directions != self.Directions.RELEASE

    @property
    def withheld_wholly(self) -> bool:
        return self.is_withheld and not self.withheld_parts
