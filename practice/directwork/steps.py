"""Steps of scenarios about work with children."""

from typing import Any

from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.steps import World, step
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record

from . import services
from .models import CareCheck, ChildView, DirectWork, DirectWorkPlan, OfficerContact, Promise, SkinMap, Telling


@step
def plan_direct_work(
    world: World, *, case: str, child: str, purpose: str, venue: str, planned: str | None = None, **more: Any
) -> DirectWorkPlan:
    """Plan work with a child at a venue ("office", "home", "school" …); more: the plan's other answers."""
    given = {"child_wish": "At the place chosen", "wish_met": True, "understanding": "Fits the child’s age.", **more}
    return services.plan_direct_work(
        case=world.get(case), child=world.get(child), purpose=purpose, venue=venue, planned_for=world.moment(planned), by=world.by, now=world.now,
        **given,
    )  # fmt: skip


def _facts(world: World, told: dict[str, Any], told_at: Any) -> services.TellingFacts:
    given = {"explanation": "None given", "responsible": "Not said", "also_present": "Nobody", "asked": "Nothing", **told}
    stopped = world.moment(given.pop("stopped", None)) or told_at
    return services.TellingFacts(told_at=told_at, stopped_at=stopped, **{"told_again": "Somebody whose job it is will ask again.", **given})


@step
def record_direct_work(
    world: World,
    *,
    case: str,
    child: str,
    venue: str,
    words: str,
    plan: str | None = None,
    points: dict[str, str] | None = None,
    promises: list[dict[str, Any]] | None = None,
    told: dict[str, Any] | None = None,
    happened: str | None = None,
    **more: Any,
) -> DirectWork:
    """The signed record: words are the child's own; points those of the ten that matter here; told: what the child told of harm."""
    at = world.moment(happened) or world.now
    answered = {key: f"{label}: as planned." for key, label in DIRECT_WORK_POINTS.items()} | (points or {})
    given = {"limits_explained": True, "limits_how": "In plain words, at the start.", **more}
    return services.record_direct_work(
        case=world.get(case), child=world.get(child), venue=venue, child_words=words, points=answered, happened_at=at,
        plan=world.get(plan) if plan else None, telling=_facts(world, told, at) if told else None,
        promises=[services.PromiseFacts(what=one["what"], due_on=_day(world, one["due"])) for one in promises or ()],
        by=world.by, now=world.now, **given,
    )  # fmt: skip


def _day(world: World, text: Any) -> Any:
    return text if hasattr(text, "year") and not hasattr(text, "hour") else london_date(world.moment(f"{text} 12:00"))


@step
def settle_promise(world: World, *, work: str, kept: str, note: str = "") -> Promise:
    """The first open promise of that work: "kept", or "not_kept" with a note."""
    promise = world.get(work).promises.filter(kept="").first()
    return services.settle_promise(promise=promise, kept=kept, note=note, settled_at=world.now, by=world.by, now=world.now)


@step
def record_what_a_child_told(world: World, *, case: str, child: str, words: str, happened: str | None = None, **told: Any) -> Telling:
    """A child told of harm; whoever acts heard it."""
    at = world.moment(happened) or world.now
    return services.record_telling(
        case=world.get(case), child=world.get(child), facts=_facts(world, {"words": words, **told}, at), by=world.by, now=world.now
    )


@step
def record_child_view(
    world: World, *, concern: str, child: str, told: str, words: str, happened: str | None = None, **more: Any
) -> ChildView:
    """What the child was told of the referral ("told", "unsafe", "not_yet") and thinks of it."""
    at = (world.moment(happened) or world.now) if told == "told" else None
    return services.record_child_view(
        concern=world.get(concern), child=world.get(child), told=told, words=words, told_at=at, by=world.by, now=world.now, **more
    )


@step
def draw_skin_map(
    world: World, *, case: str, child: str, observer: str, marks: list[dict[str, Any]], visible_only: bool = True, telling: str | None = None,
    happened: str | None = None, note: str = "",
) -> SkinMap:  # fmt: skip
    """Marks: each with site ("front/forearm-left"), description, size, colour."""
    return services.draw_skin_map(
        case=world.get(case), child=world.get(child), observer=observer, visible_only=visible_only, note=note,
        marks=[services.MarkFacts(**mark) for mark in marks], telling=world.get(telling) if telling else None,
        seen_at=world.moment(happened) or world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def find_telling(world: World, *, work: str) -> Telling:
    """What the child told in that work."""
    found: Telling = world.get(work).tellings.get()
    return found


@step
def issue_direct_work(world: World, *, work: str) -> IssuedDocument:
    """The signed record as a document."""
    return issue_record(kind="direct-work-record", subject=world.get(work), by=world.by, now=world.now)


@step
def issue_skin_map(world: World, *, map: str) -> IssuedDocument:
    """The skin map as a document."""
    return issue_record(kind="skin-map", subject=world.get(map), by=world.by, now=world.now)


@step
def check_care_plan(world: World, *, case: str, child: str, looked_after: bool, **more: Any) -> CareCheck:
    """Whether the care rules are applied, and what is clear in both plans."""
    return services.check_care_plan(
        case=world.get(case), child=world.get(child), looked_after=looked_after, checked_at=world.now, by=world.by, now=world.now, **more
    )


@step
def record_officer_contact(
    world: World, *, case: str, kind: str, content: str, officer: str = "", child_there: bool = False
) -> OfficerContact:
    """The reviewing officer: "liaison", "handover", "no_handover", "referred"."""
    return services.record_officer_contact(
        case=world.get(case),
        kind=kind,
        officer=officer,
        content=content,
        child_there=child_there,
        happened_at=world.now,
        by=world.by,
        now=world.now,
    )


@step
def record_officer_advice(world: World, *, contact: str, advice: str) -> OfficerContact:
    """A manager records what Cafcass Legal advised."""
    return services.record_officer_advice(contact=world.get(contact), advice=advice, advised_at=world.now, by=world.by, now=world.now)
