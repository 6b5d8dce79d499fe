"""Steps of scenarios about the safeguarding letter."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import LetterCopy, PartyInterview, SafeguardingLetter


@step
def begin_letter(world: World, *, case: str, update: bool = False) -> SafeguardingLetter:
    """The letter in hand, or a new one; its duty opens. "update": to the one that was issued."""
    kind = SafeguardingLetter.Kind.UPDATE if update else SafeguardingLetter.Kind.LETTER
    return services.begin_letter(case=world.get(case), at=world.now, kind=kind, by=world.by, now=world.now)


@step
def record_interview(world: World, *, case: str, person: str, result: str = "spoken", is_safe: bool = True, **more: Any) -> PartyInterview:
    """A talk with a party, or an attempt: "how", "was_alone", "said_abuse", "said_children", "said_risks", "said_wanted", "reason"."""
    return services.record_interview(
        case=world.get(case),
        person=world.get(person),
        result=result,
        is_safe=is_safe,
        happened_at=world.now,
        by=world.by,
        now=world.now,
        **more,
    )


@step
def write_letter(world: World, *, letter: str, **words: Any) -> SafeguardingLetter:
    """What the practitioner finds and advises: "issues", "risk", "further_work", "further_words", "advice"."""
    return services.write_letter(letter=world.get(letter), by=world.by, now=world.now, **words)


@step
def issue_letter(world: World, *, letter: str) -> SafeguardingLetter:
    """To the court, and to each party from whom nothing is withheld."""
    return services.issue_letter(letter=world.get(letter), by=world.by, now=world.now)


@step
def send_letter(world: World, *, letter: str, method: str = "portal") -> SafeguardingLetter:
    """It reached the court now."""
    return services.send_letter(letter=world.get(letter), sent_at=world.now, method=method, by=world.by, now=world.now)


@step
def withhold_letter(world: World, *, letter: str, person: str, reason: str, directions: str) -> LetterCopy:
    """A party's copy waits; a manager is asked."""
    return services.propose_withholding(
        letter=world.get(letter), person=world.get(person), reason=reason, directions_asked=directions, by=world.by, now=world.now
    )


@step
def decide_withholding(world: World, *, copy: str, agree: bool, reason: str) -> LetterCopy:
    """The manager's decision."""
    return services.decide_withholding(copy=world.get(copy), agree=agree, reason=reason, by=world.by, now=world.now)


@step
def ask_court_about_copy(world: World, *, copy: str, legal_advice: str) -> LetterCopy:
    """The covering note, for the court alone."""
    return services.ask_court(copy=world.get(copy), legal_advice=legal_advice, asked_at=world.now, by=world.by, now=world.now)


@step
def record_copy_directions(world: World, *, copy: str, directions: str, words: str) -> LetterCopy:
    """What the court directed: "release" or "withhold"."""
    return services.record_directions(
        copy=world.get(copy), directions=directions, words=words, directed_at=world.now, by=world.by, now=world.now
    )


@step
def give_copy(world: World, *, copy: str) -> LetterCopy:
    """A party's copy is made and sent."""
    services.issue_copy(copy=world.get(copy), by=world.by, now=world.now)
    return services.send_copy(copy=world.get(copy), sent_at=world.now, method="post", by=world.by, now=world.now)
