"""What a safeguarding letter says: read from the record until it is issued, and what is still missing from it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cafcass_cases.cases.models import Case, Hearing
from cafcass_cases.cases.models.people import PARTY_ROLES, Person
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.cases.selectors.court import hearings_to_come
from cafcass_cases.core.clock import london
from cafcass_cases.core.gather import gather
from cafcass_cases.documents.guard import Squeezed
from cafcass_cases.documents.registry import Preflight
from referrals.contents import STATUTORY_STATEMENT
from referrals.models import RiskAssessment
from safeguarding.advising import AdviceGap
from screening.checks.rules import before_advice
from screening.checks.selectors import Ledger, ledger_of

from .models import LetterCopy, PartyInterview, SafeguardingLetter
from .sources import check_lines, conclusion_lines, court_lines

SAID = (
    ("said_abuse", "Domestic abuse and violence"),
    ("said_children", "The children"),
    ("said_risks", "Any other risk"),
    ("said_wanted", "What they want, and what would keep the children safe"),
    ("needs", "Needs and adjustments"),
)
WRITTEN = (
    ("issues", "Safeguarding issues found"),
    ("risk", "What this means for each child"),
    ("further_words", "Further work"),
    ("advice", "Advice to the court"),
    ("because", "Why it is updated"),
)
HEADING_16A = re.compile(r"^\W*(?:section|s\.?)?\s*16a(?:\s+risk\s+assessment)?\W*$", re.IGNORECASE | re.MULTILINE)
PASSAGE = 60
"""Letters (without spaces) of a 16A's text that make it a passage: shorter ones may stand in both by chance."""


def parties_of(case: Case) -> list[Person]:
    """The parties, applicants first."""
    return _applicants_first(_parties(case))


def _parties(case: Case) -> QuerySet[Person]:
    return case.people.filter(withdrawn_at=None, role__in=PARTY_ROLES).order_by("created_at")


def _applicants_first(parties: Iterable[Person]) -> list[Person]:
    return sorted(parties, key=lambda person: PARTY_ROLES.index(person.role))


def interviews_of(case: Case) -> QuerySet[PartyInterview]:
    """Every talk and attempt, oldest first."""
    return case.party_interviews.filter(withdrawn_at=None).select_related("person", "created_by").order_by("happened_at", "created_at")


@dataclass(frozen=True)
class Ground:
    """What of the case a letter is read from, fetched once."""

    parties: list[Person]
    talks: list[PartyInterview]
    hearing: Hearing | None
    children: list[Person]
    ledger: Ledger


def ground_with(case: Case, now: datetime, *more: QuerySet[Any]) -> tuple[Ground, list[list[Any]]]:
    """The ground of the case's letters and the rows of ``more``, by two queries."""
    parties, talks, hearings, children, *rest = gather(
        _parties(case), interviews_of(case), hearings_to_come(case, now)[:1], subject_children(case), *more
    )
    return Ground(_applicants_first(parties), list(talks), next(iter(hearings), None), list(children), ledger_of(case)), [
        list(rows) for rows in rest
    ]


def day_words(moment: datetime) -> str:
    return f"{london(moment):%-d %B %Y}"


def assemble(letter: SafeguardingLetter, now: datetime, ground: Ground | None = None) -> dict[str, Any]:
    """The facts of the letter as they stand: plain values, so that they can be kept as issued."""
    case = letter.case
    ground = ground or ground_with(case, now)[0]
    parties, talks, hearing = ground.parties, ground.talks, ground.hearing
    spoken = {talk.person_id for talk in talks if talk.was_spoken}
    return {
        "court": str(case.court or ""),
        "court_number": case.court_number,
        "applications": list(case.application_types),
        "received": day_words(case.received_at),
        "hearing": f"{hearing.kind}, {london(hearing.starts_at):%-d %B %Y at %H:%M}" if hearing else "",
        "children": [
            {"name": child.full_name, "born": f"{child.date_of_birth:%-d %B %Y}" if child.date_of_birth else ""}
            for child in ground.children
        ],
        "parties": [{"name": party.full_name, "role": party.get_role_display()} for party in parties],
        "checks": check_lines(ground.ledger),
        "conclusions": conclusion_lines(case),
        "told": court_lines(case, ground.ledger),
        "interviews": [_talk(talk) for talk in talks if talk.was_spoken],
        "not_spoken": [_not_spoken(party, talks) for party in parties if party.pk not in spoken],
    }


def _talk(talk: PartyInterview) -> dict[str, Any]:
    said = [[label, getattr(talk, name)] for name, label in SAID if getattr(talk, name).strip()]
    who = talk.created_by.full_name if talk.created_by else ""
    return {
        "key": f"interview:{talk.pk}", "name": talk.person.full_name, "when": day_words(talk.happened_at),
        "how": talk.get_how_display().lower(), "by": who, "said": said,
    }  # fmt: skip


def _not_spoken(party: Person, talks: Sequence[PartyInterview]) -> dict[str, str]:
    """Whom nobody spoke to. That ringing was unsafe is not said: the letter may be read by whoever makes it so."""
    tried = [talk for talk in talks if talk.person_id == party.pk]
    if any(talk.result == PartyInterview.Result.DECLINED for talk in tried):
        return {"name": party.full_name, "words": "did not wish to speak to us."}
    attempts = [talk for talk in tried if talk.result == PartyInterview.Result.NOT_REACHED]
    if attempts:
        return {"name": party.full_name, "words": f"was not reached. Tried {', '.join(day_words(one.happened_at) for one in attempts)}."}
    return {"name": party.full_name, "words": "has not been spoken to at the time of writing."}


