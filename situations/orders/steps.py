"""Steps of scenarios about an order that may leave a child at risk."""

from typing import Any

from cafcass_cases.cases.services import change_case
from cafcass_cases.core.steps import World, step

from . import services
from .models import JudgeApproach, ManagersLetter, OrderReview


@step
def open_order_review(
    world: World, *, concern: str, recommended: str, why_at_risk: str, kind: str = "", made: str | None = None, known: str | None = None,
    order: str | None = None, terms: str = "",
) -> OrderReview:  # fmt: skip
    """The court made an order that leaves a child at risk: "order" where it is on the record, else "kind" and "made"."""
    return services.open_review(
        concern=world.get(concern), order=world.get(order) if order else None, kind=kind, made_on=world.day(made), terms=terms,
        known_at=world.moment(known) or world.now, recommended=recommended, why_at_risk=why_at_risk, by=world.by, now=world.now,
    )  # fmt: skip


@step
def consider_order_options(world: World, *, review: str, options: dict[str, dict[str, Any]], held: str | None = None) -> OrderReview:
    """The manager answers each: {risk_assessment: {chosen: false, reason: …}, letter: …, appeal: …, referral: …}."""
    facts = {kind: services.OptionFacts(**{**said, "learned_on": world.day(said.get("learned_on"))}) for kind, said in options.items()}
    return services.consider_options(
        review=world.get(review), held_at=world.moment(held) or world.now, options=facts, by=world.by, now=world.now
    )


@step
def record_appeal_consultation(
    world: World,
    *,
    review: str,
    who: str,
    advice: str,
    decision: str,
    has_grounds: bool,
    consulted: str | None = None,
    appeal_by: str | None = None,
) -> OrderReview:
    """The child's legal representative was consulted on grounds for an appeal."""
    return services.record_appeal_consultation(
        review=world.get(review), consulted_at=world.moment(consulted) or world.now, who=who, advice=advice, has_grounds=has_grounds,
        decision=decision, appeal_by=world.day(appeal_by), by=world.by, now=world.now,
    )  # fmt: skip


@step
def write_managers_letter(
    world: World, *, review: str, concerns: str, next_steps: str, courteous: bool = True, copies: list[str] = ()  # type: ignore[assignment]
) -> ManagersLetter:  # fmt: skip
    """The manager writes to the court, with copies to parties."""
    return services.write_letter(
        review=world.get(review), concerns=concerns, next_steps=next_steps, is_courteous=courteous,
        copies_to=[party.pk for party in world.all(list(copies))], by=world.by, now=world.now,
    )  # fmt: skip


@step
def sign_managers_letter(world: World, *, letter: str) -> ManagersLetter:
    """The manager signs it: frozen, hashed, guarded."""
    return services.sign_letter(letter=world.get(letter), by=world.by, now=world.now)


@step
def record_letter_sent(world: World, *, letter: str, sent: str | None = None, how: str = "email") -> ManagersLetter:
    """It went to the court."""
    return services.record_letter_sent(
        letter=world.get(letter), sent_at=world.moment(sent) or world.now, how=how, by=world.by, now=world.now
    )


@step
def record_order_answer(world: World, *, review: str, answer: str, detail: str, known: str | None = None) -> OrderReview:
    """What the court answered: "changed" or "confirmed"."""
    return services.record_answer(
        review=world.get(review), answer=answer, detail=detail, known_at=world.moment(known) or world.now, by=world.by, now=world.now
    )


@step
def record_order_steps(world: World, *, review: str, text: str) -> OrderReview:
    """The steps taken go on the child's record."""
    return services.record_steps(review=world.get(review), text=text, by=world.by, now=world.now)


@step
def record_order_legal_advice(
    world: World, *, review: str, adviser: str, requested: str | None = None, advice: str = "", advised: str | None = None
) -> OrderReview:
    """Legal advice is sought, and comes."""
    return services.record_legal_advice(
        review=world.get(review), requested_at=world.moment(requested) or world.now, adviser=adviser, advice=advice,
        advised_at=world.moment(advised), by=world.by, now=world.now,
    )  # fmt: skip


@step
def ask_head_of_practice(world: World, *, review: str, why: str) -> OrderReview:
    """The Head of Practice is asked to consider the judge."""
    return services.ask_head_of_practice(review=world.get(review), why=why, at=world.now, by=world.by, now=world.now)


@step
def approach_judge(
    world: World, *, review: str, judge: str, reason: str, ground: str = "child", approached: str | None = None, how: str = ""
) -> JudgeApproach:
    """The Designated Family Judge is approached: "child", "adult" or "staff"."""
    return services.approach_judge(
        review=world.get(review), ground=ground, reason=reason, approached_at=world.moment(approached) or world.now, judge=judge, how=how,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def decline_to_approach_judge(world: World, *, review: str, why: str) -> OrderReview:
    """The Head of Practice decides against it."""
    return services.decline_to_approach(review=world.get(review), why=why, at=world.now, by=world.by, now=world.now)


@step
def record_judges_reply(world: World, *, approach: str, reply: str) -> JudgeApproach:
    """The judge answered."""
    return services.record_judges_reply(approach=world.get(approach), reply=reply, replied_at=world.now, by=world.by, now=world.now)


@step
def close_order_review(world: World, *, review: str, result: str) -> OrderReview:
    """The review is over."""
    return services.close_review(review=world.get(review), result=result, at=world.now, by=world.by, now=world.now)


@step
def join_child_as_party(world: World, *, case: str) -> None:
    """The court joins the child as a party (rule 16.4)."""
    change_case(case=world.get(case), changes={"rule_16_4": True}, by=world.by, now=world.now)
