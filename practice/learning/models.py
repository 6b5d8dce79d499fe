"""Deaths, serious injuries and the reviews that follow (framework 3.28–3.60): the event, the secured file, who may not be appointed,
the timetable, the internal review, actions and learning points."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.core.evidence import EvidenceRow
from cafcass_cases.core.ids import uuid7
from cafcass_cases.core.models import Tracked, Withdrawable


def _user(label: str = "", *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label or None, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


class SeriousIncident(Tracked, Withdrawable):
    """A child of a case died or was seriously injured, or notice of a review reached Cafcass. One row, one file, one review."""

    class Kind(models.TextChoices):
        DEATH = "death", "A child has died"
        INJURY = "injury", "A child was seriously injured"
        NOTICE = "notice", "Notice that a review is held or considered"
        ADULT_DEATH = "adult_death", "A domestic abuse related death, or a review of one"

    class Expected(models.TextChoices):
        EXPECTED = "expected", "Expected"
        UNEXPECTED = "unexpected", "Unexpected"
        DOUBTFUL = "doubtful", "In doubt"

    class Abuse(models.TextChoices):
        YES = "yes", "Yes, suspected or known"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    class Decision(models.TextChoices):
        NONE = "", "Not known yet"
        CONSIDERED = "considered", "A review is considered"
        HELD = "held", "A review is to be held"
        DECLINED = "declined", "No review by the partnership"

    class Stage(models.TextChoices):
        PATHWAY = "pathway", "Pathway to a review"
        INTERNAL = "internal", "Cafcass’s own report"
        OVERALL = "overall", "Overall report, actions and learning"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="serious_incidents")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    child = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.TextField("what is known")
    happened_at = models.DateTimeField("when it happened", null=True, blank=True)
    known_at = models.DateTimeField("when it was known", help_text="When the manager was told, or notice was received")
    expected = models.CharField("expected or not", max_length=12, choices=Expected.choices)
    abuse = models.CharField("abuse or neglect suspected", max_length=10, choices=Abuse.choices)
    others_at_risk = models.BooleanField("another child at risk")
    others_words = models.TextField("who, and why", blank=True)
    authority = models.ForeignKey(LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    manager_told_at = models.DateTimeField("manager told", null=True, blank=True)
    area_director = _user("director of the area told")
    area_director_told_at = models.DateTimeField(null=True, blank=True)
    safeguarding_director = _user("director with safeguarding responsibility told")
    safeguarding_director_told_at = models.DateTimeField(null=True, blank=True)
    support = models.TextField("support for all involved", blank=True)
    support_by = models.TextField("who else supports, unions included", blank=True)
    practitioner_informed_at = models.DateTimeField("practitioner last informed", null=True, blank=True)
    partnership_told_at = models.DateTimeField("partnership’s representative told", null=True, blank=True)
    authority_notified = models.TextField("what the authority says of its own notification", blank=True)
    decision = models.CharField("the partnership’s decision", max_length=12, choices=Decision.choices, blank=True)
    decision_at = models.DateTimeField(null=True, blank=True)
    decided_by_whom = models.CharField(max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.PATHWAY)
    court_told_at = models.DateTimeField("court told of the review", null=True, blank=True)
    leave_asked_at = models.DateTimeField("leave to disclose asked for", null=True, blank=True)
    leave_given_at = models.DateTimeField("leave to disclose given", null=True, blank=True)
    partnership_permission_at = models.DateTimeField("partnership’s permission to disclose", null=True, blank=True)
    family_told_at = models.DateTimeField("family told of the review by the partnership", null=True, blank=True)
    processes = models.TextField("other proceedings, and what must not pass between them", blank=True)
    remit = models.TextField("remit of the internal review", blank=True)
    remit_sent_at = models.DateTimeField("remit confirmed in writing", null=True, blank=True)
    review_started_at = models.DateTimeField(null=True, blank=True)
    interviews = models.TextField("who is to be interviewed", blank=True)
    report = models.TextField("draft report", blank=True)
    report_drafted_at = models.DateTimeField(null=True, blank=True)
    report_approved_at = models.DateTimeField(null=True, blank=True)
    report_approved_by = _user("report approved by")
    report_sent_at = models.DateTimeField(null=True, blank=True)
    report_sent_to = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "serious incident"
        ordering = ["-known_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.case.reference}"

    @property
    def is_unexpected(self) -> bool:
        """In doubt is followed as unexpected until the evidence allows another decision (framework 3.29)."""
        return self.expected != self.Expected.EXPECTED

    @property
    def directors_told(self) -> datetime | None:
        """When both directors knew; None while one does not."""
        both = (self.area_director_told_at, self.safeguarding_director_told_at)
        return max(both) if all(both) else None  # type: ignore[type-var]

    def get_absolute_url(self) -> str:
        return reverse("learning:show_serious_incident", args=[self.pk])


class Update(Tracked):
    """The stage that a notification or update was sent for, to both directors (framework App. IV, resource pack VI)."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="updates")
    stage = models.CharField(max_length=10, choices=SeriousIncident.Stage.choices)
    words = models.TextField(blank=True)
    reached_at = models.DateTimeField("stage reached")
    sent_at = models.DateTimeField(null=True, blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["reached_at"]


class Appointment(Tracked, Withdrawable):
    """Who was appointed to what, by whom. Who may not be is computed from who held the case and who managed them then."""

    class Kind(models.TextChoices):
        SECURING = "securing", "To secure the file"
        PANEL = "panel", "Member of the review panel"
        REVIEWER = "reviewer", "Author of the internal review"

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = _user("who")
    outside_name = models.CharField("somebody outside Cafcass", max_length=160, blank=True)
    why_fit = models.TextField("why they are fit for it", blank=True)
    appointed_at = models.DateTimeField()
    area_agreed_by = _user("agreed by the director of the area")
    safeguarding_agreed_by = _user("agreed by the director with safeguarding responsibility")
    practitioner_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "appointed_at"]

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.outside_name

    @property
    def is_agreed(self) -> bool:
        """Both directors decide on the author of the internal review; one appoints to the rest."""
        return self.kind != self.Kind.REVIEWER or (self.area_agreed_by_id is not None and self.safeguarding_agreed_by_id is not None)


