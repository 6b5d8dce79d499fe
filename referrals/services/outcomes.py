"""What the authority answered, and whether it is safe enough (policy 12, 14 and 18, DESIGN §10.7 to §10.9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.events import OutcomeKnown
from referrals.models import Outcome, OutcomeReceived, ProfessionalDifference, Referral, ReferralChild

from .assessments import keep_drafts_current
from .common import catch_up, locked, must_have_happened, must_work_on, open_duties
from .court import open_court_told
from .deciding import is_answered, subject_children_in
from .meetings import section_47_begun


@dataclass(frozen=True)
class ChildOutcome:
    """What the authority decided for one child, with its reasons as given."""

    outcome: str
    reasons: str = ""


@dataclass(frozen=True)
class Judgement:
    """Whether an outcome is safe enough for one child, and why."""

    safe_enough: bool
    analysis: str
    authority_reasons: str = ""


@service
def record_acknowledgement(
    *, referral: Referral, received_at: datetime, by: Any, now: datetime, given_by: str = "", how: str = "", said: str = ""
) -> OutcomeReceived:
    """The authority says that it has the referral. An acknowledgement is not an outcome: every clock runs on (DESIGN §10.8)."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(received_at, now=now, field="received_at")
    received = OutcomeReceived(
        referral=referral, is_acknowledgement=True, received_at=received_at, given_by=given_by, how=how, said=said, recorded_by=by
    )
    received.save()
    return received


@service
def record_outcome(
    *,
    referral: Referral,
    received_at: datetime,
    outcomes: Mapping[UUID, ChildOutcome],
    by: Any,
    now: datetime,
    given_by: str = "",
    how: str = "",
    said: str = "",
    tell_court: bool = True,
) -> list[OutcomeReceived]:
    """Record what the authority decided, by child (person id). What was not answered stays owed.

    Ends the authority's duty and the chasing when every child has an outcome; tells the court where subject children are
    concerned; asks "safe enough?" of anything less than was sought; asks for reasons where no further action came without;
    and sets in motion what section 47 enquiries set in motion.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(received_at, now=now, field="received_at")
    rows = {row.child_id: row for row in referral.children.select_for_update().select_related("child", "referral")}
    unknown = set(outcomes) - set(rows)
    if unknown or not outcomes:
        raise RuleRefused("P12-5", "Choose an outcome for at least one child of this referral.")
    catch_up(referral, at=received_at, now=now)
    received = [
        _note_outcome(referral, rows[child_id], answer, received_at, by=by, given_by=given_by, how=how, said=said)
        for child_id, answer in outcomes.items()
    ]
    settle_outcome(referral, by=by, now=now)
    keep_drafts_current(referral.concern)
    answered = [rows[child_id] for child_id in outcomes]
    terms = {
        "case": referral.case, "subject": referral, "concern_id": referral.concern_id, "event_at": received_at, "by": by,
        "now": now, "detail": referral.authority.name, "serious": referral.significant_harm,
    }  # fmt: skip
    if any(row.needs_judgement for row in answered):
        open_duty(key="safe-enough", **terms)
    if any(row.outcome == Outcome.NO_FURTHER_ACTION and not row.authority_reasons.strip() for row in answered):
        open_duty(key="authority-reasons", **terms)
    subject_ids = {row.child_id for row in subject_children_in(referral)}
    if tell_court and subject_ids & set(outcomes):
        open_court_told(referral=referral, subject=referral, event_at=received_at, by=by, now=now)
    if any(row.outcome == Outcome.SECTION_47 for row in answered):
        section_47_begun(referral=referral, at=received_at, by=by, now=now)
    return received


def _note_outcome(
    referral: Referral, row: ReferralChild, answer: ChildOutcome, received_at: datetime, *, by: Any, given_by: str, how: str, said: str
) -> OutcomeReceived:
    received = OutcomeReceived(
        referral=referral, referral_child=row, received_at=received_at, outcome=answer.outcome, reasons=answer.reasons,
        given_by=given_by, how=how, said=said, recorded_by=by,
    )  # fmt: skip
    received.save()
    if row.outcome_at is None or received_at >= row.outcome_at:
        row.outcome, row.outcome_at, row.authority_reasons = answer.outcome, received_at, answer.reasons
        row.authority_reports = answer.outcome in (Outcome.SECTION_47, Outcome.SECTION_17)
        row.safe_enough, row.analysis, row.judged_at, row.judged_by = None, "", None, None
        row.save()
    return received


def settle_outcome(referral: Referral, *, by: Any, now: datetime) -> None:
    """End the authority's duty and the chasing once every child has an outcome, at the moment the last first one came."""
    if not is_answered(referral) or not open_duties("authority-outcome", referral):
        return
    firsts: dict[UUID, datetime] = {}
    for received in referral.outcomes.filter(withdrawn_at=None, is_acknowledgement=False).order_by("-received_at"):
        firsts[received.referral_child_id] = received.received_at
    at = max(firsts.values())
    discharge(key="authority-outcome", subject=referral, at=at, by=by, now=now, note="An outcome came for every child")
    end_duties(keys=["chase"], subject=referral, ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="The authority has answered")
    publish(OutcomeKnown(referral_id=referral.pk, concern_id=referral.concern_id, at=at, by=by, now=now))


