"""A child in care tells of more cruelty, abuse or neglect (policy 8)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class Disclosure(Tracked, Withdrawable):
    """What one child told after coming into care. ``disclosed_at`` (UTC) starts the clock of the referral.

    The words themselves stand in the concern; here is whose they are, who looks after the child, and whether the police are told.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="disclosures_in_care")
    concern = models.ForeignKey("safeguarding.Concern", on_delete=models.PROTECT, related_name="disclosures_in_care")
    child = models.ForeignKey("cases.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    disclosed_at = models.DateTimeField()
    words = models.TextField("in the child’s own words", blank=True, help_text="Word for word")
    authority = models.ForeignKey(
        "cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Which looks after the child"
    )
    police = models.BooleanField("report to the police as well", null=True, blank=True)
    police_reason = models.TextField("why the police, or not", blank=True)
    police_decided_at = models.DateTimeField(null=True, blank=True)
    police_decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referred_at = models.DateTimeField("referral telephoned at", null=True, blank=True)
    reported_at = models.DateTimeField("reported to the police at", null=True, blank=True)

    class Meta:
        verbose_name = "disclosure by a child in care"
        verbose_name_plural = "disclosures by children in care"
        ordering = ["disclosed_at"]

    def __str__(self) -> str:
        return self.child.full_name if self.child else "Child not yet named"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:show_disclosure", args=[self.pk])

    @property
    def is_complete(self) -> bool:
        """Who told, who looks after them, and the decision on the police are all there."""
        return bool(self.child_id and self.authority_id and self.police is not None)
