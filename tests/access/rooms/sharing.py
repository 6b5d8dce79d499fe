"""The doors of sharing information."""

from datetime import timedelta

from cafcass_cases.core import clock
from sharing import services
from tests.access.table import MANAGERS, SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "sharing:list_sharing sharing:show_sharing sharing:show_incident"),
    of_case(WORKERS, """
        sharing:begin_sharing sharing:begin_sharing_of_concern sharing:begin_prohibited_steps sharing:begin_prohibited_steps_of_concern
        sharing:share sharing:record_permission sharing:record_not_shared sharing:withdraw_sharing sharing:record_ending_told
        """),
    of_case(MANAGERS, "sharing:decide_sharing sharing:view_risk sharing:view_incident"),
]  # fmt: skip
STANDS_FOR = {
    "sharing:begin_sharing": {"step": "sharing_step"},
    "sharing:begin_sharing_of_concern": {"step": "sharing_step"},
    "sharing:begin_prohibited_steps": {"step": "sharing_step"},
    "sharing:begin_prohibited_steps_of_concern": {"step": "sharing_step"},
    "sharing:decide_sharing": {"sharing_id": "unlisted_sharing_id"},
}
PAGES = [
    ("practitioner", "sharing:list_sharing", ("case_id",)),
    ("manager", "sharing:list_sharing", ("case_id",)),
    ("practitioner", "sharing:show_sharing", ("sharing_id",)),
    ("manager", "sharing:show_sharing", ("unlisted_sharing_id",)),
    ("practitioner", "sharing:show_incident", ("incident_id",)),
]


def make(lived):
    """A prohibited steps order told to a school at a risk, a request that is not listed, an incident, and an agency that knows."""
    now, by = clock.now(), lived.users["practitioner"]
    facts = {"case": lived.case, "asked_at": now, "by": by, "now": now}
    order = services.note_sharing(
        recipient_kind="school", recipient_name="Green Lane", purpose="prohibited_steps", what_asked="The order.", direction="wish", **facts
    )
    told = services.share(
        sharing=order, shared="He may not take them.", shared_with="The head", method="telephone", shared_at=now - timedelta(hours=1),
        in_danger=True, risk_reasons="He is at the gate.", by=by, now=now,
    )  # fmt: skip
    unlisted = services.note_sharing(recipient_kind="other", recipient_name="A charity", purpose="other", what_asked="The dates.", **facts)
    incident = services.record_incident(
        case=lived.case, rule="P22-2", what="Told the coordinator.", happened_at=now - timedelta(hours=2), by=by, now=now
    )
    return {
        "sharing_id": order.pk,
        "disclosure_id": told.pk,
        "unlisted_sharing_id": unlisted.pk,
        "incident_id": incident.pk,
        "agency_id": lived.case.informed_agencies.filter(kind="school").get().pk,
        "sharing_step": "who",
    }
