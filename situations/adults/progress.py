"""What comes next with a concern about an adult: one clear button, worked out from the record."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .contents import referral_missing
from .models import AdultConcern, AdultReferral


@dataclass(frozen=True)
class Next:
    label: str
    url: str


def state_words(adult: AdultConcern, referral: AdultReferral | None) -> tuple[str, str]:
    """Where it stands, in words, and the tone of its tag."""
    if adult.withdrawn_at:
        return "Entered in error", "grey"
    if adult.completed_at:
        return "Completed", "green"
    if referral is not None:
        return ("Referred", "blue") if referral.sent_at else ("To be sent", "orange")
    if adult.held_at:
        return "Not referred", "grey"
    return ("Waits for supervision", "purple") if adult.requested_at else ("Supervision to be asked for", "orange")


def next_step(adult: AdultConcern, referral: AdultReferral | None, user: Any, *, manages: bool, police_told: bool) -> Next | None:
    """The next step for this reader. The police come first where the risk is immediate; sending does not wait for supervision."""

    def to(name: str, label: str) -> Next:
        return Next(label, reverse(f"adults:{name}", args=[adult.pk]))

    if adult.completed_at or adult.withdrawn_at:
        return None
    if adult.danger_now and not police_told:
        return to("record_adult_police_report", "Record a report to the police")
    if not adult.is_named:
        return to("describe_adult", "Say which adult it is about")
    if referral is not None and not referral.sent_at:
        return _before_sending(adult, referral, to)
    if not adult.held_at:
        if manages and adult.requested_by_id != user.pk:
            return to("hold_adult_supervision", "Record the supervision")
        return None if adult.requested_at else to("ask_adult_supervision", "Ask for supervision")
    if referral is not None and not referral.are_told:
        return to("record_adult_told", "Record who was made aware")
    if referral is not None and not referral.answered_at:
        return to("record_adult_answer", "Record what adult services answered")
    return to("complete_adult_concern", "Complete it")


def _before_sending(adult: AdultConcern, referral: AdultReferral, to: Any) -> Next:
    if referral_missing(referral) or referral.version <= 1:
        return to("write_adult_referral", "Write the referral")  # type: ignore[no-any-return]
    if not referral.are_told and not adult.danger_now:
        return to("record_adult_told", "Make the adult and family aware")  # type: ignore[no-any-return]
    return to("send_adult_referral", "Send the referral")  # type: ignore[no-any-return]
