"""One box: references, dates of birth in the ways people write them, and names however they are spelt."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q
from rapidfuzz import fuzz

from cafcass_cases.accounts.models import User
from cafcass_cases.core.clock import london_date

from .folding import fold, sounds_of, swapped
from .models import Case, NameKey, Person
from .registry import SearchHit, searched_elsewhere
from .selectors import visible_cases

REFERENCE = re.compile(r"\b([CNR])[-\s]?(\d{4})[-\s]?(\d{1,6})\b", re.IGNORECASE)
MONTHS = {
    month: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1
    )
    for month in names.split()
}  # fmt: skip
NUMBERS = re.compile(r"\b(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}|\d{2})\b")
BACKWARDS = re.compile(r"\b(\d{4})[./\-](\d{1,2})[./\-](\d{1,2})\b")
PACKED = re.compile(r"\b(\d{2})(\d{2})(\d{4})\b")
WORDS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-z]{3,9})[\s\-,]+(\d{4}|\d{2})\b", re.IGNORECASE)
MOST = 50
LEAST = 62.0


@dataclass(frozen=True)
class Asked:
    """What was typed, taken apart."""

    references: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    numbers: tuple[str, ...] = ()
    names: str = ""


@dataclass(frozen=True)
class Found:
    """Somebody, why they were found, and how well."""

    person: Person
    why: str
    score: float


@dataclass
class Results:
    people: list[Found] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    others: list[SearchHit] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.people or self.cases or self.others)


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    century = today.year - today.year % 100
    year = century + int(text)
    return year if year <= today.year else year - 100


def _date(day: str, month: str, year: str, today: date) -> date | None:
    number = MONTHS.get(month.lower()) if month.isalpha() else int(month)
    try:
        return date(_year(year, today), number or 0, int(day))
    except ValueError:
        return None


def take_apart(text: str, today: date) -> Asked:
    """References, dates (day before month, as here) and long numbers are taken out; what is left is names."""
    references, dates, numbers = [], [], []

    def reference(match: re.Match[str]) -> str:
        references.append(f"{match[1].upper()}-{match[2]}-{int(match[3]):06d}")
        return " "

    def taken(order: tuple[int, int, int]):
        def replace(match: re.Match[str]) -> str:
            found = _date(*(match[place] for place in order), today)
            if found is None:
                return match[0]
            dates.append(found)
            return " "

        return replace

    text = REFERENCE.sub(reference, text)
    text = BACKWARDS.sub(taken((3, 2, 1)), text)
    text = NUMBERS.sub(taken((1, 2, 3)), text)
    text = WORDS.sub(taken((1, 2, 3)), text)
    text = PACKED.sub(taken((1, 2, 3)), text)

    def number(match: re.Match[str]) -> str:
        numbers.append(match[0])
        return " "

    text = re.sub(r"\b[A-Z]{0,4}\d[\w/\-]{3,}\b", number, text, flags=re.IGNORECASE)
    return Asked(tuple(references), tuple(dates), tuple(numbers), fold(text))


def _score(asked: str, key: NameKey) -> tuple[float, str]:
    """0 to 100, and why: each word asked against the word of the name that fits it best."""
    words = key.folded.split()
    sounds = set(key.sounds)
    total, heard = 0.0, False
    for word in asked.split():
        best = max((fuzz.ratio(word, other) for other in words), default=0.0)
        if any(other.startswith(word) for other in words):
            best = max(best, 90.0)
        if best < 85 and set(sounds_of(word)) & sounds:
            best, heard = max(best, 80.0), True
        total += best
    score = total / max(len(asked.split()), 1)
    why = "" if key.is_own else "Former or other name"
    if heard:
        why = f"{why}, sounds alike".lstrip(", ").capitalize()
    return score, why


def _by_name(asked: Asked, cases) -> list[Found]:
    each = [Q(folded__trigram_word_similar=word) | Q(sounds__overlap=sounds_of(word)) for word in asked.names.split()[:6]]
    every, some = Q(), Q()
    for one in each:
        every &= one
        some |= one
    keys = (
        NameKey.objects.filter(person__withdrawn_at=None, person__case__in=cases.values("pk"))
        .annotate(alike=TrigramWordSimilarity(asked.names, "folded"))
        .select_related("person__case__team")
        .order_by("-alike")
    )
    rows = list(keys.filter(every)[:300])
    if not rows and len(each) > 1:
        rows = list(keys.filter(some)[:300])
    best: dict = {}
    for key in rows:
        score, why = _score(asked.names, key)
        if asked.dates:
            born = key.person.date_of_birth
            near = born in asked.dates or born in {swapped(day) for day in asked.dates}
            score += 15 if near else -25
        if score >= LEAST and (key.person_id not in best or best[key.person_id].score < score):
            best[key.person_id] = Found(key.person, why, score)
    return list(best.values())


def _by_birth(asked: Asked, cases) -> list[Found]:
    turned = {other for day in asked.dates if (other := swapped(day))}
    people = Person.objects.filter(withdrawn_at=None, case__in=cases.values("pk"), date_of_birth__in={*asked.dates, *turned})
    found = []
    for person in people.select_related("case__team")[:200]:
        exact = person.date_of_birth in asked.dates
        found.append(Found(person, "Date of birth" if exact else "Date of birth, day and month changed over", 95.0 if exact else 70.0))
    return found


def search(*, user: User, text: str, at: datetime) -> Results:
    """What the user may see that fits ``text``, the best first. Contact details are neither searched nor shown."""
    text = " ".join(text.split())[:200]
    results = Results()
    if len(text) < 2:
        return results
    asked = take_apart(text, london_date(at))
    cases = visible_cases(user, at)
    if asked.references or asked.numbers:
        numbers = Q(court_number__in=asked.numbers) | Q(court_case_id__in=asked.numbers)
        found = cases.filter(Q(reference__in=asked.references) | numbers)
        results.cases = list(found.select_related("team").order_by("-received_at")[:MOST])
    people = {}
    if asked.names:
        people = {one.person.pk: one for one in _by_name(asked, cases)}
    if asked.dates:
        for one in _by_birth(asked, cases):
            if one.person.pk not in people and not asked.names:
                people[one.person.pk] = one
    results.people = sorted(people.values(), key=lambda one: (-one.score, one.person.full_name))[:MOST]
    if asked.references:
        results.others = searched_elsewhere(user, " ".join(asked.references), at)
    return results
