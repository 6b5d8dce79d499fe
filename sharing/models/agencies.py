"""Who outside knows that Cafcass is involved, and that each is told when it ends."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked, Withdrawable
from sharing.table import RECIPIENTS


class InformedAgency(Tracked, Withdrawable):
    """An agency that was told of our involvement in a case, once for each agency. Times in UTC."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="informed_agencies")
    kind = models.CharField("what it is", max_length=20, choices=[(kind.key, kind.label) for kind in RECIPIENTS.values()])
    authority = models.ForeignKey("cases.LocalAuthority", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160, blank=True)
    since = models.DateTimeField("told of our involvement at")
    how = models.CharField("by what", max_length=60, help_text="The referral or request by which it came to know")
    ended_told_at = models.DateTimeField("told that it ended at", null=True, blank=True)
    ended_told_how = models.CharField("how it was told", max_length=200, blank=True)
    ended_told_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "agency that knows of our involvement"
        verbose_name_plural = "agencies that know of our involvement"
        ordering = ["since"]

    @property
    def words(self) -> str:
        """Its name; what it is where the record has none."""
        return str(self.authority or self.name or RECIPIENTS[self.kind].label)
