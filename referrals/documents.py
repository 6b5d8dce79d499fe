"""The kinds of document of this room: the written referral, the section 16A risk assessment, the court update."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .contents import (
    FACTS,
    MARAC_WORDING,
    RECOMMENDATIONS,
    STATUTORY_STATEMENT,
    WRITTEN_SECTIONS,
    assessment_missing,
    follow_record,
    label_of,
    marac_is_due,
    written_missing,
)
from .covering import ROLE, covering_of
from .models import CourtUpdate, Referral, RiskAssessment, WrittenReferral
from .registry import referral_parts


def _referral_context(writing: WrittenReferral) -> dict[str, Any]:
    referral = writing.referral
    return {
        "referral": referral,
        "number": writing.number,
        "sections": list(_blocks(writing.content, referral)),
        "children": [row.child for row in referral.children.select_related("child")],
        "call": referral.calls.filter(withdrawn_at=None, result="reached").order_by("called_at").first(),
        "marac_wording": MARAC_WORDING if marac_is_due(referral, writing.content) else "",
        "parts": referral_parts(referral),
        "covering": covering_of(referral, [gap.text for gap in written_missing(referral, writing.content)]),
        "covering_role": ROLE,
    }


def _blocks(content: dict[str, Any], referral: Referral) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The sections in order: a heading with one text, or the heading of a table with its rows."""
    for are_facts, group in groupby(WRITTEN_SECTIONS, lambda section: section.key in FACTS):
        rows = [(label_of(section, referral), str(content.get(section.key) or "")) for section in group]
        if are_facts:
            yield "The children and the family", rows
        else:
            yield from ((label, [("", words)]) for label, words in rows)


def _assessment_context(assessment: RiskAssessment) -> dict[str, Any]:
    names = dict(RECOMMENDATIONS)
    content = assessment.content if assessment.issued_at else follow_record(assessment.content, assessment.concern)
    return {
        "assessment": assessment,
        "number": assessment.number,
        "statement": STATUTORY_STATEMENT,
        "content": content,
        "children": list(assessment.children.select_related("child")),
        "asked_outside": any(one.get("outside") and one.get("who", "").strip() for one in content.get("sources", [])),
        "recommendations": [
            {**one, "words": names.get(one.get("option", ""), one.get("option", ""))} for one in content.get("recommendations", [])
        ],
    }


WRITTEN_REFERRAL = register_kind(
    DocumentKind(
        key="written-referral",
        title="Referral to children’s social care",
        template="referrals/documents/written_referral.html",
        subject_label="referrals.writtenreferral",
        subject=lambda user, pk, at: selectors.writing_for(user, pk, at),
        case=lambda writing: writing.referral.case,
        recipient=lambda writing: Recipient("local_authority", writing.referral.authority.name),
        context=_referral_context,
        url=lambda writing: reverse("referrals:show_referral", args=[writing.referral_id]),
        # What is missing is refused, or let go, when it is marked sent: it never stops the document itself (DESIGN §10.1).
        preflight=lambda writing: [
            Preflight(gap.text, blocks=False, rule=gap.rule) for gap in written_missing(writing.referral, writing.content)
        ],
    )
)
EARLY_HELP_REFERRAL = register_kind(
    DocumentKind(
        key="early-help-referral",
        title="Early help referral",
        template="referrals/documents/early_help_referral.html",
        subject_label="referrals.writtenreferral",
        subject=lambda user, pk, at: selectors.writing_for(user, pk, at),
        case=lambda writing: writing.referral.case,
        recipient=lambda writing: Recipient("local_authority", writing.referral.authority.name),
        context=_referral_context,
        url=lambda writing: reverse("referrals:show_referral", args=[writing.referral_id]),
        # Consent is what makes it an early help referral at all; whoever cannot wait for it makes it a safety referral (policy 15).
        preflight=lambda writing: [
            *([] if writing.referral.consent_at else [Preflight("Consent of a parent or carer", blocks=True, rule="P15-4")]),
            *(Preflight(gap.text, blocks=False, rule=gap.rule) for gap in written_missing(writing.referral, writing.content)),
        ],
    )
)


def _own_16a(user: Any, pk: UUID, at: Any) -> RiskAssessment:
    return selectors.assessment_for(user, pk, at)


SECTION_16A = register_kind(
    DocumentKind(
        key="s16a",
        title="Section 16A risk assessment",
        template="referrals/documents/s16a.html",
        subject_label="referrals.riskassessment",
        subject=_own_16a,
        case=lambda assessment: assessment.case,
        recipient=lambda assessment: Recipient("court", str(assessment.case.court or "")),
        context=_assessment_context,
        url=lambda assessment: reverse("referrals:show_risk_assessment", args=[assessment.pk]),
        preflight=assessment_missing,
        court_type="S_16A_Risk_Assessment",
    )
)


def _update_context(update: CourtUpdate) -> dict[str, Any]:
    return {"update": update, "number": 1}


COURT_UPDATE = register_kind(
    DocumentKind(
        key="court-update",
        title="Update to the court",
        template="referrals/documents/court_update.html",
        subject_label="referrals.courtupdate",
        subject=lambda user, pk, at: selectors.update_for(user, pk, at),
        case=lambda update: update.case,
        recipient=lambda update: Recipient("court", str(update.court or "")),
        context=_update_context,
        url=lambda update: reverse("referrals:list_referrals", args=[update.case_id]),
        court_type="Correspondence",
    )
)
