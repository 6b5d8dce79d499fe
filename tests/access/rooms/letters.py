"""Doors of safeguarding letters and talks with parties."""

from typing import Any

from cafcass_cases.cases.models import Person
from screening.letters import services
from screening.letters.models import LetterCopy
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "letters:show_safeguarding_letter letters:show_letter"),
    of_case(WORKERS, """
        letters:begin_letter letters:record_interview letters:write_letter letters:issue_letter letters:send_letter letters:withhold_letter
        letters:ask_court_about_copy letters:record_copy_directions letters:issue_copy letters:send_copy
        """),
    of_case(MANAGERS, "letters:decide_withholding"),
]  # fmt: skip

PAGES = [
    ("practitioner", "letters:show_safeguarding_letter", ("case_id",)),
    ("practitioner", "letters:show_letter", ("letter_id",)),
    ("manager", "letters:show_letter", ("letter_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """A letter in hand, a talk with a party, and a copy that is proposed to be withheld."""
    from tests.access.world import NOW

    how = {"by": lived.users["practitioner"], "now": NOW}
    letter = services.begin_letter(case=lived.case, at=NOW, **how)
    parties = list(Person.objects.filter(case=lived.case, role__in=("applicant", "respondent"), withdrawn_at=None))
    services.record_interview(
        case=lived.case, person=parties[0], result="spoken", happened_at=NOW, is_safe=True, how="telephone", was_alone=True, explained=True, explained_words="They agree.", said_children="They miss school.", **how
    )  # fmt: skip
    services.write_letter(letter=letter, issues="Neglect is alleged.", advice="Adjourn.", **how)
    services.propose_withholding(letter=letter, person=parties[-1], reason="He would come.", directions_asked="Keep it.", **how)
    return {"letter_id": letter.pk, "letter_copy_id": LetterCopy.objects.get(letter=letter, person=parties[-1]).pk}
