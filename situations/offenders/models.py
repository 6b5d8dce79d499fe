"""Adults who are or may be registered sex offenders, or managed under MAPPA (policy 25, 26, 53)."""

from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Known(models.TextChoices):
    YES = "yes", "Yes"
    ALLEGED = "alleged", "Alleged, not confirmed"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Offender(Tracked, Withdrawable):
    """What one case knows of one adult. The markers on the identity say it to other cases; this is the work that follows."""

    class Mappa(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNKNOWN = "unknown", "Not known"

    class Category(models.TextChoices):
        ONE = "1", "Category 1: registered sexual offender"
        TWO = "2", "Category 2: violent or other sexual offender"
        THREE = "3", "Category 3: other dangerous offender"
        FOUR = "4", "Category 4: terrorist or terrorist-risk offender"
        UNKNOWN = "", "Not known"

    class Level(models.TextChoices):
        ONE = "1", "Level 1"
        TWO = "2", "Level 2"
        THREE = "3", "Level 3"
        UNKNOWN = "", "Not known"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="offenders")
    concern = models.ForeignKey("safeguarding.Concern", null=True, blank=True, on_delete=models.PROTECT, related_name="offenders")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="offender_records")
    registered = models.CharField("registered sex offender", max_length=8, choices=Known.choices)
    source = models.CharField("how it is known", max_length=200)
    known_at = models.DateTimeField()
    convicted = models.BooleanField("convicted of a sexual offence", default=False)
    offence = models.CharField(max_length=300, blank=True)
    convicted_on = models.DateField(null=True, blank=True)
    mappa = models.CharField("managed under MAPPA", max_length=8, choices=Mappa.choices, default=Mappa.UNKNOWN)
    mappa_known_at = models.DateTimeField("MAPPA known at", null=True, blank=True)
    mappa_category = models.CharField("MAPPA category", max_length=1, choices=Category.choices, blank=True, default="")
    mappa_level = models.CharField("MAPPA level", max_length=1, choices=Level.choices, blank=True, default="")
    lead_agency = models.CharField(max_length=120, blank=True)
    mappa_considered = models.BooleanField(
        "referral to MAPPA sought", null=True, blank=True, help_text="Considered with the manager (framework 3.13)"
    )
    mappa_considered_reason = models.TextField("why, or why not", blank=True)
    mappa_considered_at = models.DateTimeField("MAPPA referral considered at", null=True, blank=True)
    mappa_considered_with = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="considered with"
    )
    scrutiny = models.TextField("what the evidence shows", blank=True, help_text="The evidence taken together, scrutinised (policy 53)")

    class Meta:
        verbose_name = "offender"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], condition=models.Q(withdrawn_at=None), name="one_offender_a_person")
        ]

    def get_absolute_url(self) -> str:
        return reverse("offenders:show_offender", args=[self.pk])

    @property
    def is_sexual_risk(self) -> bool:
        """Registered, alleged to be, or convicted of a sexual offence: policy 53 and 54 apply."""
        return self.registered in (Known.YES, Known.ALLEGED) or self.convicted


class OffenderContact(Tracked, Withdrawable):
    """Contact between the offender and one child, and when we became aware of it."""

    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="contacts")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    known_at = models.DateTimeField("known to us at")
    what = models.TextField("what contact, how often, who is there")

    class Meta:
        verbose_name = "contact of an offender with a child"
        verbose_name_plural = "contacts of offenders with children"
        ordering = ["known_at"]


class ViewSought(Tracked, Withdrawable):
    """The view of the probation officer or whoever manages the offender's risk: asked, and answered."""

    class Whom(models.TextChoices):
        PROBATION = "probation", "The probation officer"
        OFFENDER_MANAGER = "offender_manager", "The police or other offender manager"
        OTHER = "other", "Somebody else who manages the risk"

    class Result(models.TextChoices):
        ASKED = "asked", "Asked: they have our question"
        ANSWERED = "answered", "Asked, and they gave their view"
        ATTEMPTED = "attempted", "Tried, and reached nobody"

    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="views_sought")
    whom = models.CharField(max_length=16, choices=Whom.choices)
    who = models.CharField("name and post", max_length=200)
    asked_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result.choices)
    view = models.TextField("their view", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "view sought on an offender"
        verbose_name_plural = "views sought on offenders"
        ordering = ["asked_at"]


class Evidence(Tracked):
    """One source of evidence on the offender: obtained, asked for, or not available and why; with its analysis."""

    class Source(models.TextChoices):
        PROBATION_REPORTS = "probation_reports", "Reports and risk assessments of the Probation service"
        OTHER_ASSESSMENTS = "other_assessments", "Reports and risk assessments of other professionals"
        SENTENCING_REMARKS = "sentencing_remarks", "Sentencing remarks of the criminal court"
        OTHER = "other", "Any other evidence"

    class State(models.TextChoices):
        OBTAINED = "obtained", "Obtained"
        ASKED = "asked", "Asked for, not yet here"
        UNAVAILABLE = "unavailable", "Not available"

    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=20, choices=Source.choices)
    state = models.CharField(max_length=12, choices=State.choices)
    happened_at = models.DateTimeField("obtained, asked or refused at")
    why = models.TextField("why it is not available", blank=True)
    analysis = models.TextField("what it shows", blank=True)

    class Meta:
        verbose_name = "evidence on an offender"
        verbose_name_plural = "evidence on offenders"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["offender", "source"], name="one_row_a_source")]


class AgencyEnquiry(Tracked, Withdrawable):
    """What one agency of MAPPA holds: asked, chased, answered (policy 26)."""

    class Agency(models.TextChoices):
        POLICE = "police", "Police"
        PROBATION = "probation", "Probation"
        PRISON = "prison", "Prison Service"

    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="enquiries")
    agency = models.CharField(max_length=10, choices=Agency.choices)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_of = models.CharField("asked of", max_length=200, blank=True)
    chased_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("what they told", blank=True)
    not_asked_why = models.TextField("why they are not asked", blank=True)

    class Meta:
        verbose_name = "enquiry of a MAPPA agency"
        verbose_name_plural = "enquiries of MAPPA agencies"
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["offender", "agency"], name="one_enquiry_an_agency")]

    @property
    def state_words(self) -> str:
        if self.answered_at:
            return "Answered"
        if self.asked_at:
            return "Chased" if self.chased_at else "Asked"
        return "Not to be asked" if self.not_asked_why else "Not yet asked"


class MappaAnalysis(Tracked, Withdrawable):
    """What the agencies' information means for one child (policy 26)."""

    offender = models.ForeignKey(Offender, on_delete=models.PROTECT, related_name="analyses")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    analysis = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "risk to a child from MAPPA information"
        verbose_name_plural = "risks to children from MAPPA information"
        ordering = ["written_at"]
