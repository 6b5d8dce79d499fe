"""Duties as the pages show them: what is due, by which paragraph, whose it is, and its clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cafcass_cases.policy import catalogue
from cafcass_cases.policy.catalogue import cite_all
from cafcass_cases.ui.components import Event, Row, Task
from cafcass_cases.ui.templatetags.govuk import clock, tag
from cafcass_cases.ui.words import london

from .definitions import known_definition
from .departures import may_be_departed_from
from .messages import subject_line, title_of, why_told
from .models import Alert, Departure, Duty, Ending, OwedBy, Rung
from .registry import subject_words
from .selectors import Counts, duty_url

DEPARTURE_COLUMNS = ["Decided", "From", "By", "Manager’s view", "State"]
CLOCK_COLUMNS = ["Clock", "Duty", "Case", "Whose"]
UNDELIVERED_COLUMNS = ["When", "To", "About"]
GAP_COLUMNS = ["When", "Who was not there", "Who was told instead", "About"]
STEP_WORDS = {
    Rung.Step.OPENED: "When it was opened",
    Rung.Step.REMINDER: "Reminder",
    Rung.Step.DUE: "Due",
    Rung.Step.HEAD_OF_PRACTICE: "Head of Practice",
    Rung.Step.ASSISTANT_DIRECTOR: "Assistant Director",
    Rung.Step.UNDATED: "The hearing was vacated",
}
CAPACITIES = {
    "owner": "owner",
    "manager": "manager",
    "cover": "covering",
    "rota": "out-of-hours rota",
    "head_of_practice": "Head of Practice",
    "assistant_director": "Assistant Director",
}


def full_title(duty: Duty, *, with_child: bool = True) -> str:
    """The definition's words, with what tells the duty from its like, and the child where it is about one.

    Lists over many families leave the child out: they are not views of a child's record.
    """
    child = duty.child.full_name if with_child and duty.child_id else ""
    return " – ".join(part for part in (title_of(duty), duty.detail, child) if part)


def citation(duty: Duty) -> str:
    """ "Policy 12", "Framework 2.108"."""
    kind = known_definition(duty.key)
    return cite_all(kind.requirements) if kind else ""


def whose(duty: Duty) -> str:
    """Who is to do it; for what others owe, who follows it."""
    owner = duty.owner.full_name if duty.owner_id else "The manager"
    return owner if duty.owed_by == OwedBy.US else f"{OwedBy(duty.owed_by).label} (followed by {owner})"


def clock_of(duty: Duty, now: datetime) -> SafeString:
    """Its clock, or how it ended."""
    if duty.ending in ("", Ending.DONE, Ending.DONE_LATE) and duty.due_at:
        return clock({"now": now}, duty.due_at, now, duty.ended_at)
    if duty.ended_at:
        return format_html("{} {}", tag(Ending(duty.ending).label, "grey"), london(duty.ended_at))
    return tag(duty.limit_note.capitalize() or "No date yet", "blue")


def task_of(duty: Duty, now: datetime) -> Task:
    """A line of a task list: what, by which paragraph, whose, and its clock."""
    hint = " · ".join(part for part in (citation(duty), whose(duty), duty.limit_note) if part)
    return Task(title=full_title(duty), url=duty_url(duty), hint=hint, status=clock_of(duty, now))


def tasks_of(duties: Iterable[Duty], now: datetime, *, with_case: bool = False) -> list[Task]:
    """Lines of a task list; ``with_case`` puts the case's reference before each title."""
    tasks = [task_of(duty, now) for duty in duties]
    if not with_case:
        return tasks
    return [
        Task(title=f"{duty.case.reference}: {task.title}", url=task.url, hint=task.hint, status=task.status)
        for duty, task in zip(duties, tasks, strict=True)
    ]


def summary_of(duty: Duty, now: datetime) -> list[Row]:
    """The facts of one duty."""
    kind = known_definition(duty.key)
    rows = [
        Row("Paragraph", citation(duty)),
        Row("About", subject_words(duty.subject_label, duty.subject_id) or duty.case.reference),
        Row("Whose", whose(duty)),
        Row("Clock runs from", duty.event_at),
        Row("Time limit", duty.limit_note),
        Row("Clock", clock_of(duty, now)),
        Row("What ends it", kind.discharged_by if kind else ""),
        Row("Policy version", duty.policy_version),
    ]
    if duty.ended_at:
        by = duty.ended_by.full_name if duty.ended_by_id else "The clock"
        rows.append(Row("Ended", format_html("{}, {} ({})", Ending(duty.ending).label, london(duty.ended_at), by)))
    if duty.ending_note:
        rows.append(Row("Note", duty.ending_note))
    if duty.lateness_reason:
        rows.append(Row("Why it was late", duty.lateness_reason))
    return rows


