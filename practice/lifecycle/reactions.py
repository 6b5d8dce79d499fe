"""What the life of a case does when others tell it something. In the same transaction."""

from cafcass_cases.cases.events import EntryWritten, MarkerRecorded
from cafcass_cases.cases.models import Marker, RecordEntry
from cafcass_cases.core.events import reacts_to
from referrals.events import WrittenReferralSent
from referrals.models import Referral
from screening.checks.events import ChecksRequested
from screening.checks.models import Check, Kind
from sharing.services import agency_learned

from .services import early_help_was_asked, plan_begins, work_was_done

ABROAD_OR_POLICE = (Kind.POLICE_1, Kind.POLICE_2, Kind.INTERNATIONAL)


@reacts_to(MarkerRecorded)
def the_manager_hears_of_a_plan(event: MarkerRecorded) -> None:
    marker = Marker.objects.select_related("recorded_for__case").get(pk=event.marker_id)
    plan_begins(marker=marker, by=event.by, now=event.now)


@reacts_to(EntryWritten)
def work_after_the_report_is_directed(event: EntryWritten) -> None:
    entry = RecordEntry.objects.select_related("case").get(pk=event.entry_id)
    work_was_done(entry=entry, by=event.by, now=event.now)


@reacts_to(ChecksRequested)
def whoever_is_asked_knows(event: ChecksRequested) -> None:
    """A check tells the authority, the police and other bodies that we are involved: they are told when that ends (framework 3.90)."""
    checks = Check.objects.filter(asked_in=event.request_id).select_related("case", "authority").order_by("created_at")
    common = {"at": event.at, "how": "Request for checks", "by": event.by, "now": event.now}
    for check in checks:
        if check.authority:
            agency_learned(case=check.case, kind="local_authority", authority=check.authority, name="", **common)
        elif check.kind in ABROAD_OR_POLICE:
            name = "Police abroad" if check.kind == Kind.INTERNATIONAL else ""
            agency_learned(case=check.case, kind="police", authority=None, name=name, **common)
        elif check.kind == Kind.EXTENDED:
            agency_learned(case=check.case, kind="agency", authority=None, name=check.name[:160], **common)


@reacts_to(WrittenReferralSent)
def services_were_asked_for(event: WrittenReferralSent) -> None:
    referral = Referral.objects.select_related("concern__case").get(pk=event.referral_id)
    if referral.is_early_help:
        early_help_was_asked(case=referral.concern.case, at=event.at, by=event.by, now=event.now)
