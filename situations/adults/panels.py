"""The path, and where the duties of this room lead."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path

from .models import AdultConcern


def _start(case: Any, concern: Any) -> str:
    if concern is not None:
        return reverse("adults:record_adult_of_concern", args=[concern.pk])
    return reverse("adults:record_adult", args=[case.pk])


register_path(
    Path(
        key="adult",
        choice="An adult is at risk, or I worry about their welfare",
        hint="Self-harm, domestic abuse, neglect, exploitation. There need be no concern about a child.",
        group="About an adult",
        paragraphs="Policy 41 and 42",
        start=_start,
        needs_concern=False,
        requirements=("P41-1", "P42-1"),
        suggested=lambda concern: concern.danger_adult,
    )
)


def _words(adult_id: UUID) -> str:
    return f"Adult {AdultConcern.objects.values_list('reference', flat=True).get(pk=adult_id)}"


register_subject_url("adults.adultconcern", lambda pk: reverse("adults:show_adult", args=[pk]))
register_subject_words("adults.adultconcern", _words)

belongs_to("adults.AdultConcern", group="Adults at risk", happened="recognised_at")
belongs_to("adults.AdultPoliceReport", group="Adults at risk", happened="reported_at")
belongs_to("adults.AdultReferral", group="Adults at risk", happened="sent_at")
