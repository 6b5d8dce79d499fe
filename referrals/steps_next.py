"""What comes next for a referral or an assessment: worked out from the record, so that a page can offer one button."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from .models import Referral, RiskAssessment
from .services.deciding import is_answered


@dataclass(frozen=True)
class Next:
    """The one thing to do next, and where."""

    label: str
    url: str


def state_words(referral: Referral, now: datetime) -> tuple[str, str]:
    """Where a referral stands, in words, and the tone of its tag."""
    if referral.is_withdrawn:
        return "Entered in error", "grey"
    if any(difference.is_open for difference in referral.differences.all()):
        return "Difference with the authority", "red"
    if is_answered(referral):
        waiting = any(row.needs_judgement for row in referral.children.all())
        return ("Judge the outcome", "orange") if waiting else ("Answered", "green")
    if referral.made_at is None:
        return "To be telephoned", "orange"
    sent = [writing for writing in referral.writings.all() if writing.sent_at and not writing.withdrawn_at]
    if not sent:
        return "To be written", "orange"
    return "Waiting for the outcome", "blue"


def next_step(referral: Referral, open_keys: set[str]) -> Next | None:
    """The next step of a referral. ``open_keys``: the duties that are open on it."""

    def to(name: str, label: str) -> Next:
        return Next(label, reverse(f"referrals:{name}", args=[referral.pk]))

    if referral.is_withdrawn:
        return None
    sent = [writing for writing in referral.writings.all() if writing.sent_at and not writing.withdrawn_at]
    if referral.made_at is None:
        return to("record_call", "Record the telephone call")
    if not sent:
        draft = next((writing for writing in referral.writings.all() if writing.sent_at is None and not writing.withdrawn_at), None)
        return to("mark_referral_sent", "Mark it sent") if draft and draft.document_id else to("write_referral", "Write the referral")
    for difference in referral.differences.all():
        if difference.is_open:
            return Next("Settle the difference", reverse("referrals:show_difference", args=[difference.pk]))
    if any(row.needs_judgement for row in referral.children.all()):
        return to("judge_outcome", "Judge the outcome")
    if "chase" in open_keys:
        return to("record_chase", "Chase the authority")
    uncopied = next((writing for writing in sent if writing.copy_given_at is None and not writing.is_held), None)
    if uncopied:
        return Next("Record the manager’s copy", reverse("referrals:give_manager_copy", args=[uncopied.pk]))
    if "parents-informed" in open_keys:
        return to("record_parents", "Record who was told")
    if is_answered(referral):
        return None
    return to("record_outcome", "Record the outcome")


def next_step_of_assessment(assessment: RiskAssessment, missing: bool) -> Next | None:
    """The next step of a 16A."""

    def to(name: str, label: str) -> Next:
        return Next(label, reverse(f"referrals:{name}", args=[assessment.pk]))

    if assessment.state == "draft":
        return None if missing else to("issue_risk_assessment", "Issue it")
    if assessment.state == "issued":
        return to("send_risk_assessment", "Record that it was sent")
    return to("record_risk_assessment_step", "Record what happened next")
