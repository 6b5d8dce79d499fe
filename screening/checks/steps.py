"""Steps of scenarios about the screening ledger."""

from typing import Any

from cafcass_cases.cases.models import LinkProposal, LocalAuthority
from cafcass_cases.core.steps import World, step

from . import selectors, services
from .models import Check, OffenceFound


def _pick(
    world: World, case: str, kind: str, person: str | None = None, authority: str | None = None, name: str | None = None
) -> list[Check]:
    wanted = world.get(person).pk if person else None
    found = [
        check for check in selectors.checks_of(world.get(case))
        if check.kind == kind and (wanted is None or check.person_id == wanted) and (name is None or check.name == name)
        and (authority is None or (check.authority and check.authority.name == authority))
    ]  # fmt: skip
    if not found:
        raise AssertionError(f"There is no such check: {kind} {person or ''} {authority or ''} {name or ''}")
    return found


@step
def open_checks(world: World, *, case: str) -> None:
    """Open the ledger of a case that was entered by hand; an import opens it by itself."""
    services.open_checks(case=world.get(case), by=world.by, now=world.now)


@step
def find_check(
    world: World, *, case: str, kind: str, person: str | None = None, authority: str | None = None, name: str | None = None
) -> Check:
    """One check: "kind", and as needed whose, which authority's, and the name searched."""
    return _pick(world, case, kind, person, authority, name)[0]


@step
def checks_are(
    world: World, *, case: str, kind: str, count: int, person: str | None = None, state: str | None = None, names: list[str] | None = None
) -> None:
    """Fails unless so many checks of the kind stand there (in the state; for these names or authorities)."""
    wanted = world.get(person).pk if person else None
    found = [
        check for check in selectors.checks_of(world.get(case)) if check.kind == kind and (wanted is None or check.person_id == wanted)
    ]
    found = [check for check in found if state is None or check.state == state]
    said = sorted(check.authority.name if check.authority else check.name for check in found)
    if len(found) != count or (names is not None and said != sorted(names)):
        raise AssertionError(f"{kind}: {len(found)} found, {said}")


@step
def lived_at(world: World, *, person: str, address: str, authority_name: str, begun: str | None = None, ended: str | None = None) -> None:
    """An address with its days, as the application or a party gives it."""
    from cafcass_cases.cases.services import end_contact_detail, record_contact_detail

    detail = record_contact_detail(
        person=world.get(person), kind="address", value=address, local_authority=LocalAuthority.objects.get(name=authority_name),
        from_on=world.day(begun), confidentiality="open", by=world.by, now=world.now,
    )  # fmt: skip
    if ended:
        end_contact_detail(detail=detail, to_on=world.day(ended), by=world.by, now=world.now)


@step
def add_name(world: World, *, person: str, family_name: str, given_names: str = "", kind: str = "former") -> None:
    """Another name somebody is or was known by."""
    from cafcass_cases.cases.services import add_name as add

    add(person=world.get(person), kind=kind, given_names=given_names, family_name=family_name, by=world.by, now=world.now)


@step
def search_own_records(world: World, *, case: str) -> None:
    """Everybody of the case is searched for among everyone ever known."""
    services.search_own_records(case=world.get(case), by=world.by, now=world.now)


@step
def find_candidate(world: World, *, person: str, at_least: float = 0.0) -> LinkProposal:
    """The likeliest candidate of our own records for a person; fails below a score."""
    proposal = LinkProposal.objects.filter(person=world.get(person)).order_by("-score").first()
    if proposal is None or proposal.score < at_least or not proposal.reasons:
        raise AssertionError(f"No candidate, or too weak a one: {proposal and proposal.score}")
    return proposal


@step
def decide_candidate(world: World, *, proposal: str, same: bool, reason: str = "") -> LinkProposal:
    """They are, or are not, the same human being."""
    from cafcass_cases.cases.services import decide_link

    return decide_link(proposal=world.get(proposal), same=same, reason=reason, by=world.by, now=world.now)


@step
def read_court_forms(world: World, *, case: str, forms: list[str], harm_box: bool, c1a: str = "", words: str = "") -> Check:
    """The court's forms are read: "c1a" is "completed" or "not_completed" where the harm box says yes."""
    return services.read_court_forms(
        case=world.get(case), forms_seen=forms, harm_box=harm_box, c1a=c1a, words=words, read_at=world.now, by=world.by, now=world.now
    )


@step
def record_proceedings(world: World, *, case: str, words: str = "") -> Check:
    """Other proceedings; without words none are known."""
    return services.record_proceedings(
        case=world.get(case), none_known=not words, words=words, read_at=world.now, by=world.by, now=world.now
    )


