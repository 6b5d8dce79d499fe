"""Steps of scenarios about the record: cases, people, where they live, hearings, allocation."""

from cafcass_cases.core.steps import World, step

from . import services
from .models import Case, Court, Handover, Hearing, LinkProposal, LocalAuthority, Marker, Order, Person, RecordEntry


def authority(world: World, name: str | None) -> LocalAuthority | None:
    """A local authority by its short name."""
    return LocalAuthority.objects.get(name=name) if name else None


@step
def create_case(
    world: World, *, law: str = "private", applications: list[str] = ("C100",), court: str = "", court_number: str = "", received: str = ""
) -> Case:  # type: ignore[assignment]
    """A case opened by hand; "court" is a family court's name. Its team is that of the one who opens it."""
    return services.create_case(
        law=law,
        application_types=list(applications),
        received_at=world.moment(received) if received else world.now,
        court=Court.objects.filter(name__icontains=court).first() if court else None,
        court_number=court_number,
        team=world.by.team or world.user("practitioner").team,
        by=world.by,
        now=world.now,
    )


@step
def add_person(
    world: World, *, case: str, name: str, role: str, born: str | None = None, sex: str = "", connected_how: str = "",
    unborn: bool = False, expected: str | None = None, works_with_children: bool | None = None,
) -> Person:  # fmt: skip
    """Somebody in the case; "name" is given names, then the family name; "role" as the record has it."""
    given, _, family = name.rpartition(" ")
    return services.add_person(
        case=world.get(case), role=role, given_names=given, family_name=family, date_of_birth=world.day(born), sex=sex,
        connected_how=connected_how, is_unborn=unborn, expected_on=world.day(expected), works_with_children=works_with_children,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def live_at(
    world: World, *, people: list[str], address: str, postcode: str = "", authority_name: str | None = None, confidential: bool = False,
    withheld_from: list[str] = (),  # type: ignore[assignment]
) -> None:  # fmt: skip
    """Where people live, and in which authority's area."""
    first, *others = world.all(people)
    services.record_contact_detail(
        person=first, also_for=others, kind="address", value=address, postcode=postcode, local_authority=authority(world, authority_name),
        confidentiality="confidential" if confidential else "open", withheld_from=list(withheld_from), by=world.by, now=world.now,
    )  # fmt: skip


@step
def reach_by(world: World, *, people: list[str], kind: str, value: str, confidential: bool = False, withheld_from: list[str] = ()) -> None:  # type: ignore[assignment]
    """A telephone, e-mail, school, GP or workplace of people."""
    first, *others = world.all(people)
    services.record_contact_detail(
        person=first, also_for=others, kind=kind, value=value, confidentiality="confidential" if confidential else "open",
        withheld_from=list(withheld_from), by=world.by, now=world.now,
    )  # fmt: skip


@step
def relate(world: World, *, person: str, to: list[str], kind: str, parental_responsibility: bool | None = None) -> None:
    """How a person stands to others: "parent", "half_sibling", "lives_with"."""
    for other in world.all(to):
        services.relate(
            person=world.get(person), other=other, kind=kind, parental_responsibility=parental_responsibility, by=world.by, now=world.now
        )


@step
def schedule_hearing(world: World, *, case: str, kind: str, on: str) -> Hearing:
    """A hearing, at its London time."""
    return services.schedule_hearing(case=world.get(case), kind=kind, starts_at=world.moment(on), by=world.by, now=world.now)


@step
def move_hearing(world: World, *, hearing: str, on: str, reason: str = "") -> Hearing:
    """The court moves a hearing."""
    return services.move_hearing(hearing=world.get(hearing), starts_at=world.moment(on), reason=reason, by=world.by, now=world.now)


@step
def schedule_handover(world: World, *, case: str, on: str, into_care_of: str | None = None, note: str = "") -> Handover:
    """A child is to pass to another carer."""
    return services.schedule_handover(
        case=world.get(case), starts_at=world.moment(on), into_care_of=world.get(into_care_of) if into_care_of else None, note=note,
        by=world.by, now=world.now,
    )  # fmt: skip


@step
def allocate(world: World, *, case: str, to: str, reason: str = "") -> None:
    """A manager allocates the case from now on."""
    services.allocate(case=world.get(case), practitioner=world.user(to), starts_at=world.now, reason=reason, by=world.by, now=world.now)


@step
def write_entry(
    world: World,
    *,
    case: str,
    kind: str,
    text: str,
    title: str = "",
    about: list[str] = (),
    happened: str | None = None,  # type: ignore[assignment]
) -> RecordEntry:
    """An entry in the record, in the writer's words."""
    return services.write_entry(
        case=world.get(case), kind=kind, text=text, title=title, about=world.all(list(about)),
        happened_at=world.moment(happened) or world.now, by=world.by, now=world.now,
    )  # fmt: skip


@step
def may_not_see(world: World, *, case: str) -> None:
    """Fails unless the one who acts can no longer see the case."""
    from .rules import may_see_case

    if may_see_case(world.by, world.get(case), world.now):
        raise AssertionError("They can still see it.")


@step
def may_see(world: World, *, case: str) -> None:
    """Fails unless the one who acts can see the case."""
    from .rules import may_see_case

    if not may_see_case(world.by, world.get(case), world.now):
        raise AssertionError("They cannot see it.")


@step
def record_marker(world: World, *, person: str, kind: str, source: str, begun: str | None = None, **more: str) -> Marker:
    """A marker of danger or need: "mappa", "registered_sex_offender", "protection_plan", "marac" … with "status" and "detail"."""
    return services.record_marker(
        person=world.get(person), kind=kind, source=source, from_on=world.day(begun), by=world.by, now=world.now, **more
    )


@step
def end_marker(world: World, *, marker: str, on: str, reason: str) -> Marker:
    """A marker no longer holds from a day."""
    return services.end_marker(marker=world.get(marker), ended_on=world.day(on), reason=reason, by=world.by, now=world.now)


@step
def record_order(world: World, *, case: str, kind: str, made: str, terms: str = "") -> Order:
    """An order of the court, in the court's words."""
    return services.record_order(case=world.get(case), kind=kind, made_on=world.day(made), terms=terms, by=world.by, now=world.now)


@step
def complete_case(world: World, *, case: str) -> Case:
    """The report is filed."""
    return services.complete_case(case=world.get(case), completed_at=world.now, by=world.by, now=world.now)


@step
def close_case(world: World, *, case: str, reason: str = "") -> Case:
    """A manager closes the case."""
    return services.close_case(case=world.get(case), closed_at=world.now, reason=reason, by=world.by, now=world.now)


@step
def look_in_own_records(world: World, *, case: str) -> None:
    """Everybody of the case is looked for among everyone ever known to Cafcass."""
    services.search_own_records(case=world.get(case), by=world.by, now=world.now)


@step
def say_whether_one(world: World, *, person: str, other: str, same: bool, reason: str) -> LinkProposal:
    """Whether two people of different cases are one human being; an AssertionError where nothing proposes them."""
    one, two = world.get(person), world.get(other)
    found = LinkProposal.objects.filter(person__in=[one, two], other__in=[one, two]).first()
    assert found is not None, f"{person} and {other} are not proposed as one"
    return services.decide_link(proposal=found, same=same, reason=reason, by=world.by, now=world.now)
