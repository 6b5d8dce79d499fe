"""How names and dates of birth are compared: folded, by likeness, by sound, swapped, a digit off. Pure, but for the index."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import jellyfish
from rapidfuzz import fuzz

from .models import NameKey, Person


def fold(text: str) -> str:
    """Small letters without accents, apostrophes and hyphens: "O'Brien-Núñez" becomes "obrien nunez"."""
    plain = unicodedata.normalize("NFKD", text or "")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    plain = re.sub(r"['’`.]", "", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def sounds_of(folded: str) -> list[str]:
    """The sounds of each word, two ways (metaphone and soundex)."""
    sounds = set()
    for word in folded.split():
        if len(word) > 1 and word.isascii() and word.isalpha():
            sounds.add(f"m{jellyfish.metaphone(word)}"[:24])
            sounds.add(f"s{jellyfish.soundex(word)}")
    return sorted(sounds)


def rebuild_names(person: Person) -> None:
    """Write the index of a person's names again. Services call it whenever a name changed."""
    person.name_keys.all().delete()
    if person.is_withdrawn:
        return
    names = [(True, f"{person.given_names} {person.family_name}")]
    names += [(False, name.full_name) for name in person.other_names.filter(withdrawn_at=None)]
    keys = [NameKey(person=person, is_own=own, folded=fold(name), sounds=sounds_of(fold(name))) for own, name in names]
    NameKey.objects.bulk_create(key for key in keys if key.folded)


def likeness(one: str, other: str) -> float:
    """0 to 1: how alike two folded names are, whatever the order of their words."""
    return max(fuzz.token_sort_ratio(one, other), 0.95 * fuzz.token_set_ratio(one, other)) / 100


def swapped(day: date) -> date | None:
    """The same numbers with day and month changed over, or None when that is no date or the same."""
    try:
        other = date(day.year, day.day, day.month)
    except ValueError:
        return None
    return other if other != day else None


def one_digit_off(day: date) -> set[date]:
    """Every date written with one digit different (years within reason), and the days beside it."""
    text = day.strftime("%Y%m%d")
    found = {day - timedelta(days=1), day + timedelta(days=1)}
    for place in range(2, 8):
        for digit in "0123456789":
            other = text[:place] + digit + text[place + 1 :]
            try:
                found.add(date(int(other[:4]), int(other[4:6]), int(other[6:])))
            except ValueError:
                continue
    return found - {day}


def nearby_dates(day: date) -> set[date]:
    """Dates of birth that may be this one mistyped."""
    turned = swapped(day)
    return {day, *one_digit_off(day), *([turned] if turned else [])}


@dataclass(frozen=True)
class Known:
    """What comparison needs to know of a person: folded names (their own first), date of birth, places that are not confidential."""

    own: str
    others: tuple[str, ...] = ()
    given: str = ""
    family: str = ""
    born: date | None = None
    postcodes: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.own, *self.others) if self.own else self.others


@dataclass(frozen=True)
class Score:
    """0 to 1, and in words why."""

    value: float
    reasons: tuple[str, ...]


LEAST = 0.62
"""Below this nobody is asked."""


def _name_part(one: Known, other: Known) -> tuple[float, list[str]]:
    best, reasons = 0.0, []
    for mine in one.names:
        for theirs in other.names:
            alike = likeness(mine, theirs)
            if alike > best:
                best, formerly = alike, mine != one.own or theirs != other.own
                reasons = ["The same name" if mine == theirs else "Names are alike"] if alike >= 0.8 else []
                if reasons and formerly:
                    reasons = ["A former or other name is the same" if mine == theirs else "A former or other name is alike"]
    turned = one.given and one.given == other.family and one.family == other.given
    if turned:
        reasons = ["Given name and family name are changed over"]
        best = max(best, 0.97)
    if best < 0.95:
        mine_sounds, their_sounds = ({s for n in known.names for s in sounds_of(n) if s[0] == "m"} for known in (one, other))
        if mine_sounds and their_sounds:
            shared = len(mine_sounds & their_sounds) / min(len(mine_sounds), len(their_sounds))
            if shared > 0.99:
                best = max(best, 0.9)
                reasons = [*reasons, "Names sound the same"]
    return best, reasons


def _birth_part(one: date | None, other: date | None) -> tuple[float, list[str]]:
    if one is None or other is None:
        return 0.35, []
    if one == other:
        return 1.0, ["The same date of birth"]
    if swapped(one) == other:
        return 0.85, ["Day and month of birth are changed over"]
    if other in one_digit_off(one):
        return 0.75, ["Dates of birth differ by one digit or one day"]
    return 0.0, []


def compare(one: Known, other: Known) -> Score:
    """How likely two people of different cases are one human being. It proposes; a person decides."""
    name, name_reasons = _name_part(one, other)
    birth, birth_reasons = _birth_part(one.born, other.born)
    place_reasons = ["An address with the same postcode"] if one.postcodes & other.postcodes else []
    if name < 0.7:
        return Score(0.0, ())
    value = 0.6 * name + 0.35 * birth + (0.1 if place_reasons else 0)
    return Score(round(min(value, 1.0), 3), tuple(name_reasons + birth_reasons + place_reasons))


def best_names(keys: Iterable[NameKey]) -> tuple[str, tuple[str, ...]]:
    """The own name and the others of one person, from the index."""
    keys = list(keys)
    own = next((key.folded for key in keys if key.is_own), "")
    return own, tuple(key.folded for key in keys if not key.is_own)
