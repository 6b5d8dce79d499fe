"""The confidentiality guard: refuses a document that tells its recipient what is withheld from them (DESIGN §8, §10.10).

It looks for each withheld detail however it is spaced, broken, abbreviated or accented, names the sentence, and says
what it could not check. It reads the text of the finished page, the file name and the metadata, not the template.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.cases.models import Case, ContactDetail
from cafcass_cases.core.errors import RuleRefused

from .recipients import Recipient, withheld_details

COULD_NOT_CHECK = (
    "pictures and scanned pages",
    "a place that is described without being named",
    "names of people, which are not contact details",
)

STREET_WORDS = {
    "avenue": ("ave", "av"), "road": ("rd",), "street": ("st", "str"), "lane": ("ln",), "close": ("cl",), "drive": ("dr", "drv"),
    "court": ("ct", "crt"), "crescent": ("cres", "cr"), "gardens": ("gdns", "gdn"), "grove": ("gr", "grv"), "place": ("pl",),
    "square": ("sq",), "terrace": ("terr", "tce", "ter"), "way": ("wy",), "park": ("pk",), "mount": ("mt",), "rise": (), "hill": (),
    "walk": (), "row": (), "view": (), "green": (), "mews": (), "parade": ("pde",),
}  # fmt: skip
GENERIC_WORDS = {
    "school", "primary", "infant", "infants", "junior", "academy", "nursery", "college", "high", "secondary", "community", "surgery",
    "practice", "medical", "centre", "center", "health", "the", "ltd", "limited", "plc", "refuge", "house", "preschool", "clinic",
}  # fmt: skip
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class TextPart:
    """One thing the recipient will see: the body, the file name, the document's title."""

    name: str
    text: str


@dataclass(frozen=True)
class GuardFinding:
    """A sentence that tells a withheld detail. ``fingerprint`` names this match, so that a release is for it alone."""

    part: str
    sentence: str
    kind: str
    detail_id: UUID

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.detail_id}|{self.part}|{self.sentence}".encode()).hexdigest()

    @property
    def words(self) -> str:
        return f"{self.part}: “{self.sentence}” ({self.kind})"


