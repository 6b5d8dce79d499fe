"""What higher floors add to a referral: parts of the written referral, such as the LADO's or the request to the NRM."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ReferralPart:
    """A headed part of the written referral: each text is a paragraph, in the words in which it will be sent."""

    heading: str
    texts: tuple[str, ...]
    order: int = 100


Parts = Callable[[Any], Iterable[ReferralPart]]
_parts: list[Parts] = []


def register_referral_part(source: Parts) -> Parts:
    """``source(referral)`` yields parts for the written referral that is issued now. What may not yet go is not yielded."""
    if source not in _parts:
        _parts.append(source)
    return source


def referral_parts(referral: Any) -> list[ReferralPart]:
    """Every further part of the written referral, in order."""
    return sorted((part for source in _parts for part in source(referral)), key=lambda part: part.order)
