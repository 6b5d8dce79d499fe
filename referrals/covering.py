"""The covering letter of a written referral: one for each of the three types of framework 2.61 to 2.65."""

from dataclasses import dataclass
from typing import Any

from safeguarding.models import ConcernChild

from .models import Referral, Sought


@dataclass(frozen=True)
class Covering:
    """What the letter says first. ``early``: why it goes before everything is known; "" where nothing is missing."""

    key: str
    heading: str
    words: str
    level: str
    nature: str
    early: str
    consent: str


TYPES = {
    "a": (
        "Referral of a child who is suffering, or is likely to suffer, significant harm",
        "We ask you to decide on enquiries under section 47 of the Children Act 1989.",
    ),
    "b": ("Referral of a child in need", "We ask you to assess the child under section 17 of the Children Act 1989."),
    "c": ("Referral to promote a child’s welfare", "We ask for help for the child and the family. We do not report harm."),
}
ROLE = (
    "Cafcass advises the family court in these proceedings about what is safe for the children and in their interests. Our involvement lasts "
    "as long as they do, unless the court orders otherwise. We will tell you when it ends."
)
"""Framework 3.90: what we are, and for how long."""


def type_of(referral: Referral) -> str:
    """(a) a child's safety, (b) a child in need, (c) welfare (framework 2.61)."""
    if referral.is_early_help:
        return "c"
    return "b" if referral.sought == Sought.SECTION_17 and not referral.significant_harm else "a"


def covering_of(referral: Referral, missing: list[str]) -> Covering:
    """The letter as it stands; ``missing`` names what the writing still lacks."""
    key = type_of(referral)
    heading, words = TYPES[key]
    rows = (
        ConcernChild.objects.filter(concern=referral.concern_id, child__referrals__referral=referral)
        .select_related("child")
        .prefetch_related("harms")
    )
    told = [(row, row.get_threshold_display()) for row in rows]
    return Covering(
        key=key,
        heading=heading,
        words=words,
        level="; ".join(f"{row.child}: {threshold.lower()}" for row, threshold in told)
        if key != "c"
        else "Help is sought, and no harm is reported.",
        nature="; ".join(f"{row.child}: {row.harm_words.lower()}" for row, _ in told) if key != "c" else "",
        early=_early(referral, missing),
        consent=_consent(referral, key),
    )


def _early(referral: Referral, missing: list[str]) -> str:
    if not (referral.is_urgent and missing):
        return ""
    reason = f" {referral.urgent_reason}" if referral.urgent_reason else ""
    return f"This goes before we have full information, because it cannot wait.{reason} Still missing: {'; '.join(missing)}."


def _consent(referral: Referral, key: str) -> str:
    if key == "a":
        return "No consent is needed. What the parents and carers were told is set out below."
    said: list[Any] = [
        f"Parents and carers: {referral.consent_by}" if referral.consent_at else "Parents and carers: see below",
        f"Children: {referral.consent_children}" if referral.consent_children else "",
        f"The court: {referral.consent_court}" if referral.consent_court else "",
    ]
    return ". ".join(part.rstrip(".") for part in said if part) + "."
