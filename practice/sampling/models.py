"""A sample of a practitioner's cases, what was found in each of them on the eleven points, and what is done about it (framework App. V)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from cafcass_cases.core.models import Tracked


def _user(label: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )


class Sample(Tracked):
    """Cases of one practitioner, drawn by chance with a seed that is kept, or chosen for a reason. Nobody is ranked by it."""

    class Way(models.TextChoices):
        RANDOM = "random", "By chance"
        CHOSEN = "chosen", "Chosen"

    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="samples")
    sampled_by = _user("sampled by")
    sampled_at = models.DateTimeField()
    way = models.CharField("how the cases were taken", max_length=8, choices=Way.choices)
    seed = models.CharField(max_length=32, blank=True, help_text="With the pool, it draws the same cases again")
    pool = models.JSONField(default=list, help_text="The cases that could have been drawn, by id, in order")
    since_on = models.DateField("held since", help_text="Cases that the practitioner held on this day or after")
    why = models.TextField("why now", blank=True)
    is_concerned = models.BooleanField("concerned about the practice", default=False)
    strengths = models.TextField("what is done well", blank=True)
    judgement = models.TextField("what the sample shows", blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = _user("signed by", null=True)
    answer = models.TextField("the practitioner's answer", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "sample of cases"
        verbose_name_plural = "samples of cases"
        ordering = ["-sampled_at"]

    def __str__(self) -> str:
        return f"Sample of {self.sampled_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("sampling:show_sample", args=[self.pk])

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


class SampledCase(Tracked):
    """One case of a sample."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sampled")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "sampled case"
        verbose_name_plural = "sampled cases"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sample", "case"], name="a_case_once_a_sample")]

    def get_absolute_url(self) -> str:
        return reverse("sampling:show_sampled_case", args=[self.pk])


class Finding(Tracked):
    """What one case shows on one point. ``proof`` is what the record proved when it was answered: words, day and address."""

    class State(models.TextChoices):
        SHOWN = "shown", "Shown"
        NOT_SHOWN = "not_shown", "Not shown"
        NOT_ASKED = "not_asked", "Does not apply in this case"
        NOT_LOOKED = "not_looked", "Not looked at this time"

    sampled = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="findings")
    point = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices)
    proof = models.JSONField(default=list, blank=True)
    where = models.CharField("where it is shown", max_length=300, blank=True, help_text="What the record cannot prove by itself")
    seen_on = models.DateField("seen on", null=True, blank=True)
    note = models.TextField(blank=True)
    answered_by = _user("answered by")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = "finding of a sample"
        verbose_name_plural = "findings of samples"
        constraints = [models.UniqueConstraint(fields=["sampled", "point"], name="one_finding_a_point")]

    @property
    def proofs(self) -> list[dict[str, Any]]:
        """What the record proved, each with its day as a date."""
        return [{**row, "day": date.fromisoformat(row["on"])} for row in self.proof]


class SampleAction(Tracked):
    """Something agreed because of the sample: who does it, and by when. About one of the cases, or about the practice."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="actions")
    sampled = models.ForeignKey(SampledCase, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    point = models.CharField(max_length=20, blank=True)
    what = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("by")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = _user("done by", null=True)
    result = models.TextField(blank=True)

    class Meta:
        verbose_name = "action from a sample"
        verbose_name_plural = "actions from samples"
        ordering = ["due_on", "created_at"]
