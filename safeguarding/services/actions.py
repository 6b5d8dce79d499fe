"""Agreed actions: done, followed up, suspended, resumed, withdrawn (policy 9, 10; DESIGN §10.7)."""

from datetime import date, datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from safeguarding.events import ActionSuspended
from safeguarding.models import Concern, SupervisionAction

from . import guards

State = SupervisionAction.State


def _must_be(action: SupervisionAction, *states: str) -> None:
    if action.state not in states or action.withdrawn_at:
        raise RuleRefused("action-state", f"This action is “{action.get_state_display().lower()}”, so this can no longer be done.")


@service
def complete_action(*, action: SupervisionAction, result: str, at: datetime, by: User, now: datetime) -> SupervisionAction:
    """Whoever owns it says that it is done, when (UTC), and what came of it (policy 55). A manager still follows it up.

    A suspended action that was done all the same is a fact and is recorded.
    """
    action = guards.lock_action(action)
    guards.concern_must_stand(action.concern)
    guards.must_work_on(by, action.concern, now)
    guards.must_be_written(result, "P55-3", "Write what came of it.", "result")
    guards.must_not_be_later(at, now, "P55-2", "When it was done cannot be later than now.", "done_at")
    _must_be(action, State.OPEN, State.SUSPENDED)
    action.state, action.done_at, action.done_by, action.result = State.DONE, at, by, result
    action.done_entered_at = now
    action.save()
    _close_review(action.concern, at=at, by=by, now=now)
    return action


@service
def follow_up_action(*, action: SupervisionAction, note: str, at: datetime, by: User, now: datetime) -> SupervisionAction:
    """A manager follows the action up (policy 9, 10): only now its duty ends, by when it was followed up."""
    action = guards.lock_action(action)
    guards.concern_must_stand(action.concern)
    guards.must_manage(by, action.concern, now)
    guards.must_be_written(note, "P10-4", "Write what you found when you followed it up.", "note")
    guards.must_not_be_later(at, now, "P55-2", "When you followed it up cannot be later than now.", "confirmed_at")
    if action.state in (State.OPEN, State.SUSPENDED):
        raise RuleRefused("P10-4", "Its owner has not said yet that it is done, and what came of it.", missing=["the result"])
    _must_be(action, State.DONE)
    action.state, action.confirmed_at, action.confirmed_by, action.confirmed_note = State.CONFIRMED, at, by, note
    action.confirmed_entered_at = now
    action.save()
    discharge(key="action", subject=action, at=at, by=by, now=now)
    return action


@service
def reopen_action(*, action: SupervisionAction, reason: str, by: User, now: datetime) -> SupervisionAction:
    """Following it up, the manager finds that it is not done. Its clock has never stopped."""
    action = guards.lock_action(action)
    guards.must_manage(by, action.concern, now)
    guards.must_be_written(reason, "P10-4", "Write what is still to do.", "reason")
    _must_be(action, State.DONE)
    action.state, action.reviewed_at, action.reviewed_by, action.reviewed_reason = State.OPEN, now, by, reason
    action.save()
    return action


@service
def suspend_action(*, action: SupervisionAction, because: str, at: datetime, by: User | None, now: datetime) -> SupervisionAction:
    """The action waits until a manager has looked again. Its date stands: lateness would show that nobody looked."""
    action = guards.lock_action(action)
    if by is not None:
        guards.must_work_on(by, action.concern, now)
    guards.must_be_written(because, "contact-review", "Write why it has to wait.", "because")
    _must_be(action, State.OPEN)
    action.state, action.suspended_at, action.suspended_because = State.SUSPENDED, at, because
    action.save()
    publish(ActionSuspended(action_id=action.pk, concern_id=action.concern_id, at=at, now=now, by=by))
    open_duty(
        key="contact-review", case=action.concern.case, subject=action.concern, concern_id=action.concern_id, event_at=at, by=by, now=now
    )
    return action


@service
def suspend_contact_actions(*, concern: Concern, because: str, at: datetime, by: User | None, now: datetime) -> list[SupervisionAction]:
    """Planned contact with the family waits until the manager has looked again: an authority began section 47 enquiries, or the
    police investigate (DESIGN §10.7). ``at``: when that began (UTC)."""
    concern = guards.lock_concern(concern)
    concern.contact_suspended_at = at
    concern.save()
    open_ones = concern.actions.filter(is_contact=True, state=State.OPEN, withdrawn_at=None)
    return [suspend_action(action=action, because=because, at=at, by=by, now=now) for action in open_ones]


@service
def resume_action(
    *, action: SupervisionAction, reason: str, at: datetime, by: User, now: datetime, agreed_on: date | None = None
) -> SupervisionAction:
    """The manager has looked again: it goes on, by its own date or by another now agreed."""
    action = guards.lock_action(action)
    guards.must_manage(by, action.concern, now)
    guards.must_be_written(reason, "contact-review", "Write why it goes on.", "reason")
    _must_be(action, State.SUSPENDED)
    action.state, action.reviewed_at, action.reviewed_by, action.reviewed_reason = State.OPEN, at, by, reason
    if agreed_on is not None and agreed_on != action.agreed_on:
        action.agreed_on = agreed_on
        end_duties(keys=["action"], subject=action, ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="A new date is agreed")
        open_duty(
            key="action", case=action.concern.case, subject=action, concern_id=action.concern_id, event_at=at,
            owner=action.owner, agreed_on=agreed_on, by=by, now=now,
        )  # fmt: skip
    action.save()
    _close_review(action.concern, at=at, by=by, now=now)
    return action


@service
def withdraw_action(*, action: SupervisionAction, reason: str, at: datetime, by: User, now: datetime) -> SupervisionAction:
    """The manager decides that it goes no further, and why (policy 55)."""
    action = guards.lock_action(action)
    if not may_manage_case(by, action.concern.case, now):
        raise Denied("A manager withdraws an agreed action.")
    guards.must_be_written(reason, "P55-4", "Write why it goes no further.", "reason")
    _must_be(action, State.OPEN, State.SUSPENDED)
    action.state, action.reviewed_at, action.reviewed_by, action.reviewed_reason = State.WITHDRAWN, at, by, reason
    action.save()
    end_duties(keys=["action"], subject=action, ending=Ending.NOT_REQUIRED, at=at, by=by, now=now, note=reason)
    _close_review(action.concern, at=at, by=by, now=now)
    return action


def _close_review(concern: Concern, *, at: datetime, by: User, now: datetime) -> None:
    """The review of contact is done when no suspended action is left."""
    if not concern.actions.filter(state=State.SUSPENDED, withdrawn_at=None).exists():
        discharge(key="contact-review", subject=concern, at=at, by=by, now=now)
