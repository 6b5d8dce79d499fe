"""Records turned into what templates show."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from cafcass_cases.cases.models import Person
from cafcass_cases.ui.components import Action, Row
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from .models import Arrangement


def arrangement_rows(row: Arrangement) -> list[Row]:
    rows = [
        Row("Lives with", row.carer_words),
        Row("How they are related", row.get_relation_display()),
        Row("Since", f"{row.started_on:%-d %B %Y}"),
        Row("The 28th day", f"{row.day_28:%-d %B %Y}"),
        Row("Expected to last 28 days", row.get_length_display()),
        Row("Known since", london(row.known_at)),
        Row("How it is known", govuk.prose(row.told) if row.told else "Not recorded"),
    ]
    if row.ended_on:
        rows.append(Row("The child left", f"{row.ended_on:%-d %B %Y}. {row.ended_how}"))
    return rows


def details_rows(row: Arrangement, people: Iterable[Person]) -> list[Row]:
    """Who lives there, who holds parental responsibility, who agreed."""
    names = {person.pk: person.full_name for person in people}

    def listed(ids: list, others: str) -> str:
        return "; ".join([*(names[one] for one in ids if one in names), *([others] if others.strip() else [])]) or "Not yet recorded"

    return [
        Row("In the household", listed(row.household, row.household_others)),
        Row("Parental responsibility", listed(row.responsible, row.responsible_others)),
        Row("Who agreed", row.agreed or "Not yet recorded"),
    ]


def notification_rows(row: Arrangement) -> list[Row]:
    if not row.notified_at:
        return []
    whom = f"{row.authority}, {row.notified_to}, {row.get_notified_how_display().lower()}, {london(row.notified_at)}"
    rows = [Row("Notified", whom + (". Without the household or parental responsibility" if row.was_incomplete else ""))]
    answer = f"{row.get_answer_display()}. {row.answered_by}, {london(row.answered_at)}" if row.answered_at else "Not yet"
    rows.append(Row("It answered", answer))
    if row.answer_words:
        rows.append(Row("In its words", govuk.prose(row.answer_words)))
    if row.assessment_asked_at:
        rows.append(Row("Asked to assess it", f"{london(row.assessment_asked_at)}. {row.assessment_words}"))
    return rows


def next_step(row: Arrangement, today: date) -> Action | None:
    """The one thing to do next."""
    if not row.is_outside_family:
        return None
    steps = (
        (bool(row.missing), "Record the household and parental responsibility", "record_details"),
        (row.notified_at is None or row.was_incomplete, "Notify the local authority", "notify_authority"),
        (row.notified_at is not None and row.answered_at is None, "Record the authority’s answer", "record_answer"),
    )
    name = next(((label, view) for due, label, view in steps if due), None)
    return Action(name[0], reverse(f"fostering:{name[1]}", args=[row.pk])) if name else None