def ladder_rows(duty: Duty) -> list[list[object]]:
    """Each rung: its step, its time, what became of it, and who was told."""
    return [[STEP_WORDS[Rung.Step(rung.step)], london(rung.fires_at), _became(rung, duty), _told(rung)] for rung in duty.ladder]


def _became(rung: Rung, duty: Duty) -> SafeString:
    if rung.fired_at:
        return format_html(
            "{} {}", tag("Told late" if rung.fired_late else "Told", "orange" if rung.fired_late else "green"), london(rung.fired_at)
        )
    if rung.skipped:
        return tag("Not needed" if duty.ended_at else "Passed over", "grey")
    return tag("To come", "blue")


def _told(rung: Rung) -> str:
    """Each person once, with what became of the e-mail where it did not arrive."""
    people: dict[object, str] = {}
    for alert in rung.alerts.all():
        words = f"{alert.recipient.full_name} ({CAPACITIES.get(alert.recipient_role, alert.recipient_role)})"
        if alert.is_gap:
            words += ", because nobody covers"
        if alert.channel == Alert.Channel.EMAIL and alert.state == Alert.State.UNDELIVERABLE:
            words += ", e-mail could not be delivered"
        if len(words) > len(people.get(alert.recipient_id, "")):
            people[alert.recipient_id] = words
    return "; ".join(people.values())


def history_of(duty: Duty) -> list[Event]:
    """What became of the duty, the newest first: opened, moved, handed over, ended, explained."""
    rows = list(duty.history.select_related("owner", "history_user").order_by("version"))
    events = []
    for before, row in zip([None, *rows], rows, strict=False):
        by = row.history_user.full_name if row.history_user else "The clock"
        why = row.history_change_reason if before else ""
        events.append(Event(title=_change(before, row), at=row.history_date, by=by, text=why or ""))
    return events[::-1]


def _change(before: Any, row: Any) -> str:
    if before is None:
        return f"Opened, due {london(row.due_at)}" if row.due_at else f"Opened, {row.limit_note}"
    changes = []
    if before.owner_id != row.owner_id:
        names = [one.owner.full_name if one.owner_id else "nobody" for one in (before, row)]
        changes.append(f"Passed from {names[0]} to {names[1]}")
    if before.due_at != row.due_at:
        changes.append(f"Moved from {london(before.due_at) or 'no date'} to {london(row.due_at) or 'no date'}")
    if before.ending != row.ending:
        changes.append(Ending(row.ending).label if row.ending else "Opened again")
    if before.lateness_reason != row.lateness_reason:
        changes.append("Why it was late: written" if not before.lateness_reason else "Why it was late: written again")
    return "; ".join(changes) or "Changed"


@dataclass(frozen=True)
class AlertLine:
    """One alert as the alerts page shows it."""

    alert: Alert
    title: str
    url: str
    note: str


def alert_lines(alerts: Iterable[Alert]) -> list[AlertLine]:
    return [
        AlertLine(
            alert=alert,
            title=subject_line(alert),
            url=reverse("duties:show_duty", args=[alert.rung.duty_id]),
            note=why_told(alert),
        )
        for alert in alerts
    ]


def clock_rows(duties: Iterable[Duty], now: datetime) -> list[list[object]]:
    """Rows of a table of duties: clock (with the limit, and whether it is a local default), what, case, whose."""
    return [
        [_clock_with_limit(duty, now), _link(duty, full_title(duty, with_child=False)), _whole(duty.case.reference), whose(duty)]
        for duty in duties
    ]


def _whole(reference: str) -> SafeString:
    """A reference that is not broken at its hyphens."""
    return format_html('<span class="app-whole">{}</span>', reference)


def _clock_with_limit(duty: Duty, now: datetime) -> SafeString:
    if not duty.due_at or not duty.limit_note:
        return clock_of(duty, now)
    return format_html('{}<br><span class="govuk-body-s app-quiet">{}</span>', clock_of(duty, now), duty.limit_note)


