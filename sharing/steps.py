"""Steps of scenarios about sharing information."""

from typing import Any

from cafcass_cases.cases.steps import authority as authority_called
from cafcass_cases.core.steps import World, step
from cafcass_cases.documents.services import preview

from . import services
from .models import Disclosure, Incident, InformedAgency, Sharing


@step
def ask_to_share(
    world: World, *, case: str, to: str, purpose: str, what: str, direction: str = "asked", asked: str | None = None, concern: str | None = None,
    authority: str | None = None, name: str = "", party: str | None = None, person: str = "", children: list[str] = (),  # type: ignore[assignment]
    begun: str | None = None, plan: str = "", plan_detail: str = "",
) -> Sharing:  # fmt: skip
    """Somebody ("to": local_authority, police, school, marac …) asks for information, or we wish to tell them ("direction": wish)."""
    return services.note_sharing(
        case=world.get(case), recipient_kind=to, purpose=purpose, what_asked=what, direction=direction, asked_at=world.moment(asked) or world.now,
        concern=world.get(concern) if concern else None, authority=authority_called(world, authority), recipient_name=name,
        party=world.get(party) if party else None, contact_person=person, children=world.all(list(children)), gateway_on=world.day(begun),
        plan=plan, plan_detail=plan_detail, by=world.by, now=world.now,
    )  # fmt: skip


@step
def share_information(
    world: World, *, sharing: str, what: str, receiver: str, method: str = "email", shared: str | None = None, in_danger: str = "", basis: str = "",
    begun: str | None = None, assessment: str | None = None,
) -> Disclosure:  # fmt: skip
    """What is shared now, or was at "shared". "in_danger": why a child is in immediate danger; "assessment": the 16A that a party is given."""
    return services.share(
        sharing=world.get(sharing), shared=what, shared_with=receiver, method=method, shared_at=world.moment(shared) or world.now,
        in_danger=bool(in_danger), risk_reasons=in_danger, basis=basis, gateway_on=world.day(begun),
        assessment=world.get(assessment) if assessment else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_sharing_permission(
    world: World,
    *,
    sharing: str,
    result: str,
    giver: str = "court",
    asked: str | None = None,
    reference: str = "",
    decided: str | None = None,
    **more: Any,
) -> Any:
    """The court (or "giver": lado) is asked, grants or refuses, with the reference and the date."""
    return services.record_permission(
        sharing=world.get(sharing), result=result, giver=giver, asked_at=world.moment(asked) or (world.now if result == "asked" else None),
        reference=reference, decided_on=world.day(decided), by=world.by, now=world.now, **more,
    )  # fmt: skip


@step
def decide_sharing(
    world: World, *, sharing: str, decision: str, reason: str, legal_advice: str = "", child_protection_purpose: bool | None = None
) -> Sharing:
    """A manager decides: "share" or "not_share", with legal advice where the policy does not list it."""
    return services.decide_sharing(
        sharing=world.get(sharing), decision=decision, reason=reason, legal_advice=legal_advice,
        child_protection_purpose=child_protection_purpose, at=world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def record_not_shared(world: World, *, sharing: str, reason: str, told: str | None = None) -> Sharing:
    """It is not shared, and they were told so."""
    return services.record_not_shared(
        sharing=world.get(sharing), reason=reason, answered_at=world.moment(told) or world.now, by=world.by, now=world.now
    )


@step
def view_sharing_at_risk(world: World, *, disclosure: str, view: str) -> Disclosure:
    """The manager looks at what was shared at an immediate risk."""
    return services.view_sharing_at_risk(disclosure=world.get(disclosure), view=view, at=world.now, by=world.by, now=world.now)


@step
def record_incident(world: World, *, case: str, rule: str, what: str, happened: str | None = None, concern: str | None = None) -> Incident:
    """Something was done against a rule ("P22-2"): kept, and a manager looks at it."""
    return services.record_incident(
        case=world.get(case), rule=rule, what=what, happened_at=world.moment(happened) or world.now,
        concern=world.get(concern) if concern else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def find_incident(world: World, *, case: str, rule: str) -> Incident:
    """The incident of a case against a rule, to be named in later steps."""
    return Incident.objects.get(case=world.get(case), rule=rule, withdrawn_at=None)


@step
def view_incident(world: World, *, incident: str, view: str) -> Incident:
    """A manager looks at an incident."""
    return services.view_incident(incident=world.get(incident), view=view, at=world.now, by=world.by, now=world.now)


@step
def tell_that_it_ended(world: World, *, case: str, agency: str, how: str = "By secure e-mail") -> InformedAgency:
    """An agency ("Leeds", or the name of a school) is told that our involvement has ended."""
    mine = InformedAgency.objects.filter(case=world.get(case), withdrawn_at=None)
    found = next(one for one in mine if one.words == agency)
    return services.record_ending_told(agency=found, told_at=world.now, how=how, by=world.by, now=world.now)


def _plain(text: str) -> str:
    return " ".join(text.split())


@step
def document_says(world: World, *, kind: str, of: str, says: list[str] = (), never: list[str] = ()) -> None:  # type: ignore[assignment]
    """Fails unless the document, as it would be issued now, says each of "says" and nothing of "never"."""
    page, _ = preview(kind=kind, subject=world.get(of), by=world.by, now=world.now)
    text = _plain(page.text)
    wrong = [f"does not say {words!r}" for words in says if words not in text] + [f"says {words!r}" for words in never if words in text]
    if wrong:
        raise AssertionError(f"The {kind} {'; '.join(wrong)}.")


@step
def guard_names(world: World, *, kind: str, of: str, sentences: list[str]) -> None:
    """Fails unless the guard names exactly these sentences of the document, as it would be issued now. None: it may go."""
    _, found = preview(kind=kind, subject=world.get(of), by=world.by, now=world.now)
    named = {_plain(one.sentence) for one in found}
    if named != set(sentences):
        raise AssertionError(f"The guard names {sorted(named)}.")
