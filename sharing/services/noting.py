"""A request or a wish comes onto the record, with the policy's answer (policy 20, 22, 26, 40)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.cases.services.references import next_reference
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import end_duties, open_duty
from safeguarding.models import Concern
from sharing.models import Sharing
from sharing.registry import restrictions_on
from sharing.standing import FOR_MANAGER, plan_history
from sharing.table import PROHIBITED_STEPS, PURPOSES, RECIPIENTS, Answer

NEEDS_AUTHORITY = ("local_authority", "lado")
NAMES_ITSELF = ("marac", "nrm", "police", "party")


@service
def note_sharing(
    *,
    case: Any,
    recipient_kind: str,
    purpose: str,
    asked_at: datetime,
    what_asked: str,
    by: Any,
    now: datetime,
    direction: str = Sharing.Direction.ASKED,
    concern: Concern | None = None,
    recipient_name: str = "",
    authority: LocalAuthority | None = None,
    party: Person | None = None,
    contact_person: str = "",
    children: Sequence[Person] = (),
    gateway_on: date | None = None,
    plan: str = "",
    plan_detail: str = "",
) -> Sharing:
    """Record that somebody asked, or that we wish to tell somebody, and the answer that the policy gives.

    ``asked_at`` in UTC. ``children``: whom it is about; none named: every subject child. Whether one is or was on a protection plan
    comes from the record's markers; ``plan`` says it where the record does not know. A flat "no" is a decision already: it was not
    shared. Raises :class:`RuleRefused` for what is missing from the question itself, never for what the answer is.
    """
    must_work_on(case, by=by, now=now)
    must_have_happened(asked_at, now=now, field="asked_at")
    if recipient_kind not in RECIPIENTS:
        raise RuleRefused("P20-5", "Choose who it is.", field="recipient_kind")
    if purpose not in PURPOSES:
        raise RuleRefused("P20-5", "Choose what it is for.", field="purpose")
    must_be_written(what_asked, "P20-5", "Write what is asked, or what you want to tell.", "what_asked")
    if recipient_kind in NEEDS_AUTHORITY and authority is None:
        raise RuleRefused("P20-5", "Choose the local authority.", field="authority")
    if recipient_kind not in (*NEEDS_AUTHORITY, *NAMES_ITSELF):
        must_be_written(recipient_name, "P20-5", "Enter its name.", "recipient_name")
    _must_be_of_case(case, children, party)
    about = list(children) or subject_children(case)
    recorded, _ = plan_history(about, now)
    sharing = Sharing(
        case=case, concern=concern, reference=next_reference("S", now), direction=direction, recipient_kind=recipient_kind,
        recipient_name=recipient_name.strip(), authority=authority, party=party, contact_person=contact_person.strip(),
        asked_at=asked_at, purpose=purpose, what_asked=what_asked.strip(), children=[child.pk for child in about],
        gateway_on=gateway_on, plan=recorded or plan, plan_detail=plan_detail.strip(),
    )  # fmt: skip
    row = sharing.row
    sharing.answer, sharing.rule = row.answer, row.rule
    restricted = next((one for one in restrictions_on(case, recipient_kind, purpose, now) if not one.departable), None)
    if restricted and row.answer not in (Answer.PROHIBITED, Answer.LADO_DIRECTION):
        sharing.answer, sharing.rule = Answer.PROHIBITED, restricted.rule
    if sharing.answer == Answer.PROHIBITED:
        sharing.outcome = Sharing.Outcome.NOT_SHARED
        sharing.not_shared_reason = restricted.message if restricted and row.answer != Answer.PROHIBITED else row.words
    sharing.save()
    hang = {"case": case, "subject": sharing, "concern_id": concern.pk if concern else None, "event_at": asked_at, "by": by, "now": now}
    if sharing.answer in FOR_MANAGER:
        open_duty(key="sharing-decided", detail=sharing.reference, **hang)
    if purpose == PROHIBITED_STEPS and sharing.answer == Answer.PERMISSION_OR_RISK:
        open_duty(key="court-permission-asked", detail=sharing.reference, **hang)
    return sharing


def _must_be_of_case(case: Any, children: Sequence[Person], party: Person | None) -> None:
    if any(child.case_id != case.pk or not child.is_child for child in children):
        raise RuleRefused("P1-1", "Choose children of this case.", field="children")
    if party is not None and (party.case_id != case.pk or party.role not in PARTY_ROLES):
        raise RuleRefused("P31-5", "Choose a party of this case.", field="party")


@service
def withdraw_sharing(*, sharing: Sharing, reason: str, by: Any, now: datetime) -> Sharing:
    """Entered in error: it leaves every page but the auditors', with its duties. What was shared cannot be withdrawn with it."""
    sharing = Sharing.objects.select_for_update(of=("self",)).select_related("case").get(pk=sharing.pk)
    must_work_on(sharing.case, by=by, now=now)
    must_be_written(reason, "entered-in-error", "Write why it was entered in error.", "reason")
    if sharing.disclosures.filter(withdrawn_at=None).exists():
        raise RuleRefused("entered-in-error", "Something was shared on this request, so it stays on the record.")
    sharing.withdrawn_at, sharing.withdrawn_by, sharing.withdrawn_reason = now, by, reason
    sharing.save()
    end_duties(subject=sharing, ending=Ending.WITHDRAWN, at=now, by=by, now=now, note=reason)
    return sharing
