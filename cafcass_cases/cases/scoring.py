"""How likely two people of different cases are one human being: evidence for and against, each in words. Pure: no database.

Each agreement adds as many bits as it is likelier between two records of one person than between strangers; each difference
takes some away. The sum is compared with a threshold that was set on generated people and measured on others (`make bench`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import log2
from pathlib import Path

import jellyfish
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from .folding import fold, is_one_digit_off, swapped

DATA = Path(__file__).parent / "data"

THRESHOLD = 16.5
"""Bits from which a pair is shown to somebody."""

LEAST = 0.5
"""The same threshold, as a score between 0 and 1. Below this nobody is asked."""

SAME_PLACE = "An address is the same"

PREFIXES = frozenset(
    [
        "mohammed",
        "muhammad",
        "mohamed",
        "mohammad",
        "muhammed",
        "mohd",
        "md",
        "syed",
        "abdul",
        "abu",
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "la",
        "van",
        "der",
    ]
)
"""Words many names begin with: alone they tell two brothers apart no better than "Mr" would."""

PARTICLES = frozenset(["al", "el", "o", "mc", "mac", "de", "la", "le", "van", "von", "der", "den", "di", "da", "st", "bin", "ibn", "ould"])


@dataclass(frozen=True)
class Name:
    """A name in two parts, folded. ``is_own``: the name in the case, not a former one, an alias or another spelling."""

    given: str
    family: str
    is_own: bool = True


@dataclass(frozen=True)
class Place:
    """An address as it is compared: its postcode and the number of the house (empty: not known)."""

    postcode: str
    number: str = ""


@dataclass(frozen=True)
class Known:
    """What comparison may know of a person. No place that anybody keeps confidential is ever among ``places``."""

    names: tuple[Name, ...]
    born: date | None = None
    places: frozenset[Place] = frozenset()
    sex: str = ""


@dataclass(frozen=True)
class Score:
    """``value`` 0 to 1 (0.5: worth asking), what speaks for it and what speaks against it."""

    value: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    bits: float = 0.0
    same_given: bool = False


def _rows(name: str) -> Iterable[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [fold(word) for word in line.split(",")]


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Each name with the numbers of the lines it stands in."""
    found: dict[str, set[int]] = {}
    for number, words in enumerate(_rows("short_names.csv")):
        for word in words:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[tuple[str, str]]:
    return frozenset((kind, name) for kind, name in _rows("common_names.csv"))


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return jellyfish.metaphone(word) if word.isascii() else word


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """What is left of a word however it is written in Latin letters: "chaudhry", "choudhury" and "chowdhury" are one."""
    for old, new in (("ph", "f"), ("sz", "s"), ("cz", "c"), ("ck", "k"), ("q", "k"), ("x", "s"), ("w", ""), ("z", "s"), ("j", "g")):
        word = word.replace(old, new)
    first, rest = word[:1], re.sub(r"[aeiouyh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


def short_forms(one: str, other: str) -> bool:
    """Whether one may be the short form, or another spelling, of the other."""
    groups = _groups()
    return bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


@lru_cache(maxsize=1)
def _lines() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in _rows("short_names.csv"))


def _nearly_short(one: str, other: str) -> bool:
    """One is a slip of the pen from what may be a short form or other spelling of the other."""
    for word, close in ((one, other), (other, one)):
        for number in _groups().get(word, ()):
            if any(_slips(form, close) for form in _lines()[number]):
                return True
    return False


def _slips(one: str, other: str) -> bool:
    """The same word with a slip of the pen: one change in four letters or more, two in eight."""
    longer = max(len(one), len(other))
    if longer < 4 or abs(len(one) - len(other)) > 2:
        return False
    return DamerauLevenshtein.distance(one, other, score_cutoff=2) <= (2 if longer >= 8 else 1)


