"""What is planned with one child, and where (framework 2.40, 2.47, 4.5, 4.6)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Venue(models.TextChoices):
    """Where a child is seen. The first group is a home in which the child lives."""

    HOME = "home", "The child’s home"
    FOSTER_HOME = "foster_home", "The foster home"
    CHILDRENS_HOME = "childrens_home", "The children’s home"
    OFFICE = "office", "A Cafcass office"
    SCHOOL = "school", "School or nursery"
    SOLICITOR = "solicitor", "A room at the solicitor’s"
    FAMILY_CENTRE = "family_centre", "A family centre or similar"
    CONTACT_CENTRE = "contact_centre", "A contact centre"
    OUTING = "outing", "An outing, such as a walk or a café"
    VIDEO = "video", "By video"
    CAR = "car", "In a car"
    WORKERS_HOME = "workers_home", "The practitioner’s own home"
    OTHER = "other", "Somewhere else"


HOMES = (Venue.HOME, Venue.FOSTER_HOME, Venue.CHILDRENS_HOME)
"""Where a child lives, and is not seen without a second adult there. Framework 4.6 counts the foster home and any other abode among them."""
Away = tuple(value for value in Venue.values if value not in (*HOMES, Venue.SCHOOL, Venue.VIDEO, Venue.CAR, Venue.WORKERS_HOME))
"""Where the child is taken from home, so that place and length are said beforehand (framework 4.6)."""


class Transport(models.TextChoices):
    NOT_NEEDED = "not_needed", "Nobody: the child is there already"
    PARENT = "parent", "A parent or relative"
    CARER = "carer", "The foster carer, or staff of the children’s home"
    SOCIAL_WORKER = "social_worker", "The social worker"
    OTHER = "other", "Somebody else"
    PRACTITIONER = "practitioner", "I drive the child myself"


class Material(models.TextChoices):
    """What may be used. Therapy is none of it: Cafcass is not a treatment agency (framework 4.5)."""

    TALK = "talk", "Talking alone"
    PLAY = "play", "Play, toys or puppets"
    DRAWING = "drawing", "Drawing and writing"
    CARDS = "cards", "Feelings cards, or a worksheet of wishes and feelings"
    BOOKS = "books", "Books and stories about courts and families"
    SYMBOLS = "symbols", "Signs, symbols or a communication aid"
    COMPUTER = "computer", "A programme or app for children"


class DirectWorkPlan(Tracked, Withdrawable):
    """One planned piece of work with one child. It may be changed until it is done or called off."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="direct_work_plans")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="direct_work_plans")
    purpose = models.TextField()
    planned_for = models.DateTimeField(null=True, blank=True)
    venue = models.CharField(max_length=16, choices=Venue.choices)
    venue_detail = models.CharField("where exactly", max_length=200, blank=True)
    in_bedroom = models.BooleanField("focused work in the child’s bedroom", default=False)
    supervised_needed = models.BooleanField("risk calls for supervised contact", default=False)
    centre_supervises = models.BooleanField("the centre supervises", default=False)
    child_wish = models.TextField("the child’s wish about where", blank=True)
    wish_met = models.BooleanField(null=True, blank=True)
    wish_explained = models.TextField("how it was explained", blank=True)
    told_of_place = models.CharField("how long, and who was told", max_length=300, blank=True)
    is_first = models.BooleanField("first interview", default=False)
    familiar_person = models.CharField(max_length=200, blank=True)
    no_familiar_reason = models.CharField("why nobody familiar", max_length=300, blank=True)
    who_else = models.CharField("who else is there", max_length=200, blank=True)
    second_adult = models.CharField("another adult in the home", max_length=200, blank=True)
    understanding = models.TextField("age and understanding")
    adjustments = models.TextField("how barriers are overcome", blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    other_needs = models.TextField("access, medicine, worship", blank=True)
    answers = models.JSONField("questions about the disability", default=list, blank=True)
    transport = models.CharField("who takes the child there", max_length=14, choices=Transport.choices, default=Transport.NOT_NEEDED)
    transport_reason = models.CharField("why, and the rules that were checked", max_length=300, blank=True)
    materials = ArrayField(models.CharField(max_length=12, choices=Material.choices), default=list, blank=True)
    about_event = models.BooleanField("asks about what may have happened", default=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField("called off at", null=True, blank=True)
    cancelled_reason = models.TextField("why it was called off", blank=True)

    class Meta:
        verbose_name = "plan of direct work"
        verbose_name_plural = "plans of direct work"
        ordering = ["-created_at"]

    def get_absolute_url(self) -> str:
        return reverse("directwork:show_direct_work_plan", args=[self.pk])

    @property
    def material_words(self) -> str:
        return ", ".join(Material(value).label for value in self.materials)


class DisabilityQuestions(Tracked):
    """The key questions about a disabled child (framework 1.28): the newest row is the set in use, one question a line."""

    text = models.TextField("questions")
    reason = models.CharField(max_length=300)

    class Meta:
        verbose_name = "questions about disability"
        verbose_name_plural = "questions about disability"
        ordering = ["-created_at", "-id"]