def count_rows(counts: Counts) -> list[Row]:
    """Ours, the authorities' and the court's apart: nothing implies that their lateness is ours."""
    return [
        Row("Late, ours", counts.ours_late),
        Row("Due within a day, ours", counts.ours_soon),
        Row("Late, local authorities", counts.authority_late),
        Row("Late, the court", counts.court_late),
        Row("Open in all", counts.open),
    ]


def _link(duty: Duty, text: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse("duties:show_duty", args=[duty.pk]), text)


def undelivered_lines(alerts: Iterable[Alert]) -> list[list[object]]:
    """Rows of a table of e-mails that could not be delivered: when, to whom, about what."""
    return [[london(alert.created_at), alert.recipient.full_name, _link(alert.rung.duty, subject_line(alert))] for alert in alerts]


def gap_rows(alerts: Iterable[Alert]) -> list[list[object]]:
    """Rows of a table of gaps: when, who was not there, who was told instead, about what."""
    return [
        [
            london(alert.created_at),
            alert.gap_of.full_name if alert.gap_of_id else "Nobody holds the post",
            alert.recipient.full_name,
            _link(alert.rung.duty, subject_line(alert)),
        ]
        for alert in alerts
    ]


# ---- departures from the policy


def requirements_to_depart_from() -> list[tuple[str, str]]:
    """(id, words) of every requirement of the policy that a departure may lift, in the policy's order."""
    paragraphs = catalogue.document("policy").paragraphs
    return [
        (one.id, f"{catalogue.cite(one.id)}: {one.duty}") for row in paragraphs for one in row.requirements if may_be_departed_from(one.id)
    ]


def departure_rows(departure: Departure) -> list[Row]:
    """The record of a departure, as its page and its document show it."""
    about = subject_words(departure.subject_label, departure.subject_id) if departure.subject_id else ""
    confirmed = f"Confirmed by {departure.discussed_with.full_name}, {london(departure.confirmed_at)}" if departure.confirmed_at else ""
    rows = [
        Row(
            "Departs from",
            f"{catalogue.cite(departure.requirement)} ({departure.requirement}): {catalogue.requirement(departure.requirement).duty}",
        ),
        Row("About", about or ("This record" if departure.subject_id else "The whole case")),
        Row("Duty departed from", full_title(departure.duty, with_child=False) if departure.duty_id else "None was open"),
        Row("Assessment", departure.assessment),
        Row("Compelling reason", departure.rationale),
        Row(
            "Discussed with",
            f"{departure.discussed_with.full_name}, {departure.discussed_with.get_role_display()}, {london(departure.discussed_at)}",
        ),
        Row("The manager’s view", departure.get_manager_view_display()),
        Row("In the manager’s words", departure.manager_words),
        Row("Confirmed by the manager", confirmed or f"Not yet: as written down by {departure.decided_by.full_name}"),
        Row("Decided by", f"{departure.decided_by.full_name}, {london(departure.decided_at)}"),
        Row("Entered", london(departure.created_at)),
        Row("Policy version", departure.policy_version),
    ]
    if departure.is_withdrawn:
        by = departure.withdrawn_by.full_name if departure.withdrawn_by_id else "The system"
        rows.append(Row("Entered in error", f"{london(departure.withdrawn_at)}, {by}: {departure.withdrawn_reason}"))
    if departure.ended_at:
        rows.append(Row("Ended", f"{london(departure.ended_at)}, {departure.ended_by.full_name}: {departure.ended_reason}"))
    return rows


def use_rows(departure: Departure) -> list[list[object]]:
    """Rows of the steps taken under a departure: when, by whom, and what the rule would have said."""
    return [[london(use.used_at), use.created_by.full_name if use.created_by_id else "The clock", use.step] for use in departure.uses.all()]


def departure_lines(departures: Iterable[Departure]) -> list[list[object]]:
    """Rows of a table of departures."""
    return [
        [
            format_html('<a class="govuk-link" href="{}">{}</a>', reverse("duties:show_departure", args=[one.pk]), london(one.decided_at)),
            catalogue.cite(one.requirement),
            one.decided_by.full_name,
            tag(one.get_manager_view_display(), "green" if one.manager_view == Departure.View.AGREED else "red"),
            tag("Stands", "blue") if one.stands else tag("Entered in error" if one.is_withdrawn else "Ended", "grey"),
        ]
        for one in departures
    ]
