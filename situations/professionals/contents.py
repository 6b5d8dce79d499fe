"""The words of a referral that includes the LADO, exactly as they will be sent (policy 49, 50)."""

from hashlib import sha256

from cafcass_cases.documents.registry import Preflight
from cafcass_cases.ui.words import london
from referrals.registry import ReferralPart

from .models import LadoReferral

HEADING = "Referral that includes the Local Authority Designated Officer (LADO)"
STATEMENT = (
    "This referral includes a referral to the Local Authority Designated Officer (LADO). We recommend that the LADO is involved, "
    "because the person named here works with children."
)
AFTERWARDS = (
    "Cafcass does not attend the LADO’s meetings: the decisions made there are the local authority’s. We answer questions in writing or "
    "by telephone at once. We share nothing of this with an employer or anybody else until the LADO says what may be shared, and with whom."
)


def paragraphs(lado: LadoReferral) -> tuple[str, ...]:
    """What a manager approves: the text as it will be sent."""
    about = lado.professional
    capacity = about.get_capacity_display()
    return (
        STATEMENT,
        f"The person is {about}{f' ({capacity[:1].lower()}{capacity[1:]})' if capacity else ''}. Role: {about.job or 'not known'}. "
        f"Employer or place of work: {about.employer or 'not known'}. Children they work with: {about.children_known or 'not known'}",
        f"Behaviour that is harming, or may harm, children they work with or know: {lado.behaviour}",
        f"The children, and the risk to them: {lado.children_at_risk}",
        f"What is known, from whom and since when: {lado.evidence}",
        AFTERWARDS,
    )


def telling(lado: LadoReferral) -> str:
    """Whether the individual knows. It is said beside the approved text, since it is known only after the approval."""
    if lado.told == LadoReferral.Told.TOLD and lado.told_at:
        return f"{lado.professional} was told of this referral on {london(lado.told_at)}."
    return f"{lado.professional} has not been told of this referral. Please speak to us before you tell them."


def part_of(lado: LadoReferral) -> ReferralPart:
    return ReferralPart(HEADING, (*paragraphs(lado), telling(lado)), order=20)


def digest(*texts: str) -> str:
    """The fingerprint of a text: another word is another text."""
    return sha256("\n\n".join(texts).encode()).hexdigest()


def is_approved(lado: LadoReferral) -> bool:
    """A manager approved this very text (policy 51)."""
    return bool(lado.approved_digest) and lado.approved_digest == digest(*paragraphs(lado))


def is_unsafe_agreed(lado: LadoReferral) -> bool:
    """A manager agreed to these very reasons for not telling the individual."""
    return lado.told == LadoReferral.Told.UNSAFE and bool(lado.unsafe_digest) and lado.unsafe_digest == digest(lado.unsafe_reasons)


def are_words_agreed(lado: LadoReferral) -> bool:
    """A manager agreed to these very words for the court (policy 51)."""
    return bool(lado.court_words) and lado.court_digest == digest(lado.court_words)


def is_told_or_unsafe(lado: LadoReferral) -> bool:
    """The individual was told, or a manager agreed that it is unsafe (policy 51)."""
    return lado.told == LadoReferral.Told.TOLD or is_unsafe_agreed(lado)


def content_missing(lado: LadoReferral) -> list[Preflight]:
    """What the LADO needs to decide (policy 49, 50), each with its requirement."""
    about = lado.professional
    wanted = (
        (about.is_described, "Who they are, and in what capacity", "P49-4"),
        (about.authority_id, "The authority in whose area they work with children", "P50-2"),
        (lado.behaviour.strip(), "What behaviour is harming, or may harm, children they work with or know", "P49-2"),
        (about.job.strip(), "Their role", "P50-2"),
        (about.employer.strip(), "Their employer or place of work", "P50-2"),
        (about.children_known.strip(), "The children they work with", "P50-2"),
        (lado.children_at_risk.strip(), "The children at risk, and the risk to them", "P50-2"),
        (lado.evidence.strip(), "What is known, from whom and since when", "P50-2"),
    )
    return [Preflight(text, blocks=True, rule=rule) for there, text, rule in wanted if not there]
