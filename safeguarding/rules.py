"""Who may do what on a concern, in one place (DESIGN §6)."""

from datetime import datetime

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.cases.selectors import allocated_practitioner

from .models import Concern, Dissent, Supervision


def may_answer_cause(user: User, concern: Concern, at: datetime) -> bool:
    """The child's own practitioner, or who logged the concern while working on the case; anybody who works on it if nobody holds it."""
    if not may_work_on_case(user, concern.case, at):
        return False
    if user.role == Role.PRACTITIONER or concern.created_by_id == user.pk:
        return True
    holder = allocated_practitioner(concern.case, at)
    return holder is None or holder.pk == user.pk


def may_hold_supervision(user: User, concern: Concern, supervision: Supervision | None, at: datetime) -> bool:
    """A manager of the case, never the one who asked for it (policy 9)."""
    if supervision is not None and supervision.requested_by_id == user.pk:
        return False
    return user.role != Role.PRACTITIONER and may_manage_case(user, concern.case, at)


def may_dissent(user: User, concern: Concern, at: datetime) -> bool:
    """Any practitioner working on the case: a manager's "no" or silence stops nobody who is convinced (DESIGN §10.1)."""
    return may_work_on_case(user, concern.case, at)


def may_view_dissent(user: User, dissent: Dissent, at: datetime) -> bool:
    """Heads of Practice and Assistant Directors of the case's area record a view on it, never the dissenter."""
    senior = user.role in (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR) or dissent.head_of_practice_id == user.pk
    return senior and user.pk != dissent.dissented_by_id and may_manage_case(user, dissent.concern.case, at)
