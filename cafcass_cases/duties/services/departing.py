"""Departing from the policy: decided with a full assessment, a compelling reason and a manager, and on the record (P0-1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import models

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.policy.catalogue import cite
from cafcass_cases.policy.selectors import version_on

from ..definitions import known_definition
from ..departures import NEEDS_AGREEMENT, requirement_of, why_never
from ..models import Departure, Duty, Ending
from .ending import discharge, end_duty, reopen_duty, withdraw_duties
from .opening import label_of, open_duties, open_duty

CONFIRM = "departure-confirmed"


@service
def depart_from_policy(
    *,
    case: Case,
    requirement: str,
    assessment: str,
    rationale: str,
    discussed_with: User | None,
    discussed_at: datetime | None,
    manager_agreed: bool | None,
    manager_words: str,
    by: User,
    now: datetime,
    decided_at: datetime | None = None,
    subject: models.Model | None = None,
    duty: Duty | None = None,
    concern_id: UUID | None = None,
) -> Departure:
    """Decide not to do what ``requirement`` asks: for ``subject`` (None: the whole case) or one open ``duty``.

    The open duties departed from end as such at ``decided_at`` (UTC; ``now`` where it is left out). The manager is asked to confirm
    that their view is as it was written down. Raises Denied unless ``by`` works on the case; RuleRefused from a prohibition of statute
    or disclosure (with the reason), and without the assessment, rationale, manager, time of the discussion or the manager's view,
    each named in ``missing``.
    """
    if not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can depart from the policy in it.")
    reason = why_never(requirement)
    if reason:
        raise RuleRefused("P0-1", f"Nobody may depart from {cite(requirement)}. {reason}", field="requirement")
    if duty is not None:
        duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
        _must_be_departable(duty, case, requirement)
    given = {"assessment": assessment.strip(), "rationale": rationale.strip(), "manager_words": manager_words.strip()}
    lacking = dict(_missing(given, discussed_with, discussed_at, manager_agreed))
    if lacking:
        raise RuleRefused(
            "P0-1", "A departure needs everything below before it is decided.", missing=tuple(lacking.values()), field=next(iter(lacking))
        )
    decided = decided_at or now
    _must_have_been_discussed(case, discussed_with, discussed_at, decided, by, now)
    if requirement in NEEDS_AGREEMENT and not manager_agreed:
        raise RuleRefused("P0-1", NEEDS_AGREEMENT[requirement], field="manager_view")
    about = (
        subject is not None and (label_of(subject), subject.pk) or duty is not None and (duty.subject_label, duty.subject_id) or ("", None)
    )
    departure = Departure(
        case=case,
        requirement=requirement,
        policy_version=version_on(decided).number,
        concern_id=concern_id or (duty.concern_id if duty else _concern_of(subject)),
        subject_label=about[0],
        subject_id=about[1],
        duty=duty,
        discussed_with=discussed_with,
        discussed_at=discussed_at,
        manager_view=Departure.View.AGREED if manager_agreed else Departure.View.NOT_AGREED,
        decided_by=by,
        decided_at=decided,
        **given,
    )
    departure.save()
    _end_what_was_departed_from(departure, duty, subject, now)
    open_duty(
        key=CONFIRM, case=case, subject=departure, event_at=decided, by=by, now=now, owner=discussed_with, concern_id=departure.concern_id
    )
    return departure


def _missing(
    given: dict[str, str], discussed_with: User | None, discussed_at: datetime | None, manager_agreed: bool | None
) -> Iterator[tuple[str, str]]:
    """(field, phrase) of everything that the preamble asks for and is not there."""
    if not given["assessment"]:
        yield "assessment", "A full assessment"
    if not given["rationale"]:
        yield "rationale", "A compelling reason"
    if discussed_with is None:
        yield "discussed_with", "The manager you discussed it with"
    if discussed_at is None:
        yield "discussed_at", "When you discussed it"
    if manager_agreed is None:
        yield "manager_view", "Whether the manager agreed"
    if not given["manager_words"]:
        yield "manager_words", "What the manager said"


def _must_be_departable(duty: Duty, case: Case, requirement: str) -> None:
    if duty.case_id != case.pk:
        raise RuleRefused("P0-1", "Choose a duty of this case.")
    if not duty.is_open:
        raise RuleRefused("P0-1", "This duty has ended, so there is nothing to depart from.")
    kind = known_definition(duty.key)
    if not requirement_of(duty) or kind is None or requirement not in kind.requirements:
        raise RuleRefused("P0-1", "Nobody may depart from this duty: statute requires it, or it is another’s to do.")


def _must_have_been_discussed(case: Case, manager: User, discussed_at: datetime, decided: datetime, by: User, now: datetime) -> None:
    """With a manager who answers for the case, then or now, other than who decides, and before the decision."""
    if manager.pk == by.pk:
        raise RuleRefused("P0-1", "Discuss it with a manager other than yourself.", field="discussed_with")
    if not is_manager(manager):
        raise RuleRefused("P0-1", "Choose a manager, Head of Practice or Assistant Director.", field="discussed_with")
    if discussed_at > now:
        raise RuleRefused("P0-1", "Enter a time that has passed.", field="discussed_at")
    if decided > now:
        raise RuleRefused("P0-1", "Enter a time that has passed.", field="decided_at")
    if discussed_at > decided:
        raise RuleRefused("P0-1", "Enter a time of the decision that is not before the discussion.", field="decided_at")
    if not any(may_manage_case(manager, case, at) for at in (discussed_at, now)):
        raise RuleRefused("P0-1", f"{manager.full_name} does not answer for this case. Choose a manager who does.", field="discussed_with")


def _concern_of(subject: models.Model | None) -> UUID | None:
    if subject is None:
        return None
    return subject.pk if label_of(subject) == "safeguarding.concern" else getattr(subject, "concern_id", None)


def _end_what_was_departed_from(departure: Departure, duty: Duty | None, subject: models.Model | None, now: datetime) -> None:
    ended = (
        [duty]
        if duty is not None
        else [one for one in open_duties(subject=subject) if _asks(one, departure)]
        if subject is not None
        else []
    )
    for one in ended:
        note = f"Departure from {cite(departure.requirement)}."
        end_duty(duty=one, ending=Ending.DEPARTED, at=departure.decided_at, by=departure.decided_by, now=now, note=note, reason=note)
    if duty is None and ended:
        departure.duty = ended[0]
        departure.save()


def _asks(duty: Duty, departure: Departure) -> bool:
    kind = known_definition(duty.key)
    return bool(kind and departure.requirement in kind.requirements and requirement_of(duty))


@service
def confirm_departure(*, departure: Departure, agreed: bool, words: str, by: User, now: datetime) -> Departure:
    """The manager says that the view written down was theirs, or puts it right; the history keeps both. Ends their duty.

    Raises Denied for anybody else; RuleRefused without words, or where it was withdrawn.
    """
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    if departure.discussed_with_id != by.pk:
        raise Denied("Only the manager it was discussed with can confirm their view.")
    if departure.is_withdrawn:
        raise RuleRefused("P0-1", "This departure was entered in error, so there is nothing to confirm.")
    if not words.strip():
        raise RuleRefused("P0-1", "Write what your view was.", field="words")
    departure.manager_view = Departure.View.AGREED if agreed else Departure.View.NOT_AGREED
    departure.manager_words = words.strip()
    departure.confirmed_at = now
    departure.save()
    discharge(key=CONFIRM, subject=departure, at=now, by=by, now=now)
    return departure


@service
def end_departure(*, departure: Departure, in_error: bool, reason: str, by: User, now: datetime) -> Departure:
    """It no longer lifts anything from ``now`` on: the policy is followed again, or (``in_error``) the departure never was.

    Entered in error, it is withdrawn, and the duty that it ended is open again with the limit it had. What was done under it stays
    noted. Raises Denied unless ``by`` works on the case, and RuleRefused without a reason.
    """
    departure = Departure.objects.select_for_update(of=("self",)).select_related("case", "duty").get(pk=departure.pk)
    if not may_work_on_case(by, departure.case, now):
        raise Denied("Only those who work on this case can end a departure.")
    _must_stand(departure)
    if not reason.strip():
        raise RuleRefused("P0-1", "Write why the departure no longer stands.", field="reason")
    if in_error:
        departure.withdrawn_at, departure.withdrawn_by, departure.withdrawn_reason = now, by, reason.strip()
    else:
        departure.ended_at, departure.ended_by, departure.ended_reason = now, by, reason.strip()
    departure.save()
    if in_error:
        withdraw_duties(reason="The departure was entered in error.", by=by, now=now, subject=departure)
        if departure.duty is not None and departure.duty.ending == Ending.DEPARTED:
            reopen_duty(duty=departure.duty, by=by, now=now)
    return departure


def _must_stand(departure: Departure) -> None:
    if not departure.stands:
        raise RuleRefused("P0-1", "This departure no longer stands.")
