"""The doors of departures from the policy, of confirming it, and of versions to come."""

from datetime import date

from cafcass_cases.accounts.attesting import version_to_attest
from cafcass_cases.accounts.services import attest_to_policy
from cafcass_cases.duties.departures import requirement_of
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import depart_from_policy
from cafcass_cases.policy.services import add_policy_version
from tests.access.table import EVERY_MANAGER, SEERS, SIGNED_IN, WORKERS, for_roles, of_case
from tests.access.world import NOW

DOORS = [
    of_case(SEERS, "duties:list_departures duties:show_departure"),
    of_case(WORKERS, "duties:depart_from_policy duties:depart_from_duty duties:end_departure documents:issue_departure_record"),
    of_case({"manager"}, "duties:confirm_departure"),
    for_roles(SIGNED_IN, "accounts:attest_to_policy"),
    for_roles(EVERY_MANAGER | {"administrator", "auditor"}, "accounts:list_attestations"),
    for_roles({"administrator"}, "policy:change_version"),
]
STANDS_FOR = {"duties:depart_from_duty": {"duty_id": "departable_duty_id"}}
PAGES = [
    ("practitioner", "duties:list_departures", ("case_id",)),
    ("practitioner", "duties:show_departure", ("departure_id",)),
    ("manager", "accounts:list_attestations", ()),
    ("practitioner", "policy:show_policy", ()),
    ("practitioner", "policy:list_local_defaults", ()),
]


def make(lived):
    """Everybody has confirmed the policy, as in most weeks of the year. A departure from telling the authority first; an open duty that one may depart from; a version to come."""
    case, practitioner, manager = lived.case, lived.users["practitioner"], lived.users["manager"]
    in_force = version_to_attest(NOW)
    for user in {user.pk: user for user in lived.users.values() if user.is_active}.values():
        attest_to_policy(policy_version=in_force, confirmations=(True, True, True), by=user, now=NOW)
    departure = depart_from_policy(
        case=case, requirement="P33-1", assessment="Both courses were weighed.", rationale="It is safer so.", discussed_with=manager,
        discussed_at=NOW, manager_agreed=True, manager_words="I agree.", by=practitioner, now=NOW,
    )  # fmt: skip
    version = add_policy_version(
        document="policy", number="9.9", title="Child safeguarding policy", in_force_on=date(2031, 1, 1), attested_by=["all"],
        by=lived.users["administrator"], now=NOW,
    )  # fmt: skip
    return {"departure_id": departure.pk, "version_id": version.pk, "departable_duty_id": _departable(case)}


def _departable(case):
    return next(duty.pk for duty in Duty.objects.filter(case=case, ended_at=None).order_by("key") if requirement_of(duty))
