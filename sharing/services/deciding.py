"""What lifts a "not yet": the court's permission, the LADO's direction, a manager's decision with legal advice."""

from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_manage, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties
from sharing.models import Permission, Sharing
from sharing.standing import FOR_COURT, FOR_MANAGER
from sharing.table import Answer

Result = Permission.Result


def locked(sharing: Sharing) -> Sharing:
    """The request as it stands, locked until the transaction ends. Raises :class:`RuleRefused` when it was entered in error."""
    found = Sharing.objects.select_for_update(of=("self",)).select_related("case", "concern", "authority", "party").get(pk=sharing.pk)
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This request was entered in error. Record a new one if need be.")
    return found


@service
def record_permission(
    *,
    sharing: Sharing,
    result: str,
    by: Any,
    now: datetime,
    giver: str = Permission.Giver.COURT,
    asked_at: datetime | None = None,
    reference: str = "",
    decided_on: date | None = None,
    terms: str = "",
) -> Permission:
    """The court was asked for permission (or the LADO for a direction), and granted or refused it (policy 20, 26, 40, 49).

    Asked and answered are two entries of the same permission: the second completes the first. An answer needs its reference and its
    date. Raises :class:`RuleRefused` naming what is missing.
    """
    sharing = locked(sharing)
    must_work_on(sharing.case, by=by, now=now)
    rule = sharing.row.rule or "P40-1"
    if giver == Permission.Giver.LADO and sharing.row.answer != Answer.LADO_DIRECTION:
        raise RuleRefused("P49-5", "The LADO directs only what is shared of a concern about a professional.")
    if giver == Permission.Giver.COURT and sharing.row.answer not in FOR_COURT:
        raise RuleRefused(rule, "The court’s permission does not decide this.")
    if result == Result.ASKED and asked_at is None:
        raise RuleRefused(rule, "Enter when you asked.", field="asked_at")
    if asked_at is not None:
        must_have_happened(asked_at, now=now, field="asked_at")
    if result != Result.ASKED:
        must_be_written(reference, rule, "Enter the reference of the answer.", "reference")
        if decided_on is None:
            raise RuleRefused(rule, "Enter the date of the answer.", field="decided_on")
    permission = sharing.permissions.filter(giver=giver, result=Result.ASKED, withdrawn_at=None).first() or Permission(
        sharing=sharing, giver=giver
    )
    permission.result, permission.reference = result, reference.strip()
    permission.decided_on, permission.terms = decided_on, terms.strip()
    permission.asked_at = asked_at or permission.asked_at
    permission.save()
    if giver == Permission.Giver.COURT:
        discharge(key="court-permission-asked", subject=sharing, at=permission.asked_at or now, by=by, now=now)
        if result == Result.GRANTED:
            end_duties(
                subject=sharing, keys="sharing-decided", ending=Ending.NOT_NEEDED, at=now, by=by, now=now,
                note="The court gave its permission",
            )  # fmt: skip
    if result == Result.GRANTED and sharing.outcome == Sharing.Outcome.NOT_SHARED:
        sharing.outcome = Sharing.Outcome.WAITING
        sharing.save()
    return permission


@service
def decide_sharing(
    *,
    sharing: Sharing,
    decision: str,
    reason: str,
    at: datetime,
    by: Any,
    now: datetime,
    legal_advice: str = "",
    child_protection_purpose: bool | None = None,
) -> Sharing:
    """A manager decides what the policy leaves to a manager, at ``at`` (UTC).

    What is not listed needs legal advice before the manager may say yes; after a protection plan the manager says whether the purpose
    is child protection (policy 20); what goes to the LADO is read and approved (policy 51). What needs the court's permission, and what
    is prohibited, no manager may allow: raises :class:`RuleRefused`. Raises :class:`Denied` for anyone but a manager of the case.
    """
    sharing = locked(sharing)
    must_manage(sharing.case, by=by, now=now)
    must_have_happened(at, now=now, field="decided_at")
    row = sharing.row
    if sharing.answer not in FOR_MANAGER:
        raise RuleRefused(sharing.rule or "P20-4", f"This is not for a manager to decide. {row.words}")
    if decision not in Sharing.Decision.values:
        raise RuleRefused(row.rule or "not-listed", "Say whether it may be shared.", field="decision")
    must_be_written(reason, row.rule or "not-listed", "Write your reasons.", "reason")
    yes = decision == Sharing.Decision.SHARE
    if yes and row.answer == Answer.NOT_YET:
        must_be_written(legal_advice, "not-listed", "Write who gave legal advice, what it is, and when.", "legal_advice")
    if yes and row.answer == Answer.MANAGER_PURPOSE and not child_protection_purpose:
        raise RuleRefused(
            "P20-3",
            "Only where the purpose is child protection may you allow it. Else the court is asked.",
            field="child_protection_purpose",
        )
    sharing.manager_decision, sharing.manager_reason, sharing.legal_advice = decision, reason.strip(), legal_advice.strip()
    sharing.child_protection_purpose = child_protection_purpose
    sharing.manager_decided_at, sharing.manager_decided_by = at, by
    if not yes and sharing.outcome == Sharing.Outcome.WAITING and row.answer != Answer.MANAGER_PURPOSE:
        sharing.outcome, sharing.not_shared_reason = Sharing.Outcome.NOT_SHARED, reason.strip()
    if yes and sharing.outcome == Sharing.Outcome.NOT_SHARED:
        sharing.outcome = Sharing.Outcome.WAITING
    sharing.save()
    discharge(key="sharing-decided", subject=sharing, at=at, by=by, now=now)
    return sharing


@service
def record_not_shared(*, sharing: Sharing, reason: str, answered_at: datetime | None, by: Any, now: datetime) -> Sharing:
    """It was decided not to share, and they were told so at ``answered_at`` (UTC; None: not yet)."""
    sharing = locked(sharing)
    must_work_on(sharing.case, by=by, now=now)
    must_be_written(reason, "P20-5", "Write why it was not shared.", "reason")
    if answered_at is not None:
        must_have_happened(answered_at, now=now, field="answered_at")
    if not sharing.disclosures.filter(withdrawn_at=None).exists():
        sharing.outcome = Sharing.Outcome.NOT_SHARED
    sharing.not_shared_reason, sharing.answered_at = reason.strip(), answered_at
    sharing.save()
    end_duties(
        subject=sharing, keys=("sharing-decided", "court-permission-asked"), ending=Ending.NOT_NEEDED, at=answered_at or now, by=by,
        now=now, note="It was decided not to share",
    )  # fmt: skip
    return sharing
