"""Places outside: local authorities with children's services, family courts, police forces."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cafcass_cases.core.models import Tracked


class LocalAuthority(Tracked):
    """One of England's authorities with children's services, and its local arrangements (policy 5, 19)."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    official_name = models.CharField(max_length=160)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    region = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    partnership_name = models.CharField("safeguarding children partnership", max_length=160, blank=True)
    procedures_url = models.URLField("local procedures", blank=True)
    thresholds_url = models.URLField("thresholds", blank=True)
    escalation_procedure_url = models.URLField("escalation procedure", blank=True)
    written_referral_address = models.CharField(max_length=200, blank=True, help_text="Secure e-mail or portal for referrals")

    class Meta:
        ordering = ["name"]
        verbose_name = "local authority"
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class AuthorityContact(Tracked):
    """Whom to ring at an authority, and when."""

    class Kind(models.TextChoices):
        DAYTIME = "daytime", "Daytime referrals"
        OUT_OF_HOURS = "out_of_hours", "Out-of-hours team"
        HEAD_OF_SERVICE = "head_of_service", "Head of Service"
        ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director"
        DIRECTOR = "director", "Director of Children's Services"
        LADO = "lado", "Local Authority Designated Officer"
        ADULT_SERVICES = "adult_services", "Adult safeguarding team"
        HOME_EDUCATION = "home_education", "Named officer for elective home education"
        REVIEWING_OFFICERS = "reviewing", "Independent reviewing officer (IRO) service"

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    hours = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField("is invented for demonstration", default=False, help_text="Nobody answers it")

    class Meta:
        ordering = ["kind"]
        verbose_name = "contact of an authority"
        verbose_name_plural = "contacts of authorities"


class Court(Tracked):
    """A family court and the Designated Family Judge area it belongs to."""

    epims_id = models.CharField("ePIMS number", max_length=12, unique=True)
    name = models.CharField(max_length=160)
    aliases = ArrayField(models.CharField(max_length=160), default=list, blank=True, verbose_name="also known as")
    dfj_area = models.CharField("Designated Family Judge area", max_length=120, blank=True)
    region = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CourtArea(Tracked):
    """That a court serves an authority's area, from when it is entered until it ends. A row of its own, so that it has a history."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="areas")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="court_areas")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["authority__name"]
        verbose_name = "authority served by a court"
        verbose_name_plural = "authorities served by courts"
        constraints = [
            models.UniqueConstraint(fields=["court", "authority"], condition=Q(ended_on=None), name="one_running_area_of_a_court")
        ]


class PoliceForce(Tracked):
    """A territorial police force of England."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    is_invented = models.BooleanField("is invented for demonstration", default=False, help_text="Nobody answers its telephone and e-mail")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
