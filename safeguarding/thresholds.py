"""How high a harm may be rated: what rooms above know that a rating cannot go below (such as policy 53)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A rating about to be recorded for one child. ``harms`` have ``kind`` and ``standing``; ``concern`` None: not yet logged."""

    case: Any
    child: Any
    threshold: str
    harms: Sequence[Any]
    harm_from: Sequence[UUID]
    concern: Any = None
    field: str = "threshold"


ThresholdRule = Callable[[Rating], None]
_rules: list[ThresholdRule] = []


def register_threshold_rule(rule: ThresholdRule) -> ThresholdRule:
    """``rule(rating)`` raises RuleRefused where the harm may not be rated so. "Not yet known" always stands open."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def check_ratings(ratings: Iterable[Rating]) -> None:
    """Ask every rule about every rating."""
    for rating in ratings:
        for rule in _rules:
            rule(rating)


def ratings_agreed(supervision: Any) -> Iterable[Rating]:
    """What supervision agreed, for each child whom the concern describes."""
    concern = supervision.concern
    for row in concern.children.select_related("child").prefetch_related("harms"):
        yield Rating(
            case=concern.case, child=row.child, threshold=supervision.agreed_threshold, harms=list(row.harms.all()), harm_from=concern.harm_from,
            concern=concern, field="agreed_threshold",
        )  # fmt: skip
