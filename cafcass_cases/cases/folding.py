"""How names and dates are written alike before they are compared. Pure."""

import re
import unicodedata
from datetime import date, timedelta

import jellyfish

LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
"""Letters that are no accented letter to Unicode, but are to whoever types a name."""


def fold(text: str) -> str:
    """Small letters without accents, apostrophes and hyphens: "O'Brien-Núñez" becomes "obrien nunez"."""
    plain = unicodedata.normalize("NFKD", (text or "").translate(LETTERS))
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


def is_one_digit_off(one: date, other: date) -> bool:
    """Whether ``other`` is among :func:`one_digit_off` of ``one``, without writing them all."""
    if abs((one - other).days) == 1:
        return True
    mine, theirs = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    return mine[:2] == theirs[:2] and sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1
