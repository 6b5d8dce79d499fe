"""The register of the public's requests for information (Freedom of Information Act 2000)."""

from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked, Withdrawable


class InformationRequest(Tracked, Withdrawable):
    """One request, its reply and its review. Who asked is not kept here: the register is about what was asked and answered.

    ``due_on`` is the twentieth working day after receipt (section 10 of the Act). ``figures`` is what the reply gave: the
    published tables as they were, with the day they count up to, so that they can be counted again.
    """

    reference = models.CharField(max_length=20, unique=True)
    received_on = models.DateField()
    asked = models.TextField("what was asked")
    due_on = models.DateField()
    replied_on = models.DateField(null=True, blank=True)
    reply = models.TextField("what was answered", blank=True)
    figures = models.JSONField(default=dict, blank=True)
    review_asked_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review = models.TextField("what the review decided", blank=True)

    class Meta:
        verbose_name = "request for information"
        verbose_name_plural = "requests for information"
        ordering = ["-received_on", "-created_at"]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("figures:show_request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Something is still to be answered: the request, or its review."""
        return self.replied_on is None or (self.review_asked_on is not None and self.reviewed_on is None)
