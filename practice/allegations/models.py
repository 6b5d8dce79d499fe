"""Allegations about staff (framework 4.13–4.25, policy 49–51): a file of its own, known to named people only; strands, notices, decisions."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.cases.models import Case, LocalAuthority
from cafcass_cases.core.models import Tracked


def _user(label: str = "", *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label or None, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


class Allegation(Tracked):
    """One concern about one person who works for Cafcass. ``file`` is its own restricted file; ``about_case`` the child's, if any."""

    class Kind(models.TextChoices):
        AT_WORK = "at_work", "May have abused a child they see through their work"
        OUTSIDE = "outside", "May have abused a child outside work"
        ADULT = "adult", "May have physically abused another adult"
        ENQUIRY = "enquiry", "Is involved in a child protection enquiry, not as the one who harmed: their ability to protect is in doubt"
        UNSUITABLE = "unsuitable", "Other behaviour that may make them unsuitable to work with children"

    class Standing(models.TextChoices):
        EMPLOYED = "employed", "Employed"
        CONTRACTED = "contracted", "Contracted: Cafcass Associate, locum, another contractor"
        BOARD = "board", "Member of the Board"

    class Contact(models.TextChoices):
        SUSPENDED = "suspended", "No contact with children for now"
        LIMITED = "limited", "Contact with children only as written here"
        CONTINUES = "continues", "Contact with children goes on"

    file = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="allegation")
    about_case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="the child's case")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    person = _user("the person it is about")
    person_name = models.CharField("their name, where they have no account", max_length=160, blank=True)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    is_registered = models.BooleanField("registered social worker")
    what = models.TextField("what is alleged, in the words in which it came")
    source = models.CharField("from whom", max_length=200)
    children = models.TextField("children concerned", blank=True)
    arose_at = models.DateTimeField("when it was known")
    from_complaint = models.BooleanField("came with a complaint", default=False)
    complaint_reference = models.CharField(max_length=60, blank=True)
    in_doubt = models.BooleanField("in doubt how to proceed", default=False)
    route = models.TextField("what the director decided on the way to proceed", blank=True)
    route_at = models.DateTimeField(null=True, blank=True)
    discussed_with = models.CharField("talked over with", max_length=200, blank=True)
    discussed_at = models.DateTimeField(null=True, blank=True)
    responsible = _user("manager who answers for it")
    area_director = _user("director of the area told")
    area_director_told_at = models.DateTimeField(null=True, blank=True)
    safeguarding_director = _user("director with safeguarding responsibility told")
    safeguarding_director_told_at = models.DateTimeField(null=True, blank=True)
    contact = models.CharField("contact with children", max_length=12, choices=Contact.choices, blank=True)
    contact_reasons = models.TextField(blank=True)
    contact_by = _user("decided by")
    contact_at = models.DateTimeField(null=True, blank=True)
    work = models.TextField("suspension and work base: what was decided, and under which procedure", blank=True)
    refer = models.BooleanField("referral that includes the Designated Officer", null=True, blank=True)
    refer_reasons = models.TextField(blank=True)
    refer_decided_at = models.DateTimeField(null=True, blank=True)
    authority = models.ForeignKey(LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supervised_with = models.CharField("supervision with", max_length=160, blank=True)
    supervised_at = models.DateTimeField(null=True, blank=True)
    lado_text = models.TextField("what the authority is told", blank=True)
    lado_written_by = _user()
    lado_approved_by = _user("approved by")
    lado_approved_at = models.DateTimeField(null=True, blank=True)
    lado_sent_at = models.DateTimeField(null=True, blank=True)
    lado_sent_to = models.CharField(max_length=200, blank=True)
    telling_agreed_at = models.DateTimeField("authority agreed that they are told", null=True, blank=True)
    telling_agreed_with = models.CharField(max_length=160, blank=True)
    told_at = models.DateTimeField("the person told", null=True, blank=True)
    told_by = models.CharField(max_length=160, blank=True)
    told_words = models.TextField("what they were told", blank=True)
    unsafe_reasons = models.TextField("why it is unsafe to tell them", blank=True)
    unsafe_agreed_by = _user("agreed by")
    support = models.TextField("support offered", blank=True)
    support_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateField("record kept until", null=True, blank=True)

    class Meta:
        ordering = ["-arose_at"]

    def __str__(self) -> str:
        return self.file.reference

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else self.person_name

    @property
    def needs_telling_decided(self) -> bool:
        """Neither told, nor agreed that it is unsafe (policy 51)."""
        return self.told_at is None and not (self.unsafe_reasons and self.unsafe_agreed_by_id)

    def get_absolute_url(self) -> str:
        return reverse("allegations:show_allegation", args=[self.pk])


class Strand(Tracked):
    """One of the strands, each with its own state and outcome: none waits for, or follows from, another (framework 4.22, 4.23)."""

    class Kind(models.TextChoices):
        PROTECTION = "protection", "Child protection enquiries"
        POLICE = "police", "Police investigation"
        CONDUCT = "conduct", "Disciplinary procedure, or review of the contract"
        PRACTICE = "practice", "Complaint or practice"

    class State(models.TextChoices):
        UNDECIDED = "undecided", "Not known yet whether there is one"
        OPEN = "open", "Open"
        NONE = "none", "There is none"
        CONCLUDED = "concluded", "Concluded"

    class Outcome(models.TextChoices):
        SUBSTANTIATED = "substantiated", "Substantiated: enough evidence that it is true"
        UNSUBSTANTIATED = "unsubstantiated", "Unsubstantiated: not enough evidence either way"
        UNFOUNDED = "unfounded", "Unfounded: nothing supports it"
        FALSE = "false", "False: enough evidence that it is not true"
        MALICIOUS = "malicious", "Malicious: false, and meant to deceive"

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="strands")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNDECIDED)
    started_at = models.DateTimeField(null=True, blank=True)
    whose = models.CharField("who conducts it", max_length=200, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["allegation", "kind"], name="one_strand_a_kind")]

    @property
    def is_settled(self) -> bool:
        return self.state in (self.State.NONE, self.State.CONCLUDED)


class RegulatorNotice(Tracked):
    """A decision on telling a regulator: while enquiries run, and again at the end (framework 4.25)."""

    class Regulator(models.TextChoices):
        SOCIAL_WORK_ENGLAND = "swe", "Social Work England"
        DBS = "dbs", "Disclosure and Barring Service"

    class Moment(models.TextChoices):
        ONGOING = "ongoing", "While enquiries run"
        CONCLUDED = "concluded", "At the end"

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="notices")
    regulator = models.CharField(max_length=4, choices=Regulator.choices)
    moment = models.CharField(max_length=10, choices=Moment.choices)
    notify = models.BooleanField("are they told", null=True, blank=True)
    reasons = models.TextField(blank=True)
    decided_by = _user("decided by")
    decided_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["allegation", "regulator", "moment"], name="one_notice_a_moment")]

    def __str__(self) -> str:
        return f"{self.get_regulator_display()}, {self.get_moment_display().lower()}"


class Contribution(Tracked):
    """What Cafcass gave to the authority's strategy discussion, in writing or by telephone, not by attending (policy 50)."""

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="contributions")
    words = models.TextField("what was given")
    to_whom = models.CharField(max_length=160)
    given_at = models.DateTimeField()
