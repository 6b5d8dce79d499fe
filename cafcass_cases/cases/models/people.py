"""People as one case knows them (DESIGN §3)."""

from datetime import date

from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable

from .cases import Case


class RoleInCase(models.TextChoices):
    SUBJECT_CHILD = "subject_child", "Subject child"
    CONNECTED_CHILD = "connected_child", "Connected child"
    APPLICANT = "applicant", "Applicant"
    RESPONDENT = "respondent", "Respondent"
    OTHER_ADULT = "other_adult", "Other adult"
    PROFESSIONAL = "professional", "Professional"


CHILD_ROLES = (RoleInCase.SUBJECT_CHILD, RoleInCase.CONNECTED_CHILD)
PARTY_ROLES = (RoleInCase.APPLICANT, RoleInCase.RESPONDENT)


class Person(Tracked, Withdrawable):
    """Somebody as one case knows them. The same human being in another case is another Person, linked by an identity."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    role = models.CharField(max_length=16, choices=RoleInCase.choices)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    is_unborn = models.BooleanField(default=False)
    expected_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=80, blank=True)
    religion = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=80, blank=True)
    interpreter_needed = models.BooleanField(null=True, blank=True)
    disability = models.CharField(max_length=200, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    works_with_children = models.BooleanField(null=True, blank=True)
    connected_how = models.CharField(max_length=120, blank=True, help_text="How a connected child is connected")
    connected_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="connected through"
    )
    court_party_id = models.CharField(
        "party in the court's system", max_length=40, blank=True, help_text="The id in the court's application"
    )
    doubts = models.JSONField(
        "to check", default=list, blank=True, help_text="Imported values that look implausible, for a person to check"
    )

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["case", "role"]),
            models.Index(fields=["date_of_birth"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        name = f"{self.given_names} {self.family_name}".strip()
        if name:
            return name
        return "Unborn child" if self.is_unborn else "Name not known"

    @property
    def is_child(self) -> bool:
        return self.role in CHILD_ROLES

    def age_on(self, day: date) -> int | None:
        """Whole years on ``day`` (a London date), or None when the date of birth is not known."""
        born = self.date_of_birth
        if born is None or born > day:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class PersonName(Tracked, Withdrawable):
    """Another name somebody is or was known by."""

    class Kind(models.TextChoices):
        FORMER = "former", "Former name"
        ALIAS = "alias", "Also known as"
        SPELLING = "spelling", "Other spelling"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="other_names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "other name of a person"
        verbose_name_plural = "other names of people"

    @property
    def full_name(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()


class Relationship(Tracked, Withdrawable):
    """How ``person`` stands to ``other``: "person is the parent of other"."""

    class Kind(models.TextChoices):
        PARENT = "parent", "Parent"
        STEP_PARENT = "step_parent", "Step-parent"
        GRANDPARENT = "grandparent", "Grandparent"
        SIBLING = "sibling", "Brother or sister"
        HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
        STEP_SIBLING = "step_sibling", "Step-brother or step-sister"
        PARTNER = "partner", "Partner"
        FORMER_PARTNER = "former_partner", "Former partner"
        CARER = "carer", "Carer"
        LIVES_WITH = "lives_with", "Lives with"
        OTHER_RELATIVE = "other_relative", "Other relative"
        NOT_RELATED = "not_related", "Not related"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="relationships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_from")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships_to")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    parental_responsibility = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
