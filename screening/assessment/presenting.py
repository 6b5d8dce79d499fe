"""The one next step of the pathway, and where each stage stands, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from safeguarding.registry import NextStep

from .models import Section120


def next_step(pathway: Section120 | None, case: Any, duties: Iterable[Any], supervision: Any, is_asked: bool) -> NextStep | None:
    """What the page of the pathway offers as its one button. ``duties``: those of the pathway and its case;
    ``is_asked``: supervision is asked for."""
    keys = {duty.key for duty in duties if duty.is_open}

    def to(label: str, name: str) -> NextStep:
        return NextStep(label, reverse(f"assessment:{name}", args=[case.pk]))

    if pathway is None:
        return to("Say what the papers say", "read_papers") if case.law == "private" else None
    if "s120-nothing-found" in keys:
        return to("Say why nothing is there", "confirm_nothing") if case.user_manages else to("Read the papers again", "read_papers")
    if "s120-concern" in keys:
        return NextStep("Put the concern on the record", reverse("safeguarding:take_path", args=[case.pk, "section-120"]))
    if pathway.concern is not None and supervision is None and pathway.outcome != Section120.Outcome.NONE:
        name = "safeguarding:show_concern" if is_asked else "safeguarding:request_supervision"
        return NextStep(
            "See the supervision that was asked for" if is_asked else "Ask for supervision", reverse(name, args=[pathway.concern_id])
        )
    if "s120-16a-decided" in keys and case.user_manages:
        return to("Decide on a 16A", "decide_16a")
    if "s120-authority-told" in keys:
        return to("Write to the local authority", "write_letter")
    if "s120-court-told" in keys:
        return to("Tell the court", "tell_court_of_pathway")
    return to("Tell the authority how it ended", "tell_outcome") if "s120-outcome-told" in keys else None


def state_of_pathway(pathway: Section120 | None, case: Any, now: datetime) -> tuple[str, str, str] | None:
    """(words, tone, what is next) for the hub of screening; None in public law."""
    if case.law != "private":
        return None
    if pathway is None:
        return "Not started", "grey", "What the harm box, the C1A and the papers say"
    if not pathway.outcome:
        return "Manager asked", "orange", "A complete C1A in which nothing was found"
    if pathway.outcome == Section120.Outcome.NONE:
        return "Nothing further", "green", ""
    if pathway.concern_id is None:
        return "Concern needed", "red", pathway.get_outcome_display()
    return "In progress" if pathway.outcome_told_at is None else "Done", "blue", pathway.get_outcome_display()
