"""The cast: staff of every kind and one family, built through the services, for every room's tests.

The moment of the tests is Friday 6 March 2026, 16:40 in London (``now``); it is winter time, so London is UTC.

Teams: ``team`` (service area "North") with ``practitioner``, ``other_practitioner``, ``business_support``, under ``manager``;
``other_area_practitioner`` under ``other_area_manager`` in "South". ``cover_manager`` manages a second team of "North" and
covers nobody until a test says so (``cover(absent, by, starts_at, ends_at)``).

The family (``family``): private law, C100; Alice (8) and Ben (5) live with their father Mark in authority X (Leeds); mother Jane
applies; Mark's other son Callum (14) lives with his grandmother Ruth in authority Y (Bradford). First hearing Thursday 12 March 10:00,
next handover to the mother Sunday 8 March 17:00. ``case`` is its case, allocated to ``practitioner``.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from cafcass_cases.accounts.models import Absence, Role, ServiceArea, Team, User
from cafcass_cases.cases import services
from cafcass_cases.cases.models import Case, Handover, Hearing, LocalAuthority, Person
from cafcass_cases.core import clock
from cafcass_cases.core.acting import acting
from tests.standing import standing

NOW = datetime(2026, 3, 6, 16, 40, tzinfo=UTC)
STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


def london_time(text: str) -> datetime:
    """ "2026-03-06 16:40" on London's clocks, in UTC."""
    local = datetime.strptime(text, "%Y-%m-%d %H:%M")
    return clock.from_london(local.date(), local.time())


def make_user(role: str, name: str, *, team: Team | None = None, **details: object) -> User:
    """An account with a place and the password ``PASSWORD``; registered roles have a registration."""
    user = User(
        email=f"{name.lower().replace(' ', '.')}@staff.example",
        full_name=name,
        role=role,
        team=team,
        registration_number="SW123456",
        **details,
    )
    user.set_password(PASSWORD)
    with acting(by=None, now=STARTED, reason="For a test"):
        user.save()
    return user


def save(record):
    with acting(by=None, now=STARTED, reason="For a test"):
        record.save()
    return record


@pytest.fixture
def now() -> datetime:
    """Friday 6 March 2026, 16:40 (London and UTC)."""
    return NOW


@pytest.fixture
def at_now(now):
    """The application's clock stands at ``now`` (for requests)."""
    with clock.simulated(now):
        yield now


@standing
def area() -> ServiceArea:
    return save(ServiceArea(name="North"))


@pytest.fixture
def other_area(db) -> ServiceArea:
    return save(ServiceArea(name="South"))


@standing
def assistant_director(area) -> User:
    user = make_user(Role.ASSISTANT_DIRECTOR, "Ada Director", service_area=area)
    area.assistant_director = user
    save(area)
    return user


@standing
def head_of_practice(area, assistant_director) -> User:
    user = make_user(Role.HEAD_OF_PRACTICE, "Hugo Head", service_area=area, line_manager=assistant_director)
    area.head_of_practice = user
    save(area)
    return user


@standing
def team(area) -> Team:
    return save(Team(name="Leeds and Bradford", service_area=area))


@standing
def manager(team, head_of_practice) -> User:
    user = make_user(Role.MANAGER, "Maria Manager", team=team, line_manager=head_of_practice)
    team.manager = user
    save(team)
    return user


@pytest.fixture
def cover_manager(area, head_of_practice) -> User:
    """A manager of another team of the same area."""
    team = save(Team(name="York and Hull", service_area=area))
    user = make_user(Role.MANAGER, "Colin Cover", team=team, line_manager=head_of_practice)
    team.manager = user
    save(team)
    return user


@standing
def practitioner(team, manager) -> User:
    return make_user(Role.PRACTITIONER, "Priya Practitioner", team=team, line_manager=manager, post="Family Court Adviser")


@pytest.fixture
def other_practitioner(team, manager) -> User:
    """In the same team, without the case."""
    return make_user(Role.PRACTITIONER, "Oscar Other", team=team, line_manager=manager, post="Children's Guardian")


@pytest.fixture
def other_area_manager(other_area) -> User:
    team = save(Team(name="Plymouth", service_area=other_area))
    user = make_user(Role.MANAGER, "Miles South", team=team)
    team.manager = user
    save(team)
    return user


@pytest.fixture
def other_area_practitioner(other_area_manager) -> User:
    return make_user(Role.PRACTITIONER, "Sofia South", team=other_area_manager.team, line_manager=other_area_manager)


@pytest.fixture
def business_support(team, manager) -> User:
    return make_user(Role.BUSINESS_SUPPORT, "Bella Support", team=team, line_manager=manager)


@pytest.fixture
def auditor(db) -> User:
    return make_user(Role.AUDITOR, "Arthur Auditor")


@pytest.fixture
def administrator(db) -> User:
    return make_user(Role.ADMINISTRATOR, "Agnes Administrator")


