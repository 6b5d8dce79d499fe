"""Offences that a police check returned: proposed from the list, decided by a person. Moments in UTC."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Marker
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.cases.services import record_marker
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from safeguarding.models import Concern

from ..events import RiskToChildrenDecided
from ..models import Check, OffenceFound
from ..offences import Returned, match, read_lines, source
from .common import must_be_past, must_judge, must_say

FOLLOW = "listed-offence-followed"
DECIDE = "risk-to-children-decided"


@service
def record_offences(*, check: Check, text: str, by: Any, now: datetime) -> list[OffenceFound]:
    """Keep each offence as the police gave it, one on a line, with what of the list it matches. Nothing is decided by that."""
    found = []
    known = {(row.offence.casefold(), row.law, row.on): row for row in check.offences.filter(withdrawn_at=None)}
    for returned in read_lines(text):
        row = known.get((returned.offence.casefold(), returned.law, returned.on))
        if row is None:
            row = OffenceFound(
                check_made=check,
                person=check.person,
                offence=returned.offence[:400],
                law=returned.law[:240],
                on=returned.on,
                disposal=returned.disposal,
            )
            _match(row)
            row.save()
            _open(row, by, now)
        found.append(row)
    return found


def _match(row: OffenceFound) -> None:
    result = match(Returned(row.offence, row.law, row.on, row.disposal, row.victim_was_child))
    row.matches = [
        {"number": one.number, "offence": one.offence, "law": one.law, "how": result.how[one.number], "dated": one.dated}
        for one in result.matches
    ]
    row.notes = [words[:300] for words in result.notes]


def _open(row: OffenceFound, by: Any, now: datetime) -> None:
    if not row.is_listed:
        return
    check = row.check_made
    at = check.received_at or now
    common = {"case": check.case, "subject": row, "event_at": at, "by": by, "now": now}
    open_duty(key=FOLLOW, **common)
    open_duty(key=DECIDE, **common)


def _lock(offence: OffenceFound) -> OffenceFound:
    return OffenceFound.objects.select_for_update(of=("self",)).select_related("check_made__case", "person").get(pk=offence.pk)


@service
def decide_risk(
    *, offence: OffenceFound, is_risk: bool, sources: str, reason: str, by: Any, now: datetime, victim_was_child: bool | None = None,
    decided_at: datetime | None = None,
) -> OffenceFound:  # fmt: skip
    """A person decides whether somebody is a Risk to Children, on all that is known and not on the list alone (framework, Appendix II).

    Yes records the marker, naming the offence and its source. Raises RuleRefused FA2-2 without sources or reasons.
    """
    row = _lock(offence)
    case = row.check_made.case
    must_judge(case, by, now)
    at = decided_at or now
    must_be_past(at, now, "decided_at")
    sources = must_say(sources, "FA2-2", "Write what else is known, and from whom: the list alone does not decide.", "sources")
    reason = must_say(reason, "FA2-2", "Write your reasons.", "reason")
    if victim_was_child is not None:
        row.victim_was_child = victim_was_child
        _match(row)
    row.state = OffenceFound.State.RISK if is_risk else OffenceFound.State.NO_RISK
    row.sources, row.reason, row.decided_at, row.decided_by = sources, reason, at, by
    if is_risk and row.marker_id is None:
        row.marker = record_marker(
            person=row.person, kind=Marker.Kind.RISK_TO_CHILDREN, status=_status(row),
            source=f"Police check received {row.check_made.received_at:%-d %B %Y}"[:200] if row.check_made.received_at else "Police check",
            detail=f"{_matched(row)}Known besides: {sources}\nWhy: {reason}", by=by, now=now,
        )  # fmt: skip
    row.save()
    discharge(key=DECIDE, subject=row, at=at, by=by, now=now)
    publish(RiskToChildrenDecided(case_id=case.pk, person_id=row.person_id, is_risk=is_risk, at=at, now=now, by=by))
    return row


def _status(row: OffenceFound) -> str:
    """The offence is always named (framework, Appendix II), with its outcome and day."""
    return ", ".join(part for part in (row.offence, row.disposal, row.on) if part)[:120]


def _matched(row: OffenceFound) -> str:
    if not row.matches:
        return ""
    named = "; ".join(f"“{one['offence'].rstrip('.')}” ({one['law']})" for one in row.matches)
    return f"Matches the list of offences ({source()}): {named}.\n"


@service
def decide_no_concern(*, offence: OffenceFound, reason: str, by: Any, now: datetime) -> OffenceFound:
    """A manager decides, with reasons, that a listed offence raises no concern for any child of this case (framework, Appendix II).

    Where there is any concern at all, it is logged instead. Raises Denied for anyone but a manager of the case.
    """
    row = _lock(offence)
    if not may_manage_case(by, row.check_made.case, now):
        raise Denied("Only a manager of this case may decide that there is no concern at all. You can log a concern.")
    row.no_concern_reason = must_say(reason, "FA2-3", "Write why there is no concern at all for any child.", "reason")
    row.no_concern_by = by
    row.save()
    discharge(key=FOLLOW, subject=row, at=now, by=by, now=now)
    return row


@service
def follow_with_concern(*, offence: OffenceFound, concern: Concern, at: datetime, by: Any, now: datetime) -> OffenceFound:
    """The concern that was logged because of the offence: from here the protection procedure runs."""
    row = _lock(offence)
    if concern.case_id != row.check_made.case_id:
        raise RuleRefused("FA2-3", "Choose a concern of this case.", field="concern")
    if row.concern_id is None:
        row.concern = concern
        row.save()
    discharge(key=FOLLOW, subject=row, at=at, by=by, now=now)
    return row
