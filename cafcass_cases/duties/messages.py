"""What a message says: a case reference, what is due, when, and a link. No personal data (DESIGN §4)."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from cafcass_cases.core.clock import london

from .definitions import known_definition
from .models import Alert, Duty, OwedBy, Rung

STEPS = {
    Rung.Step.OPENED: "to be done",
    Rung.Step.REMINDER: "due soon",
    Rung.Step.DUE: "late",
    Rung.Step.HEAD_OF_PRACTICE: "late, and now with the Head of Practice",
    Rung.Step.ASSISTANT_DIRECTOR: "late, and now with the Assistant Director",
    Rung.Step.UNDATED: "the hearing was vacated, and no other is listed: do it now, or see that one is",
}


def title_of(duty: Duty) -> str:
    """What is due, in the definition's words; the key itself where the software no longer knows it."""
    kind = known_definition(duty.key)
    return kind.title if kind else duty.key


def subject_line(alert: Alert) -> str:
    duty = alert.rung.duty
    return f"{duty.case.reference}: {title_of(duty)} – {STEPS[Rung.Step(alert.rung.step)]}"


def why_told(alert: Alert) -> str:
    """Why this person hears, where it is not simply their own; "" where it is."""
    if alert.stands_for_id:
        return "You are told because a message to the person before you could not be delivered."
    if alert.is_gap:
        return "You are told because the person who should have been is away and nobody covers for them."
    return ""


def body(alert: Alert) -> str:
    """Plain text. Times are London's."""
    duty = alert.rung.duty
    lines = [f"Case {duty.case.reference}", f"What: {title_of(duty)}"]
    if duty.due_at:
        limit = f" ({duty.limit_note})" if duty.limit_note else ""
        lines.append(f"Due: {london(duty.due_at):%A %-d %B %Y at %H:%M:%S}{limit}")
    if duty.owed_by != OwedBy.US:
        lines.append(f"Owed by: {OwedBy(duty.owed_by).label}")
    if why_told(alert):
        lines.append(why_told(alert))
    if alert.rung.fired_late:
        lines.append(f"This message is late: it should have gone on {london(alert.rung.fires_at):%A %-d %B %Y at %H:%M}.")
    link = settings.BASE_URL + reverse("duties:show_duty", args=[duty.pk])
    return "\n".join([*lines, "", f"Open it here: {link}", ""])
