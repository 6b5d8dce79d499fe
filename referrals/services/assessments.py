"""The section 16A risk assessment: drafted, issued, sent, acknowledged, before a judge, directions (policy 13, 27 to 31)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Court, Order, Person
from cafcass_cases.cases.selectors import allocated_practitioner, subject_children
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import CourtAlone, issue
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import discharge, open_duty
from referrals.contents import FOLLOWING, follow_record, prefilled_16a, prefilled_child
from referrals.events import RiskAssessmentSent
from referrals.models import RiskAssessment, RiskAssessmentChild, RiskAssessmentStep
from referrals.selectors import draft_16a_of
from safeguarding.models import Concern

from .common import catch_up, is_intention, must_have_happened, must_work_on
from .court import court_was_told, open_court_told_of_concern

UNDONE = (Ending.WITHDRAWN, Ending.NOT_NEEDED, Ending.NOT_REQUIRED)
Kind = RiskAssessmentStep.Kind


def open_16a_duties(*, concern: Concern, children: Iterable[Person], event_at: datetime, by: Any, now: datetime) -> None:
    """A 16A is owed for each of these subject children, unless it is already owed or was sent (policy 27, 30)."""
    answered = set(Duty.objects.filter(key="s16a", concern_id=concern.pk).exclude(ending__in=UNDONE).values_list("child_id", flat=True))
    for child in children:
        if child.pk not in answered:
            open_duty(key="s16a", case=concern.case, subject=concern, concern_id=concern.pk, child=child, event_at=event_at, by=by, now=now)


def keep_drafts_current(concern: Concern) -> None:
    """Bring what follows the record up to date in every draft of the concern, so that no referral or outcome is left out (policy 30)."""
    for draft in RiskAssessment.objects.select_for_update().filter(concern=concern, issued_at=None, sent_at=None, withdrawn_at=None):
        content = follow_record(draft.content, concern)
        if content != draft.content:
            draft.content = content
            draft.save()


@service
def draft_16a(
    *,
    concern: Concern,
    by: Any,
    now: datetime,
    content: Mapping[str, Any] | None = None,
    children: Mapping[UUID, Mapping[str, str]] | None = None,
    urgent_hearing: bool | None = None,
    urgent_reason: str = "",
    urgent_by: date | None = None,
    combined_order: Order | None = None,
    version: int | None = None,
) -> RiskAssessment:
    """Begin a 16A for every subject child of the case, filled in from the record, or save a part of the one that is begun.

    ``children``: what is said of each child, by person id. After one was sent, the next draft is a new version that
    supersedes it, beginning with what the last one said and the record as it stands now. Part of another report only by
    ``combined_order`` of the court (policy 31).
    """
    must_work_on(concern.case, by=by, now=now)
    assessment = draft_16a_of(concern)
    if assessment is None:
        assessment = _begin(concern, by=by, now=now)
    else:
        assessment = RiskAssessment.objects.select_for_update(of=("self",)).select_related("case", "concern").get(pk=assessment.pk)
        assessment.expect_version(version)
    as_shown = assessment.content.get("as_recorded", {})
    assessment.content = follow_record(assessment.content, concern)
    # A part that comes back as it was shown was not written by anybody: it goes on following the record.
    fresh = assessment.content["as_recorded"]
    content = {key: fresh[key] if key in FOLLOWING and value == as_shown.get(key) else value for key, value in (content or {}).items()}
    if content:
        assessment.content = {**assessment.content, **content}
    if urgent_hearing is not None:
        assessment.urgent_hearing, assessment.urgent_reason, assessment.urgent_by = urgent_hearing, urgent_reason, urgent_by
    if combined_order is not None:
        assessment.combined_order = combined_order
    if content or children or urgent_hearing is not None:
        assessment.issued_at, assessment.issued_by, assessment.assessed_at = None, None, None  # to be issued again
    assessment.save()
    for child_id, said in (children or {}).items():
        row = assessment.children.get(child_id=child_id)
        for name in ("harm", "risk", "child_says"):
            setattr(row, name, said.get(name, getattr(row, name)))
        row.save()
    return assessment


def _begin(concern: Concern, *, by: Any, now: datetime) -> RiskAssessment:
    previous = RiskAssessment.objects.filter(concern=concern, withdrawn_at=None).order_by("-number").first()
    content = prefilled_16a(concern)
    if previous:
        content = {**previous.content, **{key: content[key] for key in FOLLOWING}}
    content["as_recorded"] = {key: content[key] for key in FOLLOWING}
    assessment = RiskAssessment(
        case=concern.case,
        concern=concern,
        number=RiskAssessment.objects.filter(concern=concern).count() + 1,
        supersedes=previous,
        author=by,
        content=content,
        urgent_hearing=previous.urgent_hearing if previous else None,
        urgent_reason=previous.urgent_reason if previous else "",
        urgent_by=previous.urgent_by if previous else None,
    )
    assessment.save()
    said_before = {row.child_id: row for row in previous.children.all()} if previous else {}
    for child in subject_children(concern.case):
        old = said_before.get(child.pk)
        said = {"harm": old.harm, "risk": old.risk, "child_says": old.child_says} if old else prefilled_child(concern, child)
        RiskAssessmentChild(assessment=assessment, child=child, **said).save()
    return assessment


@service
def issue_16a(
    *,
    assessment: RiskAssessment,
    by: Any,
    now: datetime,
    not_allocated_reason: str = "",
    unsupervised_reason: str = "",
    court_alone: CourtAlone | None = None,
) -> RiskAssessment:
    """Freeze it as a document for the court. Never held up by a missing outcome or an unsigned supervision (policy 27, 30).

    Refused when a content of policy 13, 28, 29 or 31 is missing, and by the confidentiality guard. An author who does not hold
    the case gives a reason; so does one who files before supervision was even asked for, and then the manager is alerted.
    """
    must_work_on(assessment.case, by=by, now=now)
    assessment = RiskAssessment.objects.select_for_update(of=("self",)).select_related("case__court", "concern").get(pk=assessment.pk)
    if assessment.sent_at:
        raise RuleRefused("P28-3", "This version was sent. Write a new version instead.")
    concern = assessment.concern
    holder = allocated_practitioner(assessment.case, now)
    if (holder is None or holder.pk != by.pk) and not not_allocated_reason.strip():
        raise RuleRefused("P27-3", "Write why you issue this instead of the child’s own practitioner.", field="not_allocated_reason")
    unsupervised = not concern.supervisions.filter(withdrawn_at=None).exists()
    if unsupervised and not unsupervised_reason.strip():
        raise RuleRefused("P27-2", "Write why this goes before supervision. It is not held up.", field="unsupervised_reason")
    assessment.content = follow_record(assessment.content, concern)
    assessment.not_allocated_reason, assessment.unsupervised_reason = not_allocated_reason, unsupervised_reason
    before = _last_document(assessment)
    assessment.save()
    document = issue(
        kind="s16a", subject=assessment, recipient=Recipient("court", str(assessment.case.court or "")), by=by, now=now,
        supersedes=before, court_alone=court_alone,
    )  # fmt: skip
    assessment.document_id, assessment.issued_at, assessment.issued_by, assessment.assessed_at = document.pk, now, by, now
    assessment.save()
    if unsupervised:
        open_duty(key="unsupervised-16a", case=assessment.case, subject=concern, concern_id=concern.pk, event_at=now, by=by, now=now)
    return assessment


def _last_document(assessment: RiskAssessment) -> IssuedDocument | None:
    ids = RiskAssessment.objects.filter(concern=assessment.concern).exclude(document_id=None).values_list("document_id", flat=True)
    return IssuedDocument.objects.filter(pk__in=list(ids), superseded_by=None).order_by("-issued_at").first()


@service
def send_16a(
    *,
    assessment: RiskAssessment,
    sent_at: datetime,
    method: str,
    by: Any,
    now: datetime,
    court: Court | None = None,
    whom: str = "",
    lateness_reason: str = "",
) -> RiskAssessment:
    """It was provided to the court at ``sent_at``: the statutory duty is done for each of its children (policy 28).

    About to go, it must be issued first. What already went is recorded as it is. An update sent after an outcome tells the
    court of it. The court's acknowledgement is chased from then on.
    """
    must_work_on(assessment.case, by=by, now=now)
    must_have_happened(sent_at, now=now, field="sent_at")
    assessment = RiskAssessment.objects.select_for_update(of=("self",)).select_related("case__court", "concern").get(pk=assessment.pk)
    if assessment.sent_at:
        raise RuleRefused("P28-3", "This version was already sent. Write a new version instead.")
    if assessment.issued_at is None and is_intention(sent_at, now=now):
        raise RuleRefused("P28-3", "Issue the risk assessment before you send it.")
    concern = assessment.concern
    assessment.sent_at, assessment.court = sent_at, court or assessment.case.court
    assessment.save()
    _step(assessment, Kind.SENT, sent_at, method=method, whom=whom, detail="", by=by)
    catch_up(concern, at=sent_at, now=now)
    for row in assessment.children.select_related("child"):
        discharge(
            key="s16a", subject=concern, child=row.child, at=sent_at, by=by, now=now, lateness_reason=lateness_reason,
            note=f"Version {assessment.number} was sent to the court",
        )  # fmt: skip
    open_duty(
        key="s16a-acknowledged", case=assessment.case, subject=assessment, concern_id=concern.pk, event_at=sent_at, by=by, now=now,
        detail=f"Version {assessment.number}",
    )  # fmt: skip
    court_was_told(concern=concern, told_at=sent_at, known_at=assessment.issued_at or sent_at, by=by, now=now)
    publish(RiskAssessmentSent(assessment_id=assessment.pk, concern_id=concern.pk, at=sent_at, by=by, now=now))
    return assessment


def _step(assessment: RiskAssessment, kind: str, at: datetime, *, method: str, whom: str, detail: str, by: Any) -> RiskAssessmentStep:
    step = RiskAssessmentStep(assessment=assessment, kind=kind, happened_at=at, method=method, whom=whom, detail=detail, recorded_by=by)
    step.save()
    return step


ENDS = {
    Kind.ACKNOWLEDGED: ("s16a-acknowledged",),
    Kind.BEFORE_JUDGE: ("s16a-acknowledged", "s16a-before-judge"),
    Kind.DIRECTIONS: ("s16a-acknowledged", "s16a-before-judge", "s16a-directions"),
}
OPENS = {Kind.ACKNOWLEDGED: "s16a-before-judge", Kind.BEFORE_JUDGE: "s16a-directions"}


@service
def record_16a_step(
    *,
    assessment: RiskAssessment,
    kind: str,
    happened_at: datetime,
    by: Any,
    now: datetime,
    method: str = "",
    whom: str = "",
    detail: str = "",
) -> RiskAssessmentStep:
    """A step of its life: chased, acknowledged, before a judge, directions, urgency ended, given to a party.

    Each step ends what the court owed up to it, for this version and those it superseded, and opens what the court owes next.
    When an urgent hearing is no longer needed the court is told, so that it can be taken out of the list (policy 13). Giving it
    to a party needs a basis: it has its own rules of disclosure (policy 31).
    """
    must_work_on(assessment.case, by=by, now=now)
    must_have_happened(happened_at, now=now, field="happened_at")
    assessment = RiskAssessment.objects.select_for_update(of=("self",)).select_related("case", "concern").get(pk=assessment.pk)
    if assessment.sent_at is None and kind != Kind.URGENCY_ENDED:
        raise RuleRefused("P28-3", "Record that it was sent to the court first.")
    if kind == Kind.GIVEN_TO_PARTY and not detail.strip():
        raise RuleRefused("P31-5", "Write on what basis it is given to a party.", field="detail")
    if kind == Kind.URGENCY_ENDED and not detail.strip():
        raise RuleRefused("P13-4", "Write what you have learned, so that the hearing is no longer urgent.", field="detail")
    step = _step(assessment, kind, happened_at, method=method, whom=whom, detail=detail, by=by)
    for version in _chain(assessment):
        catch_up(version, at=happened_at, now=now)
        for key in ENDS.get(Kind(kind), ()):
            discharge(key=key, subject=version, at=happened_at, by=by, now=now, note=step.get_kind_display())
    if kind in OPENS:
        open_duty(
            key=OPENS[Kind(kind)], case=assessment.case, subject=assessment, concern_id=assessment.concern_id, event_at=happened_at,
            by=by, now=now, detail=f"Version {assessment.number}",
        )  # fmt: skip
    if kind == Kind.URGENCY_ENDED and assessment.urgency_ended_at is None:
        assessment.urgency_ended_at = happened_at
        assessment.save()
        open_court_told_of_concern(concern=assessment.concern, subject=assessment, event_at=happened_at, serious=False, by=by, now=now)
    return step


@service
def record_16a_given(
    *, assessment: RiskAssessment, happened_at: datetime, whom: str, method: str, detail: str, by: Any, now: datetime
) -> RiskAssessmentStep:
    """A party was given it, as another room records it with its basis (policy 31): a step of its life. A fact, so it is not refused."""
    must_work_on(assessment.case, by=by, now=now)
    must_have_happened(happened_at, now=now, field="happened_at")
    return _step(assessment, Kind.GIVEN_TO_PARTY, happened_at, method=method, whom=whom[:160], detail=detail, by=by)


def _chain(assessment: RiskAssessment) -> list[RiskAssessment]:
    """This version and every one it supersedes."""
    found = [assessment]
    while found[-1].supersedes is not None:
        found.append(found[-1].supersedes)
    return found
