"""What stands before advice to the court, and where this room carries out what is neither a duty nor refused by a service."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.policy.catalogue import Carrier, register_carrier
from safeguarding.advising import AdviceGap, register_standing_checks

from .selectors import Ledger, checks_before_advice

PAGES = {
    "P56-1": ("checks:add_enquiry", "case"), "P57-1": ("checks:review_check", "check"), "P57-2": ("checks:review_check", "check"),
    "P58-2": ("checks:decide_level_2", "case"), "P59-1": ("checks:judge_checks", "check"), "F2.21-1": ("checks:show_check", "check"),
}  # fmt: skip
"""Where each gap is put right: a page of the case, or of the check."""


@register_standing_checks
def before_advice(
    case: Any, together: Collection[UUID] = (), *, tells_court: bool = False, ledger: Ledger | None = None
) -> Iterator[AdviceGap]:
    """What policy 56 to 59 wants done before any advice goes to the court, each with the page where it is put right.

    ``tells_court``: this advice itself tells the court of work before the checks. ``ledger``: where it is at hand.
    """
    for rule, words, check in checks_before_advice(case, together, tells_court=tells_court, ledger=ledger):
        page, about = PAGES.get(rule, ("checks:show_checks", "case"))
        yield AdviceGap(rule, words, blocks=True, url=reverse(page, args=[check.pk if check and about == "check" else case.pk]))


register_carrier(("F2.15-1",), Carrier("screen", "One check list for each person of the case"))
register_carrier(
    ("F2.18-4",), Carrier("rule", "The plan status is asked in each authority check, and the checks cannot be concluded without it")
)
register_carrier(("F2.19-1", "F2.20-1", "P59-1"), Carrier("rule", "Which checks a case needs follows from its record"))
register_carrier(("F2.22-2",), Carrier("screen", "Work before the checks, counted by month and team"))
register_carrier(("F2.23-1",), Carrier("screen", "Checks not yet in: each case with its age and holder"))
register_carrier(("F2.25-1",), Carrier("screen", "Screening alone is not an assessment of risk: said where the checks are concluded"))
register_carrier(("F3.62-3",), Carrier("rule", "Each request for checks keeps why it is lawful, necessary and proportionate"))
register_carrier(
    ("F2.75-1",), Carrier("rule", "What came back of a check stands on the case, and is not closed without what it means for the child")
)
register_carrier(
    ("F1.22-1",), Carrier("rule", "What goes beyond the core checks is asked only with why it is lawful, necessary and proportionate")
)
register_carrier(("F3.70-1",), Carrier("screen", "Extended checks: health, domestic abuse service, adult services, probation"))
register_carrier(("P60-1",), Carrier("screen", "Police check abroad, with its two triggers"))
register_carrier(("FR7-1",), Carrier("document", "Consent to perform checks"))
register_carrier(("FA2-1",), Carrier("rule", "The former label is answered with the right term"))
register_carrier(("FA2-4",), Carrier("rule", "The list of offences, and how an answer of the police is held against it"))
