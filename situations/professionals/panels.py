"""The path, the concern's page, and where the duties of this room lead."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from referrals.registry import ReferralPart, register_referral_part
from safeguarding.paths import Path, register_path

from .contents import part_of
from .models import LadoReferral, LadoStep, ProfessionalConcern
from .services.sending import goes_with

LABEL = "professionals.professionalconcern"

register_path(
    Path(
        key="professional",
        choice="It is about somebody who works with children",
        hint="A teacher, a carer, a volunteer, a colleague. The local authority’s designated officer (LADO) may have to know.",
        group="About a child",
        paragraphs="Policy 6, 49 to 51",
        start=lambda case, concern: reverse("professionals:record_professional", args=[concern.pk]) if concern else "",
        requirements=("P6-1", "P49-1"),
        suggested=lambda concern: concern.works_with_children,
        order=50,
    )
)


def _page(professional_id: UUID) -> str:
    return reverse("professionals:show_professional", args=[professional_id])


# Whose they are never changes: a page with many duties asks once for each record.
@lru_cache(maxsize=4096)
def _of_lado(lado_id: UUID) -> UUID:
    return LadoReferral.objects.values_list("professional_id", flat=True).get(pk=lado_id)


@lru_cache(maxsize=4096)
def _of_step(step_id: UUID) -> UUID:
    return LadoStep.objects.values_list("lado__professional_id", flat=True).get(pk=step_id)


def _words(professional_id: UUID) -> str:
    reference = ProfessionalConcern.objects.values_list("concern__reference", flat=True).get(pk=professional_id)
    return f"Somebody who works with children, {reference}"


register_subject_url(LABEL, _page)
register_subject_url("professionals.ladoreferral", lambda pk: _page(_of_lado(pk)))
register_subject_url("professionals.ladostep", lambda pk: _page(_of_step(pk)))
register_subject_words(LABEL, _words)
register_subject_words("professionals.ladoreferral", lambda pk: _words(_of_lado(pk)))
register_subject_words("professionals.ladostep", lambda pk: _words(_of_step(pk)))

belongs_to("professionals.ProfessionalConcern", group="People who work with children", happened="identified_at")
belongs_to("professionals.LadoReferral", group="People who work with children", happened="sent_at")
belongs_to("professionals.LadoStep", group="People who work with children", happened="happened_at")


@register_referral_part
def lado_part(referral: Any) -> Iterator[ReferralPart]:
    """The part that includes the LADO, once everything that comes first is done; never before, and never holding the referral up."""
    waiting = LadoReferral.objects.filter(professional__concern_id=referral.concern_id, professional__withdrawn_at=None, sent_at=None)
    for lado in waiting.select_related("professional__concern", "professional__person", "professional__authority"):
        if goes_with(lado, referral):
            yield part_of(lado)
