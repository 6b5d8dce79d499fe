"""Entries in the record: written once, corrected by a new entry that points at the old one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from ..events import EntryWritten
from ..models import Case, Person, RecordEntry
from .guards import lock, must_be_of_case, must_have_happened, must_say, must_stand

DIRECT_WORK_POINTS = {
    "where": "Where the child was seen",
    "who": "Who was there",
    "purpose": "What the work was for",
    "supportive": "What made the setting supportive",
    "happened": "What happened",
    "reasons": "Why you did what you did",
    "effect": "How it affected the child",
    "outcomes": "What came of it",
    "feedback": "What you told the carer",
    "planned": "What is planned next",
}
"""The ten points of framework 2.47."""


@service
def write_entry(
    *,
    case: Case,
    kind: str,
    text: str,
    happened_at: datetime,
    by: User,
    now: datetime,
    title: str = "",
    about: Sequence[Person | UUID | str] = (),
    concern_id: UUID | None = None,
    reached_us_at: datetime | None = None,
    recognised_at: datetime | None = None,
    direct_work: Mapping[str, str] | None = None,
) -> RecordEntry:
    """Write down what was said, seen or done at ``happened_at`` (UTC); a closed case still takes entries.

    Direct work with a child carries its ten points (framework 2.47). Raises RuleRefused F2.47-1.
    """
    entry = RecordEntry(
        case=case,
        kind=kind,
        title=title.strip(),
        text=must_say(text, "text", "Write what happened."),
        happened_at=happened_at,
        reached_us_at=reached_us_at,
        recognised_at=recognised_at,
        concern_id=concern_id,
        author=by,
        about=_ids(about, case),
        direct_work=_points(kind, direct_work),
    )
    return _write(entry, now)


@service
def correct_entry(
    *,
    entry: RecordEntry,
    text: str,
    by: User,
    now: datetime,
    reason: str,
    title: str | None = None,
    happened_at: datetime | None = None,
) -> RecordEntry:
    """Write a new entry that corrects this one and says why; the old one stays as it was. Raises RuleRefused."""
    entry = lock(entry)
    must_stand(entry, "entry")
    must_say(reason, "reason", "Say what was wrong.")
    if entry.corrections.filter(withdrawn_at=None).exists():
        raise RuleRefused("corrected-already", "This entry was corrected already. Correct the newer one.")
    new = RecordEntry(
        case=entry.case,
        kind=entry.kind,
        title=entry.title if title is None else title.strip(),
        text=must_say(text, "text", "Write what happened."),
        happened_at=happened_at or entry.happened_at,
        reached_us_at=entry.reached_us_at,
        recognised_at=entry.recognised_at,
        concern_id=entry.concern_id,
        author=by,
        about=entry.about,
        direct_work=entry.direct_work,
        corrects=entry,
    )
    return _write(new, now)


def _ids(about: Sequence[Person | UUID | str], case: Case) -> list[UUID]:
    ids = [one.pk if isinstance(one, Person) else UUID(str(one)) for one in about]
    if ids:
        must_be_of_case(list(Person.objects.filter(pk__in=ids)), case)
    return ids


def _points(kind: str, given: Mapping[str, str] | None) -> dict[str, str]:
    if kind != RecordEntry.Kind.DIRECT_WORK:
        return {}
    points = {key: str((given or {}).get(key, "")).strip() for key in DIRECT_WORK_POINTS}
    missing = [DIRECT_WORK_POINTS[key] for key, words in points.items() if not words]
    if missing:
        raise RuleRefused("F2.47-1", "Write something for each point of direct work.", missing=missing, field=None)
    return points


def _write(entry: RecordEntry, now: datetime) -> RecordEntry:
    must_have_happened(entry.happened_at, now, "happened_at")
    must_have_happened(entry.reached_us_at, now, "reached_us_at")
    entry.save()
    publish(EntryWritten(entry_id=entry.pk, at=entry.happened_at, now=now, by=entry.author))
    return entry
