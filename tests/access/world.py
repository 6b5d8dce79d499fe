"""A lived-in record with one of everything an address can name, and the whole cast to knock at its doors.

Two scenarios are played (the main case, and a difference with an authority); what they leave out is made through the services.
It is Monday 9 March 2026, 10:00: office hours, so that nobody's reach is widened by the out-of-hours rota.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from cafcass_cases.accounts import services as accounts
from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.accounts.models import Role, Team, User
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import AccessGrant, AuthorityContact, Case, Court, LinkProposal, Person, PoliceForce, RecordEntry
from cafcass_cases.core import clock
from cafcass_cases.core.acting import acting
from cafcass_cases.core.steps import World, read_moment
from cafcass_cases.desk.scenarios import play, read_scenario
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.models import Duty
from cafcass_cases.policy.models import Holiday
from cafcass_cases.ui import drafts
from cafcass_cases.ui.models import Draft
from referrals.models import ProfessionalDifference, Referral, RiskAssessment, StrategyDiscussion, WrittenReferral
from referrals.services import draft_16a as begin_16a
from safeguarding import services as safeguarding
from safeguarding.models import Concern, Harm, Supervision, SupervisionAction
from safeguarding.steps import hold_supervision
from screening.models import CourtDifference, ImportRun

from .rooms import rooms

SCENARIOS = Path(__file__).parents[1] / "scenarios"
BEGINNING = read_moment("2026-01-05 09:00")
NOW = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)

MEMBERS = (
    "practitioner", "manager", "head_of_practice", "assistant_director", "business_support", "auditor",
    "second_practitioner", "guardian", "associate", "cover_manager", "administrator", "other_practitioner", "other_manager",
    "other_head_of_practice", "other_assistant_director", "other_business_support", "leaver", "signed_out",
)  # fmt: skip
"""Everybody who knocks. The first six belong to the case: who holds it, who answers for them, their team's support, and the auditor.
``leaver`` was signed in when the account was closed."""


@dataclass
class Lived:
    """The played record: the main case, what an address can name in it, and the session of each member of the cast."""

    case: Case
    users: dict[str, User]
    ids: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def browser(self, member: str) -> Client:
        """A fresh browser with the session this member signed in to at ten."""
        client = Client()
        if member in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[member]
        return client


def play_world() -> Lived:
    """Everything, from the directories to the last absence. Needs an open transaction that is taken back afterwards."""
    with clock.simulated(BEGINNING):
        call_command("load_reference_data", verbosity=0)
        users = load_cast(BEGINNING)
        users["other_business_support"] = _account("Other Support", Role.BUSINESS_SUPPORT, users["other_manager"].team)
        users["leaver"] = _account("Leo Leaver", Role.PRACTITIONER, users["practitioner"].team, users["manager"])
    # That they come out as they should is proved elsewhere; here the two overlap, and share their staff's alerts.
    for name in ("05-professional-difference", "01-friday-evening"):
        play(SCENARIOS / f"{name}.yaml", users=users, check=False)
    with clock.simulated(NOW):
        lived = Lived(case=Case.objects.get(court_number="LS26P00417"), users=users)
        for member in users.keys() & set(MEMBERS):
            client = Client()
            client.force_login(users[member])
            lived.cookies[member] = client.cookies[settings.SESSION_COOKIE_NAME].value
        _name_what_was_played(lived)
        _make_the_rest(lived)
        for room in rooms():
            lived.ids.update(room.make(lived) if hasattr(room, "make") else {})
        accounts.close_account(user=users["leaver"], reason="Left on 6 March", by=users["administrator"], now=NOW)
        lived.case.refresh_from_db()
    return lived


def _account(name: str, role: str, team: Team | None, line_manager: User | None = None) -> User:
    return accounts.create_user(
        email=f"{name.lower().replace(' ', '.')}@cafcass.example", full_name=name, role=role, team=team, line_manager=line_manager,
        registration_number="SW99001" if role == Role.PRACTITIONER else "", by=None, now=BEGINNING,
    )  # fmt: skip


def _name_what_was_played(lived: Lived) -> None:
    case, ids = lived.case, lived.ids
    concern = Concern.objects.get(case=case)
    assessment = RiskAssessment.objects.get(case=case)
    difference = ProfessionalDifference.objects.get()
    ids.update(
        case_id=case.pk,
        concern_id=concern.pk,
        person_id=Person.objects.get(case=case, given_names="Daniel").pk,
        child_id=Person.objects.get(case=case, given_names="Theo").pk,
        connected_child_id=Person.objects.get(case=case, given_names="Kyle").pk,
        relationship_id=case.relationships.first().pk,
        hearing_id=case.hearings.first().pk,
        handover_id=case.handovers.first().pk,
        harm_id=Harm.objects.filter(concern_child__concern=concern).first().pk,
        supervision_id=Supervision.objects.get(concern=concern).pk,
        action_id=SupervisionAction.objects.get(concern=concern).pk,
        referral_id=Referral.objects.filter(case=case).first().pk,
        writing_id=WrittenReferral.objects.filter(referral__case=case).first().pk,
        assessment_id=assessment.pk,
        difference_id=difference.pk,
        meeting_id=StrategyDiscussion.objects.filter(case=case).first().pk,
        document_id=IssuedDocument.objects.filter(case=case, kind="s16a").first().pk,
        duty_id=Duty.objects.filter(case=case, ending="done_late").first().pk,
        import_id=ImportRun.objects.get().pk,
        court_id=Court.objects.first().pk,
        force_id=PoliceForce.objects.first().pk,
    )
    contact = AuthorityContact.objects.filter(ended_on=None).first()
    ids.update(authority_id=contact.authority_id, contact_id=contact.pk)


def _make_the_rest(lived: Lived) -> None:
    case, ids, users = lived.case, lived.ids, lived.users
    manager, practitioner, administrator = users["manager"], users["practitioner"], users["administrator"]
    by_manager = {"by": manager, "now": NOW}
    by_practitioner = {"by": practitioner, "now": NOW}
    person = Person.objects.get(pk=ids["person_id"])
    theo = Person.objects.get(pk=ids["child_id"])

    entry = cases.write_entry(case=case, kind=RecordEntry.Kind.values[0], text="Rang the school.", happened_at=NOW, **by_practitioner)
    order = cases.record_order(case=case, kind="Prohibited steps order", made_on=date(2026, 3, 2), **by_practitioner)
    marker = cases.record_marker(person=person, kind="violence", source="Police", **by_practitioner)
    name = cases.add_name(person=person, kind="alias", given_names="Danny", family_name="Dunmore", **by_practitioner)
    first_hand = cases.grant_access(
        case=case,
        user=users["associate"],
        kind=AccessGrant.Kind.FIRST_HAND,
        reason="Saw Theo",
        ends_at=NOW - timedelta(minutes=1),
        **by_manager,
    )
    opened = NOW - timedelta(days=1)
    cases.break_glass(reference=case.reference, reason="Rang about Theo", by=users["guardian"], now=opened)
    glass = AccessGrant.objects.get(kind=AccessGrant.Kind.BREAK_GLASS)

    other_case = Case.objects.exclude(pk=case.pk).get()
    twin = cases.add_person(
        case=other_case, role="other_adult", given_names="Daniel", family_name="Dunmore", date_of_birth=person.date_of_birth, **by_manager
    )
    cases.propose_links(person=person, **by_practitioner)
    proposal = LinkProposal.objects.get(other=twin)

    dissent = safeguarding.dissent_and_refer(
        concern=Concern.objects.get(pk=ids["concern_id"]),
        children=[theo],
        reason="I am convinced that he is not safe.",
        at=NOW,
        **by_practitioner,
    )
    actions = _agree_actions(lived)
    second = safeguarding.request_supervision(
        concern=Concern.objects.get(pk=ids["concern_id"]), text="Is the plan still right?", analysis="", at=NOW, **by_practitioner
    )
    safeguarding.complete_action(action=actions["done"], result="Spoke to both.", at=NOW, **by_practitioner)
    safeguarding.suspend_action(action=actions["suspended"], because="The authority asked us to wait.", at=NOW, **by_practitioner)
    draft_16a = begin_16a(concern=Concern.objects.get(pk=ids["concern_id"]), **by_practitioner)
    with acting(by=None, now=NOW, reason="For a test"):
        court_difference = CourtDifference(case=case, person=theo, field="given_names", ours="Theo", theirs="Theodore")
        court_difference.save()
    absence = accounts.record_absence(
        user=users["second_practitioner"], starts_at=NOW + timedelta(days=7), ends_at=NOW + timedelta(days=9), cover=None, **by_manager
    )
    rota = accounts.set_rota(
        manager=manager,
        starts_at=NOW + timedelta(days=30),
        ends_at=NOW + timedelta(days=31),
        telephone="01632 960199",
        by=administrator,
        now=NOW,
    )
    with acting(by=None, now=NOW, reason="For a test"):
        holiday = Holiday.objects.order_by("day").last()
    reference = drafts.Reference(user_id=str(practitioner.pk), key="/x/", page="/x/", label="C-2026", case_id=str(case.pk))
    drafts.keep(reference=reference, typed={"text": ["Half a sentence"]}, now=NOW)
    ids.update(
        entry_id=entry.pk, order_id=order.pk, marker_id=marker.pk, name_id=name.pk, named_grant_id=first_hand.pk, glass_id=glass.pk,
        detail_id=person.contact_details.first().pk, proposal_id=proposal.pk, open_supervision_id=second.pk, dissent_id=dissent.pk,
        court_difference_id=court_difference.pk, absence_id=absence.pk, rota_id=rota.pk, holiday_id=holiday.pk,
        draft_id=Draft.objects.get(user=practitioner, key="/x/").pk, user_id=users["second_practitioner"].pk,
        area_id=manager.area.pk, team_id=manager.team_id, reference=case.reference, draft_assessment_id=draft_16a.pk,
        open_action_id=actions["open"].pk, done_action_id=actions["done"].pk, suspended_action_id=actions["suspended"].pk,
    )  # fmt: skip


def _agree_actions(lived: Lived) -> dict[str, SupervisionAction]:
    """A second supervision, signed, with three actions that go three ways."""
    line = next(line for line in read_scenario(SCENARIOS / "01-friday-evening.yaml")["steps"] if line.get("do") == "hold_supervision")
    world = World(now=NOW, by=lived.users["manager"], users=lived.users)
    world.put("concern", Concern.objects.get(pk=lived.ids["concern_id"]))
    record = {**line["with"]["record"], "decision": "not_refer"}
    actions = [
        {"as": name, "what": f"See Theo ({name})", "owner": "practitioner", "on": "2026-03-20"} for name in ("open", "done", "suspended")
    ]
    hold_supervision(world, concern="concern", record=record, actions=actions)
    return {name: world.get(name) for name in ("open", "done", "suspended")}