@service
def record_authority_reasons(*, referral: Referral, reasons: Mapping[UUID, str], received_at: datetime, by: Any, now: datetime) -> Referral:
    """The authority's reasons, as given, by child (policy 18)."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(received_at, now=now, field="received_at")
    for row in referral.children.select_for_update().filter(child_id__in=reasons):
        row.authority_reasons = reasons[row.child_id]
        row.save()
    catch_up(referral, at=received_at, now=now)
    _end_asking_for_reasons(referral, at=received_at, by=by, now=now)
    return referral


def _end_asking_for_reasons(referral: Referral, *, at: datetime, by: Any, now: datetime) -> None:
    waiting = referral.children.filter(outcome=Outcome.NO_FURTHER_ACTION, authority_reasons="")
    if not waiting.exists():
        discharge(key="authority-reasons", subject=referral, at=at, by=by, now=now)
    elif not waiting.exclude(safe_enough=False).exists():
        end_duties(
            keys=["authority-reasons"], subject=referral, ending=Ending.NOT_NEEDED, at=at, by=by, now=now,
            note="Judged not safe enough: the difference asks for them",
        )  # fmt: skip


@service
def judge_outcome(
    *,
    referral: Referral,
    judgements: Mapping[UUID, Judgement],
    judged_at: datetime,
    by: Any,
    now: datetime,
    lateness_reason: str = "",
) -> ProfessionalDifference | None:
    """Judge, child by child, whether the outcome is safe enough, with an analysis either way (policy 18).

    Satisfied with no further action only on the authority's reasons. Not safe enough opens a professional difference,
    which is returned.
    """
    from .differences import open_difference

    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(judged_at, now=now, field="judged_at")
    rows = {row.child_id: row for row in referral.children.select_for_update().select_related("child", "referral")}
    for child_id, judgement in judgements.items():
        row = rows[child_id]
        if not judgement.analysis.strip():
            raise RuleRefused("P18-3", f"Write why this is, or is not, safe enough for {row.child}.", field="children")
        row.authority_reasons = judgement.authority_reasons.strip() or row.authority_reasons
        if judgement.safe_enough and row.outcome == Outcome.NO_FURTHER_ACTION and not row.authority_reasons.strip():
            block(
                "P18-1", f"Ask the authority for its reasons for {row.child}, and record them, before you say that it is safe enough.",
                case=referral.case, subject=referral, missing=["The authority's reasons"], field="children",
            )  # fmt: skip
        row.safe_enough, row.analysis = judgement.safe_enough, judgement.analysis
        row.judged_at, row.judged_by = judged_at, by
        row.save()
    catch_up(referral, at=judged_at, now=now)
    if not any(row.needs_judgement for row in rows.values()):
        discharge(key="safe-enough", subject=referral, at=judged_at, by=by, now=now, lateness_reason=lateness_reason)
    _end_asking_for_reasons(referral, at=judged_at, by=by, now=now)
    unsafe = [child_id for child_id, judgement in judgements.items() if not judgement.safe_enough]
    if not unsafe:
        return None
    return open_difference(
        referral=referral, children=unsafe, opened_at=judged_at, by=by, now=now,
        reasons="\n\n".join(f"{rows[child_id].child}: {judgements[child_id].analysis}" for child_id in unsafe),
    )  # fmt: skip
