"""Much more of everything: what a page costs must not grow with it."""

from datetime import date, timedelta

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import Person, RecordEntry
from cafcass_cases.core.steps import World, vocabulary
from cafcass_cases.duties.services import fire_due
from referrals.models import Referral, RiskAssessment
from safeguarding import services as safeguarding
from safeguarding.models import Concern, Supervision

from .world import NOW, Lived

STEPS = {step.name: step.run for step in vocabulary()}
CHILD = {
    "harm": {"neglect": "alleged"},
    "threshold": "likely",
    "threshold_reason": "Alone at night.",
    "where_now": "At school",
    "cause": True,
    "cause_reason": "Alleged.",
}


def grow(lived: Lived, times: int = 10) -> None:
    """``times`` more cases, people, entries, hearings, concerns with referrals and supervision, calls, chases and enquiries."""
    practitioner, manager = lived.users["practitioner"], lived.users["manager"]
    by = {"by": practitioner, "now": NOW}
    world = World(now=NOW, by=practitioner, users=lived.users)
    theo, ella = (Person.objects.get(case=lived.case, given_names=name) for name in ("Theo", "Ella"))
    for name, thing in {"case": lived.case, "theo": theo, "ella": ella, "old": Concern.objects.get(pk=lived.ids["concern_id"])}.items():
        world.put(name, thing)
    world.put("leeds", Referral.objects.get(pk=lived.ids["referral_id"]))
    for number in range(times):
        moment = NOW - timedelta(hours=number)
        _another_case(lived, number)
        person = cases.add_person(
            case=lived.case,
            role="other_adult",
            given_names="Daniel",
            family_name=f"Dunmore{number}",
            date_of_birth=date(1980, 1, 1 + number),
            **by,
        )
        cases.record_contact_detail(person=person, kind="phone", value=f"01632 96010{number}", **by)
        cases.record_marker(person=person, kind="violence", source="Police", **by)
        cases.relate(person=person, other=theo, kind="other_relative" if False else "parent", **by)
        cases.write_entry(case=lived.case, kind=RecordEntry.Kind.values[0], text="Rang the school.", happened_at=moment, about=[theo], **by)
        cases.schedule_hearing(case=lived.case, kind="Review", starts_at=NOW + timedelta(days=number + 1), **by)
        cases.schedule_handover(case=lived.case, starts_at=NOW + timedelta(days=number + 1, hours=3), **by)
        STEPS["record_enquiry"](
            world, concern="old", source="school", who="Designated lead", method="telephone", question="Anything seen?", answer="No."
        )
        STEPS["record_call"](world, referral="leeds", result="reached", spoke_to="Duty worker", role="Social worker", summary="Taken.")
        STEPS["record_chase"](world, referral="leeds", spoke_to="Duty worker", said="Tomorrow.")
        concern = world.put("concern", STEPS["log_concern"](
            world, case="case", said="Alone again.", danger_now=False, danger_reason="At school.", children={"theo": CHILD, "ella": CHILD}
        ))  # fmt: skip
        STEPS["request_supervision"](world, concern="concern", text="Refer?")
        if number % 2:
            STEPS["refer_now"](world, concern="concern", children=["theo", "ella"], reason="Both alone at night.")
            STEPS["draft_16a"](world, concern="concern")
        supervision = Supervision.objects.get(pk=lived.ids["open_supervision_id"])
        safeguarding.ask_for_more(supervision=supervision, question=f"What of {number}?", at=NOW, by=manager, now=NOW)
        safeguarding.answer_more(supervision=supervision, answer="It is so.", at=NOW, **by)
        safeguarding.add_manager_comment(concern=concern, text="Seen.", by=manager, now=NOW)
        safeguarding.add_manager_comment(concern=Concern.objects.get(pk=lived.ids["concern_id"]), text="Seen.", by=manager, now=NOW)
    for hours in (5, 29, 80):
        fire_due(now=NOW + timedelta(hours=hours))
    assert RiskAssessment.objects.filter(case=lived.case).count() > times // 2


def _another_case(lived: Lived, number: int) -> None:
    manager, practitioner = lived.users["manager"], lived.users["practitioner"]
    by = {"by": manager, "now": NOW}
    case = cases.create_case(
        law="private",
        application_types=["C100"],
        received_at=NOW - timedelta(days=number),
        team=manager.team,
        harm_alleged_on_c1a=False,
        **by,
    )
    cases.allocate(case=case, practitioner=practitioner, starts_at=NOW, reason="First allocation", **by)
    child = cases.add_person(
        case=case, role="subject_child", given_names="Theo", family_name="Dunmore", date_of_birth=date(2019, 1, 1 + number), **by
    )
    world = World(now=NOW, by=practitioner, users=lived.users)
    world.put("case", case)
    world.put("child", child)
    world.put(
        "concern",
        STEPS["log_concern"](world, case="case", said="Alone.", danger_now=False, danger_reason="At school.", children={"child": CHILD}),
    )
    STEPS["request_supervision"](world, concern="concern", text="Refer?")
