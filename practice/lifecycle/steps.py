"""Steps of scenarios about the life of a case and its meetings."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step
from cafcass_cases.documents.services import issue_record
from sharing.models import InformedAgency

from . import services
from .models import CaseEnding, CourtDirection, Meeting, PlanNotice


@step
def record_case_ending(world: World, *, case: str, kind: str = "final_hearing", happened: str | None = None, words: str = "") -> CaseEnding:
    """What ended the case: "final_hearing", "withdrawn" or "transferred"."""
    return services.record_ending(
        case=world.get(case), kind=kind, ended_at=world.moment(happened) or world.now, words=words, by=world.by, now=world.now
    )


@step
def record_court_direction(world: World, *, case: str, on: str, words: str) -> CourtDirection:
    """More work that the court asked for after the report."""
    return services.record_direction(case=world.get(case), directed_on=world.day(on), words=words, by=world.by, now=world.now)


@step
def issue_end_notice(world: World, *, agency: str) -> Any:
    """The notice to an agency ("find_agency") is made."""
    return issue_record(kind="end-notice", subject=world.get(agency), by=world.by, now=world.now)


@step
def excuse_end_notice(world: World, *, agency: str, reason: str) -> Any:
    """A manager decides that an agency need not be told."""
    return services.excuse_end_notice(agency=world.get(agency), reason=reason, by=world.by, now=world.now)


@step
def find_informed_agency(world: World, *, case: str, name: str) -> InformedAgency:
    """The agency of that name that knows of us."""
    return next(one for one in InformedAgency.objects.filter(case=world.get(case)) if one.words == name)


@step
def note_agency_meeting(
    world: World,
    *,
    case: str,
    kind: str,
    convened_by: str,
    children: list[str],
    starts: str | None = None,
    authority: str = "",
    family: str = "",
) -> Meeting:
    """An invitation: "conference", "core_group", "review" …"""
    place = LocalAuthority.objects.get(name=authority) if authority else None
    return services.note_meeting(
        case=world.get(case), kind=kind, convened_by=convened_by, authority=place, children=world.all(children), starts_at=world.moment(starts),
        family_present=family, invited_at=world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def settle_part_in_meeting(
    world: World, *, meeting: str, capacity: str, contribution: str, words: str, agreed_by: str = "", **more: str
) -> Meeting:
    """Whether and in what capacity we take part; "agreed_by" is the manager."""
    return services.answer_invitation(
        meeting=world.get(meeting), capacity=capacity, contribution=contribution, words=words, agreed_by=world.user(agreed_by) if agreed_by else None,
        agreed_at=world.now if agreed_by else None, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def inform_meeting(world: World, *, meeting: str, how: str) -> Meeting:
    """What we know went to it."""
    return services.record_informed(meeting=world.get(meeting), informed_at=world.now, how=how, by=world.by, now=world.now)


@step
def attend_meeting(world: World, *, meeting: str, notes: str, happened: str | None = None, **more: Any) -> Meeting:
    """Somebody of ours was there."""
    return services.record_attendance(
        meeting=world.get(meeting), attended_at=world.moment(happened) or world.now, notes=notes, by=world.by, now=world.now, **more
    )


@step
def record_meeting_decision(
    world: World,
    *,
    meeting: str,
    decided: str,
    decided_from: str,
    tell_court: bool,
    plans: dict[str, str] | None = None,
    plan_from: str | None = None,
    why_not: str = "",
) -> Meeting:
    """What it decided; "plans" are children with the category of their plan."""
    placed = {world.get(child): category for child, category in (plans or {}).items()}
    return services.record_decision(
        meeting=world.get(meeting), decided=decided, decided_from=decided_from, decided_at=world.now, tell_court=tell_court, tell_court_words=why_not,
        plans=placed, plan_from=world.day(plan_from), by=world.by, now=world.now,
    )  # fmt: skip


@step
def tell_court_of_meeting(world: World, *, meeting: str, how: str) -> Meeting:
    """The court was told of it."""
    return services.record_court_told(meeting=world.get(meeting), told_at=world.now, how=how, by=world.by, now=world.now)


@step
def take_note_of_plan(world: World, *, child: str) -> PlanNotice:
    """The manager takes note of a child's plan."""
    notice = PlanNotice.objects.get(child=world.get(child), noted_at=None)
    return services.note_plan(notice=notice, by=world.by, now=world.now)
