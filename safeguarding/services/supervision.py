"""Situational case supervision: asked for, held, signed (policy 9, 10; framework 2.81, 2.82)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.staffing import manager_on_duty
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block_each
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from safeguarding.duties import REQUEST_KEYS
from safeguarding.events import ReferDecided, SupervisionHeld, SupervisionRequested, SupervisionSigned
from safeguarding.models import Concern, ManagerComment, Supervision, SupervisionAction, SupervisionChild, SupervisionQuestion
from safeguarding.models.children import HarmKind
from safeguarding.registry import supervision_points
from safeguarding.rules import may_hold_supervision
from safeguarding.thresholds import check_ratings, ratings_agreed

from . import guards
from .decisions import authority_of, join_children
from .facts import ActionFacts, ConnectedFacts, SupervisionRecord
from .protection import consider

State = Supervision.State
TRANSITIONS: dict[tuple[str, str], str] = {
    (State.REQUESTED, "ask"): State.MORE_ASKED,
    (State.MORE_ASKED, "ask"): State.MORE_ASKED,
    (State.MORE_ASKED, "answer"): State.REQUESTED,
    (State.REQUESTED, "hold"): State.HELD,
    (State.MORE_ASKED, "hold"): State.HELD,
    (State.HELD, "hold"): State.HELD,
    (State.HELD, "sign"): State.SIGNED,
    (State.SIGNED, "supersede"): State.SUPERSEDED,
}
"""What may follow what. A pair that is not here is refused."""


def step(supervision: Supervision, event: str) -> None:
    """Move ``supervision`` on. Raises :class:`RuleRefused` where the table has no such step."""
    try:
        supervision.state = TRANSITIONS[supervision.state, event]
    except KeyError:
        raise RuleRefused(
            "supervision-state", f"This supervision is {supervision.get_state_display().lower()}, so this can no longer be done."
        ) from None


@service
def request_supervision(*, concern: Concern, text: str, at: datetime, by: User, now: datetime, analysis: str = "") -> Supervision:
    """Ask for situational case supervision (policy 9, 10). ``at``: when it was asked for (UTC).

    It goes to the manager, their cover, the rota, or the Head of Practice where nobody covers; such a gap is recorded.
    Asking is one duty, holding another: within 4 clock hours by local default, 1 where harm is serious (DESIGN §10.3).
    """
    concern = guards.lock_concern(concern)
    guards.concern_must_be_open(concern)
    guards.must_work_on(by, concern, now)
    guards.must_be_written(text, "P10-1", "Write what you need to decide together.", "text")
    guards.must_not_be_later(at, now, "P55-2", "When you asked cannot be later than now.", "requested_at")
    waiting = concern.supervisions.filter(state__in=(State.REQUESTED, State.MORE_ASKED), withdrawn_at=None).first()
    if waiting is not None:
        raise RuleRefused(
            "supervision-waiting", "Supervision is asked for already and waits to be held. Ring the manager if it cannot wait."
        )
    reached = manager_on_duty(by, at)
    supervision = Supervision(
        concern=concern,
        state=State.REQUESTED,
        requested_at=at,
        requested_by=by,
        request_text=text,
        practitioner_analysis=analysis,
        asked_of=reached.user,
        asked_capacity=reached.capacity,
        gap=reached.gap,
    )
    supervision.save()
    _let_in(concern, reached.user, at=at, now=now)
    for key in REQUEST_KEYS:
        discharge(key=key, subject=concern, at=at, by=by, now=now)
    open_duty(
        key="supervision-held",
        case=concern.case,
        subject=supervision,
        concern_id=concern.pk,
        event_at=at,
        owner=reached.user,
        serious=concern.needs_supervision_soon,
        by=by,
        now=now,
    )
    publish(SupervisionRequested(supervision_id=supervision.pk, concern_id=concern.pk, at=at, now=now, by=by))
    return supervision


def _let_in(concern: Concern, manager: User | None, *, at: datetime, now: datetime) -> None:
    """Whoever is asked can read what they are asked about: on a restricted case, by name and for this."""
    if manager is None or may_see_case(manager, concern.case, now):
        return
    AccessGrant(
        case=concern.case,
        user=manager,
        kind=AccessGrant.Kind.NAMED,
        reason=f"Asked to hold situational case supervision of {concern.reference}",
        starts_at=at,
    ).save()


@service
def ask_for_more(*, supervision: Supervision, question: str, at: datetime, by: User, now: datetime) -> SupervisionQuestion:
    """The manager needs to know more first. The clock to hold it runs on."""
    supervision = _for_manager(supervision, by, now)
    guards.must_be_written(question, "F2.81-2", "Write what you need to know.", "question")
    step(supervision, "ask")
    supervision.save()
    row = SupervisionQuestion(supervision=supervision, question=question, asked_at=at, asked_by=by)
    row.save()
    return row


@service
def answer_more(*, supervision: Supervision, answer: str, at: datetime, by: User, now: datetime) -> SupervisionQuestion:
    """The practitioner answers what the manager asked."""
    supervision = guards.lock_supervision(supervision)
    guards.concern_must_stand(supervision.concern)
    guards.must_work_on(by, supervision.concern, now)
    guards.must_be_written(answer, "F2.81-2", "Write your answer.", "answer")
    row = supervision.questions.filter(answered_at=None).order_by("asked_at").first()
    if row is None:
        raise RuleRefused("supervision-state", "Nothing is waiting for an answer.")
    row.answer, row.answered_at, row.answered_by = answer, at, by
    row.save()
    if not supervision.questions.filter(answered_at=None).exists():
        step(supervision, "answer")
        supervision.save()
    return row


@service
def change_request(
    *, supervision: Supervision, text: str, analysis: str, by: User, now: datetime, version: int | None = None
) -> Supervision:
    """The practitioner changes their own words while nobody has held it. Nobody else can (preamble: independence)."""
    supervision = guards.lock_supervision(supervision)
    supervision.expect_version(version)
    guards.practitioner_text_is_theirs(by, supervision)
    guards.must_be_written(text, "P10-1", "Write what you need to decide together.", "text")
    if not supervision.is_waiting:
        raise RuleRefused("supervision-state", "It has been held, so your request stands as it is. Add to the record instead.")
    supervision.request_text, supervision.practitioner_analysis = text, analysis
    supervision.save()
    return supervision


@service
def hold_supervision(
    *,
    concern: Concern,
    held_at: datetime,
    record: SupervisionRecord,
    by: User,
    now: datetime,
    supervision: Supervision | None = None,
    actions: Sequence[ActionFacts] = (),
    connected: Sequence[ConnectedFacts] = (),
    sign: bool = False,
    version: int | None = None,
) -> Supervision:
    """The manager records supervision that was held at ``held_at`` (UTC), and may sign it at once.

    That it was held is a fact: it is saved however little is filled in. A decision to refer is passed on as soon as it is
    recorded and never waits for the signature. Without ``supervision`` it was not asked for first (framework 2.83).
    """
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    if supervision is None:
        supervision = Supervision(concern=concern, state=State.REQUESTED, asked_of=by, asked_capacity="manager")
    else:
        supervision = guards.lock_supervision(supervision)
        supervision.expect_version(version)
    guards.manager_must_not_be_the_asker(by, supervision)
    if not may_hold_supervision(by, concern, supervision, now):
        raise Denied("A manager of this case records supervision.")
    guards.must_not_be_later(held_at, now, "P55-2", "When it was held cannot be later than now.", "held_at")
    guards.must_not_be_later(supervision.requested_at, held_at, "P9-2", "It cannot have been held before it was asked for.", "held_at")
    first = supervision.held_at is None
    step(supervision, "hold")
    supervision.held_at, supervision.held_by = held_at, by
    supervision.recorded_at = supervision.recorded_at or now
    for name in RECORD_FIELDS:
        setattr(supervision, name, getattr(record, name))
    supervision.save()
    for key in REQUEST_KEYS:
        discharge(key=key, subject=concern, at=supervision.requested_at or held_at, by=by, now=now)
    discharge(key="supervision-held", subject=supervision, at=held_at, by=by, now=now)
    if first:
        open_duty(
            key="supervision-signed",
            case=concern.case,
            subject=supervision,
            concern_id=concern.pk,
            event_at=held_at,
            owner=by,
            by=by,
            now=now,
        )
    for answer in connected:
        consider(
            concern=concern,
            child=answer.child,
            answer=answer.answer,
            reason=answer.reason,
            at=held_at,
            by=by,
            now=now,
            supervision=supervision,
        )
    _write_children(supervision, record, now=now)
    _write_actions(supervision, actions, by=by, now=now)
    _pass_on(supervision, by=by, now=now)
    publish(SupervisionHeld(supervision_id=supervision.pk, concern_id=concern.pk, at=held_at, now=now, by=by))
    if sign:
        sign_supervision(supervision=supervision, at=now, by=by, now=now)
    supervision.refresh_from_db()
    return supervision


RECORD_FIELDS = (
    "nature", "risk", "where_now", "family_told", "other_children", "parties_views", "court_notice", "share_plan", "future_work",
    "reflection", "agreed_harm", "agreed_threshold", "agreed_action", "disagreement", "decision", "decision_reason",
    "referral_kind", "marac_agreed", "marac_reason", "method",
)  # fmt: skip


def _write_children(supervision: Supervision, record: SupervisionRecord, *, now: datetime) -> None:
    """What is decided for each child. A connected child whose answer is "refer" is among them (policy 16)."""
    refer = supervision.decision == Supervision.Decision.REFER
    decided = {decision.child.pk: decision for decision in record.children}
    children = {row.child_id: row.child for row in supervision.concern.children.select_related("child")}
    children |= {decision.child.pk: decision.child for decision in record.children}
    wished = {row.child_id: row.child for row in supervision.concern.considerations.filter(answer="refer").select_related("child")}
    children |= wished
    guards.must_be_children_of(supervision.concern.case_id, children.values())
    for child_id, child in children.items():
        decision = decided.get(child_id)
        row = supervision.children.filter(child=child).first() or SupervisionChild(supervision=supervision, child=child)
        if row.published_at:
            continue
        row.referred = refer and (decision.referred if decision else child_id in wished)
        if row.referred:
            named = {child_id: decision.authority} if decision and decision.authority else {}
            row.authority = authority_of(child, now, named)
        row.save()


def _write_actions(supervision: Supervision, actions: Sequence[ActionFacts], *, by: User, now: datetime) -> None:
    """The agreed actions as the manager writes them; one taken out before signing is withdrawn, not deleted."""
    kept = set()
    for facts in actions:
        action = None
        if facts.action_id:
            action = supervision.actions.filter(pk=facts.action_id, withdrawn_at=None).first()
        if action is None:
            action = SupervisionAction(supervision=supervision, concern=supervision.concern)
        before = (action.owner_id, action.agreed_on)
        action.what, action.owner, action.agreed_on, action.is_contact = facts.what, facts.owner, facts.agreed_on, facts.is_contact
        action.save()
        kept.add(action.pk)
        if not action.owner_id or not action.agreed_on or (action.owner_id, action.agreed_on) == before:
            continue
        end_duties(keys=["action"], subject=action, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="Agreed anew before signing")
        open_duty(
            key="action",
            case=supervision.concern.case,
            subject=action,
            concern_id=supervision.concern_id,
            event_at=supervision.held_at,
            owner=action.owner,
            agreed_on=action.agreed_on,
            by=by,
            now=now,
        )
    for action in supervision.actions.filter(withdrawn_at=None, state=SupervisionAction.State.OPEN).exclude(pk__in=kept):
        action.state = SupervisionAction.State.WITHDRAWN
        action.withdrawn_at, action.withdrawn_by, action.withdrawn_reason = now, by, "Taken out before signing"
        action.save()
        end_duties(keys=["action"], subject=action, ending=Ending.WITHDRAWN, at=now, by=by, now=now, note=action.withdrawn_reason)


def _pass_on(supervision: Supervision, *, by: User, now: datetime) -> None:
    """Tell the next room of the children who are now referred, each once, by the authority each lives in."""
    if supervision.decision != Supervision.Decision.REFER:
        return
    rows = [row for row in supervision.children.select_related("child") if row.referred and row.authority_id and not row.published_at]
    if not rows:
        return
    assert supervision.held_at is not None
    reason = supervision.decision_reason or "Decided in situational case supervision"
    join_children(concern=supervision.concern, children=[row.child for row in rows], reason=reason, at=supervision.held_at, by=by, now=now)
    places: dict[UUID, list[UUID]] = {}
    for row in rows:
        places.setdefault(row.authority_id, []).append(row.child_id)
        row.published_at = now
        row.save()
    publish(
        ReferDecided(
            concern_id=supervision.concern_id,
            children=places,
            basis="supervision",
            decided_at=supervision.held_at,
            supervision_id=supervision.pk,
            kind=supervision.referral_kind or Supervision.Kind.SAFETY,
            reasons=supervision.decision_reason,
            marac_agreed=supervision.marac_agreed,
            at=supervision.held_at,
            now=now,
            by=by,
        )
    )


@dataclass(frozen=True)
class Missing:
    """What a signature still waits for: the requirement, and the phrase that names it."""

    rule: str
    phrase: str


def missing_for_signature(supervision: Supervision) -> list[Missing]:
    """What must be there before a manager signs: reflection and agreement (policy 9), the decision and its reason (policy 10),
    the ten points of framework 2.81, and for every action an owner and a date."""
    found = []

    def need(value: object, rule: str, phrase: str) -> None:
        if not (value.strip() if isinstance(value, str) else value):
            found.append(Missing(rule, phrase))

    need(supervision.reflection, "P9-2", "the reflection")
    need(supervision.agreed_harm, "P9-2", "the agreed view of the harm or risk")
    need(supervision.agreed_action, "P9-2", "the most appropriate action, as agreed")
    need(supervision.decision, "P10-3", "the decision: refer, do not refer, or get more first")
    need(supervision.decision_reason, "P10-3", "the reason for the decision")
    need(supervision.nature, "F2.81-2", "the nature of the concerns")
    need(supervision.risk, "F2.81-2", "whether the risk is immediate, recent or previous")
    need(supervision.where_now, "F2.81-2", "where each child is now")
    need(supervision.family_told, "F2.81-2", "what the family has been told")
    need(supervision.parties_views, "F2.81-2", "whether a party’s views are needed first")
    need(supervision.court_notice, "F2.81-2", "how and when the court is told")
    need(supervision.share_plan, "F2.81-2", "what is shared with the child and family")
    need(supervision.future_work, "F2.81-2", "what it means for the work to come")
    rows = list(supervision.children.select_related("child"))
    if supervision.decision == Supervision.Decision.REFER:
        need([row for row in rows if row.referred], "P10-3", "which children are referred")
        for row in rows:
            if row.referred and not row.authority_id:
                found.append(Missing("P5-1", f"the local authority of {row.child.full_name}"))
        if has_domestic_abuse(supervision.concern):
            need(supervision.marac_agreed is not None, "P24-3", "whether the authority is asked to consider MARAC")
    for action in supervision.actions.filter(withdrawn_at=None):
        if not action.owner_id or not action.agreed_on:
            found.append(Missing("P10-2", f"an owner and a date for “{action.what[:60]}”"))
    found += [Missing(point.rule, point.phrase) for point in supervision_points(supervision.concern) if not point.answered]
    return found


def has_domestic_abuse(concern: Concern) -> bool:
    """Derived from the harms, never asked again (policy 24)."""
    return concern.children.filter(harms__kind=HarmKind.DOMESTIC_ABUSE).exists()


@service
def sign_supervision(*, supervision: Supervision, at: datetime, by: User, now: datetime, version: int | None = None) -> Supervision:
    """The manager signs: that approves the outcome, and the record is edited no more (policy 9, 10). An earlier signed one of
    the concern is superseded. Raises :class:`RuleRefused` listing what is missing."""
    supervision = _for_manager(supervision, by, now)
    supervision.expect_version(version)
    guards.must_not_be_later(at, now, "P55-2", "When it was signed cannot be later than now.", "signed_at")
    if supervision.state == State.HELD:
        block_each(
            [(item.rule, item.phrase) for item in missing_for_signature(supervision)],
            "Fill in what is missing before you sign, or save it without signing.", case=supervision.concern.case, subject=supervision.concern,
        )  # fmt: skip
    check_ratings(ratings_agreed(supervision))
    step(supervision, "sign")
    supervision.signed_at, supervision.signed_by = at, by
    supervision.save()
    for earlier in supervision.concern.supervisions.filter(state=State.SIGNED).exclude(pk=supervision.pk):
        step(earlier, "supersede")
        earlier.superseded_by = supervision
        earlier.save()
    discharge(key="supervision-signed", subject=supervision, at=at, by=by, now=now)
    _pass_on(supervision, by=by, now=now)
    publish(SupervisionSigned(supervision_id=supervision.pk, concern_id=supervision.concern_id, at=at, now=now, by=by))
    return supervision


def _for_manager(supervision: Supervision, by: User, now: datetime) -> Supervision:
    supervision = guards.lock_supervision(supervision)
    guards.concern_must_stand(supervision.concern)
    guards.manager_must_not_be_the_asker(by, supervision)
    if not may_hold_supervision(by, supervision.concern, supervision, now):
        raise Denied("A manager of this case records and signs supervision.")
    return supervision


@service
def add_manager_comment(*, concern: Concern, text: str, by: User, now: datetime, supervision: Supervision | None = None) -> ManagerComment:
    """A manager's own words beside the practitioner's, which stay as they are."""
    guards.concern_must_stand(concern)
    guards.must_manage(by, concern, now)
    guards.must_be_written(text, "P0-3", "Write your comment.", "text")
    comment = ManagerComment(concern=concern, supervision=supervision, text=text, author=by)
    comment.save()
    return comment


@service
def reroute_supervision(*, supervision: Supervision, by: User | None, now: datetime) -> Supervision:
    """Whoever was asked is gone: ask again, by the same rules. The clock runs on."""
    supervision = guards.lock_supervision(supervision)
    if not supervision.is_waiting or supervision.requested_by is None:
        return supervision
    reached = manager_on_duty(supervision.requested_by, now)
    supervision.asked_of, supervision.asked_capacity = reached.user, reached.capacity
    supervision.gap = supervision.gap or reached.gap
    supervision.save()
    _let_in(supervision.concern, reached.user, at=now, now=now)
    return supervision
