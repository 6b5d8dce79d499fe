"""What a practitioner judges: level 2, further people, work before the checks, what it all shows, how long it is kept. Moments in UTC."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.audit.services import must_not_be_held, order_disposal
from cafcass_cases.cases.models import Case
from cafcass_cases.core.clock import end_of_day, london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from ..events import ChecksConcluded
from ..models import POLICE, Check, ChecksConclusion, CheckStep, Kind, OffenceFound, WorkBeforeChecks
from .common import State, lock_check, move, must_be_past, must_judge, must_say, note
from .opening import lock_case, refresh_checks, settle

What = CheckStep.What
DESTROYED = "Destroyed with what the police sent"
CRITERIA = {
    "dispute": "The nature of the dispute",
    "conflict": "A high-conflict breakdown",
    "distress": "The child is distressed",
    "factor": "Another risk factor",
    "household": "In the household of a party or child",
    "partner": "A partner who meets or may meet the child",
    "court": "The court asked for work on welfare",
}
"""What a judgement on checks may rest on (framework 2.19 and 3.72 to 3.74)."""
JUDGED_KINDS = (Kind.POLICE_1, Kind.POLICE_2, Kind.AUTHORITY)


@service
def decide_level_2(
    *, check: Check, needed: bool | None, rationale: str, by: Any, now: datetime, decided_at: datetime | None = None
) -> Check:
    """Whether a level 2 police check is made on this party, with the reason for yes and for no alike (policy 58)."""
    return _decide(check, Kind.POLICE_2_DECISION, needed, rationale, "P58-2", "P58-3", by, now, decided_at)


@service
def judge_checks(
    *, check: Check, needed: bool | None, kinds: Sequence[str], criteria: Sequence[str], rationale: str, by: Any, now: datetime,
    decided_at: datetime | None = None,
) -> Check:  # fmt: skip
    """Whether further checks are made on a third party, or on a party of an application that is no C100 (policy 59, framework 3.72).

    Yes names the checks and at least one criterion; both need a reason. Checks that follow need consent first.
    """
    if needed:
        if not [kind for kind in kinds if kind in JUDGED_KINDS]:
            raise RuleRefused("P59-1", "Choose which checks are needed.", field="kinds")
        if not [one for one in criteria if one in CRITERIA]:
            raise RuleRefused("F2.19-3", "Choose what your judgement rests on.", field="criteria")
    check.findings = {"_checks": [str(kind) for kind in kinds if kind in JUDGED_KINDS]} if needed else {}
    check.criteria = [one for one in criteria if one in CRITERIA]
    return _decide(check, Kind.JUDGEMENT, needed, rationale, "P59-1", "P59-2", by, now, decided_at)


def _decide(
    check: Check,
    kind: str,
    needed: bool | None,
    rationale: str,
    undecided: str,
    unreasoned: str,
    by: Any,
    now: datetime,
    at: datetime | None,
) -> Check:
    must_judge(check.case, by, now)
    at = at or now
    must_be_past(at, now, "decided_at")
    findings, criteria = check.findings, check.criteria
    row = lock_check(check)
    if row.kind != kind or needed is None:
        raise RuleRefused(undecided, "Say whether it is needed.", field="needed")
    row.rationale = must_say(rationale, unreasoned, "Write your reasons, for yes and for no alike.", "rationale")
    row.decision, row.findings, row.criteria = needed, findings, criteria
    row.reviewed_at, row.reviewed_by = at, by
    move(row, State.REVIEWED, What.DECIDED, at=at, by=by, words="Yes" if needed else "No")
    refresh_checks(case=row.case, by=by, now=now)
    settle(row.case, at=at, by=by, now=now)
    return row


@service
def record_work_before_checks(*, case: Case, work: str, reason: str, decided_at: datetime, by: Any, now: datetime) -> WorkBeforeChecks:
    """Work goes ahead, or went, before the checks are in: why, and what was outstanding. The court is told in writing (framework 2.22)."""
    must_judge(case, by, now)
    must_be_past(decided_at, now, "decided_at")
    work = must_say(work, "F2.22-1", "Write what work goes ahead.", "work")
    reason = must_say(reason, "F2.22-1", "Write why it cannot wait for the checks.", "reason")
    case = lock_case(case)
    waiting = (
        Check.objects.filter(case=case, withdrawn_at=None)
        .exclude(state__in=(State.REVIEWED, State.DROPPED))
        .select_related("person", "authority")
    )
    row = WorkBeforeChecks(
        case=case, work=work, reason=reason, decided_at=decided_at, decided_by=by,
        outstanding=[_outstanding(check) for check in waiting if check.state != State.PROPOSED],
    )  # fmt: skip
    row.save()
    discharge(key="work-before-checks-recorded", subject=case, at=decided_at, by=by, now=now)
    open_duty(key="court-told-of-work-before-checks", case=case, subject=row, event_at=decided_at, by=by, now=now)
    return row


def _outstanding(check: Check) -> str:
    """A check that is not in, without where somebody lives who keeps it confidential."""
    if check.person is None:
        return check.title
    who = check.person.full_name
    if check.kind in (Kind.POLICE_1, Kind.POLICE_2):
        other = f", searched as {check.name}" if check.name and check.name != who else ""
        return f"{check.get_kind_display()}, about {who}{other}"
    return f"{'Local authority' if check.is_place_confidential else check.title}, about {who}"


@service
def tell_court(*, record: WorkBeforeChecks | ChecksConclusion, told_at: datetime, how: str, by: Any, now: datetime) -> Any:
    """The letter went to the court at ``told_at``."""
    must_judge(record.case, by, now)
    must_be_past(told_at, now, "told_at")
    return _told(record, told_at, must_say(how, "F2.22-1", "Write how it was sent.", "how"), by, now)


@service
def court_received(*, record: WorkBeforeChecks | ChecksConclusion, received_at: datetime, how: str, by: Any, now: datetime) -> Any:
    """The court received what tells it so: it was told then, unless somebody recorded already when it was."""
    return record if record.court_told_at else _told(record, received_at, how, by, now)


def _told(record: WorkBeforeChecks | ChecksConclusion, told_at: datetime, how: str, by: Any, now: datetime) -> Any:
    row = type(record).objects.select_for_update(of=("self",)).select_related("case").get(pk=record.pk)
    row.court_told_at, row.court_told_how = told_at, how[:200]
    row.save()
    key = "court-told-of-work-before-checks" if isinstance(row, WorkBeforeChecks) else "fuller-assessment-advised"
    discharge(key=key, subject=row, at=told_at, by=by, now=now)
    return row


def missing_for_conclusion(case: Case) -> list[tuple[str, str]]:
    """(requirement, sentence) of what stands against concluding the checks (framework 2.16 to 2.21)."""
    rules = {
        Kind.OWN_RECORDS: "F2.18-1", Kind.COURT_FORMS: "F2.18-2", Kind.OTHER_PROCEEDINGS: "F2.18-3", Kind.AUTHORITY: "F2.18-5",
        Kind.POLICE_1: "P58-1", Kind.POLICE_2_DECISION: "P58-2", Kind.JUDGEMENT: "F3.72-1", Kind.CONFIRMATION: "F2.21-1",
    }  # fmt: skip
    rows = Check.objects.filter(case=case, withdrawn_at=None).exclude(state=State.DROPPED).select_related("person", "authority")
    found = []
    for row in rows.order_by("created_at"):
        about = f", {row.person.full_name}" if row.person else ""
        if row.is_open:
            found.append((rules.get(Kind(row.kind), "F2.16-1"), f"{row.title}{about}"))
        elif row.kind == Kind.AUTHORITY and row.findings.get("_plan") == "not_answered":
            found.append(("F2.18-4", f"Protection plan, {row.authority.name if row.authority else 'authority'}{about}"))
    return found


@service
def conclude_checks(
    *, case: Case, conclusion: str, words: str, by: Any, now: datetime, concluded_at: datetime | None = None,
    authority_assessed: bool | None = None, follow_up: str = "", follow_up_by: date | None = None,
) -> ChecksConclusion:  # fmt: skip
    """What the checks as a whole show. Refused while one is unfinished, unless work before the checks is on record (framework 2.16).

    Concern short of an immediate referral: in private law the court is advised that a fuller assessment is needed first; in public
    law the authority's own assessment is found out, and followed up where there is none (framework 2.24).
    """
    must_judge(case, by, now)
    at = concluded_at or now
    must_be_past(at, now, "concluded_at")
    case = lock_case(case)
    if conclusion not in Check.Conclusion.values:
        raise RuleRefused("F2.24-1", "Choose what the checks show.", field="conclusion")
    words = must_say(words, "F2.25-1", "Write what the checks show, and what they cannot show.", "words")
    missing = missing_for_conclusion(case)
    if missing and not WorkBeforeChecks.objects.filter(case=case, withdrawn_at=None).exists():
        raise RuleRefused(
            missing[0][0], "Finish these checks, or record why work goes ahead without them.", missing=[text for _, text in missing]
        )  # fmt: skip
    concern = conclusion == Check.Conclusion.CONCERN
    if concern and case.law == "public":
        if authority_assessed is None:
            raise RuleRefused("F2.24-2", "Say whether the authority has made such an assessment.", field="authority_assessed")
        if not authority_assessed:
            follow_up = must_say(follow_up, "F2.24-2", "Write what is done to have it made.", "follow_up")
            if follow_up_by is None:
                raise RuleRefused("F2.24-2", "Enter by when.", field="follow_up_by")
    row = ChecksConclusion(
        case=case, conclusion=conclusion, words=words, concluded_at=at, concluded_by=by, authority_assessed=authority_assessed,
        follow_up=follow_up.strip(), follow_up_by=follow_up_by,
    )  # fmt: skip
    row.save()
    if concern and case.law == "private":
        open_duty(key="fuller-assessment-advised", case=case, subject=row, event_at=at, by=by, now=now)
    if concern and case.law == "public" and not authority_assessed:
        open_duty(key="authority-assessment-followed-up", case=case, subject=row, event_at=at, agreed_on=follow_up_by, by=by, now=now)
    publish(ChecksConcluded(case_id=case.pk, conclusion=conclusion, at=at, now=now, by=by))
    return row


@service
def follow_up_assessment(*, conclusion: ChecksConclusion, words: str, at: datetime, by: Any, now: datetime) -> ChecksConclusion:
    """What came of asking the authority for its assessment."""
    must_judge(conclusion.case, by, now)
    row = ChecksConclusion.objects.select_for_update(of=("self",)).select_related("case").get(pk=conclusion.pk)
    row.follow_up = f"{row.follow_up}\n{must_say(words, 'F2.24-2', 'Write what came of it.', 'words')}".strip()
    row.save()
    discharge(key="authority-assessment-followed-up", subject=row, at=at, by=by, now=now)
    return row


@service
def keep_police_information(*, check: Check, keep_until: date, reason: str, by: Any, now: datetime) -> Check:
    """It is still needed: until when, and why."""
    must_judge(check.case, by, now)
    row = lock_check(check)
    reason = must_say(reason, "retention", "Write why it is still needed.", "reason")
    if keep_until <= london_date(now):
        raise RuleRefused("retention", "Enter a day that is still to come.", field="keep_until")
    row.keep_until = keep_until
    row.save()
    note(row, What.KEPT, at=now, by=by, words=reason)
    discharge(key="police-information-kept", subject=row, at=now, by=by, now=now)
    open_duty(key="police-information-kept", case=row.case, subject=row, event_at=now, due_at=end_of_day(keep_until), by=by, now=now)
    return row


@service
def destroy_police_information(*, check: Check, reason: str, by: Any, now: datetime) -> Check:
    """What the police sent is destroyed: its words leave the check, its offences and their history. What was concluded from it stays.

    Former versions in the history are ordered to be blanked (ADR 10 and 11): who wrote them, when, and their digests stay. Raises
    RuleRefused while the case is held from disposal, or while an offence that it returned is undecided.
    """
    must_judge(check.case, by, now)
    must_not_be_held(check.case_id)
    row = lock_check(check)
    if row.kind not in POLICE or row.state != State.REVIEWED or row.destroyed_at:
        raise RuleRefused("retention", "Only police information that was reviewed is destroyed.")
    offences = list(OffenceFound.objects.select_for_update().filter(check_made=row))
    if any(one.is_listed and one.state == OffenceFound.State.TO_DECIDE and not one.withdrawn_at for one in offences):
        raise RuleRefused("retention", "Decide first on the listed offences that it returned: is somebody a Risk to Children?")
    reason = must_say(reason, "retention", "Write why it is no longer needed, and how it was destroyed.", "reason")
    # Read before anything is written: what is written now says only that it was destroyed.
    former = [*row.history.exclude(findings={}), *OffenceFound.history.filter(id__in=[one.pk for one in offences])]
    row.findings, row.destroyed_at, row.keep_until = {"Destroyed": reason}, now, None
    row.save()
    for one in offences:
        one.offence, one.law, one.on, one.disposal, one.matches, one.notes = DESTROYED, "", "", "", [], []
        one.save()
    order_disposal(rows=former, case_id=row.case_id, reason=reason, by=by, now=now)
    note(row, What.DESTROYED, at=now, by=by, words=reason)
    discharge(key="police-information-kept", subject=row, at=now, by=by, now=now)
    return row
