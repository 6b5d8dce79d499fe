"""What the ledger does when an application comes in, the record changes, work is recorded, or a concern is logged."""

from typing import Any

from cafcass_cases.cases.events import ContactDetailRecorded, EntryWritten, LinkDecided, PersonAdded, PersonChanged
from cafcass_cases.cases.models import Case, ContactDetail, LinkProposal, Person, RecordEntry
from cafcass_cases.core.events import reacts_to
from cafcass_cases.documents.events import DocumentFiled
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.services import open_duty
from safeguarding.events import ConcernLogged
from safeguarding.models import Concern
from screening.events import ApplicationChanged, ApplicationReceived

from .facts import PLACES
from .models import Check, ChecksConclusion, Kind, OffenceFound, WorkBeforeChecks
from .selectors import are_complete, is_begun
from .services import court_received, follow_with_concern, open_checks, refresh_checks, settle_candidates

LETTERS: dict[str, Any] = {"work-before-checks": WorkBeforeChecks, "fuller-assessment": ChecksConclusion}
"""By kind of document, what the court is told by it."""
WORK_WITH_THE_FAMILY = (RecordEntry.Kind.VISIT, RecordEntry.Kind.DIRECT_WORK, RecordEntry.Kind.OBSERVATION)


@reacts_to(ApplicationReceived)
def an_application_came(event: ApplicationReceived) -> None:
    open_checks(case=event.case, received_at=event.received_at, by=None, now=event.now)


@reacts_to(ApplicationChanged)
def an_application_changed(event: ApplicationChanged) -> None:
    refresh_checks(case=event.case, by=None, now=event.now)


def _refresh(case_id: object, now: object) -> None:
    case = Case.objects.filter(pk=case_id, checks__isnull=False).first()
    if case is not None:
        refresh_checks(case=case, by=None, now=now)  # type: ignore[arg-type]


@reacts_to(PersonAdded)
def somebody_was_added(event: PersonAdded) -> None:
    _refresh(Person.objects.values_list("case_id", flat=True).get(pk=event.person_id), event.now)


@reacts_to(PersonChanged)
def somebody_changed(event: PersonChanged) -> None:
    _refresh(Person.objects.values_list("case_id", flat=True).get(pk=event.person_id), event.now)


@reacts_to(ContactDetailRecorded)
def an_address_was_recorded(event: ContactDetailRecorded) -> None:
    found = ContactDetail.objects.filter(pk=event.detail_id, kind__in=PLACES).values_list("person__case_id", flat=True).first()
    if found:
        _refresh(found, event.now)


@reacts_to(LinkDecided)
def a_candidate_was_decided(event: LinkDecided) -> None:
    proposal = LinkProposal.objects.get(pk=event.proposal_id)
    people = (proposal.person_id, proposal.other_id)
    waiting = Check.objects.filter(kind=Kind.OWN_RECORDS, state=Check.State.RECEIVED, person__in=people, withdrawn_at=None)
    for check in waiting.select_related("case"):
        settle_candidates(check=check, by=event.by, now=event.now)


@reacts_to(EntryWritten)
def work_was_recorded(event: EntryWritten) -> None:
    """Work with the family while checks are out: the fact is kept, and the exception is owed (framework 2.22)."""
    entry = RecordEntry.objects.select_related("case").get(pk=event.entry_id)
    case = entry.case
    if entry.kind not in WORK_WITH_THE_FAMILY or not is_begun(case) or are_complete(case):
        return
    if not case.works_before_checks.filter(withdrawn_at=None).exists():
        open_duty(key="work-before-checks-recorded", case=case, subject=case, event_at=entry.happened_at, by=event.by, now=event.now)


@reacts_to(DocumentFiled)
def the_court_has_it(event: DocumentFiled) -> None:
    """The court’s receipt for a letter of this room: the court was told then (framework 2.22 and 2.24)."""
    model = LETTERS.get(event.kind)
    if model is None:
        return
    document = IssuedDocument.objects.filter(pk=event.document_id).values_list("subject_id", flat=True).first()
    record = model.objects.select_related("case").filter(pk=document).first()
    if record is not None:
        court_received(record=record, received_at=event.at, how="Filed by the court’s interface", by=None, now=event.now)


@reacts_to(ConcernLogged)
def a_concern_was_logged(event: ConcernLogged) -> None:
    """The listed offences of the case that wait for it: the protection procedure runs from here."""
    concern = Concern.objects.get(pk=event.concern_id)
    waiting = OffenceFound.objects.filter(
        check_made__case=concern.case_id, concern=None, no_concern_by=None, withdrawn_at=None, person__in=concern.harm_from or []
    )
    for offence in waiting:
        if offence.is_listed:
            follow_with_concern(offence=offence, concern=concern, at=event.at, by=event.by, now=event.now)
