"""The four tiers of need, and the court role that goes with each (framework 1.24)."""

from dataclasses import dataclass

from .models import Case
from .models.cases import Law


@dataclass(frozen=True)
class Tier:
    number: int
    words: str
    role: str

    @property
    def label(self) -> str:
        return f"Tier {self.number}, {self.words}. {self.role}"


TIERS = {
    1: Tier(1, "universal: services for all children", "Cafcass is not usually involved"),
    2: Tier(2, "vulnerable: a family breakdown, first work on the application", "Family Court Adviser"),
    3: Tier(3, "complex: lives severely disrupted, a report or a child joined as a party", "Family Court Adviser or Children’s Guardian"),
    4: Tier(4, "acute: children at risk of significant harm", "Children’s Guardian"),
}
REPORTS = ("section 7", "rule 16.4", "16.4", "family assistance", "adoption")


def tier_of(case: Case) -> Tier:
    """What the case is today by its law and what the court asked. It moves as the case does."""
    if case.law == Law.PUBLIC:
        return TIERS[4]
    asked = " ".join(case.application_types).lower()
    return TIERS[3] if case.rule_16_4 or any(words in asked for words in REPORTS) else TIERS[2]
