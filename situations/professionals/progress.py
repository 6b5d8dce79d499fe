"""What comes next with a concern about a professional: one clear button, worked out from the record."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from . import contents
from .models import ProfessionalConcern
from .selectors import lado_of


@dataclass(frozen=True)
class Next:
    label: str
    url: str


def state_words(professional: ProfessionalConcern) -> tuple[str, str]:
    """Where it stands, in words, and the tone of its tag."""
    lado = lado_of(professional)
    if professional.refer_to_lado is None:
        return "To be decided", "orange"
    if professional.refer_to_lado is False or lado is None:
        return "LADO not involved", "grey"
    if lado.outcome_at:
        return "Outcome known", "green"
    if lado.sent_at:
        return "Sent, to follow up", "blue"
    return "Not yet sent", "orange"


def next_step(professional: ProfessionalConcern, user: Any, *, manages: bool, supervised: bool) -> Next | None:
    """The next step for this reader, or None where somebody else's comes first. ``supervised``: supervision was held since."""

    def to(name: str, label: str) -> Next:
        return Next(label, reverse(f"professionals:{name}", args=[professional.pk]))

    lado = lado_of(professional)
    if not professional.is_described:
        return to("describe_professional", "Say who it is")
    if professional.refer_to_lado is None:
        return to("decide_lado", "Decide on the LADO")
    if lado is None or professional.refer_to_lado is False:
        return None
    if lado.sent_at is None:
        return _before_sending(professional, user, manages, supervised, to)
    if not lado.court_told_at and professional.case.stage != "closed":
        if not lado.court_words:
            return to("write_court_words", "Write what the court is told")
        if contents.are_words_agreed(lado):
            return to("tell_court_of_lado", "Tell the court")
        if manages and lado.court_words_by_id != user.pk:
            return to("agree_court_words", "Agree the words for the court")
    return None if lado.outcome_at else to("record_lado_follow_up", "Follow it up")


def _before_sending(professional: ProfessionalConcern, user: Any, manages: bool, supervised: bool, to: Any) -> Next | None:
    lado = professional.lado
    if contents.content_missing(lado):
        if professional.job and professional.employer and professional.children_known and professional.authority_id:
            return to("write_lado", "Write what the LADO is told")
        return to("describe_professional", "Complete who it is") if lado.behaviour else to("write_lado", "Write what the LADO is told")
    if not supervised:
        return Next("Ask for supervision", reverse("safeguarding:request_supervision", args=[professional.concern_id]))
    if not contents.is_approved(lado):
        return to("approve_lado", "Read and approve it") if manages and lado.written_by_id != user.pk else None
    if not lado.told:
        return to("record_telling", "Tell the individual")
    if not contents.is_told_or_unsafe(lado):
        return to("agree_not_to_tell", "Agree, or not, that it is unsafe") if manages else None
    return to("send_lado", "Send it")
