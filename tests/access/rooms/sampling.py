"""Doors of samples of a practitioner's cases."""

from datetime import date, timedelta
from typing import Any

from practice.sampling import services
from practice.sampling.points import POINTS
from tests.access.table import EVERY_MANAGER, MANAGERS, REGISTERED, SIGNED_IN, Door, for_roles

READERS = MANAGERS | {"auditor"}

DOORS = [
    for_roles(REGISTERED | {"auditor"}, "sampling:list_samples"),
    Door(READERS, SIGNED_IN - EVERY_MANAGER - {"auditor"}, "sampling:take_sample"),
    Door(READERS | {"practitioner"}, set(), "sampling:show_sample sampling:show_sampled_case"),
    # Until it is signed the practitioner does not know of it, and an auditor only reads a manager's
    Door(MANAGERS, {"auditor"}, "sampling:check_case sampling:agree_sample_action sampling:sign_sample sampling:issue_checklist"),
    Door({"practitioner"}, READERS, "sampling:answer_sample"),
    Door(MANAGERS, {"auditor", "practitioner"}, "sampling:complete_sample_action"),
]

STANDS_FOR = {
    "sampling:check_case": {"sampled_id": "open_sampled_id"},
    "sampling:issue_checklist": {"sampled_id": "open_sampled_id"},
    "sampling:agree_sample_action": {"sample_id": "open_sample_id"},
    "sampling:sign_sample": {"sample_id": "open_sample_id"},
}

PAGES = [
    ("manager", "sampling:list_samples", ()),
    ("manager", "sampling:show_sample", ("sample_id",)),
    ("practitioner", "sampling:show_sample", ("sample_id",)),
    ("manager", "sampling:show_sampled_case", ("sampled_id",)),
]


def make(lived: Any) -> dict[str, Any]:
    """A sample that is signed and waits for its answer, and another under way."""
    from tests.access.world import NOW

    manager, practitioner = lived.users["manager"], lived.users["practitioner"]
    how = {"by": manager, "now": NOW}
    wanted = {"practitioner": practitioner, "way": "chosen", "since": date(2025, 3, 6), "cases": [lived.case], "why": "First months"}
    sample = services.take_sample(**wanted, **how)
    row = sample.cases.get()
    services.answer_points(sampled=row, answers={point.key: {"state": "not_looked"} for point in POINTS}, **how)
    action = services.agree_action(
        sample=sample, what="Sit in on a visit", owner=manager, due_on=NOW.date() + timedelta(days=14), sampled=row, **how
    )
    services.sign_sample(sample=sample, judgement="Sound work.", **how)
    another = services.take_sample(**wanted, **how)
    return {
        "practitioner_id": practitioner.pk,
        "sample_id": sample.pk,
        "sampled_id": row.pk,
        "sample_action_id": action.pk,
        "open_sample_id": another.pk,
        "open_sampled_id": another.cases.get().pk,
    }
