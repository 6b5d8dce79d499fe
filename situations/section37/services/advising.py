"""The advice itself: written, issued, filed at court; or decided against (policy 32, 33)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_be_written, must_have_happened
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import CourtAlone, issue
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties
from referrals.services.common import is_intention
from sharing.services import record_incident
from situations.section37.documents import ADVICE_DOCUMENT
from situations.section37.duties import BEFORE_KEYS
from situations.section37.models import Advice

from .common import locked, must_come_first, undone_by, unread


@service
def write_advice(
    *, advice: Advice, rationale: str, earlier_hearing: bool | None, by: Any, now: datetime, earlier_hearing_reason: str = "",
    version: int | None = None,
) -> Advice:  # fmt: skip
    """The rationale (policy 32), and whether an earlier hearing is asked for: if not, why not, since it is likely needed (policy 33)."""
    advice = locked(advice, by=by, now=now)
    advice.expect_version(version)
    _must_not_be_settled(advice)
    if earlier_hearing is False:
        must_be_written(earlier_hearing_reason, "P33-3", "Write why no earlier hearing is asked for.", "earlier_hearing_reason")
    advice.rationale, advice.earlier_hearing, advice.earlier_hearing_reason = rationale, earlier_hearing, earlier_hearing_reason
    advice.document_id = advice.issued_at = None  # to be issued again
    advice.save()
    return advice


@service
def issue_advice(*, advice: Advice, by: Any, now: datetime, court_alone: CourtAlone | None = None) -> Advice:
    """Freeze the advice for the court, behind the confidentiality guard.

    Refused without rationale or an answer on the earlier hearing, and until the steps of policy 32 and 33 are done, in order.
    """
    advice = locked(advice, by=by, now=now)
    _must_not_be_settled(advice)
    must_come_first(advice, now)
    before = IssuedDocument.objects.filter(
        subject_label=ADVICE_DOCUMENT.subject_label, subject_id=advice.pk, kind=ADVICE_DOCUMENT.key, superseded_by=None
    ).first()
    document = issue(
        kind=ADVICE_DOCUMENT.key, subject=advice, recipient=ADVICE_DOCUMENT.recipient(advice), by=by, now=now, supersedes=before,
        court_alone=court_alone,
    )  # fmt: skip
    advice.document_id, advice.issued_at = document.pk, now
    advice.save()
    return advice


@service
def file_advice(*, advice: Advice, filed_at: datetime, how: str, by: Any, now: datetime) -> Advice:
    """The court was advised at ``filed_at`` (UTC).

    About to be filed, it is issued first, and the steps of policy 32 and 33 come before it. What was already filed is recorded
    as it is: each step that had not been done by then is an incident for the manager, and stays owed.
    """
    advice = locked(advice, by=by, now=now)
    must_have_happened(filed_at, now=now, field="filed_at")
    if advice.filed_at:
        raise RuleRefused("section37-filed", "This advice was filed already.")
    if is_intention(filed_at, now=now):
        must_come_first(advice, filed_at)
        if advice.issued_at is None:
            raise RuleRefused("P32-2", "Issue the advice before you file it. If it was filed already, enter when.", field="filed_at")
    advice.filed_by, advice.filed_how = by, how
    advice.happened("filed_at", filed_at, now)
    advice.save()
    discharge(key="s37-advice", subject=advice, at=filed_at, by=by, now=now)
    if not is_intention(filed_at, now=now):
        for step in undone_by(advice, filed_at):
            record_incident(
                case=advice.case, rule=step.rule, what=step.incident, happened_at=filed_at, by=by, now=now, concern=advice.concern,
                subject=advice,
            )  # fmt: skip
        if gaps := unread(advice):
            record_incident(
                case=advice.case, rule=gaps[0].rule, what="The court was advised on section 37 before what the police sent was reviewed.",
                happened_at=filed_at, by=by, now=now, concern=advice.concern, subject=advice,
            )  # fmt: skip
    return advice


@service
def leave_advice(*, advice: Advice, reason: str, at: datetime, by: Any, now: datetime) -> Advice:
    """It was decided at ``at`` (UTC) not to advise section 37, with the reason. What it set running ends."""
    advice = locked(advice, by=by, now=now)
    must_have_happened(at, now=now, field="at")
    must_be_written(reason, "P32-2", "Write why the court is not advised on section 37.", "reason")
    _must_not_be_settled(advice)
    advice.left_by, advice.left_reason = by, reason
    advice.happened("left_at", at, now)
    advice.save()
    end_duties(subject=advice, keys=BEFORE_KEYS, ending=Ending.NOT_REQUIRED, at=at, by=by, now=now, note=reason)
    return advice


def _must_not_be_settled(advice: Advice) -> None:
    if advice.filed_at or advice.left_at or advice.answer:
        raise RuleRefused("section37-settled", f"This advice is {advice.state_words[0].lower()}, so it can no longer be changed.")
