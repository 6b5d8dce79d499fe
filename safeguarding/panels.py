"""What safeguarding hangs on the case page, on duties, and on its own concern page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.cases.registry import register_first_action, register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words

from . import path_views
from .models import Concern, Supervision
from .registry import NextStep, register_duty_link, register_next_steps
from .rules import may_hold_supervision
from .selectors import whole_of

__all__ = ["path_views"]  # imported for what it registers

register_panel("concerns", "Concerns", "safeguarding:list_concerns", 30)
register_first_action("Log a concern", "safeguarding:log_concern")
register_first_action("What has happened?", "safeguarding:ask_what_happened")


def _url(name: str) -> Any:
    return lambda key: reverse(f"safeguarding:{name}", args=[key])


register_subject_url("safeguarding.concern", _url("show_concern"))
register_subject_url("safeguarding.supervision", _url("show_supervision"))
register_subject_url("safeguarding.supervisionaction", _url("show_action"))
register_subject_url("safeguarding.dissent", _url("show_dissent"))


def _concern_words(concern_id: UUID) -> str:
    reference = Concern.objects.filter(pk=concern_id).values_list("reference", flat=True).first()
    return f"Concern {reference}" if reference else ""


def _supervision_words(supervision_id: UUID) -> str:
    reference = Supervision.objects.filter(pk=supervision_id).values_list("concern__reference", flat=True).first()
    return f"Supervision of {reference}" if reference else ""


register_subject_words("safeguarding.concern", _concern_words)
register_subject_words("safeguarding.supervision", _supervision_words)


def _of_concern(name: str) -> Any:
    return lambda duty: reverse(f"safeguarding:{name}", args=[duty.concern_id])


def _of_child(name: str) -> Any:
    return lambda duty: reverse(f"safeguarding:{name}", args=[duty.concern_id, duty.child_id])


register_duty_link("police-report", _of_concern("record_police_report"))
register_duty_link("enquiry", _of_concern("record_enquiry"))
register_duty_link("supervision-requested", _of_concern("request_supervision"))
register_duty_link("supervision-requested-at-once", _of_concern("request_supervision"))
register_duty_link("connected-child", _of_child("consider_child"))
register_duty_link("cause-to-suspect", _of_child("answer_cause"))


@register_next_steps
def own_steps(concern: Any, user: Any, now: datetime) -> Iterator[NextStep]:
    """What the reader may do with the concern itself. The case carries what they may do on it."""
    case = concern.case
    if not case.user_works:
        return

    def step(label: str, name: str, order: int, tone: str = "secondary") -> NextStep:
        return NextStep(label, reverse(f"safeguarding:{name}", args=[concern.pk]), order, tone)

    supervisions = whole_of(concern).supervisions
    latest = supervisions[-1] if supervisions else None
    if concern.danger_now:
        yield step("Record a report to the police", "record_police_report", 10, "warning")
    decided = concern.refer_now_at or any(one.decision == Supervision.Decision.REFER for one in supervisions)
    yield step("Refer now, supervise after", "refer_now", 55 if decided else 20, "secondary" if decided else "warning")
    if latest is None or not latest.is_waiting:
        yield step("Ask for supervision", "request_supervision", 30, "" if latest is None else "secondary")
    if may_hold_supervision(user, concern, latest, now, manages=case.user_manages):
        waiting = latest is not None and (latest.is_waiting or latest.state == Supervision.State.HELD)
        url = latest.get_absolute_url() if waiting else reverse("safeguarding:record_unasked_supervision", args=[concern.pk])
        yield NextStep("Open the supervision" if waiting else "Record supervision", url, 35, "")
    yield step("Record an enquiry", "record_enquiry", 40)
    if latest is not None and latest.decision != Supervision.Decision.REFER:
        yield step("Refer although supervision did not agree", "dissent_and_refer", 50)
    if not concern.danger_now:
        yield step("Somebody is in danger now", "raise_danger", 60)
        yield step("Record a report to the police", "record_police_report", 65)
    if case.user_manages:
        yield step("Add a comment", "add_comment", 70)
    yield step("What else has happened?", "ask_what_else_happened", 75)
    yield step("Complete the concern", "complete_concern", 80)
