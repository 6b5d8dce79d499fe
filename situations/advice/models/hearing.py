"""The request to be heard before the court decides otherwise than advised (framework 2.112)."""

from django.db import models

from cafcass_cases.core.models import Tracked

from .advice import Advice


class RequestToBeHeard(Tracked):
    """In private law, where a child may suffer significant harm if the court does not follow the advice: who, why, and when one is free."""

    advice = models.OneToOneField(Advice, on_delete=models.PROTECT, related_name="request_to_be_heard")
    children = models.CharField("which children", max_length=300)
    reason = models.TextField("what harm, and why")
    availability = models.TextField("when the practitioner can attend")
    attends = models.BooleanField("attends the final hearing")
    not_attending_reason = models.TextField("why not", blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = "request to be heard"
        verbose_name_plural = "requests to be heard"
