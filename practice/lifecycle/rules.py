"""Where this room carries out what is neither a duty nor a document, and what stands against closing a case (framework 2.10, 3.90)."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .selectors import ended_by, still_to_be_told


@register_closing_guard
def a_case_closes_after_its_end(case: Any, now: datetime) -> list[str]:
    """The final hearing, or a withdrawal; and every agency that knows of us is told, or a manager decided that it need not be."""
    untold = still_to_be_told(case)
    phrases = []
    if ended_by(case, now) is None:
        phrases.append("what ended the case: the final hearing, or that the application was withdrawn")
    phrases += [f"word to {agency.words} that our involvement has ended, or why it need not be told" for agency in untold]
    open_meetings = case.meetings.filter(withdrawn_at=None, decided_at=None).exclude(Q(contribution="neither") | Q(contribution=""))
    phrases += [f"what was decided at: {meeting.get_kind_display()}" for meeting in open_meetings]
    return phrases


register_carrier(("F2.2-1",), Carrier("screen", "The ten areas of analysis, on the stages of the case"))
register_carrier(("F2.4-1",), Carrier("screen", "Areas not considered since the case came to its stage are flagged"))
register_carrier(("F2.8-1", "F2.9-1", "F2.10-1"), Carrier("screen", "The stages of the case, what each means, and who answers in it"))
register_carrier(("F2.10-3",), Carrier("rule", "A concern about a complete case is its practitioner’s"))
register_carrier(("F2.10-4",), Carrier("rule", "A case closes after its final hearing, or when the application is withdrawn"))
register_carrier(("F2.11-1",), Carrier("rule", "What is owed on a closed case is the manager’s; the case stays closed"))
register_carrier(("F3.20-2",), Carrier("rule", "On a closed case a manager decides what goes to a conference, with legal advice"))
register_carrier(("F3.23-1",), Carrier("rule", "Taking part in deciding at a meeting is an incident, save for the supervisor of an order"))
register_carrier(("F3.27-1",), Carrier("screen", "An opinion carries what it rests on; concerns voiced at the meeting are kept"))
register_carrier(("F3.90-1",), Carrier("document", "The end notice to each agency that was told of our involvement"))
