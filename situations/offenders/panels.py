"""The path, where the duties of this room lead, and what it shows on a concern and tells in the chronology."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.path_views import PathView, register_path_view
from safeguarding.paths import Path, register_path
from safeguarding.registry import Section, register_duty_link

from .models import AgencyEnquiry, MappaAnalysis, Offender, OffenderContact, ViewSought
from .selectors import points_to_offender


def _start(case: Any, concern: Any) -> str:
    url = reverse("offenders:list_offenders", args=[case.pk])
    return f"{url}?concern={concern.pk}" if concern else url


register_path(
    Path(
        key="offender",
        choice="A registered sex offender, or somebody managed under MAPPA, is involved",
        group="About an adult",
        paragraphs="Policy 25, 26, 53 and 54",
        hint="Contact with a child: probation or the offender manager is asked urgently.",
        start=_start,
        needs_concern=False,
        suggested=points_to_offender,
        order=20,
    )
)


def _enquiry_words(enquiry_id: Any) -> str:
    agency = AgencyEnquiry.objects.filter(pk=enquiry_id).values_list("agency", flat=True).first()
    return f"MAPPA enquiry: {AgencyEnquiry.Agency(agency).label}" if agency else ""


register_subject_url("offenders.offender", lambda pk: reverse("offenders:show_offender", args=[pk]))
register_subject_url("offenders.agencyenquiry", lambda pk: reverse("offenders:record_agency_enquiry", args=[pk]))
register_subject_words("offenders.offender", lambda pk: "Offender")
register_subject_words("offenders.agencyenquiry", _enquiry_words)
register_duty_link("offender-view", lambda duty: reverse("offenders:seek_view", args=[duty.subject_id]))
register_duty_link("offender-evidence", lambda duty: reverse("offenders:record_evidence", args=[duty.subject_id]))
register_duty_link("mappa-enquiry", lambda duty: reverse("offenders:record_agency_enquiry", args=[duty.subject_id]))
register_duty_link("mappa-analysis", lambda duty: reverse("offenders:write_mappa_analysis", args=[duty.subject_id]))


def _rows(**where: Any) -> tuple[Any, ...]:
    narrowed = {f"offender__{name}": value for name, value in where.items()}

    def of(model: Any, *related: str) -> Any:
        return (
            model.objects.filter(withdrawn_at=None, offender__withdrawn_at=None, **narrowed).select_related(*related).order_by("created_at")
        )

    return (
        Offender.objects.filter(withdrawn_at=None, **where).select_related("person").order_by("known_at"),
        of(OffenderContact, "child"),
        of(ViewSought),
        of(AgencyEnquiry),
        of(MappaAnalysis, "child"),
    )


def _lines(offenders: Any, contacts: Any, views: Any, enquiries: Any, analyses: Any) -> Iterator[ChronologyLine]:
    urls = {one.pk: reverse("offenders:show_offender", args=[one.pk]) for one in offenders}

    def line(row: Any, at: Any, title: str, text: str) -> ChronologyLine:
        return ChronologyLine(at, row.created_at, title, text, "enquiry", urls.get(getattr(row, "offender_id", row.pk), ""))

    for one in offenders:
        yield line(
            one,
            one.known_at,
            f"{one.person}: registered sex offender, {one.get_registered_display().lower()}; MAPPA, {one.get_mappa_display().lower()}",
            one.source,
        )
    for one in contacts:
        yield line(one, one.known_at, f"Contact of an offender with {one.child} became known", one.what)
    for one in views:
        yield line(one, one.asked_at, f"{one.get_whom_display()}: {one.get_result_display().lower()}", one.view)
    for one in enquiries:
        if one.asked_at:
            yield line(one, one.asked_at, f"{one.get_agency_display()} asked under MAPPA", one.asked_of)
        if one.answered_at:
            yield line(one, one.answered_at, f"{one.get_agency_display()} answered under MAPPA", one.answer)
    for one in analyses:
        yield line(one, one.written_at, f"MAPPA information used for {one.child}", one.analysis)


def _section(concern: Any, user: Any, now: datetime, offenders: Any, contacts: Any, *rest: Any) -> Iterator[Section]:
    if offenders:
        children = {one.pk: [c.child for c in contacts if c.offender_id == one.pk] for one in offenders}
        yield Section(
            "Sex offender or MAPPA", "offenders/_of_concern.html", {"offenders": [(one, children[one.pk]) for one in offenders]}, order=45
        )


register_path_view(PathView(key="offenders", rows=_rows, story=_lines, section=_section))

for _label, _happened in (
    ("Offender", "known_at"),
    ("OffenderContact", "known_at"),
    ("ViewSought", "asked_at"),
    ("AgencyEnquiry", "asked_at"),
    ("MappaAnalysis", "written_at"),
):
    belongs_to(f"offenders.{_label}", group="Sex offenders and MAPPA", happened=_happened)
belongs_to("offenders.Evidence", group="Sex offenders and MAPPA", happened="happened_at")
