"""The bad hour: what happened, who is told, and which stage is reached (framework 3.28–3.40, App. IV)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.services import issue_record
from cafcass_cases.duties.services import discharge, end_duties, open_duty

from .. import rules
from ..models import SeriousIncident, Update
from .guards import lock, must_be, must_have_happened, must_say

Kind, Decision, Stage = SeriousIncident.Kind, SeriousIncident.Decision, SeriousIncident.Stage


@service
def record_incident_known(
    *,
    case: Case,
    kind: str,
    what: str,
    known_at: datetime,
    expected: str,
    others_at_risk: bool,
    by: Any,
    now: datetime,
    child: Person | None = None,
    happened_at: datetime | None = None,
    abuse: str = SeriousIncident.Abuse.NOT_KNOWN,
    others_words: str = "",
    authority: LocalAuthority | None = None,
) -> SeriousIncident:
    """Put a death, a serious injury or notice of a review on the record (framework 3.34, 3.35, 3.40, 3.60).

    ``known_at`` (UTC) starts the hour within which both directors are told; the manager hears at once. A death in doubt is
    followed as unexpected. Another child at risk opens the duty to log a concern. Raises RuleRefused, Denied.
    """
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can do this.")
    must_be(kind in Kind.values, "FR6-1", "Choose what happened.", "kind")
    must_be(child is not None or kind == Kind.ADULT_DEATH, "FR6-1", "Choose the child.", "child")
    must_be(expected in SeriousIncident.Expected.values, "F3.29-1", "Say whether it was expected. If in doubt, say so.", "expected")
    must_be(others_at_risk is not None, "F3.34-1", "Say whether any other child is at risk.", "others_at_risk")
    what = must_say(what, "FR6-1", "Write what is known, in a sentence.", "what")
    if others_at_risk:
        must_say(others_words, "F3.34-1", "Write which child is at risk, and why.", "others_words")
    must_have_happened(known_at, now, "known_at")
    must_have_happened(happened_at, now, "happened_at")
    if authority is None and child is not None:
        authority = home_authority(child, now)
    incident = SeriousIncident(
        case=case, kind=kind, child=child, what=what, happened_at=happened_at, known_at=known_at, expected=expected, abuse=abuse,
        others_at_risk=others_at_risk, others_words=others_words.strip(), authority=authority,
        manager_told_at=known_at if by is None or is_manager(by) else now,
    )  # fmt: skip
    if kind == Kind.NOTICE:
        incident.decision, incident.decision_at = Decision.CONSIDERED, known_at
    incident.save()
    how: dict[str, Any] = {"case": case, "subject": incident, "by": by, "now": now}
    open_duty(key="directors-told", event_at=known_at, **how)
    open_duty(key="incident-support", event_at=known_at, **how)
    if others_at_risk:
        open_duty(key="incident-others-at-risk", event_at=known_at, **how)
    if incident.is_unexpected and kind != Kind.NOTICE:
        open_duty(key="partnership-told", event_at=known_at, **how)
    _open_update(incident, Stage.PATHWAY, known_at)
    return incident


def _open_update(incident: SeriousIncident, stage: str, at: datetime) -> Update:
    update = Update(incident=incident, stage=stage, reached_at=at)
    update.save()
    return update


@service
def record_told(*, incident: SeriousIncident, whom: str, at: datetime, by: Any, now: datetime) -> SeriousIncident:
    """A director was told at ``at`` (UTC): "area" or "safeguarding". Both told ends the duty of the hour (framework 3.35, 3.40).

    The notification form is issued with it, once. Raises RuleRefused where the post is held by nobody.
    """
    rules.must_manage(by, incident.case, now, "tell the directors")
    must_have_happened(at, now, "at")
    incident = lock(incident)
    found = rules.area_director(incident.case) if whom == "area" else rules.safeguarding_director(at) or rules.safeguarding_director(now)
    if found is None:
        raise RuleRefused(
            "F3.35-1", "Nobody holds this post. Ask an administrator to name somebody, and tell the other director.", field="whom"
        )
    if whom == "area":
        incident.area_director, incident.area_director_told_at = found, at
    else:
        incident.safeguarding_director, incident.safeguarding_director_told_at = found, at
    incident.save()
    if incident.directors_told:
        discharge(key="directors-told", subject=incident, at=incident.directors_told, by=by, now=now)
        first = incident.updates.filter(sent_at=None).order_by("reached_at").first()
        if first is not None and by is not None:
            _send(first, by=by, now=now)
    return incident


def _send(update: Update, *, by: Any, now: datetime) -> Update:
    document = issue_record(kind="incident-update", subject=update, by=by, now=now)
    update.sent_at, update.document_id = now, document.pk
    update.save()
    return update


@service
def send_update(*, update: Update, words: str, by: Any, now: datetime) -> Update:
    """Send the directors the update for a stage: the document is made and kept (App. IV, resource pack VI)."""
    incident = update.incident
    rules.must_manage(by, incident.case, now, "send an update")
    update = lock(update)
    update.words = words.strip()
    _send(update, by=by, now=now)
    if not incident.updates.filter(sent_at=None).exists():
        discharge(key="incident-update", subject=incident, at=now, by=by, now=now)
    return update


@service
def reach_stage(*, incident: SeriousIncident, stage: str, at: datetime, by: Any, now: datetime) -> SeriousIncident:
    """A further stage is reached at ``at``: an update is owed (App. IV). A stage once reached is not left backwards."""
    rules.must_manage(by, incident.case, now, "move the review on")
    incident = lock(incident)
    order = list(Stage.values)
    if stage not in order or order.index(stage) <= order.index(incident.stage):
        raise RuleRefused("FA4-1", "Choose a later stage.", field="stage")
    incident.stage = stage
    incident.save()
    _open_update(incident, stage, at)
    open_duty(key="incident-update", case=incident.case, subject=incident, event_at=at, by=by, now=now)
    return incident


@service
def record_support(
    *, incident: SeriousIncident, support: str, support_by: str, practitioner_informed_at: datetime | None, by: Any, now: datetime
) -> SeriousIncident:
    """What support is offered, who else gives it, and when the practitioner was last told how things stand (framework 3.32)."""
    rules.must_manage(by, incident.case, now, "plan support")
    incident = lock(incident)
    incident.support = must_say(support, "F3.32-1", "Write what support is offered, and to whom.", "support")
    incident.support_by = support_by.strip()
    incident.practitioner_informed_at = practitioner_informed_at or incident.practitioner_informed_at
    incident.save()
    discharge(key="incident-support", subject=incident, at=now, by=by, now=now)
    return incident


@service
def note_authority(
    *, incident: SeriousIncident, by: Any, now: datetime, words: str = "", told_at: datetime | None = None
) -> SeriousIncident:
    """Our representative was told at ``told_at`` (framework 3.36); what the authority says of its own notification to the Panel."""
    rules.must_manage(by, incident.case, now, "record this")
    incident = lock(incident)
    incident.partnership_told_at = told_at or incident.partnership_told_at
    incident.authority_notified = words.strip() or incident.authority_notified
    incident.save()
    if told_at:
        discharge(key="partnership-told", subject=incident, at=told_at, by=by, now=now)
    return incident


@service
def record_decision(
    *, incident: SeriousIncident, decision: str, at: datetime, decided_by_whom: str, by: Any, now: datetime
) -> SeriousIncident:
    """What the partnership decided at ``at`` (UTC). Held: the file is secured, the court told, the directors told anew. Declined:
    Cafcass reviews the case itself (framework 3.36, 3.37, 3.40, 3.43, 3.48)."""
    rules.must_manage(by, incident.case, now, "record the decision")
    must_be(decision in (Decision.CONSIDERED, Decision.HELD, Decision.DECLINED), "F3.36-1", "Choose what was decided.", "decision")
    must_have_happened(at, now, "at")
    incident = lock(incident)
    incident.decision, incident.decision_at = decision, at
    incident.decided_by_whom = must_say(decided_by_whom, "F3.36-1", "Enter who decided, or told you.", "decided_by_whom")
    incident.save()
    how: dict[str, Any] = {"case": incident.case, "subject": incident, "event_at": at, "by": by, "now": now}
    end_duties(keys=["partnership-told"], subject=incident, ending="not_needed", note="The partnership has decided.", at=at, by=by, now=now)
    if decision == Decision.HELD:
        if not hasattr(incident, "secured"):
            appointed = rules.appointed_to_secure(incident)
            open_duty(key="file-secured", owner=appointed.person if appointed else None, **how)
        open_duty(key="review-court-told", **how)
    if decision == Decision.DECLINED:
        open_duty(key="internal-review", **how)
    if decision != Decision.CONSIDERED:
        _open_update(incident, incident.stage, at)
        open_duty(key="incident-update", **how)
    return incident
