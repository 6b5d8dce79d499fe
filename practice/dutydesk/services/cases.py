"""A case with nobody there: somebody on duty answers for it until they hand it back."""

from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import AccessGrant, Case
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.cases.selectors import allocated_practitioner
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty, OwedBy
from cafcass_cases.duties.services.taking import take_over
from practice.dutydesk.models import CaseTaken
from practice.dutydesk.on_duty import present
from practice.dutydesk.rules import may_take
from practice.dutydesk.selectors import why_nobody


def let_in(*, case: Case, person: User, why: str, now: datetime) -> CaseTaken:
    """``person`` answers for the case from ``now``; who cannot see it is let in until it is handed back. Whoever had it has it no more."""
    taken = CaseTaken.objects.select_for_update().filter(case=case, handed_back_at=None).first()
    if taken is not None and taken.person_id == person.pk:
        if why != CaseTaken.Why.ENQUIRY and taken.why != why:
            taken.why = why
            taken.save()
        return taken
    if taken is not None:
        _back(taken, f"Taken over by {person.full_name}.", now)
    grant = None
    if not may_see_case(person, case, now):
        grant = AccessGrant(case=case, user=person, kind=AccessGrant.Kind.ON_DUTY, reason="Taken from the duty desk", starts_at=now)
        grant.save()
    taken = CaseTaken(case=case, person=person, why=why, taken_at=now, grant=grant)
    taken.save()
    return taken


def let_out(*, case: Case, words: str, now: datetime) -> None:
    """The enquiry is answered: who took the case for its sake alone is done with it."""
    taken = CaseTaken.objects.select_for_update().filter(case=case, handed_back_at=None, why=CaseTaken.Why.ENQUIRY).first()
    if taken is not None:
        _back(taken, words, now)


def _back(taken: CaseTaken, words: str, now: datetime) -> None:
    taken.handed_back_at, taken.handed_back_words = now, words
    taken.save()
    if taken.grant is not None and taken.grant.ends_at is None:
        taken.grant.ends_at = now
        taken.grant.save()


@service
def take_case(*, case: Case, by: User, now: datetime) -> CaseTaken:
    """``by`` answers for a case that is closed, unallocated, or whose practitioner is away without cover: what is owed there and has
    nobody to do it is theirs. Raises RuleRefused where somebody is there, Denied for another desk, and for anybody but a manager
    where the case is closed (framework 2.11)."""
    case = Case.objects.select_for_update(of=("self",)).select_related("team").get(pk=case.pk)
    if case.team is None or not may_take(by, case.team, now):
        raise Denied("Only registered staff of this case's desk can do this.")
    if case.is_restricted and not may_see_case(by, case, now):
        raise Denied("This case is for those who are named on it.")
    why = why_nobody(case, now)
    if not why:
        raise RuleRefused("duty-desk", "Somebody is there for this case. Speak to whoever holds it.")
    if why == CaseTaken.Why.CLOSED and not is_manager(by):
        raise Denied("The case is closed: a manager answers for it, without reopening it (framework 2.11).")
    holder = allocated_practitioner(case, now)
    taken = let_in(case=case, person=by, why=why, now=now)
    for duty in Duty.objects.filter(case=case, ended_at=None, owed_by=OwedBy.US).select_related("owner"):
        nobody = duty.owner is None or duty.owner == holder or present(duty.owner, now) is None
        if nobody and (duty.owner_role == "practitioner" or is_manager(by)):
            take_over(duty=duty, to_user=by, by=by, now=now)
    return taken


@service
def hand_back(*, taken: CaseTaken, words: str, by: User, now: datetime) -> CaseTaken:
    """The one on duty hands the case back, with what the next person needs to know; what they still owe there goes to whoever holds the
    case now, or stays theirs until somebody does. Raises RuleRefused, Denied."""
    taken = CaseTaken.objects.select_for_update(of=("self",)).select_related("case__team", "grant").get(pk=taken.pk)
    if taken.person_id != by.pk and not (taken.case.team and may_take(by, taken.case.team, now)):
        raise Denied("Only who took it, or their desk, can hand it back.")
    if not (words or "").strip():
        raise RuleRefused("duty-desk", "Write what the next person needs to know.", field="words")
    if taken.handed_back_at is not None:
        return taken
    holder = allocated_practitioner(taken.case, now)
    owed = Duty.objects.filter(case=taken.case, ended_at=None, owner=taken.person)
    there = present(holder, now)
    if owed.exists() and (there is None or why_nobody(taken.case, now)):
        raise RuleRefused(
            "duty-desk", "You still owe something on this case, and nobody else is there. Do it first, or have the case allocated."
        )
    for duty in owed:
        if there is not None and duty.owner_role == "practitioner":
            take_over(duty=duty, to_user=there, by=by, now=now)
    _back(taken, words.strip(), now)
    return taken


@service
def allocated_again(*, taken: CaseTaken, practitioner_id: UUID, by: User | None, now: datetime) -> CaseTaken:
    """The case got a practitioner: what the one on duty owed there in a practitioner's place is theirs."""
    practitioner = User.objects.get(pk=practitioner_id)
    for duty in Duty.objects.filter(case=taken.case_id, ended_at=None, owner=taken.person_id, owner_role="practitioner"):
        take_over(duty=duty, to_user=practitioner, by=by, now=now)
    taken = CaseTaken.objects.select_for_update(of=("self",)).select_related("grant").get(pk=taken.pk)
    _back(taken, "The case was allocated.", now)
    return taken
