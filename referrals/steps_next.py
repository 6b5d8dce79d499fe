"""What comes next for a referral or an assessment: worked out from the record, so that a page can offer one button."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .models import RiskAssessment
from .models.referrals import is_less_than_sought


@dataclass(frozen=True)
class Next:
    """The one thing to do next, and where. ``is_button``: it writes, so it is a button and not a link."""

    label: str
    url: str
    is_button: bool = False


def must_be_judged(referral: Any) -> bool:
    """An outcome that is less than was sought, and that nobody has called safe enough or not (policy 18)."""
    return any(
        row["outcome"] and row["safe"] is None and is_less_than_sought(row["outcome"], referral.sought) for row in referral.story_children
    )


def _open_difference(referral: Any) -> str:
    return next((row["id"] for row in referral.story_differences if not row["at"]), "")


def state_words(referral: Any) -> tuple[str, str]:
    """Where a referral with its story stands, in words, and the tone of its tag."""
    if referral.is_withdrawn:
        return "Entered in error", "grey"
    if _open_difference(referral):
        return "Difference with the authority", "red"
    if all(row["outcome"] for row in referral.story_children):
        return ("Judge the outcome", "orange") if must_be_judged(referral) else ("Answered", "green")
    if referral.made_at is None:
        return "To be telephoned", "orange"
    return ("Waiting for the outcome", "blue") if any(row["at"] for row in referral.story_writings) else ("To be written", "orange")


def next_step(referral: Any, open_keys: set[str]) -> Next | None:
    """The next step of a referral with its story. ``open_keys``: the duties that are open on it."""

    def to(name: str, label: str, key: Any = referral.pk, *, button: bool = False) -> Next:
        return Next(label, reverse(f"referrals:{name}", args=[key]), button)

    if referral.is_withdrawn:
        return None
    sent = [row for row in referral.story_writings if row["at"]]
    if referral.made_at is None:
        return to("record_call", "Record the telephone call")
    if not sent or "marac-request" in open_keys:
        draft = next((row for row in referral.story_writings if not row["at"]), None)
        if draft is None:
            return to("begin_writing", "Write again to ask for the MARAC" if sent else "Write the referral", button=True)
        return to("mark_referral_sent", "Mark it sent") if draft["document"] else to("write_referral", "Write the referral")
    if difference := _open_difference(referral):
        return to("show_difference", "Settle the difference", difference)
    if must_be_judged(referral):
        return to("judge_outcome", "Judge the outcome")
    if "chase" in open_keys:
        return to("record_chase", "Chase the authority")
    if uncopied := next((row["id"] for row in sent if not row["copy_at"] and not row["held"]), None):
        return to("give_manager_copy", "Record the manager’s copy", uncopied)
    if "parents-informed" in open_keys:
        return to("record_parents", "Record who was told")
    return None if all(row["outcome"] for row in referral.story_children) else to("record_outcome", "Record the outcome")


def next_step_of_assessment(assessment: RiskAssessment, missing: bool) -> Next | None:
    """The next step of a 16A."""

    def to(name: str, label: str) -> Next:
        return Next(label, reverse(f"referrals:{name}", args=[assessment.pk]))

    if assessment.state == "draft":
        return None if missing else to("issue_risk_assessment", "Issue it")
    if assessment.state == "issued":
        return to("send_risk_assessment", "Record that it was sent")
    return to("record_risk_assessment_step", "Record what happened next")