@pytest.fixture
def leaver(team, manager) -> User:
    """An account that was closed."""
    return make_user(Role.PRACTITIONER, "Leo Leaver", team=team, line_manager=manager, is_active=False, closed_at=STARTED)


@pytest.fixture
def cast(
    practitioner, other_practitioner, other_area_practitioner, other_area_manager, manager, cover_manager, head_of_practice,
    assistant_director, business_support, auditor, administrator, leaver,
) -> dict[str, User]:  # fmt: skip
    """Everybody, by the name of their fixture."""
    return {name: value for name, value in locals().items()}


@pytest.fixture
def cover():
    """``cover(absent, by, starts_at=NOW - 1 day, ends_at=NOW + 7 days)``: somebody is away and ``by`` covers (None: nobody)."""

    def record(absent: User, by: User | None, starts_at: datetime = NOW - timedelta(days=1), ends_at: datetime = NOW + timedelta(days=7)):
        return save(Absence(user=absent, cover=by, starts_at=starts_at, ends_at=ends_at))

    return record


@pytest.fixture
def sign_in(client):
    """``sign_in(user)`` gives a client signed in as that user."""

    def enter(user: User):
        client.force_login(user)
        return client

    return enter


def make_authority(code: str, name: str, gss_code: str) -> LocalAuthority:
    return save(
        LocalAuthority(
            code=code, name=name, official_name=f"{name} City Council", gss_code=gss_code, region="Yorkshire and The Humber",
            kind="Metropolitan district", written_referral_address=f"referrals@{name.lower()}.example",
        )
    )  # fmt: skip


@standing
def authority_x() -> LocalAuthority:
    """Where the subject children live."""
    return make_authority("LDS", "Leeds", "E08000035")


@standing
def authority_y() -> LocalAuthority:
    """Where their half-brother lives."""
    return make_authority("BRD", "Bradford", "E08000032")


@dataclass(frozen=True)
class Family:
    case: Case
    alice: Person
    ben: Person
    mother: Person
    father: Person
    callum: Person
    grandmother: Person
    hearing: Hearing
    handover: Handover


@standing
def family(practitioner, manager, team, authority_x, authority_y) -> Family:
    """The family of the main story, its case allocated to ``practitioner``."""
    by = {"by": manager, "now": STARTED}
    case = services.create_case(
        law="private", application_types=["Child arrangements order"], received_at=STARTED, team=team, harm_alleged_on_c1a=True, **by
    )

    def person(role: str, given: str, family: str, born: date, **details: object) -> Person:
        return services.add_person(case=case, role=role, given_names=given, family_name=family, date_of_birth=born, **details, **by)

    mother = person("applicant", "Jane", "Hartley", date(1990, 4, 2))
    father = person("respondent", "Mark", "Dawson", date(1987, 9, 30))
    grandmother = person("other_adult", "Ruth", "Dawson", date(1958, 1, 17))
    alice = person("subject_child", "Alice", "Dawson", date(2017, 6, 14))
    ben = person("subject_child", "Ben", "Dawson", date(2020, 11, 3))
    callum = person(
        "connected_child", "Callum", "Dawson", date(2011, 8, 21), connected_how="Half-brother, the father's son", connected_to=father
    )
    services.record_contact_detail(
        person=father, also_for=[alice, ben], kind="address", value="4 Mill Lane, Leeds", postcode="LS6 2AB", local_authority=authority_x,
        confidentiality="open", **by,
    )  # fmt: skip
    services.record_contact_detail(
        person=grandmother, also_for=[callum], kind="address", value="9 Canal Road, Bradford", postcode="BD1 4AA",
        local_authority=authority_y, confidentiality="open", **by,
    )  # fmt: skip
    services.record_contact_detail(person=mother, kind="telephone", value="07700 900123", confidentiality="open", **by)
    services.record_contact_detail(person=father, kind="telephone", value="07700 900456", confidentiality="open", **by)
    for child in (alice, ben):
        services.relate(person=mother, other=child, kind="parent", parental_responsibility=True, **by)
        services.relate(person=father, other=child, kind="parent", parental_responsibility=True, **by)
        services.relate(person=child, other=father, kind="lives_with", **by)
        services.relate(person=callum, other=child, kind="half_sibling", **by)
    services.relate(person=alice, other=ben, kind="sibling", **by)
    services.relate(person=father, other=callum, kind="parent", parental_responsibility=True, **by)
    services.relate(person=grandmother, other=callum, kind="grandparent", **by)
    services.relate(person=callum, other=grandmother, kind="lives_with", **by)
    services.allocate(case=case, practitioner=practitioner, starts_at=STARTED, **by)
    hearing = services.schedule_hearing(case=case, kind="First hearing", starts_at=london_time("2026-03-12 10:00"), **by)
    handover = services.schedule_handover(case=case, starts_at=london_time("2026-03-08 17:00"), into_care_of=mother, **by)
    case.refresh_from_db()
    return Family(case, alice, ben, mother, father, callum, grandmother, hearing, handover)


@pytest.fixture
def case(family) -> Case:
    return family.case
