"""Steps of scenarios about samples of a practitioner's cases."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import Sample, SampleAction
from .points import POINTS


@step
def take_sample(
    world: World, *, of: str, since: str, cases: list[str] | None = None, why: str = "", many: int = 5, seed: str = ""
) -> Sample:
    """Take a sample of the cases of a member of staff: chosen ones with why, else by chance with a seed."""
    return services.take_sample(
        practitioner=world.user(of), way="chosen" if cases else "random", since=world.day(since), cases=world.all(cases or []), why=why,
        many=many, seed=seed, by=world.by, now=world.now,
    )  # fmt: skip


@step
def answer_points(world: World, *, sample: str, answers: dict[str, Any], rest: str = "not_looked") -> None:
    """Answer the points of every case of the sample: by point, a state, or state, where, seen_on and note; "rest" for all others."""
    for row in world.get(sample).cases.all():
        given = {key: dict(answer) if isinstance(answer, dict) else {"state": answer} for key, answer in answers.items()}
        for answer in given.values():
            if "seen_on" in answer:
                answer["seen_on"] = world.day(answer["seen_on"])
        left = {point.key: {"state": rest} for point in POINTS if point.key not in given}
        services.answer_points(sampled=row, answers=given | left, by=world.by, now=world.now)


@step
def agree_sample_action(world: World, *, sample: str, what: str, owner: str, due: str) -> SampleAction:
    """Something to be done because of the sample."""
    return services.agree_action(
        sample=world.get(sample), what=what, owner=world.user(owner), due_on=world.day(due), by=world.by, now=world.now
    )


@step
def sign_sample(world: World, *, sample: str, judgement: str) -> Sample:
    """The manager signs; the practitioner is asked to answer."""
    return services.sign_sample(sample=world.get(sample), judgement=judgement, by=world.by, now=world.now)


@step
def answer_sample(world: World, *, sample: str, answer: str) -> Sample:
    """The practitioner answers."""
    return services.answer_sample(sample=world.get(sample), answer=answer, by=world.by, now=world.now)


@step
def complete_sample_action(world: World, *, action: str, result: str) -> SampleAction:
    """What was agreed is done."""
    return services.complete_action(action=world.get(action), result=result, at=world.now, by=world.by, now=world.now)