def facts_of(letter: SafeguardingLetter, now: datetime, ground: Ground | None = None) -> dict[str, Any]:
    """As issued, or as they stand now."""
    return letter.assembled or assemble(letter, now, ground)


def parts_of(letter: SafeguardingLetter, now: datetime, facts: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """(key, words) of each part that may be withheld from a party. ``facts``: where they are at hand."""
    talks = [(one["key"], f"What {one['name']} said on {one['when']}") for one in (facts or facts_of(letter, now))["interviews"]]
    return [
        ("checks", "What the checks showed"),
        *talks,
        ("issues", "The safeguarding issues"),
        ("risk", "What they mean for each child"),
        ("advice", "The advice to the court"),
    ]


def context_of(copy: LetterCopy, now: datetime, *, court_alone: bool) -> dict[str, Any]:
    """What this reader's copy prints. What may not be disclosed is in the court's own copy alone."""
    letter = copy.letter
    facts = facts_of(letter, now)
    held = set(copy.withheld_parts) if copy.is_withheld else set()
    checks = [] if "checks" in held else [line for line in facts["checks"] if line["is_disclosable"] or (copy.is_for_court and court_alone)]
    texts = {name: "" if name in held else getattr(letter, name) for name, _ in WRITTEN}
    return {
        "copy": copy, "letter": letter, "facts": facts, "held": held, "texts": texts,
        "checks": [line for line in checks if not line["is_open"]],
        "outstanding": [line for line in checks if line["is_open"]],
        "interviews": [talk for talk in facts["interviews"] if talk["key"] not in held],
        "withheld_from": withheld_from(letter) if copy.is_for_court and court_alone else [],
        "combined": combined_words(letter),
    }  # fmt: skip


def withheld_from(letter: SafeguardingLetter) -> list[LetterCopy]:
    """The parties' copies of which something is withheld."""
    return [one for one in letter.copies.exclude(person=None).select_related("person") if one.is_withheld]


def combined_words(letter: SafeguardingLetter) -> str:
    """How the court's order that the 16A be part of the letter is cited (policy 31)."""
    order = letter.combined_order
    if order is None:
        return ""
    return f"The court ordered on {order.made_on:%-d %B %Y} ({letter.combined_judge}) that the section 16A risk assessment be part of this report: {order.kind}."


# ---- what is missing


def letter_missing(
    letter: SafeguardingLetter, now: datetime, facts: dict[str, Any] | None = None, gaps: Sequence[AdviceGap] | None = None
) -> list[Preflight]:
    """Everything that is missing. What is outstanding is said in the letter, and stops nothing.

    A letter that would say nothing is stopped, and what policy 56 to 59 wants done before advice goes to the court (``gaps``: where
    they are at hand) holds it until it is done or a departure stands.
    """
    facts = facts or facts_of(letter, now)
    missing = []
    if not (letter.issues.strip() or letter.advice.strip()):
        missing.append(Preflight("The safeguarding issues, or the advice to the court", blocks=True, rule="letter-says-nothing"))
    elif not letter.issues.strip():
        missing.append(Preflight("The safeguarding issues found"))
    elif not letter.advice.strip():
        missing.append(Preflight("The advice to the court"))
    if not letter.risk.strip():
        missing.append(Preflight("What this means for each child"))
    if letter.further_work is None:
        missing.append(Preflight("Whether further work is needed"))
    missing += [Preflight(f"A talk with {one['name']}") for one in facts["not_spoken"]]
    missing += [
        Preflight(f"{line['what']}{', ' + line['about'] if line['about'] else ''}: {line['state'].lower()}")
        for line in facts["checks"]
        if line["is_open"]
    ]
    if not facts["checks"]:
        missing.append(Preflight("The checks: none is on the record"))
    missing += [Preflight(gap.text, rule=gap.rule, holds=True) for gap in (what_comes_first(letter) if gaps is None else gaps)]
    if not facts["conclusions"]:
        missing.append(Preflight("The conclusion of screening"))
    hidden = sum(not line["is_disclosable"] for line in facts["checks"])
    if hidden:
        words = (
            "1 result that may not be disclosed to the parties is"
            if hidden == 1
            else f"{hidden} results that may not be disclosed to the parties are"
        )
        missing.append(Preflight(f"{words} left out, unless it is for the court alone"))
    return missing


def what_comes_first(letter: SafeguardingLetter, ledger: Ledger | None = None) -> list[AdviceGap]:
    """What policy 56 to 59 wants done before this letter goes. It tells the court itself of work before the checks."""
    return list(before_advice(letter.case, tells_court=True, ledger=ledger))


def found_of_16a(letter: SafeguardingLetter) -> list[str]:
    """Which parts of the letter hold a section 16A risk assessment, or say that they are one (policy 31)."""
    passages = [Squeezed(text).text for text in _texts_of_16a(letter.case)]
    passages = [passage for passage in passages if len(passage) >= PASSAGE]
    found = []
    for name, label in WRITTEN:
        text = getattr(letter, name)
        squeezed = Squeezed(text).text
        if HEADING_16A.search(text) or any(passage in squeezed for passage in passages):
            found.append(label)
    return found


def _texts_of_16a(case: Case) -> Iterator[str]:
    yield STATUTORY_STATEMENT
    for assessment in RiskAssessment.objects.filter(case=case).prefetch_related("children"):
        yield from _strings(assessment.content)
        for row in assessment.children.all():
            yield from (row.harm, row.risk)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        # A passage is a paragraph too: one copied out of a longer text is still the 16A's.
        yield from (part for part in value.splitlines() if part != value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
