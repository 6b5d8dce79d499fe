"""What this room does when an entry is written, a case allocated, a child added, a concern logged, a referral made."""

from cafcass_cases.cases.events import CaseAllocated, EntryWritten, PersonAdded, RecordWithdrawn
from cafcass_cases.cases.models import Case, Person, RecordEntry
from cafcass_cases.core.events import reacts_to
from cafcass_cases.duties.services import open_duty, withdraw_duties
from referrals.events import ReferralMade
from safeguarding.events import ChildDescribed, ConcernLogged
from safeguarding.models import Concern

from . import services


@reacts_to(EntryWritten)
def a_record_of_work_is_signed(event: EntryWritten) -> None:
    entry = RecordEntry.objects.select_related("case", "author").get(pk=event.entry_id)
    if entry.kind == RecordEntry.Kind.DIRECT_WORK and entry.corrects_id is None:
        open_duty(
            key="direct-work-signed",
            case=entry.case,
            subject=entry,
            event_at=entry.happened_at,
            owner=entry.author,
            by=event.by,
            now=event.now,
        )


@reacts_to(RecordWithdrawn)
def an_entry_was_in_error(event: RecordWithdrawn) -> None:
    if event.label == "cases.recordentry":
        entry = RecordEntry.objects.get(pk=event.record_id)
        withdraw_duties(subject=entry, reason="The entry was entered in error.", by=event.by, now=event.now)


@reacts_to(CaseAllocated)
def the_guardian_visits_early(event: CaseAllocated) -> None:
    services.open_first_visits(case=Case.objects.get(pk=event.case_id), at=event.at, by=event.by, now=event.now)


@reacts_to(PersonAdded)
def a_child_added_later_is_visited_too(event: PersonAdded) -> None:
    person = Person.objects.select_related("case").get(pk=event.person_id)
    if person.role == "subject_child" and person.case.allocations.filter(ends_at=None).exists():
        services.open_first_visits(case=person.case, at=event.at, by=event.by, now=event.now)


@reacts_to(ConcernLogged)
def what_a_child_told_stands_in_the_concern(event: ConcernLogged) -> None:
    services.concern_was_logged(concern=Concern.objects.get(pk=event.concern_id), by=event.by, now=event.now)


@reacts_to(ChildDescribed)
def what_a_child_told_stands_in_the_concern_later(event: ChildDescribed) -> None:
    services.concern_was_logged(concern=Concern.objects.get(pk=event.concern_id), by=event.by, now=event.now)


@reacts_to(ReferralMade)
def each_child_is_told_of_the_referral(event: ReferralMade) -> None:
    services.referral_was_made(referral_id=event.referral_id, at=event.at, by=event.by, now=event.now)
