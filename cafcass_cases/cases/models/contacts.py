"""Where people are and how to reach them, and from whom that must be kept (DESIGN §10.10)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .directories import LocalAuthority
from .people import Person

AUDIENCES = [
    ("applicant", "The applicant"),
    ("respondent", "The respondent"),
    ("parties", "Every party and their solicitors"),
    ("local_authority", "The local authority"),
    ("school", "Schools"),
    ("police", "The police"),
    ("others", "Anyone else outside Cafcass and the court"),
]
"""From whom a detail can be withheld. The court is never among them: a copy for the court alone is its own decision."""


class ContactDetail(Tracked, Withdrawable):
    """One detail of one person in one case, with its dates. Masked on screen where it is withheld from anyone."""

    class Kind(models.TextChoices):
        ADDRESS = "address", "Address"
        TELEPHONE = "telephone", "Telephone"
        EMAIL = "email", "E-mail"
        SCHOOL = "school", "School"
        NURSERY = "nursery", "Nursery"
        GP = "gp", "GP"
        HEALTH_VISITOR = "health_visitor", "Health visitor"
        REFUGE = "refuge", "Refuge"
        WORKPLACE = "workplace", "Workplace"

    class Confidentiality(models.TextChoices):
        NOT_ASKED = "not_asked", "Not yet asked"
        OPEN = "open", "Not confidential"
        CONFIDENTIAL = "confidential", "Confidential"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_details")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    value = models.CharField(max_length=300, help_text="Number, e-mail, name of school; for an address its lines, comma-separated")
    postcode = models.CharField(max_length=10, blank=True)
    local_authority = models.ForeignKey(LocalAuthority, null=True, blank=True, on_delete=models.PROTECT)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    confidentiality = models.CharField(max_length=12, choices=Confidentiality.choices, default=Confidentiality.NOT_ASKED)
    withheld_from = ArrayField(models.CharField(max_length=20, choices=AUDIENCES), default=list, blank=True)
    withheld_from_people = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Persons of this case", verbose_name="withheld from these people"
    )
    source = models.CharField(max_length=200, blank=True, help_text="C8, court application, the mother by telephone, …")
    safe_to_use = models.BooleanField(null=True, blank=True, help_text="Safe to write or ring here; empty: not yet asked")

    class Meta:
        indexes = [models.Index(fields=["person", "kind"]), models.Index(fields=["postcode"])]
