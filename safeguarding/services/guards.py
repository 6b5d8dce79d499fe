"""The vocabulary of refusals: small functions, called first, inside the lock. Each says what to do instead."""

from collections.abc import Iterable
from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Person
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from safeguarding.models import Concern, Supervision, SupervisionAction


def lock_concern(concern: Concern) -> Concern:
    """The concern, read again under its row's lock."""
    return Concern.objects.select_for_update().select_related("case").get(pk=concern.pk)


def lock_supervision(supervision: Supervision) -> Supervision:
    return Supervision.objects.select_for_update(of=("self",)).select_related("concern__case", "asked_of").get(pk=supervision.pk)


def lock_action(action: SupervisionAction) -> SupervisionAction:
    return SupervisionAction.objects.select_for_update(of=("self",)).select_related("concern__case", "owner").get(pk=action.pk)


def must_work_on(by: User, concern: Concern, at: datetime) -> None:
    if not may_work_on_case(by, concern.case, at):
        raise Denied("Only those who work on the case can do this.")


def must_manage(by: User, concern: Concern, at: datetime) -> None:
    if not may_manage_case(by, concern.case, at):
        raise Denied("Only a manager of this case can do this.")


def concern_must_be_open(concern: Concern) -> None:
    """For intentions only: what was done stays recordable (DESIGN §10.4)."""
    concern_must_stand(concern)
    if concern.completed_at:
        raise RuleRefused("P55-4", "This concern is completed. Log a new concern about what has come up since.")


def concern_must_stand(concern: Concern) -> None:
    if concern.withdrawn_at:
        raise RuleRefused("entered-in-error", "This concern was entered in error. Log a new one if there is something to record.")


def must_be_written(text: str, rule: str, sentence: str, field: str | None = None) -> None:
    if not text or not text.strip():
        raise RuleRefused(rule, sentence, field=field)


def must_not_be_later(moment: datetime | None, limit: datetime, rule: str, sentence: str, field: str | None = None) -> None:
    if moment is not None and moment > limit:
        raise RuleRefused(rule, sentence, field=field)


def must_be_children_of(concern_case_id: object, children: Iterable[Person]) -> None:
    for child in children:
        if child.case_id != concern_case_id or not child.is_child or child.is_withdrawn:
            raise RuleRefused("P1-1", "Choose children of this case. Add a child to the case first if need be.", field="children")


def manager_must_not_be_the_asker(by: User, supervision: Supervision) -> None:
    """The manager writes the record, the practitioner the request; neither is both (policy 9; preamble)."""
    if supervision.requested_by_id is not None and supervision.requested_by_id == by.pk:
        raise RuleRefused("P9-3", "You asked for this supervision, so another manager records and signs it.")


def practitioner_text_is_theirs(by: User, supervision: Supervision) -> None:
    if supervision.requested_by_id != by.pk:
        raise RuleRefused("P0-3", "Only the practitioner who asked can change what they wrote. Add a comment instead.")
