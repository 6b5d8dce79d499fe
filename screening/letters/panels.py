"""The hub's line, where the duties of this room lead, and what carries its requirements."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from cafcass_cases.policy.catalogue import Carrier, register_carrier
from screening.registry import ScreeningPart, State, register_screening_part

from .models import LetterCopy, SafeguardingLetter
from .selectors import COPY, LETTER, current_letter


def _state(case: Any, user: Any, now: datetime) -> State | None:
    letter = current_letter(case)
    if letter is None:
        return State("Not begun", hint="What Cafcass reports to the court before the first hearing")
    if letter.sent_at:
        return State("Sent", "green")
    if letter.is_issued:
        return State("Issued, not sent", "blue", hint="Send it to the court")
    duty = Duty.objects.filter(subject_label=LETTER, subject_id=letter.pk, ended_at=None).first()
    late = duty is not None and duty.due_at is not None and duty.due_at < now
    return State("Late" if late else "In hand", "red" if late else "blue", hint=str(letter))


register_screening_part(
    ScreeningPart(key="letter", title="Safeguarding letter", url_name="letters:show_safeguarding_letter", order=50, state=_state)
)


@lru_cache(maxsize=4096)
def _of_copy(copy_id: UUID) -> UUID:
    return LetterCopy.objects.values_list("letter_id", flat=True).get(pk=copy_id)


def _page(letter_id: UUID) -> str:
    return reverse("letters:show_letter", args=[letter_id])


def _words(letter_id: UUID) -> str:
    letter = SafeguardingLetter.objects.select_related("case").get(pk=letter_id)
    return f"{letter}, {letter.case.reference}"


register_subject_url(LETTER, _page)
register_subject_url(COPY, lambda pk: _page(_of_copy(pk)))
register_subject_words(LETTER, _words)
register_subject_words(COPY, lambda pk: _words(_of_copy(pk)))

belongs_to("letters.PartyInterview", group="Safeguarding letter", happened="happened_at")
belongs_to("letters.SafeguardingLetter", group="Safeguarding letter", happened="issued_at")
belongs_to("letters.LetterCopy", group="Safeguarding letter", happened="sent_at")

register_carrier(
    ("P31-1", "P31-2"),
    Carrier("rule", "A safeguarding letter never holds a section 16A risk assessment; a court’s order that it does is cited"),
)
register_carrier(
    ("F3.84-1",), Carrier("rule", "What is withheld from a party waits for a manager, legal advice and the court’s directions")
)
register_carrier(("F3.81-1", "F2.60-5"), Carrier("document", "The confidentiality guard reads each reader’s copy of the letter"))
register_carrier(
    ("F3.62-1",), Carrier("rule", "Whoever is spoken to first is told what may be shared, with whom and why, or it is written why not")
)
register_carrier(("F2.60-6",), Carrier("rule", "Whoever is spoken to was asked about domestic abuse alone, or it is written why not"))
