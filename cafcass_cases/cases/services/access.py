"""Access to one case: restricted to named people, granted, or opened by break-glass for a while and looked at afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cafcass_cases.accounts.models import User
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service

from .. import rules
from ..events import CaseRestricted, GlassBroken
from ..models import AccessGrant, Case
from ..registry import why_not_let_in
from .guards import by_manager, lock, must_be_allowed, must_say

BREAK_GLASS_LASTS = timedelta(hours=4)


@service
def restrict_case(
    *, case: Case, reason: str, named: Sequence[User], by: User | None, now: datetime, next_owner: User | None = None
) -> Case:
    """From now on only the named people (and auditors) know that the case exists. One of them must be able to manage it.

    Whoever holds the case keeps it only when they are named. What anybody else still owes falls to ``next_owner``, one of the
    named: a task that nobody sees protects no child. Raises RuleRefused, also where nobody is named to take it on; Denied.
    """
    by_manager(by, case, now, "restrict it")
    reason = must_say(reason, "reason", "Say why only named people may see it.")
    if not any(user.is_active and user.role in rules.MANAGING_ROLES for user in named):
        raise RuleRefused("restricted-manager", "Name at least one manager, so that somebody answers for the case.", field="named")
    if next_owner is not None and next_owner.pk not in {user.pk for user in named}:
        raise RuleRefused("restricted-next-owner", "Choose one of the people you name.", field="next_owner")
    for user in named:
        _must_not_be_kept_out(case, user, "named")
    case = lock(case)
    case.is_restricted, case.restricted_reason = True, reason
    case.save()
    have = set(_open_grants(case, now).values_list("user_id", flat=True))
    wanted = {user.pk: user for user in named}
    for grant in _open_grants(case, now).exclude(user__in=wanted):
        grant.ends_at = now
        grant.save()
    for pk, user in wanted.items():
        if pk not in have:
            AccessGrant(case=case, user=user, kind=AccessGrant.Kind.NAMED, reason=reason, starts_at=now).save()
    publish(
        CaseRestricted(
            case_id=case.pk, named_ids=tuple(wanted), next_owner_id=next_owner.pk if next_owner else None, at=now, now=now, by=by
        )
    )
    return case


def _must_not_be_kept_out(case: Case, user: User, field: str) -> None:
    why = why_not_let_in(case, user)
    if why:
        raise RuleRefused("kept-out", why, field=field)


def _open_grants(case: Case, now: datetime):
    return AccessGrant.objects.filter(case=case, kind=AccessGrant.Kind.NAMED, ends_at=None)


@service
def lift_restriction(*, case: Case, reason: str, by: User | None, now: datetime) -> Case:
    """The case is open again to those in whose scope it lies."""
    by_manager(by, case, now, "lift its restriction")
    must_say(reason, "reason", "Say why it need not be restricted any more.")
    if not case.law:
        raise RuleRefused("kept-out", "A file about a member of staff stays restricted.")
    case = lock(case)
    if case.is_restricted:
        case.is_restricted, case.restricted_reason = False, ""
        case.save()
        for grant in _open_grants(case, now):
            grant.ends_at = now
            grant.save()
    return case


@service
def grant_access(
    *, case: Case, user: User, kind: str, reason: str, by: User | None, now: datetime, ends_at: datetime | None = None
) -> AccessGrant:
    """Let one person into one case until ``ends_at`` (UTC; None: until it is ended)."""
    by_manager(by, case, now, "let somebody in")
    _must_not_be_kept_out(case, user, "user")
    grant = AccessGrant(case=case, user=user, kind=kind, reason=must_say(reason, "reason", "Say why."), starts_at=now, ends_at=ends_at)
    grant.save()
    return grant


@service
def end_access(*, grant: AccessGrant, by: User | None, now: datetime, reason: str = "") -> AccessGrant:
    """The person no longer has this access. Where the case is restricted, somebody who manages stays named, and what the person
    owed falls to whoever is named. Raises RuleRefused."""
    by_manager(by, grant.case, now, "end somebody's access")
    grant = lock(grant)
    if grant.ends_at is None or grant.ends_at > now:
        grant.ends_at = now
        grant.save()
        if grant.case.is_restricted and grant.kind == AccessGrant.Kind.NAMED:
            _leave_to_the_others(grant.case, by=by, now=now)
    return grant


def _leave_to_the_others(case: Case, *, by: User | None, now: datetime) -> None:
    named = {one.user_id: one.user for one in _open_grants(case, now).select_related("user")}
    if not any(user.is_active and user.role in rules.MANAGING_ROLES for user in named.values()):
        raise RuleRefused("restricted-manager", "Name another manager first, so that somebody answers for the case.")
    publish(CaseRestricted(case_id=case.pk, named_ids=tuple(named), next_owner_id=None, must_name=False, at=now, now=now, by=by))


@service
def break_glass(*, reference: str, reason: str, by: User, now: datetime) -> None:
    """Open the case of this reference to ``by`` for four hours. Answers the same whether or not it exists, or opens.

    A restricted case does not open: the attempt is kept for whoever reviews it.
    """
    must_be_allowed(by, rules.may_break_glass, "Only registered social workers may open a case that is not theirs.")
    reason = must_say(reason, "reason", "Say why you must see it now.")
    reference = must_say(reference, "reference", "Enter the case reference.").upper()
    case = Case.objects.filter(reference=reference).first()
    if case is None or rules.may_see_case(by, case, now):
        return
    ends_at = now if case.is_restricted else now + BREAK_GLASS_LASTS
    grant = AccessGrant(case=case, user=by, kind=AccessGrant.Kind.BREAK_GLASS, reason=reason, starts_at=now, ends_at=ends_at)
    grant.save()
    publish(GlassBroken(grant_id=grant.pk, at=now, now=now, by=by))


@service
def review_break_glass(*, grant: AccessGrant, note: str, by: User, now: datetime) -> AccessGrant:
    """A manager or auditor looked at why a case was opened. Nobody reviews their own."""
    must_be_allowed(by, rules.may_review_break_glass, "Only managers and auditors review break-glass.")
    note = must_say(note, "note", "Write what you found.")
    grant = lock(grant)
    if grant.user_id == by.pk:
        raise RuleRefused("own-break-glass", "Somebody else must review your own.")
    if grant.reviewed_at is not None:
        raise RuleRefused("reviewed-already", "This was reviewed already.")
    grant.reviewed_at, grant.reviewed_by, grant.review_note = now, by, note
    grant.save()
    return grant
