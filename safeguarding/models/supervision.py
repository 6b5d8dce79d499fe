"""Situational case supervision (policy 9, 10; framework 2.81): asked for by the practitioner, recorded and signed by the manager."""

from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable

from .children import Threshold
from .concerns import Concern


class Supervision(Tracked, Withdrawable):
    """One supervision of one concern. The practitioner writes the request, the manager the record; neither edits the other's."""

    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        MORE_ASKED = "more_asked", "More information asked for"
        HELD = "held", "Held, not yet signed"
        SIGNED = "signed", "Signed"
        SUPERSEDED = "superseded", "Superseded"

    class Decision(models.TextChoices):
        REFER = "refer", "Refer"
        NOT_REFER = "not_refer", "Do not refer"
        MORE_FIRST = "more_first", "Get more information first"

    class Kind(models.TextChoices):
        SAFETY = "safety", "Safety: the child is or may be at risk of significant harm"
        NEED = "need", "The child and family may be in need of services"
        EARLY_HELP = "early_help", "Early help (needs a parent’s consent)"

    class Risk(models.TextChoices):
        IMMEDIATE = "immediate", "Immediate"
        RECENT = "recent", "Recent"
        PREVIOUS = "previous", "Previous"

    class Method(models.TextChoices):
        TELEPHONE = "telephone", "By telephone"
        VIDEO = "video", "By video"
        TOGETHER = "together", "In the same room"

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="supervisions")
    state = models.CharField(max_length=12, choices=State.choices)

    requested_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    request_text = models.TextField(blank=True, help_text="What the practitioner asks")
    practitioner_analysis = models.TextField(blank=True)
    asked_of = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="supervisions_asked")
    asked_capacity = models.CharField("asked as", max_length=20, blank=True, help_text="manager, cover, rota, head_of_practice")
    gap = models.BooleanField("nobody could be asked", default=False, help_text="The manager was away and nobody covered")

    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="When the manager first typed it")
    method = models.CharField(max_length=10, choices=Method.choices, blank=True)
    # The ten points of framework 2.81: four are below, the decision and the actions are their own, the connected children
    # are answered one by one, and where the child is and what the family knows come from the concern.
    nature = models.TextField("nature of the harm", blank=True)
    risk = models.CharField(max_length=10, choices=Risk.choices, blank=True)
    where_now = models.TextField(blank=True)
    family_told = models.TextField(blank=True)
    other_children = models.TextField(blank=True)
    parties_views = models.TextField("parties' views", blank=True)
    court_notice = models.TextField("notice to the court", blank=True)
    share_plan = models.TextField("with whom it is shared", blank=True)
    future_work = models.TextField(blank=True)
    reflection = models.TextField(blank=True)
    agreed_harm = models.TextField("agreed nature of harm", blank=True)
    agreed_threshold = models.CharField(max_length=14, choices=Threshold.choices, blank=True)
    agreed_action = models.TextField(blank=True)
    disagreement = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_reason = models.TextField("reasons for the decision", blank=True)
    referral_kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    marac_agreed = models.BooleanField(
        "MARAC agreed", null=True, blank=True, help_text="Domestic abuse: ask the authority to consider MARAC (policy 24)"
    )
    marac_reason = models.TextField("why MARAC, or not", blank=True)

    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes")

    class Meta:
        verbose_name = "situational case supervision"
        verbose_name_plural = "situational case supervisions"
        ordering = ["created_at"]
        indexes = [models.Index(fields=["asked_of", "state"])]

    def get_absolute_url(self) -> str:
        return reverse("safeguarding:show_supervision", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.REQUESTED, self.State.MORE_ASKED) and self.withdrawn_at is None

    @property
    def is_signed(self) -> bool:
        return self.state in (self.State.SIGNED, self.State.SUPERSEDED)


class SupervisionQuestion(Tracked):
    """What the manager asked for before holding it, and the answer."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="questions")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "question before supervision"
        verbose_name_plural = "questions before supervision"
        ordering = ["asked_at"]


class SupervisionChild(Tracked):
    """What was decided for one child: the record stands on each child's own record (policy 9)."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="supervisions")
    referred = models.BooleanField(default=False)
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(
        "passed on at", null=True, blank=True, help_text="When the decision was passed on to be carried out"
    )

    class Meta:
        verbose_name = "child of a supervision"
        verbose_name_plural = "children of a supervision"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["supervision", "child"], name="one_row_a_child_of_a_supervision")]


class SupervisionAction(Tracked, Withdrawable):
    """An agreed action: who does what by when (policy 9, 10)."""

    class State(models.TextChoices):
        OPEN = "open", "To do"
        SUSPENDED = "suspended", "Suspended"
        DONE = "done", "Done, to be followed up"
        CONFIRMED = "confirmed", "Done and followed up"
        WITHDRAWN = "withdrawn", "Withdrawn"

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="actions")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="supervision_actions")
    agreed_on = models.DateField("agreed for", null=True, blank=True, help_text="The agreed date: by 23:59:59 in London")
    is_contact = models.BooleanField("is contact with the family", default=False, help_text="Planned contact with the child or family")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_entered_at = models.DateTimeField("done, entered at", null=True, blank=True)
    result = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_entered_at = models.DateTimeField("confirmed, entered at", null=True, blank=True)
    confirmed_note = models.TextField(blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_because = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewed_reason = models.TextField(blank=True, help_text="Why it goes on, or goes no further")

    class Meta:
        verbose_name = "agreed action"
        verbose_name_plural = "agreed actions"
        ordering = ["agreed_on", "created_at"]

    def get_absolute_url(self) -> str:
        return reverse("safeguarding:show_action", args=[self.pk])

    @property
    def is_settled(self) -> bool:
        return self.state in (self.State.CONFIRMED, self.State.WITHDRAWN)


class Dissent(Tracked):
    """A practitioner is convinced and the manager said no, or nothing: the referral goes, and the Head of Practice is told."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="dissents")
    supervision = models.ForeignKey(Supervision, null=True, blank=True, on_delete=models.PROTECT, related_name="dissents")
    reason = models.TextField()
    dissented_at = models.DateTimeField()
    dissented_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    head_of_practice = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="dissents_received")
    view = models.TextField(blank=True, help_text="The Head of Practice's view")
    viewed_at = models.DateTimeField(null=True, blank=True)
    viewed_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "referral against supervision"
        verbose_name_plural = "referrals against supervision"
        ordering = ["dissented_at"]

    def get_absolute_url(self) -> str:
        return reverse("safeguarding:show_dissent", args=[self.pk])


class ManagerComment(Tracked, Withdrawable):
    """A manager's own words beside the practitioner's, which they can never alter."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="comments")
    supervision = models.ForeignKey(Supervision, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    author = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "manager's comment"
        verbose_name_plural = "manager's comments"
        ordering = ["created_at"]