class SecuredFile(Tracked):
    """The file as it stood: where paper is, who fetched it, and the snapshot's digest (framework 3.42–3.47)."""

    incident = models.OneToOneField(SeriousIncident, on_delete=models.PROTECT, related_name="secured")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    secured_at = models.DateTimeField()
    secured_by = _user("secured by")
    paper = models.TextField("paper, notes and management records: where they were, sealed and fetched", blank=True)
    outside_at = models.CharField("held at home or by a contractor", max_length=200, blank=True)
    fetched_at = models.DateTimeField("recovered", null=True, blank=True)
    copy_given_at = models.DateTimeField("full copy given to the practitioner", null=True, blank=True)

    def get_absolute_url(self) -> str:
        return reverse("learning:show_secured_file", args=[self.pk])


class Snapshot(EvidenceRow):
    """The record and its documents, frozen. Inserted once; the database refuses to change it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secured = models.OneToOneField(SecuredFile, on_delete=models.PROTECT, related_name="snapshot")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    as_at = models.DateTimeField()
    content = models.JSONField("the record in words")
    documents = models.JSONField("documents, each with its SHA-256")
    rows = models.PositiveIntegerField("records in it")
    sha256 = models.CharField("SHA-256 of record and documents", max_length=64)

    class Meta:
        verbose_name = "snapshot of a secured file"
        verbose_name_plural = "snapshots of secured files"


class AccessRequest(Tracked):
    """Somebody asks to open a secured original; the director agrees or not (framework 3.47)."""

    secured = models.ForeignKey(SecuredFile, on_delete=models.PROTECT, related_name="requests")
    user = _user("who asks", null=False)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    approved = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _user("decided by")
    decision_words = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]


class Opening(EvidenceRow):
    """Somebody opened, or tried to open, a secured original."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secured = models.ForeignKey(SecuredFile, on_delete=models.PROTECT, related_name="openings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    let_in = models.BooleanField()

    class Meta:
        verbose_name = "opening of a secured file"
        verbose_name_plural = "openings of secured files"
        ordering = ["-at"]


class Release(Tracked):
    """Papers that were given to somebody for a review (framework 3.48)."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="releases")
    to_whom = models.CharField(max_length=200)
    is_employee = models.BooleanField()
    what = models.TextField()
    released_at = models.DateTimeField()


class ReviewDate(Tracked, Withdrawable):
    """One date of the timetable: a duty of its own."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="dates")
    what = models.CharField(max_length=160)
    due_on = models.DateField()
    owner = _user("whose it is", null=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on"]


class Action(Tracked, Withdrawable):
    """An action of the plan. It is active only with an owner, a date and the director's agreement."""

    incident = models.ForeignKey(SeriousIncident, on_delete=models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = _user("owner")
    due_on = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField("agreed by the director", null=True, blank=True)
    agreed_by = _user("agreed by")
    done_at = models.DateTimeField(null=True, blank=True)
    done_words = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "created_at"]

    @property
    def is_active(self) -> bool:
        return bool(self.owner_id and self.due_on and self.agreed_at)


class LearningPoint(Tracked, Withdrawable):
    """What is learned, without anybody's name, published to staff to be read. It may come from a review without Cafcass."""

    incident = models.ForeignKey(SeriousIncident, null=True, blank=True, on_delete=models.PROTECT, related_name="learning")
    title = models.CharField(max_length=160)
    text = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = _user("published by")

    class Meta:
        ordering = ["-published_at", "-created_at"]

    def __str__(self) -> str:
        return self.title


class PointRead(Tracked):
    """A member of staff says that they have read a learning point."""

    point = models.ForeignKey(LearningPoint, on_delete=models.PROTECT, related_name="reads")
    user = _user("who", null=False)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "user"], name="one_reading_a_person")]


class OutsideReview(Tracked):
    """The register's other half: notices and summaries of reviews of families that Cafcass did not know, and panel seats in them."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("what it is about, without names", max_length=200)
    is_unexpected_death = models.BooleanField(default=False)
    received_at = models.DateTimeField("notice received")
    summary = models.TextField("summary, or where it is published", blank=True)
    panel_member = _user("asked to sit on or chair the panel")
    agreed_by = _user("agreed by a director")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_at"]
