"""The cast of the demonstration: invented staff in invented places, one for each role and some more.

Their addresses end in a domain that no mail reaches. Loaded through the same services as any account.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from .attesting import version_to_attest
from .models import Attestation, Employment, OutOfHoursDuty, Role, ServiceArea, Team, User
from .services import attest_to_policy, change_area, change_team, create_area, create_team, create_user, set_rota

DOMAIN = "cafcass.example"
DEMONSTRATION_PASSWORD = "otter-lantern-42-harbour"
"""Known to everybody who reads this: given only where DEMONSTRATION is on, or to who asks for it by name."""

AREA, OTHER_AREA = "Lancashire and the Pennines", "Severn and Wessex"
TEAM, SECOND_TEAM, OTHER_TEAM = "Preston private law", "Burnley public law", "Bristol private law"


@dataclass(frozen=True)
class Part:
    """One member of the cast: the key scenarios and tests know them by, and what their account says."""

    key: str
    name: str
    role: Role
    post: str
    number: str = ""
    team: str = ""
    area: str = ""
    line_manager: str = ""
    employment: Employment = Employment.EMPLOYED

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.').replace(chr(39), '')}@{DOMAIN}"


SENIORS = (
    Part("assistant_director", "Helen Marsden", Role.ASSISTANT_DIRECTOR, "Assistant Director", "SW20411", area=AREA),
    Part(
        "head_of_practice",
        "Ruth Adeyemi",
        Role.HEAD_OF_PRACTICE,
        "Head of Practice",
        "SW31877",
        area=AREA,
        line_manager="assistant_director",
    ),
    Part("other_assistant_director", "Gareth Bowen", Role.ASSISTANT_DIRECTOR, "Assistant Director", "SW22945", area=OTHER_AREA),
    Part(
        "other_head_of_practice",
        "Farah Siddiqui",
        Role.HEAD_OF_PRACTICE,
        "Head of Practice",
        "SW35120",
        area=OTHER_AREA,
        line_manager="other_assistant_director",
    ),
)
MANAGERS = (
    Part("manager", "Margaret Osei", Role.MANAGER, "Service Manager", "SW48213", team=TEAM, line_manager="head_of_practice"),
    Part(
        "cover_manager", "Daniel Whitworth", Role.MANAGER, "Service Manager", "SW51096", team=SECOND_TEAM, line_manager="head_of_practice"
    ),
    Part(
        "other_manager",
        "Colin Treharne",
        Role.MANAGER,
        "Service Manager",
        "SW46630",
        team=OTHER_TEAM,
        line_manager="other_head_of_practice",
    ),
)
STAFF = (
    Part("practitioner", "Priya Nair", Role.PRACTITIONER, "Family Court Adviser", "SW67302", team=TEAM, line_manager="manager"),
    Part("second_practitioner", "Tom Hargreaves", Role.PRACTITIONER, "Family Court Adviser", "SW68841", team=TEAM, line_manager="manager"),
    Part(
        "guardian", "Eleanor Whitfield", Role.PRACTITIONER, "Children's Guardian", "SW59274", team=SECOND_TEAM, line_manager="cover_manager"
    ),
    Part(
        "associate",
        "Leila Haddad",
        Role.PRACTITIONER,
        "Family Court Adviser",
        "SW70518",
        team=TEAM,
        line_manager="manager",
        employment=Employment.ASSOCIATE,
    ),
    Part("business_support", "Chloe Barnes", Role.BUSINESS_SUPPORT, "Business Services Officer", team=TEAM, line_manager="manager"),
    Part("auditor", "Samuel Okafor", Role.AUDITOR, "National Improvement Service"),
    Part("administrator", "Joanne Pike", Role.ADMINISTRATOR, "Service administration"),
    Part(
        "other_practitioner",
        "Megan Rees",
        Role.PRACTITIONER,
        "Family Court Adviser",
        "SW72265",
        team=OTHER_TEAM,
        line_manager="other_manager",
    ),
)
CAST = SENIORS + MANAGERS + STAFF

WORDS = {
    "second_practitioner": "Second practitioner",
    "guardian": "Children's Guardian",
    "cover_manager": "Cover manager",
    "associate": "Cafcass Associate",
    "other_practitioner": "Practitioner, another area",
    "other_manager": "Manager, another area",
    "other_head_of_practice": "Head of Practice, another area",
    "other_assistant_director": "Assistant Director, another area",
}


def words_of(part: Part) -> str:
    """The part somebody plays, as the table of sign-ins says it."""
    return WORDS.get(part.key, str(part.role.label))


def load_cast(now: datetime, *, password: str | None = None) -> dict[str, User]:
    """The cast by key, made where it is missing; what is there is left as it is.

    They can sign in where DEMONSTRATION is on, or with the ``password`` given; elsewhere their accounts have none.
    """
    if password is None and settings.DEMONSTRATION:
        password = DEMONSTRATION_PASSWORD
    users: dict[str, User] = {}
    areas = {name: _area(name, now) for name in (AREA, OTHER_AREA)}
    teams = {name: _team(name, areas[where], now) for name, where in ((TEAM, AREA), (SECOND_TEAM, AREA), (OTHER_TEAM, OTHER_AREA))}
    for part in CAST:
        found = User.objects.filter(email=part.email).first()
        users[part.key] = found or create_user(
            email=part.email,
            full_name=part.name,
            role=part.role,
            post=part.post,
            employment=part.employment,
            registration_number=part.number,
            telephone="01632 960100",
            team=teams.get(part.team),
            service_area=areas.get(part.area),
            line_manager=users.get(part.line_manager),
            password=password,
            must_change_password=False,
            by=None,
            now=now,
        )
    for name, head, director in (
        (AREA, "head_of_practice", "assistant_director"),
        (OTHER_AREA, "other_head_of_practice", "other_assistant_director"),
    ):
        area = areas[name]
        if area.head_of_practice_id is None or area.assistant_director_id is None:
            change_area(area=area, name=name, head_of_practice=users[head], assistant_director=users[director], by=None, now=now)
    for name, manager in ((TEAM, "manager"), (SECOND_TEAM, "cover_manager"), (OTHER_TEAM, "other_manager")):
        team = teams[name]
        if team.manager_id is None:
            change_team(team=team, name=name, service_area=team.service_area, manager=users[manager], by=None, now=now)
    # Everybody afresh: areas and teams have their people only now.
    return {key: User.objects.select_related("team__service_area", "service_area", "line_manager").get(pk=u.pk) for key, u in users.items()}


def load_rota(now: datetime) -> OutOfHoursDuty:
    """The cover manager answers out of hours for a fortnight around ``now``, where nobody is on the rota."""
    cast = load_cast(now)
    area = cast["cover_manager"].area
    found = OutOfHoursDuty.objects.filter(service_area=area, starts_at__lte=now, ends_at__gt=now, withdrawn_at=None).first()
    return found or set_rota(
        manager=cast["cover_manager"],
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=13),
        telephone="01632 960199",
        service_area=area,
        by=None,
        now=now,
    )


NOT_ATTESTED = ("second_practitioner", "associate", "business_support", "other_practitioner")
"""Who of the cast has not confirmed the policy, so that there is a list to look at. Those one tries first are not asked on every page."""


def load_attestations(now: datetime) -> int:
    """Everybody but a few confirms the version in force two days after they were asked. How many did."""
    version = version_to_attest(now)
    cast = load_cast(now)
    asked = Attestation.objects.filter(policy_version=version, attested_at=None).select_related("user") if version else ()
    left_out = {cast[key].pk for key in NOT_ATTESTED}
    made = [
        attest_to_policy(
            policy_version=row.policy_version,
            confirmations=(True, True, True),
            by=row.user,
            now=min(now, row.opened_at + timedelta(days=2)),
        )
        for row in asked
        if row.user_id not in left_out
    ]
    return len(made)


def _area(name: str, now: datetime) -> ServiceArea:
    return ServiceArea.objects.filter(name=name).first() or create_area(name=name, by=None, now=now)


def _team(name: str, area: ServiceArea, now: datetime) -> Team:
    return Team.objects.filter(name=name).first() or create_team(name=name, service_area=area, by=None, now=now)
