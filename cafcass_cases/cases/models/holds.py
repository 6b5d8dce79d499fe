"""A hold on disposal: nothing of a case is destroyed while an inquiry, a complaint or a review needs it."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked

from .cases import Case


class DisposalHold(Tracked):
    """Held since ``held_at`` until somebody lifts it; both with a reason."""

    class Kind(models.TextChoices):
        INQUIRY = "inquiry", "An inquiry or investigation"
        COMPLAINT = "complaint", "A complaint"
        REVIEW = "review", "A learning review"
        CLAIM = "claim", "A claim, or court proceedings about our work"
        OTHER = "other", "Something else"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disposal_holds")
    kind = models.CharField("what needs it", max_length=10, choices=Kind.choices)
    reason = models.TextField("why nothing may be destroyed")
    held_at = models.DateTimeField("held since")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_reason = models.TextField("why it was lifted", blank=True)

    class Meta:
        verbose_name = "hold on disposal"
        verbose_name_plural = "holds on disposal"
        ordering = ["-held_at"]
        indexes = [models.Index(fields=["case", "lifted_at"])]

    @property
    def stands(self) -> bool:
        return self.lifted_at is None
