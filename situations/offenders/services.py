"""What may be done about an offender. Each verb is one transaction; moments are in UTC and are passed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.rules import MANAGING_ROLES
from cafcass_cases.cases.models import Case, Marker, Person
from cafcass_cases.cases.selectors import children_of, markers_of
from cafcass_cases.cases.services import record_marker, withdraw
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty, withdraw_duties
from safeguarding.models import Concern

from .models import AgencyEnquiry, Evidence, Known, MappaAnalysis, Offender, OffenderContact, ViewSought

VIEW, EVIDENCE, ENQUIRY, ANALYSIS, CONSIDERED = "offender-view", "offender-evidence", "mappa-enquiry", "mappa-analysis", "mappa-considered"


@dataclass(frozen=True, kw_only=True)
class EvidenceFacts:
    """Where one source stands."""

    source: str
    state: str
    happened_at: datetime | None = None
    why: str = ""
    analysis: str = ""


def _guard(case: Any, *, by: Any, now: datetime, at: datetime | None = None, field: str = "") -> None:
    must_work_on(case, by=by, now=now)
    must_have_happened(at, now=now, field=field)


def _locked(offender: Offender, *, by: Any, now: datetime, at: datetime | None = None, field: str = "") -> Offender:
    offender = Offender.objects.select_for_update(of=("self",)).select_related("case", "person").get(pk=offender.pk)
    _guard(offender.case, by=by, now=now, at=at, field=field)
    if offender.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error, so it cannot be changed.")
    return offender


@service
def record_offender(
    *,
    case: Case,
    person: Person,
    registered: str,
    mappa: str,
    source: str,
    known_at: datetime,
    by: Any,
    now: datetime,
    concern: Concern | None = None,
    convicted: bool = False,
    offence: str = "",
    convicted_on: date | None = None,
    mappa_category: str = "",
    mappa_level: str = "",
    lead_agency: str = "",
) -> Offender:
    """An adult of the case is, or may be, a registered sex offender or managed under MAPPA, known at ``known_at`` (UTC).

    The answers open what follows: evidence (P53-3), each agency's enquiry (P26-3). "Yes" marks the person, so that other cases
    see it. Raises :class:`RuleRefused` for what is missing, or where the person is recorded already.
    """
    _guard(case, by=by, now=now, at=known_at, field="known_at")
    if person.case_id != case.pk or person.is_child:
        raise RuleRefused("other-case", "Choose an adult of this case.", field="person")
    if Offender.objects.filter(case=case, person=person, withdrawn_at=None).exists():
        raise RuleRefused("offender-known", f"{person} is recorded already. Change what is known there.", field="person")
    offender = Offender(case=case, person=person, concern=concern, known_at=known_at)
    return _describe(
        offender, registered=registered, mappa=mappa, source=source, at=known_at, convicted=convicted, offence=offence, convicted_on=convicted_on,
        mappa_category=mappa_category, mappa_level=mappa_level, lead_agency=lead_agency, by=by, now=now,
    )  # fmt: skip


@service
def change_offender(
    *, offender: Offender, registered: str, mappa: str, source: str, known_at: datetime, by: Any, now: datetime, convicted: bool = False,
    offence: str = "", convicted_on: date | None = None, mappa_category: str = "", mappa_level: str = "", lead_agency: str = "",
    version: int | None = None,
) -> Offender:  # fmt: skip
    """What is known has changed, as of ``known_at`` (UTC). A MAPPA status that becomes "yes" opens the enquiries from then."""
    offender = _locked(offender, by=by, now=now, at=known_at, field="known_at")
    offender.expect_version(version)
    return _describe(
        offender, registered=registered, mappa=mappa, source=source, at=known_at, convicted=convicted, offence=offence, convicted_on=convicted_on,
        mappa_category=mappa_category, mappa_level=mappa_level, lead_agency=lead_agency, by=by, now=now,
    )  # fmt: skip


def _describe(
    offender: Offender, *, registered: str, mappa: str, source: str, at: datetime, convicted: bool, offence: str, convicted_on: date | None,
    mappa_category: str, mappa_level: str, lead_agency: str, by: Any, now: datetime,
) -> Offender:  # fmt: skip
    if registered not in Known.values:
        raise RuleRefused("P53-1", "Say whether this is a registered sex offender.", field="registered")
    if mappa not in Offender.Mappa.values:
        raise RuleRefused("P25-1", "Say whether this person is managed under MAPPA.", field="mappa")
    if convicted:
        must_be_written(offence, "P53-2", "Write of which offence.", "offence")
    was_managed = offender.mappa == Offender.Mappa.YES
    offender.registered, offender.mappa = registered, mappa
    offender.source = must_be_written(source, "P53-1", "Write how this is known.", "source")
    offender.convicted, offender.offence, offender.convicted_on = (
        convicted,
        offence.strip() if convicted else "",
        convicted_on if convicted else None,
    )
    offender.mappa_category, offender.mappa_level, offender.lead_agency = mappa_category, mappa_level, lead_agency.strip()
    if mappa == Offender.Mappa.YES and not was_managed:
        offender.mappa_known_at = at
    offender.save()
    _mark(offender, by=by, now=now, at=at)
    if offender.is_sexual_risk:
        _open(EVIDENCE, offender, offender, at, by=by, now=now)
    else:
        end_duties(
            subject=offender, keys=[EVIDENCE, VIEW], ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="Not a registered sex offender"
        )
    _agencies(offender, was_managed=was_managed, at=at, by=by, now=now)
    if mappa == Offender.Mappa.YES:
        end_duties(subject=offender, keys=[CONSIDERED], ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="Managed under MAPPA already")
    elif offender.mappa_considered is None:
        _open(CONSIDERED, offender, offender, at, by=by, now=now)
    return offender


@service
def consider_mappa(
    *, offender: Offender, sought: bool | None, reason: str, manager: Any, considered_at: datetime, by: Any, now: datetime
) -> Offender:
    """Whether the agencies of MAPPA should know of somebody who may be dangerous, talked over with a manager at ``considered_at`` (UTC).

    Always considered (framework 3.13). What is then told, and to whom, is for the rules of sharing: the police for a child's protection.
    """
    offender = _locked(offender, by=by, now=now, at=considered_at, field="considered_at")
    if sought is None:
        raise RuleRefused("F3.13-1", "Say whether the agencies of MAPPA should know of this person.", field="sought")
    if manager is None or manager.role not in MANAGING_ROLES or (by is not None and manager.pk == by.pk):
        raise RuleRefused("F3.13-1", "Choose the manager with whom you talked it over.", field="manager")
    offender.mappa_considered, offender.mappa_considered_with, offender.mappa_considered_at = sought, manager, considered_at
    offender.mappa_considered_reason = must_be_written(reason, "F3.13-1", "Write why, or why not.", "reason")
    offender.save()
    discharge(key=CONSIDERED, subject=offender, at=considered_at, by=by, now=now)
    return offender


def _open(key: str, offender: Offender, subject: Any, at: datetime, *, by: Any, now: datetime, **more: Any) -> None:
    open_duty(key=key, case=offender.case, subject=subject, concern_id=offender.concern_id, event_at=at, by=by, now=now, **more)


def _mark(offender: Offender, *, by: Any, now: datetime, at: datetime) -> None:
    kinds = {Marker.Kind.REGISTERED_SEX_OFFENDER: offender.registered == Known.YES, Marker.Kind.MAPPA: offender.mappa == Offender.Mappa.YES}
    borne = {marker.kind for marker in markers_of([offender.person], now).get(offender.person.pk, [])}
    for kind, is_so in kinds.items():
        if is_so and kind not in borne:
            record_marker(person=offender.person, kind=kind, source=offender.source, from_on=london_date(at), by=by, now=now)


def _agencies(offender: Offender, *, was_managed: bool, at: datetime, by: Any, now: datetime) -> None:
    if offender.mappa == Offender.Mappa.YES and not was_managed:
        kept = {one.agency: one for one in offender.enquiries.filter(withdrawn_at=None)}
        for agency in AgencyEnquiry.Agency.values:
            enquiry = kept.get(agency) or AgencyEnquiry(offender=offender, agency=agency)
            if not enquiry.asked_at:
                enquiry.save()
                _open(ENQUIRY, offender, enquiry, at, by=by, now=now, detail=enquiry.get_agency_display())
    elif was_managed and offender.mappa != Offender.Mappa.YES:
        for enquiry in offender.enquiries.all():
            end_duties(subject=enquiry, ending=Ending.NOT_NEEDED, at=at, by=by, now=now, note="Not managed under MAPPA")


@service
def record_contact(
    *, offender: Offender, children: Sequence[Person], known_at: datetime, what: str, by: Any, now: datetime
) -> list[OffenderContact]:
    """We became aware at ``known_at`` (UTC) that the offender is in contact with these children: the view of whoever manages the risk
    is urgently sought for each (P53-1)."""
    offender = _locked(offender, by=by, now=now, at=known_at, field="known_at")
    must_be_written(what, "P53-1", "Write what contact there is.", "what")
    if not children or any(child.case_id != offender.case_id or not child.is_child for child in children):
        raise RuleRefused("P53-1", "Choose the children of this case who are in contact.", field="children")
    made = []
    for child in children:
        contact = OffenderContact(offender=offender, child=child, known_at=known_at, what=what.strip())
        contact.save()
        made.append(contact)
        if offender.is_sexual_risk:
            _open(VIEW, offender, offender, known_at, by=by, now=now, child=child)
    return made


@service
def seek_view(
    *,
    offender: Offender,
    whom: str,
    who: str,
    asked_at: datetime,
    result: str,
    by: Any,
    now: datetime,
    view: str = "",
    lateness_reason: str = "",
) -> ViewSought:
    """The view of the probation officer or offender manager was asked at ``asked_at`` (UTC). An attempt leaves it open (P53-1)."""
    offender = _locked(offender, by=by, now=now, at=asked_at, field="asked_at")
    if whom not in ViewSought.Whom.values or result not in ViewSought.Result.values:
        raise RuleRefused("P53-1", "Say whom you asked, and what came of it.", field="result")
    who = must_be_written(who, "P53-1", "Write whom you asked: name and post.", "who")
    if result == ViewSought.Result.ANSWERED:
        must_be_written(view, "P53-1", "Write their view.", "view")
    sought = ViewSought(
        offender=offender, whom=whom, who=who, asked_at=asked_at, result=result, view=view.strip(),
        answered_at=asked_at if result == ViewSought.Result.ANSWERED else None,
    )  # fmt: skip
    sought.save()
    if result != ViewSought.Result.ATTEMPTED:
        discharge(key=VIEW, subject=offender, at=asked_at, by=by, now=now, lateness_reason=lateness_reason)
    return sought


@service
def record_view(*, sought: ViewSought, view: str, answered_at: datetime, by: Any, now: datetime) -> ViewSought:
    """They gave their view at ``answered_at`` (UTC)."""
    sought = ViewSought.objects.select_for_update(of=("self",)).select_related("offender__case").get(pk=sought.pk)
    _guard(sought.offender.case, by=by, now=now, at=answered_at, field="answered_at")
    sought.view = must_be_written(view, "P53-1", "Write their view.", "view")
    sought.answered_at, sought.result = answered_at, ViewSought.Result.ANSWERED
    sought.save()
    return sought


@service
def record_evidence(*, offender: Offender, sources: Sequence[EvidenceFacts], scrutiny: str, by: Any, now: datetime) -> Offender:
    """Where each source of evidence stands, what it shows, and what they show together (P53-3). Saved as far as it is known.

    "Not available" needs the reason. Complete, it ends the duty. Raises :class:`RuleRefused`.
    """
    offender = _locked(offender, by=by, now=now)
    kept = {row.source: row for row in offender.evidence.all()}
    for told in sources:
        if told.source not in Evidence.Source.values or told.state not in Evidence.State.values:
            raise RuleRefused("P53-3", "Say of each source whether it is obtained, asked for or not available.", field="state")
        if told.state == Evidence.State.UNAVAILABLE:
            must_be_written(told.why, "P53-3", f"{Evidence.Source(told.source).label}: write why it is not available.", "why")
        _guard(offender.case, by=by, now=now, at=told.happened_at, field="happened_at")
        row = kept.get(told.source) or Evidence(offender=offender, source=told.source)
        if row.state != told.state or told.happened_at:
            row.happened_at = told.happened_at or now
        row.state, row.why, row.analysis = told.state, told.why.strip(), told.analysis.strip()
        row.save()
    offender.scrutiny = scrutiny.strip()
    offender.save()
    if not evidence_missing(offender):
        discharge(key=EVIDENCE, subject=offender, at=now, by=by, now=now)
    return offender


def evidence_missing(offender: Offender) -> list[str]:
    """What of the evidence is unanswered or not yet scrutinised, each a phrase. Asked for in vain, with the request, is an answer."""
    rows = {row.source: row for row in offender.evidence.all()}
    missing = []
    for source, label in Evidence.Source.choices:
        row = rows.get(source)
        if row is None:
            missing.append(f"{label}: obtained, asked for, or not available")
        elif row.state == Evidence.State.OBTAINED and not row.analysis:
            missing.append(f"{label}: what it shows")
    if not offender.scrutiny:
        missing.append("What the evidence shows, taken together")
    return missing


@service
def ask_agency(
    *, enquiry: AgencyEnquiry, asked_at: datetime, asked_of: str, by: Any, now: datetime, lateness_reason: str = ""
) -> AgencyEnquiry:
    """The agency was asked what it holds, or chased, at ``asked_at`` (UTC) (P26-3)."""
    enquiry = _locked_enquiry(enquiry, by=by, now=now, at=asked_at, field="asked_at")
    asked_of = must_be_written(asked_of, "P26-3", "Write whom you asked: name and post.", "asked_of")
    if enquiry.asked_at:
        enquiry.chased_at = asked_at
    else:
        enquiry.asked_at = asked_at
    enquiry.asked_of = asked_of
    enquiry.save()
    discharge(key=ENQUIRY, subject=enquiry, at=asked_at, by=by, now=now, lateness_reason=lateness_reason)
    return enquiry


@service
def leave_agency_out(*, enquiry: AgencyEnquiry, why: str, by: Any, now: datetime) -> AgencyEnquiry:
    """The agency is not involved, so it is not asked, with the reason."""
    enquiry = _locked_enquiry(enquiry, by=by, now=now)
    enquiry.not_asked_why = must_be_written(why, "P26-3", "Write why this agency is not asked.", "why")
    enquiry.save()
    end_duties(subject=enquiry, keys=ENQUIRY, ending=Ending.NOT_REQUIRED, at=now, by=by, now=now, note=enquiry.not_asked_why)
    return enquiry


@service
def record_agency_answer(*, enquiry: AgencyEnquiry, answer: str, answered_at: datetime, by: Any, now: datetime) -> AgencyEnquiry:
    """The agency told what it holds at ``answered_at`` (UTC): it is to be used for every child of the case (P26-4)."""
    enquiry = _locked_enquiry(enquiry, by=by, now=now, at=answered_at, field="answered_at")
    enquiry.answer = must_be_written(answer, "P26-3", "Write what the agency told.", "answer")
    enquiry.answered_at = answered_at
    enquiry.asked_at = enquiry.asked_at or answered_at
    enquiry.save()
    discharge(key=ENQUIRY, subject=enquiry, at=answered_at, by=by, now=now)
    for child in children_of(enquiry.offender.case):
        _open(ANALYSIS, enquiry.offender, enquiry.offender, answered_at, by=by, now=now, child=child)
    return enquiry


def _locked_enquiry(enquiry: AgencyEnquiry, *, by: Any, now: datetime, at: datetime | None = None, field: str = "") -> AgencyEnquiry:
    enquiry = AgencyEnquiry.objects.select_for_update(of=("self",)).select_related("offender__case", "offender__person").get(pk=enquiry.pk)
    _guard(enquiry.offender.case, by=by, now=now, at=at, field=field)
    return enquiry


@service
def write_mappa_analysis(*, offender: Offender, analyses: Mapping[Any, str], by: Any, now: datetime) -> list[MappaAnalysis]:
    """What the agencies' information means for each child ({child: words}); a child without words stays owed (P26-4)."""
    offender = _locked(offender, by=by, now=now)
    made = []
    for child, words in analyses.items():
        if child.case_id != offender.case_id or not child.is_child:
            raise RuleRefused("other-case", "Choose children of this case.")
        if words.strip():
            row = MappaAnalysis(offender=offender, child=child, analysis=words.strip(), written_at=now)
            row.save()
            made.append(row)
            discharge(key=ANALYSIS, subject=offender, child=child, at=now, by=by, now=now)
    if not made:
        raise RuleRefused("P26-4", "Write what it means for at least one child.", field="children")
    return made


@service
def withdraw_offender(*, offender: Offender, reason: str, by: Any, now: datetime) -> Offender:
    """It was entered in error; what it set running goes with it. The markers are ended on the person's own page."""
    _guard(offender.case, by=by, now=now)
    for subject in (offender, *offender.enquiries.all()):
        withdraw_duties(subject=subject, reason=reason or "Entered in error", by=by, now=now)
    return withdraw(record=offender, reason=reason, by=by, now=now)
