"""What an adult safeguarding referral says (policy 41)."""

from cafcass_cases.documents.registry import Preflight
from cafcass_cases.ui.words import london

from .models import AdultReferral

Told = AdultReferral.Told


def referral_missing(referral: AdultReferral) -> list[Preflight]:
    """What stops it from going."""
    wanted = (
        (referral.adult.is_named, "Which adult it is about", "P41-2"),
        (referral.authority_id, "The authority in whose area the adult lives", "P41-2"),
        ((referral.harm + referral.risk).strip(), "The nature of the harm, or the risk of it", "P41-3"),
    )
    return [Preflight(text, blocks=True, rule=rule) for there, text, rule in wanted if not there]


def telling_words(referral: AdultReferral) -> list[str]:
    """Who knows of the referral, for adult services. The reason for not telling somebody stays on the record."""
    lines = []
    for who, told, at in (
        ("The adult", referral.adult_told, referral.adult_told_at),
        ("The family", referral.family_told, referral.family_told_at),
    ):
        if told == Told.TOLD:
            lines.append(f"{who} was made aware of this referral{f' on {london(at)}' if at else ''}.")
        elif told == Told.NOBODY:
            lines.append("There is no family to make aware.")
        else:
            lines.append(f"{who} has not been made aware of this referral. Please speak to us before you tell them.")
    return lines
