"""A request for information or a wish to share it, the answer, and what was shared (policy 20 to 26, 40)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable
from sharing import table
from sharing.table import ANSWER_WORDS, PURPOSES, RECIPIENTS, RecipientKind

NAMED_AS = {
    "lado": "LADO, {}",
    "party": "{} or their solicitor",
    "employer": "{} (employer)",
    "child_solicitor": "{} (the child’s solicitor)",
}
"""Where the name alone would not say who it is."""


class Sharing(Tracked, Withdrawable):
    """Somebody outside asks for information, or we want to tell them: one record, whatever the answer.

    ``asked_at`` is when they asked, or when the wish arose; ``created_at`` when it was typed (UTC). ``answer`` and ``rule`` are what
    the policy answers to what the record holds; what lifts a "not yet" or a "no" stands beside it.
    """

    class Direction(models.TextChoices):
        ASKED = "asked", "They ask us"
        WISH = "wish", "We want to tell them"

    class Plan(models.TextChoices):
        NOW = "now", "On a protection plan now"
        PAST = "past", "On a protection plan before"
        NEVER = "never", "Never on one, as far as is known"

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Not yet decided"
        SHARED = "shared", "Shared"
        NOT_SHARED = "not_shared", "Not shared"

    class Decision(models.TextChoices):
        SHARE = "share", "It may be shared"
        NOT_SHARE = "not_share", "It may not be shared"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sharings")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="sharings")
    reference = models.CharField(max_length=20, unique=True)
    direction = models.CharField("asked, or wished", max_length=8, choices=Direction.choices)
    recipient_kind = models.CharField("who", max_length=20, choices=[(kind.key, kind.label) for kind in RECIPIENTS.values()])
    recipient_name = models.CharField("which one", max_length=160, blank=True, help_text="Name of the school, agency, firm or employer")
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact_person = models.CharField("person there", max_length=200, blank=True, help_text="Name, job, and reference or collar number")
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=24, choices=list(PURPOSES.items()))
    what_asked = models.TextField("what is asked")
    children = ArrayField(models.UUIDField(), default=list, blank=True, help_text="Which children it is about")
    gateway_on = models.DateField("enquiry or process begun on", null=True, blank=True)
    plan = models.CharField(
        "protection plan", max_length=8, choices=Plan.choices, blank=True, help_text="As the record or the authority says"
    )
    plan_detail = models.CharField("dates and category of the plan", max_length=200, blank=True)

    answer = models.CharField("the policy’s answer", max_length=20, choices=[(one.value, words) for one, words in ANSWER_WORDS.items()])
    rule = models.CharField("which rests on", max_length=20, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)

    manager_decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    manager_reason = models.TextField(blank=True)
    child_protection_purpose = models.BooleanField(null=True, blank=True, help_text="A manager says that the purpose is child protection")
    legal_advice = models.TextField(blank=True, help_text="Who advised what, and when")
    manager_decided_at = models.DateTimeField(null=True, blank=True)
    manager_decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    not_shared_reason = models.TextField("why it was not shared", blank=True)
    answered_at = models.DateTimeField("they were answered at", null=True, blank=True)

    class Meta:
        verbose_name = "request or wish to share"
        verbose_name_plural = "requests and wishes to share"
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["case", "-asked_at"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("sharing:show_sharing", args=[self.pk])

    @property
    def recipient(self) -> RecipientKind:
        return RECIPIENTS[self.recipient_kind]

    @property
    def recipient_words(self) -> str:
        """Whom it is about, as a page and a document name them."""
        name = str(self.authority or self.party or self.recipient_name or "")
        return NAMED_AS.get(self.recipient_kind, "{}").format(name) if name else self.recipient.label

    @property
    def recipient_inside(self) -> str:
        """The same, within a sentence."""
        words = self.recipient_words
        return words[0].lower() + words[1:] if words == self.recipient.label else words

    @property
    def row(self) -> table.Row:
        return table.row_for(self.recipient_kind, self.purpose, plan=self.plan)

    @property
    def outcome_tone(self) -> str:
        return {"waiting": "orange", "shared": "green", "not_shared": "grey"}[self.outcome]


class Permission(Tracked, Withdrawable):
    """The court is asked for its permission, or the LADO directs: asked, granted or refused, with the reference and its date."""

    class Giver(models.TextChoices):
        COURT = "court", "The court"
        LADO = "lado", "The LADO"

    class Result(models.TextChoices):
        ASKED = "asked", "Asked, not yet answered"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="permissions")
    giver = models.CharField("whose permission", max_length=6, choices=Giver.choices, default=Giver.COURT)
    asked_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=8, choices=Result.choices, default=Result.ASKED)
    reference = models.CharField(max_length=120, blank=True, help_text="Order, direction or e-mail that gives or refuses it")
    decided_on = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True, help_text="What exactly may be shared, and with whom")

    class Meta:
        verbose_name = "permission to share"
        verbose_name_plural = "permissions to share"
        ordering = ["created_at"]


class Disclosure(Tracked, Withdrawable):
    """What was shared: the words, how, with whom, when and by whom, and on what ground. Nothing that was done is refused."""

    class Ground(models.TextChoices):
        POLICY = "policy", "The policy permits it"
        PERMISSION = "permission", "The court’s permission"
        MANAGER = "manager", "A manager’s decision"
        RISK = "risk", "Immediate danger"
        BASIS = "basis", "Consent, or the basis that is recorded"
        LADO = "lado", "The LADO’s direction"
        NONE = "none", "None: it is an incident"

    class Method(models.TextChoices):
        TELEPHONE = "telephone", "Telephone"
        MEETING = "meeting", "In person or at a meeting"
        EMAIL = "email", "Secure e-mail"
        PORTAL = "portal", "Secure portal"
        POST = "post", "Post"

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="disclosures")
    shared = models.TextField("what was shared")
    method = models.CharField("how", max_length=10, choices=Method.choices)
    shared_with = models.CharField(max_length=200, help_text="Name and job of who received it")
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    basis = models.TextField(blank=True, help_text="Who consented to what, or on what basis a party receives a 16A")
    risk_reasons = models.TextField("why a child is in immediate danger", blank=True)
    risk_view = models.TextField("manager’s view of sharing at an immediate risk", blank=True)
    risk_seen_at = models.DateTimeField(null=True, blank=True)
    risk_seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey("sharing.Incident", null=True, blank=True, on_delete=models.PROTECT, related_name="disclosures")
    document_id = models.UUIDField(null=True, blank=True)
    given = models.ForeignKey(
        "referrals.RiskAssessmentStep", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="16A given to a party",
        help_text="The step of the 16A that a party was given",
    )  # fmt: skip

    class Meta:
        verbose_name = "information shared"
        verbose_name_plural = "information shared"
        ordering = ["shared_at"]
