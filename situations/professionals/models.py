"""A concern about somebody who works with children, and the referral that includes the LADO (policy 6, 49 to 51)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class ProfessionalConcern(Tracked, Withdrawable):
    """One person who works with children, as one concern is about them. Begun with the concern, described later where need be.

    ``refer_to_lado`` None: not yet decided (policy 49). ``identified_at`` is the event's time; the decision's clock runs from it.
    """

    class Capacity(models.TextChoices):
        PARTY = "party", "A party to the case"
        COLLEAGUE = "colleague", "A colleague at Cafcass"
        VOLUNTEER = "volunteer", "A volunteer"
        PROFESSIONAL = "professional", "Another professional"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="professional_concerns")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="professional_concerns")
    person = models.ForeignKey(
        "cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Where they are a person of the case"
    )
    name = models.CharField(max_length=160, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The account from which the case is kept",
    )
    capacity = models.CharField(max_length=12, choices=Capacity.choices, blank=True)
    job = models.CharField("role", max_length=160, blank=True)
    employer = models.CharField("employer or place of work", max_length=200, blank=True)
    children_known = models.TextField("children they work with", blank=True)
    authority = models.ForeignKey(
        "cases.LocalAuthority",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where they work with children: its LADO is asked",
    )
    identified_at = models.DateTimeField()
    refer_to_lado = models.BooleanField("include the LADO", null=True, blank=True)
    rationale = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "concern about a professional"
        verbose_name_plural = "concerns about professionals"
        ordering = ["identified_at"]

    def __str__(self) -> str:
        return self.person.full_name if self.person else self.name or "Not yet named"

    def get_absolute_url(self) -> str:
        return reverse("professionals:show_professional", args=[self.pk])

    @property
    def is_described(self) -> bool:
        """Whether somebody said who they are and in what capacity (policy 49)."""
        return bool(self.capacity and (self.person_id or self.name))


class LadoReferral(Tracked):
    """The part of a referral that includes the LADO: written, approved, the individual told, sent, followed up (policy 49 to 51).

    An approval or an agreement holds for one text only: its digest. Whoever changes the text needs it again.
    """

    class Told(models.TextChoices):
        TOLD = "told", "They were told"
        UNSAFE = "unsafe", "It is unsafe to tell them"

    professional = models.OneToOneField(ProfessionalConcern, on_delete=models.PROTECT, related_name="lado", verbose_name="concern about")
    behaviour = models.TextField(blank=True, help_text="What harms, or may harm, children they work with or know (policy 49)")
    children_at_risk = models.TextField(blank=True, help_text="Which children they work with or know, and the risk to them")
    evidence = models.TextField(blank=True, help_text="What is known, from whom and since when")
    written_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_digest = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told = models.CharField(max_length=6, choices=Told.choices, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.TextField("how they were told", blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unsafe_reasons = models.TextField("why it is unsafe to tell them", blank=True)
    unsafe_digest = models.CharField(max_length=64, blank=True)
    unsafe_agreed_at = models.DateTimeField("agreed not to tell at", null=True, blank=True)
    unsafe_agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, blank=True)
    sent_to = models.CharField(max_length=200, blank=True)
    document_id = models.UUIDField(null=True, blank=True)
    with_referral_id = models.UUIDField(null=True, blank=True, help_text="The written referral of which it was a part")
    court_words = models.TextField("words for the court", blank=True)
    court_digest = models.CharField(max_length=64, blank=True)
    court_agreed_at = models.DateTimeField(null=True, blank=True)
    court_agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    court_words_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    court_told_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "referral to the LADO"
        verbose_name_plural = "referrals to the LADO"

    def __str__(self) -> str:
        return "Referral to the LADO"

    def get_absolute_url(self) -> str:
        return self.professional.get_absolute_url()


class LadoStep(Tracked, Withdrawable):
    """What came after the referral: follow-ups, the LADO's requests, directions and meetings, and the outcome."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", "Followed up"
        REQUEST = "request", "The LADO asks for information"
        DIRECTION = "direction", "The LADO says what may be shared"
        MEETING_DECLINED = "meeting_declined", "LADO meeting: not attended"
        MEETING_ATTENDED = "meeting_attended", "LADO meeting attended"
        OUTCOME = "outcome", "Outcome"

    lado = models.ForeignKey(LadoReferral, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=18, choices=Kind.choices)
    happened_at = models.DateTimeField()
    who = models.CharField("with whom", max_length=160, blank=True)
    text = models.TextField(blank=True)
    may_share_with = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name="may be shared with")
    meeting_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "step after a referral to the LADO"
        verbose_name_plural = "steps after a referral to the LADO"
        ordering = ["happened_at"]

    @property
    def waits(self) -> bool:
        """The LADO's request is still to be answered."""
        return self.kind == self.Kind.REQUEST and self.answered_at is None
