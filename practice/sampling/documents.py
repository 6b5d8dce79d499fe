"""The document of this room: what one case shows, with the key decisions, for the case's own record. What is said of the
practitioner's work as a whole is not a child's file's, and is not in it."""

from typing import Any
from uuid import UUID

from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import SampledCase
from .points import POINTS


def _sampled(user: Any, sampled_id: UUID, at: Any) -> SampledCase:
    return selectors.sampled_for(user, sampled_id, at)


def _missing(sampled: SampledCase) -> list[Preflight]:
    answered = set(sampled.findings.values_list("point", flat=True))
    return [Preflight(point.title, blocks=True, rule="FA5-1") for point in POINTS if point.key not in answered]


def _context(sampled: SampledCase) -> dict[str, Any]:
    findings = {finding.point: finding for finding in sampled.findings.select_related("answered_by")}
    return {
        "sampled": sampled,
        "sample": sampled.sample,
        "points": [(point, findings.get(point.key)) for point in POINTS],
        "actions": list(sampled.actions.select_related("owner")),
    }


CHECKLIST = register_kind(
    DocumentKind(
        key="safeguarding-checklist",
        title="Supervision for safeguarding: what the case shows",
        template="sampling/documents/checklist.html",
        subject_label="sampling.sampledcase",
        subject=_sampled,
        case=lambda sampled: sampled.case,
        recipient=lambda sampled: Recipient(OWN_RECORD, "The case's own record"),
        context=_context,
        url=lambda sampled: sampled.get_absolute_url(),
        preflight=_missing,
    )
)