class ConfidentialityRefused(RuleRefused):
    """The document would tell its recipient what is withheld from them. ``findings`` name the sentences."""

    def __init__(self, findings: Sequence[GuardFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "confidential",
            "This document was not issued. It contains details that are withheld from the people who will read it. "
            "Take them out, or issue a copy for the court alone.",
            missing=[finding.words for finding in findings],
        )


def check(*, parts: Iterable[TextPart], case: Case, recipient: Recipient) -> list[GuardFinding]:
    """Every place in ``parts`` that tells something withheld from ``recipient``, once for each sentence and detail."""
    details = [(detail, tuple(needles_of(detail))) for detail in withheld_details(case, recipient)]
    findings: dict[str, GuardFinding] = {}
    for part in parts:
        squeezed = Squeezed(part.text)
        for detail, needles in details:
            for needle in needles:
                for position in squeezed.find_all(needle):
                    sentence = sentence_at(part.text, position)
                    found = GuardFinding(part.name, sentence, f"{detail.get_kind_display().lower()} withheld", detail.id)
                    findings.setdefault(found.fingerprint, found)
    return list(findings.values())


class Squeezed:
    """A text without spaces, punctuation, accents or case, that remembers where each letter stood."""

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.positions: list[int] = []
        for index, character in enumerate(text):
            for letter in unicodedata.normalize("NFKD", character).casefold():
                if letter.isalnum():
                    letters.append(letter)
                    self.positions.append(index)
        self.text = "".join(letters)
        self.source = text

    def find_all(self, needle: "Needle") -> Iterator[int]:
        """Positions in the source where the needle stands, at word boundaries where it is short enough to occur by chance."""
        start = self.text.find(needle.letters)
        while start != -1:
            end = start + len(needle.letters) - 1
            if not needle.whole_words or (self._starts_word(start) and self._ends_word(end)):
                yield self.positions[start]
            start = self.text.find(needle.letters, start + 1)

    def _starts_word(self, index: int) -> bool:
        position = self.positions[index]
        return position == 0 or not self.source[position - 1].isalnum()

    def _ends_word(self, index: int) -> bool:
        position = self.positions[index]
        return position + 1 >= len(self.source) or not self.source[position + 1].isalnum()


@dataclass(frozen=True)
class Needle:
    letters: str
    whole_words: bool


def _needle(text: str, *, at_least: int = 5, whole_words: bool | None = None) -> Iterator[Needle]:
    letters = Squeezed(text).text
    if len(letters) >= at_least:
        yield Needle(letters, len(letters) < 10 if whole_words is None else whole_words)


def needles_of(detail: ContactDetail) -> Iterator[Needle]:
    """The forms in which one withheld detail may be told."""
    kinds = ContactDetail.Kind
    if detail.kind == kinds.TELEPHONE:
        digits = re.sub(r"\D", "", detail.value)
        national = re.sub(r"^(?:0044|44|0)", "", digits)
        yield from _needle(national, at_least=6, whole_words=False)
        return
    if detail.kind == kinds.EMAIL:
        yield from _needle(detail.value)
        yield from _needle(detail.value.partition("@")[0], at_least=6)
        return
    for code in {*(f"{a}{b}" for a, b in POSTCODE.findall(f"{detail.value} {detail.postcode}")), detail.postcode}:
        yield from _needle(code, whole_words=True)
    lines = [line.strip() for line in POSTCODE.sub("", detail.value).split(",") if line.strip()]
    if detail.kind == kinds.ADDRESS:
        if len(lines) > 1:
            yield from _needle(lines[0], at_least=6, whole_words=True)  # a house with a name and no number
        for line in lines:
            yield from _address_line(line)
        return
    # A school, surgery, refuge or workplace: its name, with and without its generic words, and any address lines after it.
    yield from _needle(detail.value)
    for number, line in enumerate(lines):
        if number == 0:
            yield from _needle(line)
            kept = [word for word in re.findall(r"[\w'’]+", line) if word.lower() not in GENERIC_WORDS]
            yield from _needle(" ".join(kept), at_least=6, whole_words=True)
        else:
            yield from _address_line(line)


def _address_line(line: str) -> Iterator[Needle]:
    words = re.findall(r"[\w'’]+", line.lower())
    is_street = len(words) > 1 and (words[-1] in STREET_WORDS or any(words[-1] in short for short in STREET_WORDS.values()))
    if not is_street and not any(character.isdigit() for character in line):
        return  # a town or county alone tells too little, and would match everywhere
    for spelt in _street_spellings(words):
        yield from _needle(spelt, whole_words=True)
        if is_street:
            yield from _needle(re.sub(r"^[\d\s]+[a-z]?\s+", "", spelt), at_least=7, whole_words=True)


def _street_spellings(words: list[str]) -> Iterator[str]:
    if not words:
        return
    for full, shorts in STREET_WORDS.items():
        if words[-1] == full or words[-1] in shorts:
            for ending in (full, *shorts):
                yield " ".join([*words[:-1], ending])
            return
    yield " ".join(words)


def sentence_at(text: str, position: int) -> str:
    """The sentence (or line) of ``text`` that contains ``position``, shortened in the middle when very long."""
    start, end = 0, len(text)
    for boundary in SENTENCE_END.finditer(text):
        if boundary.end() <= position:
            start = boundary.end()
        elif boundary.start() > position:
            end = boundary.start()
            break
    sentence = " ".join(text[start:end].split())
    if len(sentence) > 300:
        offset = max(0, position - start - 140)
        sentence = "…" + sentence[offset : offset + 280] + "…"
    return sentence
