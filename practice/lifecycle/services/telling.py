"""Word to every agency at once that our involvement has ended (framework 3.90): a case with many checks owes it to many."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record
from practice.lifecycle.selectors import agencies_owed, end_notices_of
from sharing.models import InformedAgency
from sharing.services import record_ending_told

from .common import must_work_on
from .stages import excuse_end_notice


@service
def tell_agencies(
    *,
    case: Case,
    agencies: Sequence[InformedAgency],
    told_at: datetime,
    how: str,
    by: Any,
    now: datetime,
    excused: Sequence[InformedAgency] = (),
    reason: str = "",
) -> list[InformedAgency]:
    """These agencies were told at ``told_at`` (UTC), all in the same way; those ``excused`` need not be told, as a manager decides.

    Each is recorded as if it were the only one; where one is refused, nothing is. Who is in neither list is still owed its notice.
    Raises RuleRefused, Denied.
    """
    must_work_on(case, by=by, now=now)
    owed = {agency.pk for agency in agencies_owed(case)}
    if not agencies:
        raise RuleRefused("F3.90-1", "Choose at least one agency that was told.", field="agencies")
    if any(agency.pk not in owed for agency in (*agencies, *excused)):
        raise RuleRefused("F3.90-1", "One of these is not owed word any more. Look at the list again.", field="agencies")
    for agency in excused:
        excuse_end_notice(agency=agency, reason=reason, by=by, now=now)
    return [record_ending_told(agency=agency, told_at=told_at, how=how, by=by, now=now) for agency in agencies]


@service
def issue_end_notices(*, case: Case, by: Any, now: datetime) -> list[IssuedDocument]:
    """The notice for each agency that is owed one and has none yet: all, or none. Raises RuleRefused with the agency it is about, Denied."""
    must_work_on(case, by=by, now=now)
    made = end_notices_of(case)
    waiting = [agency for agency in agencies_owed(case) if agency.pk not in made]
    if not waiting:
        raise RuleRefused("F3.90-1", "Each agency that is owed a notice has one already.")
    return [_issue(agency, by, now) for agency in waiting]


def _issue(agency: InformedAgency, by: Any, now: datetime) -> IssuedDocument:
    try:
        return issue_record(kind="end-notice", subject=agency, by=by, now=now)
    except RuleRefused as refused:
        raise RuleRefused(refused.rule, f"{agency.words}: {refused.message}", missing=refused.missing) from refused
