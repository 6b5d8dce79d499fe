"""Both documents as data: paragraphs, and the numbered requirements that duties, rules and tests cite."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
FILES = {"policy": "policy_2025.yaml", "framework": "framework_2007.yaml"}
KIND_WORDS = {
    "duty": "Duty",
    "decision_rule": "Decision",
    "content_requirement": "Content",
    "recording_requirement": "Recording",
    "definition": "Definition",
    "prohibition": "Prohibition",
    "permission": "Permission",
    "form": "Form",
}
STANDING_WORDS = {
    "in_force": "",
    "only_here": "In force: the policy is silent",
    "with_policy": "Read with the policy",
    "superseded": "The policy's rule runs instead",
    "historical": "Historical",
}


@dataclass(frozen=True)
class Requirement:
    """One numbered requirement, in our own words. ``standing`` says whether it still runs; ``see`` the policy's paragraphs.

    ``built_by``: the requirements that carry out what was superseded or is gone; ``today``: what has become of what is gone.
    """

    id: str
    document: str
    paragraph: str
    heading: str
    kind: str
    duty: str
    standing: str = "in_force"
    see: tuple[str, ...] = ()
    built_by: tuple[str, ...] = ()
    today: str = ""

    @property
    def kind_words(self) -> str:
        return KIND_WORDS[self.kind]

    @property
    def standing_words(self) -> str:
        return STANDING_WORDS[self.standing]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph (or a few taken together, or an appendix) and its requirements."""

    document: str
    number: str
    heading: str
    requirements: tuple[Requirement, ...]

    @property
    def anchor(self) -> str:
        return "paragraph-" + "".join(c if c.isalnum() else "-" for c in self.number)

    @property
    def name(self) -> str:
        """How the paragraph is named on a page of its own document: "Paragraph 12", "Preamble", "Appendix V"."""
        return _named(self.number, alone=True)


@dataclass(frozen=True)
class Document:
    key: str
    title: str
    paragraphs: tuple[Paragraph, ...]


def read_data(name: str) -> Any:
    """A data file of this package."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def document(key: str) -> Document:
    """ "policy" or "framework". Raises KeyError for any other."""
    raw = read_data(FILES[key])
    paragraphs = []
    for row in raw["paragraphs"]:
        number, heading = str(row["paragraph"]), row["heading"]
        requirements = tuple(
            Requirement(
                id=item["id"],
                document=key,
                paragraph=number,
                heading=heading,
                kind=item["kind"],
                duty=item["duty"],
                standing=item.get("standing", "in_force" if key == "policy" else "only_here"),
                see=tuple(item.get("see", ())),
                built_by=tuple(item.get("built_by", ())),
                today=item.get("today", ""),
            )
            for item in row["requirements"]
        )
        paragraphs.append(Paragraph(key, number, heading, requirements))
    return Document(key, raw["title"], tuple(paragraphs))


@cache
def requirements() -> dict[str, Requirement]:
    """Every requirement of both documents by its id."""
    return {r.id: r for key in FILES for p in document(key).paragraphs for r in p.requirements}


def requirement(requirement_id: str) -> Requirement:
    """The requirement "P12-4" or "F2.104-1". Raises KeyError where there is none."""
    return requirements()[requirement_id]


def paragraph(document_key: str, number: str) -> Paragraph:
    """Paragraph ``number`` ("12", "2.104") of a document, also where it is taken together with others. Raises KeyError."""
    found = [p for p in document(document_key).paragraphs if number == p.number or number in p.number.split("; ")]
    if not found:
        raise KeyError(f"{document_key} {number}")
    return Paragraph(document_key, number, found[0].heading, tuple(r for p in found for r in p.requirements))


def cite(requirement_id: str) -> str:
    """How a page cites a requirement: "Policy 12", "Framework 2.101 and 2.103". An unknown id is given back as it is."""
    found = requirements().get(requirement_id)
    if found is None:
        return requirement_id
    return ("Policy " if found.document == "policy" else "Framework ") + _named(found.paragraph, alone=False)


def cite_all(requirement_ids: Iterable[str]) -> str:
    """Several ids, each paragraph once: "Policy 9, Policy 10"."""
    return ", ".join(dict.fromkeys(cite(i) for i in requirement_ids))


def _named(number: str, *, alone: bool) -> str:
    if number == "0":
        return "Preamble" if alone else "preamble"
    if number.startswith("App."):
        return number.replace("App.", "Appendix" if alone else "appendix", 1)
    if number.startswith("RP "):
        item, _, about = number[3:].partition(" ")
        where = " " + about if about else ""
        return ("Resource pack " if alone else "resource pack ") + item + where
    parts = number.split("; ")
    words = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return (("Paragraph " if len(parts) == 1 else "Paragraphs ") if alone else "") + words


@dataclass(frozen=True)
class Carrier:
    """Something in the software that carries a requirement out: a duty, a rule, a screen, a document."""

    kind: str
    title: str
    key: str = ""


_carriers: dict[str, list[Carrier]] = defaultdict(list)


def register_carrier(requirement_ids: Iterable[str], carrier: Carrier) -> None:
    """Say what carries requirements out, so that the policy pages show it. Called by rooms above as they register."""
    for requirement_id in requirement_ids:
        if carrier not in _carriers[requirement_id]:
            _carriers[requirement_id].append(carrier)


def carriers(requirement_id: str) -> tuple[Carrier, ...]:
    """What carries the requirement out, as registered."""
    return tuple(_carriers.get(requirement_id, ()))


def cited() -> tuple[str, ...]:
    """Every id that something was registered for, whether the catalogue knows it or not."""
    return tuple(_carriers)
