"""Steps of scenarios about sex offenders and MAPPA."""

from typing import Any

from cafcass_cases.core.steps import World, step

from . import services
from .models import AgencyEnquiry, Offender, ViewSought
from .services import EvidenceFacts


@step
def record_offender(
    world: World, *, case: str, person: str, registered: str = "unknown", mappa: str = "unknown", source: str = "Police check",
    known: str | None = None, concern: str | None = None, **more: Any,
) -> Offender:  # fmt: skip
    """An adult is or may be a registered sex offender ("yes", "alleged", "no", "unknown") or under MAPPA; "convicted", "offence"."""
    return services.record_offender(
        case=world.get(case), person=world.get(person), registered=registered, mappa=mappa, source=source,
        known_at=world.moment(known) or world.now, concern=world.get(concern) if concern else None, by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def record_offender_contact(world: World, *, offender: str, children: list[str], what: str, known: str | None = None) -> None:
    """We became aware of contact with children."""
    services.record_contact(
        offender=world.get(offender),
        children=world.all(children),
        what=what,
        known_at=world.moment(known) or world.now,
        by=world.by,
        now=world.now,
    )


@step
def seek_view_on_offender(
    world: World, *, offender: str, who: str, whom: str = "probation", result: str = "asked", asked: str | None = None, view: str = ""
) -> ViewSought:
    """Probation or the offender manager is asked: "asked", "answered", "attempted"."""
    return services.seek_view(
        offender=world.get(offender), whom=whom, who=who, asked_at=world.moment(asked) or world.now, result=result, view=view, by=world.by,
        now=world.now,
    )  # fmt: skip


@step
def record_offender_evidence(world: World, *, offender: str, sources: dict[str, dict[str, str]], scrutiny: str = "") -> None:
    """The sources: {sentencing_remarks: {state: obtained, analysis: …}}, and what they show together."""
    services.record_evidence(
        offender=world.get(offender), sources=[EvidenceFacts(source=name, **told) for name, told in sources.items()], scrutiny=scrutiny,
        by=world.by, now=world.now,
    )  # fmt: skip


def _enquiry(world: World, offender: str, agency: str) -> AgencyEnquiry:
    return AgencyEnquiry.objects.get(offender=world.get(offender), agency=agency)


@step
def ask_mappa_agency(world: World, *, offender: str, agency: str, asked_of: str, asked: str | None = None) -> None:
    """ "police", "probation" or "prison" is asked, or chased."""
    services.ask_agency(
        enquiry=_enquiry(world, offender, agency), asked_of=asked_of, asked_at=world.moment(asked) or world.now, by=world.by, now=world.now
    )


@step
def leave_mappa_agency_out(world: World, *, offender: str, agency: str, why: str) -> None:
    """The agency is not involved."""
    services.leave_agency_out(enquiry=_enquiry(world, offender, agency), why=why, by=world.by, now=world.now)


@step
def record_mappa_answer(world: World, *, offender: str, agency: str, answer: str) -> None:
    """The agency tells what it holds."""
    services.record_agency_answer(
        enquiry=_enquiry(world, offender, agency), answer=answer, answered_at=world.now, by=world.by, now=world.now
    )


@step
def write_mappa_analysis(world: World, *, offender: str, children: dict[str, str]) -> None:
    """What the information means for each child."""
    services.write_mappa_analysis(
        offender=world.get(offender), analyses={world.get(name): words for name, words in children.items()}, by=world.by, now=world.now
    )
