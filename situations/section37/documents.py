"""The two documents of section 37: the advice to the court, and the letter that confirms the order to the authority."""

from typing import Any

from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind
from referrals.registry import ReferralPart, register_referral_part

from . import selectors
from .models import Advice

WHAT_IS_CONSIDERED = (
    "whether to apply for a care order or a supervision order",
    "whether to provide services or assistance to the children and their family",
    "whether to take any other action to protect the children",
)
"""What the authority considers in its investigation (policy 35)."""


def _advice_missing(advice: Advice) -> list[Preflight]:
    """The content blocks the document; the steps before it are the services' to refuse, since a departure may let one pass."""
    found = []
    if not advice.rationale.strip():
        found.append(Preflight("The rationale", blocks=True, rule="P32-2"))
    if advice.earlier_hearing is None:
        found.append(Preflight("Whether an earlier hearing is asked for", blocks=True, rule="P33-3"))
    for moment, words, rule in (
        (advice.consulted_at, "A manager consulted", "P32-1"),
        (advice.told_at, "The local authority told", "P33-1"),
        (advice.papers_at, "The referral and the 16A with the authority", "P33-2"),
    ):
        if moment is None:
            found.append(Preflight(words, rule=rule))
    return found


def _advice_context(advice: Advice) -> dict[str, Any]:
    return {
        "advice": advice,
        "children": list(subject_children(advice.case)),
        "threshold": advice.get_threshold_display().lower(),
        "considered": WHAT_IS_CONSIDERED,
    }


ADVICE_DOCUMENT = register_kind(
    DocumentKind(
        key="section-37-advice",
        title="Section 37 advice",
        template="section37/documents/advice.html",
        subject_label="section37.advice",
        subject=lambda user, pk, at: selectors.advice_for(user, pk, at),
        case=lambda advice: advice.case,
        recipient=lambda advice: Recipient("court", str(advice.case.court or "")),
        context=_advice_context,
        url=lambda advice: advice.get_absolute_url(),
        preflight=_advice_missing,
        court_type="Other_Non_Section_7_Report",
    )
)


def _letter_missing(advice: Advice) -> list[Preflight]:
    found = []
    if advice.order is None:
        found.append(Preflight("The order of the court", blocks=True, rule="P34-1"))
    if not advice.timescales.strip():
        found.append(Preflight("The timescales that were agreed", blocks=True, rule="P34-2"))
    return found


LETTER_DOCUMENT = register_kind(
    DocumentKind(
        key="section-37-order-letter",
        title="Letter confirming the section 37 order",
        template="section37/documents/letter.html",
        subject_label="section37.advice",
        subject=lambda user, pk, at: selectors.advice_for(user, pk, at),
        case=lambda advice: advice.case,
        recipient=lambda advice: Recipient("local_authority", advice.authority.name if advice.authority else ""),
        context=_advice_context,
        url=lambda advice: advice.get_absolute_url(),
        preflight=_letter_missing,
        court_type="Correspondence",
    )
)


@register_referral_part
def why_section_37(referral: Any) -> list[ReferralPart]:
    """A referral of a concern in which section 37 will be advised says so, and why (policy 33)."""
    advice = selectors.standing_advice(referral.concern)
    if advice is None:
        return []
    return [
        ReferralPart(
            "Section 37",
            (
                "We are advising the court that a report under section 37 of the Children Act 1989 is required. We believe that the "
                f"threshold to consider {advice.get_threshold_display().lower()} under section 31 is met.",
                advice.threshold_reason,
                "Our section 16A risk assessment accompanies this referral.",
            ),
            order=40,
        )
    ]
