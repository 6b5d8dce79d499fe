"""A child who is looked after: whether the care rules are applied, and the reviewing officer (framework 2.52 to 2.56)."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable


class CareCheck(Tracked, Withdrawable):
    """What the guardian found for one child. A newer row stands for an older one."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="care_checks")
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="care_checks")
    looked_after = models.BooleanField()
    rules_applied = models.BooleanField("the care rules are applied", null=True, blank=True)
    finding = models.TextField(blank=True)
    action = models.TextField(blank=True)
    authority_placement = models.BooleanField("placement is clear in the authority’s plan", null=True, blank=True)
    authority_contact = models.BooleanField("contact is clear in the authority’s plan", null=True, blank=True)
    court_placement = models.BooleanField("placement is clear in the plan the court approved", null=True, blank=True)
    court_contact = models.BooleanField("contact is clear in the plan the court approved", null=True, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "check of a care plan"
        verbose_name_plural = "checks of care plans"
        ordering = ["-checked_at", "-id"]


class OfficerContact(Tracked, Withdrawable):
    """Something that passed between us and the independent reviewing officer."""

    class Kind(models.TextChoices):
        LIAISON = "liaison", "We spoke during the proceedings"
        HANDOVER = "handover", "Handover after the final hearing"
        NO_HANDOVER = "no_handover", "There is no handover, for a reason"
        REFERRED = "referred", "The officer refers the case to Cafcass for legal action"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="officer_contacts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    officer = models.CharField("who", max_length=160)
    content = models.TextField("what was said")
    child_there = models.BooleanField("the child took part", default=False)
    happened_at = models.DateTimeField()
    advice = models.TextField("what Cafcass Legal advised", blank=True)
    advised_at = models.DateTimeField("advised at", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "contact with the reviewing officer"
        verbose_name_plural = "contacts with the reviewing officer"
        ordering = ["-happened_at"]