def _cut_short(one: str, other: str) -> bool:
    """One is the beginning of the other: "alex" and "alexandra", "ade" and "adebayo"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short)


GIVEN = {
    "same": 7.5,
    "common": 5.0,
    "short": 4.5,
    "slip": 3.5,
    "sound": 2.5,
    "cut": 2.5,
    "initial": 1.0,
    "prefix": 1.0,
    "": 0.0,
    "other": -13.0,
}
FAMILY = {"same": 9.5, "common": 6.5, "ending": 7.5, "part": 6.0, "slip": 5.5, "sound": 4.5, "": 0.0, "other": -4.0}


def _word(one: str, other: str) -> str:
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[:1] == other[:1] else "other"
    if short_forms(one, other):
        return "short"
    if _slips(one, other):
        return "slip"
    if _sound(one) == _sound(other) or (len(_skeleton(one)) > 2 and _skeleton(one) == _skeleton(other)):
        return "sound"
    if _cut_short(one, other):
        return "cut"
    if max(len(one), len(other)) >= 7 and JaroWinkler.similarity(one, other) >= 0.94:
        return "slip"
    return "sound" if _nearly_short(one, other) else "other"


def _is_prefix(word: str) -> bool:
    return word in PREFIXES or short_forms(word, "mohammed") or _slips(word, "mohammed")


@lru_cache(maxsize=20_000)
def given_names(one: str, other: str) -> tuple[float, str]:
    """Bits, and how they agree: the best pair of words, middle names included, and the rest beside it."""
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return 0.0, ""
    my_rest, their_rest = [w for w in mine if not _is_prefix(w)], [w for w in theirs if not _is_prefix(w)]
    if my_rest and their_rest:
        mine, theirs = my_rest, their_rest
    elif my_rest or their_rest:
        # "Mohammed" against "Mohammed Ali": it may be he, or his brother
        shared = any(_word(a, b) != "other" for a in mine for b in theirs)
        return (GIVEN["prefix"], "prefix") if shared else (GIVEN["other"], "other")
    if "".join(mine) == "".join(theirs):
        kind = "common" if len(mine) == 1 and ("given", mine[0]) in _common() else "same"
        return GIVEN[kind] + (2.0 if len(mine) > 1 else 0.0), "same"
    best, how, where = GIVEN["other"], "other", (0, 0)
    for i, a in enumerate(mine[:3]):
        for j, b in enumerate(theirs[:3]):
            kind = _word(a, b)
            bits = GIVEN["common"] if kind == "same" and ("given", a) in _common() else GIVEN[kind]
            bits -= 1.0 * (i + j > 0) if kind != "other" else 0.0  # known by a middle name
            if bits > best:
                best, how, where = bits, kind, (i, j)
    if how not in ("other", ""):
        left = [w for k, w in enumerate(mine) if k != where[0]], [w for k, w in enumerate(theirs) if k != where[1]]
        if left[0] and left[1]:
            agree = any(_word(a, b) != "other" for a in left[0] for b in left[1])
            best += 1.5 if agree else -3.0
    return best, how


def _ending(one: str, other: str) -> bool:
    """Endings that say man or woman: Kowalski and Kowalska, Novak and Novakova."""
    short, long = sorted((one, other), key=len)
    if len(one) == len(other) and one[:-1] == other[:-1] and len(one) > 4 and {one[-1], other[-1]} in ({"i", "a"}, {"y", "a"}):
        return True
    return len(short) > 3 and long in (short + "a", short + "ova", short[:-1] + "ova")


@lru_cache(maxsize=20_000)
def family_names(one: str, other: str) -> tuple[float, str]:
    """Bits, and how they agree: whole, in one part of a double name, by ending, by a slip, by sound."""
    if not one or not other:
        return 0.0, ""
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    if mine == theirs:
        return (FAMILY["common"], "same") if ("family", mine) in _common() else (FAMILY["same"], "same")
    bare = [re.sub(r"^(mac|mc|o|al|el)(?=\w{3})", "", word) if word[:1] in "moae" else word for word in (mine, theirs)]
    if bare[0] == bare[1] or re.sub("^mac", "mc", mine) == re.sub("^mac", "mc", theirs):
        return FAMILY["ending"], "slip"
    if _ending(mine, theirs):
        return FAMILY["ending"], "ending"
    words = [w for w in one.split() if w not in PARTICLES], [w for w in other.split() if w not in PARTICLES]
    if max(len(words[0]), len(words[1])) > 1:
        shared = set(words[0]) & set(words[1])
        if shared:
            return (FAMILY["part"] if any(("family", w) not in _common() for w in shared) else FAMILY["part"] - 2.0), "part"
        if any(_word(a, b) in ("slip", "sound") for a in words[0] for b in words[1] if len(a) > 3 and len(b) > 3):
            return FAMILY["part"] - 2.0, "part"
    kind = _word(mine, theirs)
    if kind == "short":
        kind = "slip"
    return (FAMILY[kind], kind) if kind in ("slip", "sound") else (FAMILY["other"], "other")


GIVEN_WORDS = {
    "same": "The same given name", "short": "A short form or other spelling of the given name", "slip": "Given names differ by a letter or two",
    "sound": "Given names sound the same", "cut": "One given name is the beginning of the other", "initial": "The initial fits",
    "prefix": "The first of the given names is the same",
}  # fmt: skip
FAMILY_WORDS = {
    "same": "the same family name", "ending": "the family name with another ending", "part": "a part of the family name is the same",
    "slip": "family names differ by a letter or two", "sound": "family names sound the same",
}  # fmt: skip


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _names(one: Known, other: Known) -> tuple[float, tuple[str, ...], tuple[str, ...], bool]:
    """Bits, reasons, what speaks against it, and whether the given name is the very same: the best of every pair of names."""
    best: tuple[float, str, str, bool, bool] | None = None
    for mine in one.names:
        for theirs in other.names:
            straight = (*given_names(mine.given, theirs.given), *family_names(mine.family, theirs.family), False)
            pairs = [straight]
            if straight[0] < 0 and straight[2] < 4.5:
                ways = (
                    (*given_names(mine.given, theirs.family), *family_names(mine.family, theirs.given), True),
                    (*given_names(mine.family, theirs.given), *family_names(mine.given, theirs.family), True),
                )
                pairs.append(min(ways, key=lambda way: way[0] + way[2]))
            for given_bits, given, family_bits, family, turned in pairs:
                if turned and (given in ("other", "") or family in ("other", "")):
                    continue
                bits = given_bits + family_bits - 1.5 * turned - 0.5 * (not (mine.is_own and theirs.is_own))
                if best is None or bits > best[0]:
                    best = (bits, given, family, turned, mine.is_own and theirs.is_own)
    if best is None:
        return GIVEN["other"], (), (), False
    bits, given, family, turned, own = best
    if given == family == "same":
        reasons = ["The same name" if own else "A former or other name is the same"]
    else:
        reasons = [words for words in (GIVEN_WORDS.get(given, ""), _upper(FAMILY_WORDS.get(family, ""))) if words]
        if reasons and not own:
            reasons.append("One of them is a former or other name")
    if turned:
        reasons.append("Given name and family name are changed over")
    against = [words for words, is_so in (("Another given name", given == "other"), ("Another family name", family == "other")) if is_so]
    return bits, tuple(reasons), tuple(against), given == "same"


def _birth(one: date | None, other: date | None) -> tuple[float, str, str]:
    if one is None or other is None:
        return 0.0, "", "A date of birth is not known"
    if one == other:
        return 13.5, "The same date of birth", ""
    if swapped(one) == other:
        return 7.5, "Day and month of birth are changed over", ""
    if is_one_digit_off(one, other):
        return 4.5, "Dates of birth differ by one digit or one day", ""
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) <= 2:
        return 2.0, "The same birthday, in another year", ""
    if (one.year, one.month) == (other.year, other.month):
        return -1.5, "", "Another day of birth in the same month"
    return -9.0, "", "Another date of birth"


def _places(one: Iterable[Place], other: Iterable[Place]) -> tuple[float, str]:
    best, words = 0.0, ""
    for mine in one:
        for theirs in other:
            if mine.postcode != theirs.postcode:
                continue
            if mine.number and mine.number == theirs.number:
                return 7.0, SAME_PLACE
            if best < 4.0:
                differ = bool(mine.number and theirs.number)
                best, words = (2.0, "An address in the same postcode") if differ else (4.0, "An address with the same postcode")
    return best, words


def _sex(one: str, other: str) -> str:
    man = {"male": "m", "m": "m", "man": "m", "boy": "m", "female": "f", "f": "f", "woman": "f", "girl": "f"}
    mine, theirs = man.get(fold(one)), man.get(fold(other))
    return "" if mine is None or theirs is None else "same" if mine == theirs else "other"


def compare(one: Known, other: Known) -> Score:
    """How likely two people of different cases are one human being, and why. It proposes; a person decides."""
    bits, reasons, against, same_given = _names(one, other)
    if not reasons:
        return Score(0.0, (), against, bits)
    birth, why, but = _birth(one.born, other.born)
    place, where = _places(one.places, other.places)
    sex = _sex(one.sex, other.sex)
    bits += birth + place + {"": 0.0, "same": 0.7, "other": -5.0}[sex]
    for words, is_for in ((why, True), (but, False), (where, True), ("Another sex is recorded", False)):
        if words and (is_for or words != "Another sex is recorded" or sex == "other"):
            reasons, against = ((*reasons, words), against) if is_for else (reasons, (*against, words))
    return Score(as_value(bits), reasons, against, round(bits, 2), same_given)


def as_value(bits: float) -> float:
    """Bits as a number between 0 and 1, where the threshold is a half."""
    return round(1 / (1 + 2 ** ((THRESHOLD - bits) / 2)), 3)


MARGIN = 2.5
"""By how many bits a brother or sister must fit better, where the given name is not the very same, to be the one who is meant."""

COMPANY = 20.0
"""Bits from which somebody else of both cases speaks for a pair."""

FITS_TOO = "Somebody else of this case fits somebody of that case too"


def better_fits(score: Score, rivals: Sequence[Score]) -> bool:
    """Whether one of ``rivals`` (of the same family) is plainly the one who is meant, and this one their twin."""
    return not score.same_given and any(rival.bits - score.bits >= MARGIN for rival in rivals)


def in_company(score: Score, others: Iterable[Score]) -> Score:
    """The score, knowing how other people of the one case fit other people of the other: families come back together."""
    if not any(other.bits >= COMPANY for other in others):
        return score
    bits = score.bits + 6.0
    return replace(score, value=as_value(bits), bits=bits, reasons=(*score.reasons, FITS_TOO))


def among_namesakes(score: Score, many: int) -> Score:
    """The score of a pair without a date of birth to compare, where ``many`` other records bear the name."""
    bits = score.bits - min(2.0 * log2(max(many, 1)), 6.0)
    return replace(score, value=as_value(bits), bits=round(bits, 2))
