"""How the desk, the diary and the page of an authority are said on screen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.duties.selectors import duty_url
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london, london_date, london_time

from . import diary
from .models import CaseTaken, DeskEnquiry
from .partnership import Line
from .selectors import Waiting
from .services.enquiries import for_manager


@dataclass(frozen=True)
class EnquiryLine:
    enquiry: DeskEnquiry
    state: str
    tone: str
    due_at: datetime
    take_url: str = ""
    case: str = ""


def is_late(enquiry: DeskEnquiry, now: datetime) -> bool:
    """Nobody took it by then, or nobody answered by then."""
    if not enquiry.is_open:
        return bool(enquiry.ended_at and enquiry.ended_at > enquiry.answer_due_at)
    return now > (enquiry.answer_due_at if enquiry.taken_by_id else enquiry.taken_due_at)


def case_words(enquiry: DeskEnquiry, *, sees: bool) -> str:
    """ "Case C-2026-000012", to whoever sees the case; to the others that it is one of this team's."""
    if enquiry.case is None:
        return "No case found yet"
    words = f"Case {enquiry.case.reference}" if sees else "A case of this team"
    return f"{words} (closed: for a manager)" if for_manager(enquiry) else words


def enquiry_line(enquiry: DeskEnquiry, user: User, now: datetime, *, takes: bool, sees: bool) -> EnquiryLine:
    late = is_late(enquiry, now)
    if enquiry.taken_by:
        state, tone, due = f"Taken by {enquiry.taken_by.full_name}", "red" if late else "blue", enquiry.answer_due_at
    else:
        state, tone, due = "Nobody has taken it", "red" if late else "yellow", enquiry.taken_due_at
    may = takes and enquiry.taken_by_id is None and (is_manager(user) or not for_manager(enquiry))
    return EnquiryLine(
        enquiry, state, tone, due, reverse("dutydesk:take_enquiry", args=[enquiry.pk]) if may else "", case_words(enquiry, sees=sees)
    )


@dataclass(frozen=True)
class CaseLine:
    waiting: Waiting
    state: str
    tone: str
    words: str
    owed: tuple[str, ...]
    take_url: str = ""
    back_url: str = ""
    reference: str = ""


def case_line(one: Waiting, user: User, now: datetime, *, takes: bool, sees: bool) -> CaseLine:
    """A case with nobody there: why, what is owed, and who has it from the desk."""
    late, taken = one.is_late(now), one.taken
    state = f"Taken by {taken.person.full_name}" if taken else "Nobody has taken it"
    tone = "red" if late else "blue" if taken else "yellow"
    owed = tuple(dict.fromkeys(diary.words_of(duty) for duty in one.duties))
    words = f"{one.why_words}: {one.holder}" if one.why == CaseTaken.Why.AWAY and one.holder else one.why_words
    closed = one.why == CaseTaken.Why.CLOSED
    may = takes and (taken is None or taken.person_id != user.pk) and (not closed or is_manager(user))
    return CaseLine(
        one, state, tone, words, owed[:4],
        reverse("dutydesk:take_case", args=[one.case.pk]) if may and taken is None else "",
        reverse("dutydesk:hand_back", args=[taken.pk]) if taken and taken.person_id == user.pk else "",
        one.case.reference if sees else "",
    )  # fmt: skip


def enquiry_rows(enquiry: DeskEnquiry) -> list[Row]:
    taken = f"{enquiry.taken_by}, {london(enquiry.taken_at)}" if enquiry.taken_by_id and enquiry.taken_at else ""
    pairs = [
        ("Who asks", f"{enquiry.get_source_display()}: {enquiry.who}"),
        ("About", enquiry.about),
        ("What they said", enquiry.words),
        ("Reached us", f"{london(enquiry.received_at)}, {enquiry.get_channel_display().lower()}"),
        ("Logged by", str(enquiry.created_by or "")),
        ("Desk", enquiry.team.name),
        ("Taken by", taken),
        ("Passed on", enquiry.passed_on_words),
        ("To be answered by", f"{london(enquiry.answer_due_at)} ({enquiry.limit_note})"),
        ("What came of it", enquiry.get_ending_display()),
        ("In these words", enquiry.ending_words),
        ("Ended", f"{london(enquiry.ended_at)}, {enquiry.ended_by}" if enquiry.ended_at else ""),
    ]
    return [Row(key, value) for key, value in pairs if value]


# ---- the diary


@dataclass(frozen=True)
class DiaryEntry:
    entry: diary.Entry
    hour: str
    court: str
    note: str
    tone: str
    duties: tuple[tuple[str, str, datetime | None, bool, str], ...]
    is_past: bool


@dataclass(frozen=True)
class DiaryDay:
    day: date
    words: str
    entries: tuple[DiaryEntry, ...]


def diary_day(day: diary.Day, now: datetime) -> DiaryDay:
    return DiaryDay(day.day, f"{day.day:%A} {london_date(day.day)}", tuple(_diary_entry(one, now) for one in day.entries))


def _diary_entry(entry: diary.Entry, now: datetime) -> DiaryEntry:
    hearing, note, tone = entry.hearing, "", ""
    if hearing.vacated_at:
        note, tone = "Vacated", "grey"
    elif entry.gone and entry.moved:
        note, tone = f"Moved to {london(entry.moved.to_at)}", "orange"
    elif entry.unlisted:
        note, tone = "The court no longer lists it", "orange"
    elif entry.moved:
        note, tone = f"Moved from {london(entry.moved.from_at)}", "orange"
    owed = tuple((_about(duty), duty_url(duty), duty.due_at, duty.is_late(now), duty.limit_note) for duty in entry.duties)
    court = hearing.court or hearing.case.court
    return DiaryEntry(entry, london_time(entry.at), str(court or "Court not known"), note, tone, owed, hearing.starts_at <= now)


def _about(duty: Any) -> str:
    words = diary.words_of(duty)
    return f"{words}: {duty.child.full_name}" if duty.child_id else words


# ---- an authority


@dataclass(frozen=True)
class PartnershipLine:
    label: str
    line: Line
    is_link: bool
    looked: str
    tone: str


def partnership_line(line: Line) -> PartnershipLine:
    """What is found, or that it is not, when somebody last looked and whom to ask."""
    look = line.look
    looked = ""
    if look:
        looked = f"{look.get_found_display()}, {london_date(look.looked_on)}, {look.created_by or 'the directory'}"
        if look.words:
            looked += f": {look.words}"
    elif line.is_empty:
        looked = "Nobody has looked for it yet"
    return PartnershipLine(line.item.label, line, line.address.startswith("http"), looked, "orange" if line.is_empty else "")