@step
def request_checks(
    world: World, *, case: str, checks: list[str] | None = None, method: str = "portal", basis: str = "", happened: str | None = None
) -> None:
    """Several checks at once; without names, every standard check that can be asked for."""
    found = selectors.checks_of(world.get(case))
    chosen = (
        world.all(checks) if checks else [check for check in found if check.kind in ("authority", "police_1") and check.state == "needed"]
    )
    services.request_checks(
        case=world.get(case),
        checks=chosen,
        requested_at=world.moment(happened) or world.now,
        method=method,
        basis=basis,
        by=world.by,
        now=world.now,
    )


@step
def chase_checks(world: World, *, case: str, checks: list[str], said: str = "") -> None:
    """Whoever has not answered is reminded."""
    services.chase_checks(case=world.get(case), checks=world.all(checks), chased_at=world.now, said=said, by=world.by, now=world.now)


@step
def nothing_held(world: World, *, case: str, checks: list[str] | None = None, review: bool = True) -> None:
    """Answers that nothing is held; without names, of every check still asked for."""
    asked = [check for check in selectors.checks_of(world.get(case)) if check.state in services.ASKED_FOR]
    services.record_nothing_held(
        case=world.get(case),
        checks=world.all(checks) if checks else asked,
        received_at=world.now,
        review=review,
        by=world.by,
        now=world.now,
    )


@step
def record_check_result(
    world: World, *, check: str, result: str = "information", findings: dict[str, str] | None = None, plan: str = "", offences: str = "",
    happened: str | None = None,
) -> Check:  # fmt: skip
    """What came back; for the police each of criminal_records, domestic_abuse, mappa_marac and other."""
    return services.record_result(
        check=world.get(check), result=result, findings=findings, plan=plan, offences=offences, received_at=world.moment(happened) or world.now,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def review_check(world: World, *, check: str, conclusion: str, analysis: str = "", **more: Any) -> Check:
    """What it means for the child: "no_concern", "concern" or "immediate"."""
    return services.review_check(check=world.get(check), conclusion=conclusion, analysis=analysis, by=world.by, now=world.now, **more)


@step
def decide_level_2(world: World, *, check: str, needed: bool, rationale: str) -> Check:
    """Whether a level 2 police check is made on a party, with the reason."""
    return services.decide_level_2(check=world.get(check), needed=needed, rationale=rationale, by=world.by, now=world.now)


@step
def find_offence(world: World, *, check: str, offence: str) -> OffenceFound:
    """An offence that a police check returned, by some of its words."""
    return world.get(check).offences.get(offence__icontains=offence)


@step
def offence_matches(world: World, *, offence: str, law: str) -> None:
    """Fails unless the offence is on the list under this law, and no marker stands by itself."""
    found = world.get(offence)
    if [match["law"] for match in found.matches] != [law]:
        raise AssertionError(str(found.matches))
    if found.marker_id is not None and found.decided_by_id is None:
        raise AssertionError("The marker was set by nobody.")


@step
def decide_risk(
    world: World, *, offence: str, is_risk: bool, sources: str, reason: str, victim_was_child: bool | None = None
) -> OffenceFound:
    """A person decides whether somebody is a Risk to Children."""
    return services.decide_risk(
        offence=world.get(offence),
        is_risk=is_risk,
        sources=sources,
        reason=reason,
        victim_was_child=victim_was_child,
        by=world.by,
        now=world.now,
    )


@step
def add_enquiry(world: World, *, case: str, source: str, about: str) -> Check:
    """Somebody who may know something of the child is asked (policy 56)."""
    return services.add_enquiry(case=world.get(case), source=source, about=about, asked_at=world.now, by=world.by, now=world.now)


@step
def record_work_before_checks(world: World, *, case: str, work: str, reason: str) -> Any:
    """Work goes ahead before the checks are in."""
    return services.record_work_before_checks(
        case=world.get(case), work=work, reason=reason, decided_at=world.now, by=world.by, now=world.now
    )


@step
def issue_check_letter(world: World, *, record: str) -> Any:
    """The letter to the court: work before the checks, or that a fuller assessment is needed."""
    from cafcass_cases.documents.services import issue_record

    row = world.get(record)
    return issue_record(kind=selectors.letter_kind(row), subject=row, by=world.by, now=world.now)


@step
def court_told_by_letter(world: World, *, record: str, how: str) -> Any:
    """The letter went."""
    return services.tell_court(record=world.get(record), told_at=world.now, how=how, by=world.by, now=world.now)


@step
def conclude_checks(world: World, *, case: str, conclusion: str, words: str) -> Any:
    """What the checks as a whole show."""
    return services.conclude_checks(case=world.get(case), conclusion=conclusion, words=words, by=world.by, now=world.now)
