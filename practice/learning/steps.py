"""Steps of scenarios about deaths, serious injuries and reviews."""

from typing import Any

from cafcass_cases.accounts import services as accounts
from cafcass_cases.core.steps import World, step

from . import services
from .models import Appointment, SecuredFile, SeriousIncident


@step
def set_director_post(world: World, *, post: str, holder: str) -> Any:
    """A member of the cast holds a director's post: "safeguarding" or "people"."""
    return accounts.set_director_post(post=post, holder=world.user(holder), by=None, now=world.now)


@step
def record_serious_incident(
    world: World,
    *,
    case: str,
    kind: str,
    what: str,
    expected: str,
    child: str = "",
    known: str | None = None,
    happened: str | None = None,
    others_at_risk: bool = False,
    others: str = "",
    abuse: str = "not_known",
) -> SeriousIncident:
    """A death ("death"), a serious injury ("injury"), a notice of a review ("notice") or a domestic abuse related death ("adult_death")."""
    return services.record_incident_known(
        case=world.get(case), kind=kind, what=what, expected=expected, child=world.get(child) if child else None, abuse=abuse,
        known_at=world.moment(known) or world.now, happened_at=world.moment(happened), others_at_risk=others_at_risk, others_words=others,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def tell_director(world: World, *, incident: str, whom: str) -> SeriousIncident:
    """The director of the area ("area") or with safeguarding responsibility ("safeguarding") is told."""
    return services.record_told(incident=world.get(incident), whom=whom, at=world.now, by=world.by, now=world.now)


@step
def record_review_decision(world: World, *, incident: str, decision: str, decided_by: str) -> SeriousIncident:
    """What the partnership decided: "considered", "held" or "declined"."""
    return services.record_decision(
        incident=world.get(incident), decision=decision, decided_by_whom=decided_by, at=world.now, by=world.by, now=world.now
    )


@step
def appoint_for_review(world: World, *, incident: str, kind: str, person: str = "", outside: str = "", why: str = "") -> Appointment:
    """Appoint somebody of the cast, or from outside: "securing", "panel" or "reviewer"."""
    return services.appoint(
        incident=world.get(incident),
        kind=kind,
        person=world.user(person) if person else None,
        outside_name=outside,
        why_fit=why,
        by=world.by,
        now=world.now,
    )


@step
def agree_to_appointment(world: World, *, appointment: str) -> Appointment:
    """The other director agrees to the author of the internal review."""
    return services.agree_appointment(appointment=world.get(appointment), by=world.by, now=world.now)


@step
def secure_file(world: World, *, incident: str, named: list[str], next_owner: str = "") -> SecuredFile:
    """The file is frozen as it stands; only the named, the directors and the manager who secures it see the case."""
    return services.secure_file(
        incident=world.get(incident), named=[world.user(one) for one in named], next_owner=world.user(next_owner) if next_owner else None,
        practitioner_told_at=world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def send_review_remit(world: World, *, incident: str, remit: str) -> SeriousIncident:
    """The remit of the internal review is confirmed in writing."""
    return services.send_remit(incident=world.get(incident), remit=remit, at=world.now, by=world.by, now=world.now)


@step
def plan_support(world: World, *, incident: str, support: str, by_whom: str = "") -> SeriousIncident:
    """Support for everybody involved."""
    return services.record_support(
        incident=world.get(incident), support=support, support_by=by_whom, practitioner_informed_at=world.now, by=world.by, now=world.now
    )


@step
def publish_learning_point(world: World, *, incident: str, title: str, text: str) -> Any:
    """A learning point, written and published by the director with safeguarding responsibility."""
    point = services.write_learning(incident=world.get(incident), title=title, text=text, by=world.by, now=world.now)
    return services.publish_learning(point=point, by=world.by, now=world.now)
