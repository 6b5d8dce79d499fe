"""What the life of a case does when others tell it something. In the same transaction."""

from cafcass_cases.cases.events import EntryWritten, MarkerRecorded
from cafcass_cases.cases.models import Marker, RecordEntry
from cafcass_cases.core.events import reacts_to

from .services import plan_begins, work_was_done


@reacts_to(MarkerRecorded)
def the_manager_hears_of_a_plan(event: MarkerRecorded) -> None:
    marker = Marker.objects.select_related("recorded_for__case").get(pk=event.marker_id)
    plan_begins(marker=marker, by=event.by, now=event.now)


@reacts_to(EntryWritten)
def work_after_the_report_is_directed(event: EntryWritten) -> None:
    entry = RecordEntry.objects.select_related("case").get(pk=event.entry_id)
    work_was_done(entry=entry, by=event.by, now=event.now)
