"""The path to this room, where its duties lead, the chronology, what stands against closing, and what staff are to read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import ChronologyLine, register_closing_guard, register_gathered_chronology
from cafcass_cases.desk.registry import register_home_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.paths import Path, register_path

from . import selectors
from .models import AccessRequest, Action, ReviewDate, SeriousIncident

GROUP = "Serious incidents and reviews"
for _label in (
    "SeriousIncident",
    "Update",
    "Appointment",
    "SecuredFile",
    "AccessRequest",
    "Release",
    "ReviewDate",
    "Action",
    "LearningPoint",
):
    belongs_to(
        f"learning.{_label}",
        "case" if _label in ("SeriousIncident", "SecuredFile") else "secured__case" if _label == "AccessRequest" else "incident__case",
        group=GROUP,
    )

register_path(Path(
    key="serious-incident", choice="A child has died or is seriously injured, or a review is held", group="About a child",
    paragraphs="Framework 3.28 to 3.60", hint="The manager and both directors are told within the hour",
    start=lambda case, concern: reverse("learning:record_serious_incident", args=[case.pk]), needs_concern=False,
    requirements=("F3.34-1", "F3.35-1", "F3.60-1"), order=5,
))  # fmt: skip


def _incident_of(model: Any) -> Any:
    return lambda pk: reverse("learning:show_serious_incident", args=[model.objects.values_list("incident", flat=True).get(pk=pk)])


def _secured_page(pk: UUID) -> str:
    return reverse("learning:decide_access", args=[pk])


register_subject_url("learning.seriousincident", lambda pk: reverse("learning:show_serious_incident", args=[pk]))
register_subject_url("learning.reviewdate", _incident_of(ReviewDate))
register_subject_url("learning.action", _incident_of(Action))
register_subject_url("learning.accessrequest", _secured_page)
for _model, _words in (
    (SeriousIncident, "Serious incident"),
    (ReviewDate, "Timetable of a review"),
    (Action, "Action of a review"),
    (AccessRequest, "Secured file"),
):
    register_subject_words(_model._meta.label_lower, lambda pk, words=_words: words)


def _rows(case: Any) -> Any:
    return SeriousIncident.objects.filter(case=case, withdrawn_at=None).select_related("created_by", "secured")


def _lines(rows: Iterable[SeriousIncident]) -> Iterable[ChronologyLine]:
    for one in rows:
        url, by = one.get_absolute_url(), one.created_by.full_name if one.created_by else ""

        def line(
            at: datetime, title: str, text: str = "", entered: datetime = one.created_at, url: str = url, by: str = by
        ) -> ChronologyLine:
            return ChronologyLine(at=at, entered_at=max(at, entered), title=title, text=text, kind="Serious incident", url=url, by=by)

        yield line(one.happened_at or one.known_at, one.get_kind_display(), one.what)
        if one.directors_told:
            yield line(one.directors_told, "Both directors told", by="")
        if one.decision_at and one.decision:
            yield line(one.decision_at, one.get_decision_display(), one.decided_by_whom, by="")
        secured = selectors.secured_of(one)
        if secured:
            yield line(secured.secured_at, "The file was secured", by="")


register_gathered_chronology(_rows, _lines)


@register_closing_guard
def _open_incidents(case: Any, now: datetime) -> list[str]:
    found = SeriousIncident.objects.filter(case=case, withdrawn_at=None, closed_at=None).count()
    return ["close the serious incident"] if found else []


def _to_read(user: Any, now: datetime) -> dict[str, Any] | None:
    points = selectors.points_to_read(user) if selectors.may_read_learning(user) else []
    return {"points": points} if points else None


register_home_panel("Learning to be read", "learning/_to_read.html", _to_read, order=70)
