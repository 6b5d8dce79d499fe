"""What duties do when something happens in the rooms below."""

from __future__ import annotations

from cafcass_cases.accounts.events import AccountClosed
from cafcass_cases.accounts.models import User
from cafcass_cases.cases.events import (
    CaseAllocated,
    CaseRestricted,
    HandoverCancelled,
    HandoverMoved,
    HearingMoved,
    HearingScheduled,
    HearingVacated,
    LinkDecided,
    RestrictedMatch,
)
from cafcass_cases.cases.models import Case, Handover, Hearing, LinkProposal
from cafcass_cases.core.events import reacts_to

from . import services
from .duties import RESTRICTED_MATCH


@reacts_to(CaseAllocated)
def pass_duties_on(event: CaseAllocated) -> None:
    """The duties of a case go with it (scenario 4)."""
    services.reassign(
        case=Case.objects.get(pk=event.case_id),
        from_user=User.objects.get(pk=event.previous_id) if event.previous_id else None,
        to_user=User.objects.get(pk=event.practitioner_id),
        at=event.at,
        by=event.by,
        now=event.now,
    )


@reacts_to(CaseRestricted)
def leave_no_duty_out_of_sight(event: CaseRestricted) -> None:
    """What somebody owes who may not know of the case any more would be seen by nobody (framework 3.42, policy 49)."""
    named = User.objects.in_bulk(event.named_ids)
    services.keep_to_named(
        case=Case.objects.get(pk=event.case_id),
        named=[named[pk] for pk in event.named_ids],
        next_owner=named.get(event.next_owner_id) if event.next_owner_id else None,
        must_name=event.must_name,
        by=event.by,
        now=event.now,
    )


@reacts_to(AccountClosed)
def leave_no_duty_with_nobody(event: AccountClosed) -> None:
    services.hand_over_all(user=User.objects.get(pk=event.user_id), by=event.by, now=event.now)


@reacts_to(RestrictedMatch)
def ask_who_may_know(event: RestrictedMatch) -> None:
    """Who searched is told nothing of a restricted case; who is named in it is told of the match (DESIGN §6, framework 2.18)."""
    services.open_duty(
        key=RESTRICTED_MATCH.key,
        case=Case.objects.get(pk=event.case_id),
        subject=LinkProposal.objects.get(pk=event.proposal_id),
        event_at=event.at,
        by=event.by,
        now=event.now,
    )


@reacts_to(LinkDecided)
def end_asking(event: LinkDecided) -> None:
    if event.is_decided:
        proposal = LinkProposal.objects.get(pk=event.proposal_id)
        services.discharge(key=RESTRICTED_MATCH.key, subject=proposal, at=event.at, by=event.by, now=event.now)


def _follow_hearing(event: HearingScheduled | HearingMoved | HearingVacated) -> None:
    services.move_with_hearing(hearing=Hearing.objects.get(pk=event.hearing_id), by=event.by, now=event.now)


def _follow_handover(event: HandoverMoved | HandoverCancelled) -> None:
    services.move_with_handover(handover=Handover.objects.get(pk=event.handover_id), by=event.by, now=event.now)


for kind in (HearingScheduled, HearingMoved, HearingVacated):
    reacts_to(kind)(_follow_hearing)
for kind in (HandoverMoved, HandoverCancelled):
    reacts_to(kind)(_follow_handover)
