"""Doors of serious incidents, secured files, reviews and learning points."""

from typing import Any

from cafcass_cases.accounts.models import DirectorPost
from cafcass_cases.accounts.services import set_director_post
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import Person
from practice.learning import services
from tests.access.table import EVERY_SENIOR, MANAGERS, REGISTERED, SEERS, WORKERS, Door, for_roles, of_case

DIRECTORS = {"assistant_director", "other_assistant_director"}
"""The director of the area, and who holds the post with safeguarding responsibility: of another area."""
REVIEWERS = MANAGERS | DIRECTORS
NAMED = {"practitioner", "manager", "cover_manager", *DIRECTORS}
"""Whoever is named on the case whose file is secured."""

DOORS = [
    for_roles({"administrator"}, "accounts:list_posts accounts:set_post"),
    of_case(WORKERS, "learning:record_serious_incident"),
    of_case(SEERS | DIRECTORS, "learning:show_serious_incident"),
    of_case(REVIEWERS, """
        learning:record_told learning:record_support learning:note_authority learning:record_decision learning:reach_stage learning:send_update
        learning:secure_file learning:record_disclosure learning:add_date learning:finish_date learning:add_action learning:finish_action
        learning:write_learning
        """),
    of_case(DIRECTORS, """
        learning:appoint learning:agree_appointment learning:release_papers learning:send_remit learning:write_report learning:approve_report
        learning:send_report learning:issue_report learning:issue_action_plan learning:agree_action learning:close_incident
        """),
    # The secured file is of a case of its own, known to whoever is named on it, and to auditors.
    Door(NAMED | {"auditor"}, set(), "learning:show_secured_file learning:ask_access"),
    Door({*DIRECTORS, "practitioner"}, NAMED | {"auditor"}, "learning:open_secured_file"),
    Door({"manager", "cover_manager", *DIRECTORS}, NAMED | {"auditor"}, "learning:record_paper"),
    Door(DIRECTORS, NAMED | {"auditor"}, "learning:decide_access"),
    for_roles(REGISTERED | {"auditor"}, "learning:list_learning"),
    Door(REGISTERED | {"auditor"}, set(), "learning:show_learning learning:mark_read"),
    Door({"other_assistant_director"}, REGISTERED | {"auditor"}, "learning:publish_learning"),
    for_roles(EVERY_SENIOR | {"auditor"}, "learning:show_register learning:export_register"),
    for_roles(EVERY_SENIOR, "learning:write_learning_elsewhere learning:record_outside_review"),
]  # fmt: skip
NAMES_THE_CASE = {
    (route, "other_assistant_director") for door in DOORS if door.of_case or "show_register" in door.routes for route in door.routes.split()
}
"""The director with safeguarding responsibility knows of every incident, whatever case it is of."""

PAGES = [
    ("practitioner", "learning:show_serious_incident", ("serious_incident_id",)),
    ("assistant_director", "learning:show_serious_incident", ("serious_incident_id",)),
    ("manager", "learning:show_secured_file", ("secured_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """An incident of the main case with one of everything, and another case whose file is secured."""
    from tests.access.world import NOW

    users, how = lived.users, {"by": None, "now": NOW}
    set_director_post(post=DirectorPost.Post.SAFEGUARDING, holder=users["other_assistant_director"], **how)
    incident = _incident(lived.case, Person.objects.get(pk=lived.ids["child_id"]), NOW)
    author = services.appoint(
        incident=incident, kind="reviewer", person=users["other_manager"], why_fit="Ten reviews.", by=users["assistant_director"], now=NOW
    )
    row = services.add_date(incident=incident, what="Chronology", due_on=NOW.date(), owner=users["practitioner"], **how)
    action = services.add_action(incident=incident, what="A rule of the team.", owner=users["manager"], due_on=NOW.date(), **how)
    point = services.publish_learning(
        point=services.write_learning(incident=incident, title="Look", text="Ask where a baby sleeps.", **how), **how
    )
    secured, request = _secured(lived, NOW)
    return {
        "serious_incident_id": incident.pk, "update_id": incident.updates.first().pk, "appointment_id": author.pk, "review_date_id": row.pk,
        "review_action_id": action.pk, "point_id": point.pk, "secured_id": secured.pk, "access_request_id": request.pk,
    }  # fmt: skip


def _incident(case: Any, child: Person, now: Any) -> Any:
    return services.record_incident_known(
        case=case,
        kind="death",
        child=child,
        what="Found dead this morning.",
        known_at=now,
        expected="doubtful",
        others_at_risk=False,
        by=None,
        now=now,
    )


def _secured(lived: Any, now: Any) -> Any:
    users, how = lived.users, {"by": None, "now": now}
    case = cases.create_case(law="private", application_types=["Child arrangements order"], received_at=now, team=lived.case.team, **how)
    cases.allocate(case=case, practitioner=users["practitioner"], **how)
    child = cases.add_person(case=case, role="subject_child", given_names="Nell", family_name="Secured", **how)
    incident = _incident(case, child, now)
    services.appoint(incident=incident, kind="securing", person=users["cover_manager"], **how)
    secured = services.secure_file(
        incident=incident, named=[users["practitioner"], users["manager"]], next_owner=users["practitioner"], **how
    )
    mine = services.ask_access(secured=secured, reason="To write the statement.", by=users["practitioner"], now=now)
    services.decide_access(request=mine, approve=True, words="For the inquest.", **how)
    return secured, services.ask_access(secured=secured, reason="To learn.", by=users["manager"], now=now)
