"""The family map: who stands where, drawn as boxes and lines, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cafcass_cases.core.clock import london_date

from .ages import age_in_words
from .models import Person, Relationship, RoleInCase

Kind = Relationship.Kind
BOX_WIDTH, BOX_HEIGHT, GAP, ROW_HEIGHT, MARGIN = 190, 58, 26, 128, 8
DRAWN = {
    Kind.PARENT: "parent",
    Kind.STEP_PARENT: "step",
    Kind.GRANDPARENT: "step",
    Kind.CARER: "step",
    Kind.PARTNER: "partner",
    Kind.FORMER_PARTNER: "former",
    Kind.LIVES_WITH: "home",
}


@dataclass(frozen=True)
class Box:
    person: Person
    x: int
    y: int
    name: str
    note: str
    tone: str

    @property
    def middle(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def name_y(self) -> int:
        return self.y + 24

    @property
    def note_y(self) -> int:
        return self.y + 44


@dataclass(frozen=True)
class Line:
    path: str
    kind: str


@dataclass(frozen=True)
class FamilyMap:
    width: int
    height: int
    boxes: Sequence[Box]
    lines: Sequence[Line]
    words: Sequence[tuple[Person, list[str]]]
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def _row_of(person: Person, links: Sequence[Relationship]) -> int:
    if person.is_child:
        return 2
    elders = (link for link in links if link.person_id == person.pk)
    if any(link.kind == Kind.GRANDPARENT or (link.kind == Kind.PARENT and not link.other.is_child) for link in elders):
        return 0
    return 1


def _note(person: Person, at: datetime) -> str:
    role = person.get_role_display()
    if person.is_unborn:
        return f"{role}, unborn"
    age = age_in_words(person.date_of_birth, london_date(at)) if person.is_child else ""
    return f"{role}, {age}" if age else role


def _short(name: str) -> str:
    return name if len(name) <= 23 else f"{name[:22]}…"


BENDS = {"parent": 32, "home": 17}


def _path(one: Box, other: Box, kind: str) -> str:
    if one.y == other.y:
        left, right = sorted((one, other), key=lambda box: box.x)
        beside = right.x - left.x <= BOX_WIDTH + GAP
        y = one.y + BOX_HEIGHT // 2
        if beside:
            return f"M{left.x + BOX_WIDTH} {y}H{right.x}"
        return f"M{left.middle} {one.y}V{one.y - 12}H{right.middle}V{one.y}"
    upper, lower = sorted((one, other), key=lambda box: box.y)
    # Each kind of line bends at a height of its own and leaves a little aside, so that lines do not run into one another.
    bend = lower.y - BENDS.get(kind, 47)
    aside = {"parent": -8, "home": 0}.get(kind, 8)
    return f"M{upper.middle + aside} {upper.y + BOX_HEIGHT}V{bend}H{lower.middle + aside}V{lower.y}"


def _in_words(people: Sequence[Person], links: Sequence[Relationship]) -> list[tuple[Person, list[str]]]:
    said: dict = {}
    for link in links:
        phrase = "Lives with" if link.kind == Kind.LIVES_WITH else f"{link.get_kind_display()} of"
        duty = {True: ", with parental responsibility", False: ", without parental responsibility", None: ""}
        said.setdefault(link.person_id, {}).setdefault((phrase, duty[link.parental_responsibility]), []).append(link.other.full_name)
    words = []
    for person in people:
        lines = [f"{phrase} {' and '.join(names)}{tail}" for (phrase, tail), names in said.get(person.pk, {}).items()]
        if lines:
            words.append((person, lines))
    return words


def draw(people: Sequence[Person], links: Sequence[Relationship], at: datetime) -> FamilyMap | None:
    """Grandparents over parents over children; professionals left out. None where there is nobody to draw. ``at`` in UTC."""
    family = [person for person in people if person.role != RoleInCase.PROFESSIONAL and not person.is_withdrawn]
    if not family:
        return None
    rows: dict[int, list[Person]] = {}
    for person in family:
        rows.setdefault(_row_of(person, links), []).append(person)
    widest = max(len(row) for row in rows.values())
    width = widest * (BOX_WIDTH + GAP) - GAP + 2 * MARGIN
    boxes: dict = {}
    for place, row in enumerate(sorted(rows)):
        members = rows[row]
        start = (width - (len(members) * (BOX_WIDTH + GAP) - GAP)) // 2
        for column, person in enumerate(members):
            tone = "subject" if person.role == RoleInCase.SUBJECT_CHILD else "child" if person.is_child else "adult"
            x, y = start + column * (BOX_WIDTH + GAP), MARGIN + 14 + place * ROW_HEIGHT
            boxes[person.pk] = Box(person, x, y, _short(person.full_name), _note(person, at), tone)
    drawn = [
        Line(_path(boxes[link.person_id], boxes[link.other_id], DRAWN[link.kind]), DRAWN[link.kind])
        for link in links
        if link.kind in DRAWN and link.person_id in boxes and link.other_id in boxes
    ]
    drawn.sort(key=lambda line: line.kind == "home")
    height = MARGIN * 2 + 14 + (len(rows) - 1) * ROW_HEIGHT + BOX_HEIGHT
    return FamilyMap(width, height, list(boxes.values()), drawn, _in_words(family, links))
