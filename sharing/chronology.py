"""What happened about sharing, as lines of the case's chronology and of a concern's story, and its part of the concern's page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import Section

from .models import Disclosure, Incident, Permission, Sharing
from .presenting import rule_words

KIND = "Sharing"


def _line(at: datetime, record: Any, title: str, text: str, url: str, by: Any = None) -> ChronologyLine:
    who = getattr(by, "full_name", "") or ""
    return ChronologyLine(at=at, entered_at=record.created_at, title=title, text=text, kind=KIND, url=url, by=who)


def _sharing_rows(**where: Any) -> tuple[QuerySet[Any], ...]:
    mine = Sharing.objects.filter(withdrawn_at=None, **where)
    kept = Sharing.objects.filter(withdrawn_at=None, **where).values("pk")
    return (
        mine.select_related("authority", "party", "created_by", "manager_decided_by").order_by("asked_at"),
        Disclosure.objects.filter(sharing__in=kept, withdrawn_at=None).select_related("shared_by"),
        Permission.objects.filter(sharing__in=kept, withdrawn_at=None).exclude(asked_at=None).select_related("created_by"),
    )


def _sharing_story(sharings: list[Sharing], disclosures: list[Disclosure], permissions: list[Permission]) -> Iterator[ChronologyLine]:
    whole = {sharing.pk: sharing for sharing in sharings}
    for one in sharings:
        asked = "asks for information" if one.direction == Sharing.Direction.ASKED else ": we want to tell them"
        title = f"{one.recipient_words} {asked}".replace(" :", ":")
        yield _line(
            one.asked_at,
            one,
            f"{title}. Answer: {one.get_answer_display().lower()}",
            one.what_asked,
            one.get_absolute_url(),
            one.created_by,
        )
        if one.manager_decided_at:
            title = f"Manager’s decision on {one.reference}: {one.get_manager_decision_display().lower()}"
            yield _line(one.manager_decided_at, one, title, one.manager_reason, one.get_absolute_url(), one.manager_decided_by)
        if one.answered_at:
            yield _line(
                one.answered_at, one, f"{one.recipient_words} told that it is not shared", one.not_shared_reason, one.get_absolute_url()
            )
    for one in disclosures:
        sharing = whole[one.sharing_id]
        title = f"Shared with {sharing.recipient_words}: {one.get_ground_display().lower()}"
        yield _line(one.shared_at, one, title, one.shared, sharing.get_absolute_url(), one.shared_by)
    for one in permissions:
        sharing = whole[one.sharing_id]
        title = f"{one.get_giver_display()} asked for permission to share ({sharing.reference})"
        yield _line(
            one.asked_at, one, title, f"{one.get_result_display()} {one.reference}".strip(), sharing.get_absolute_url(), one.created_by
        )


def _sharing_section(concern: Any, user: Any, now: datetime, sharings: list[Sharing], *others: Any) -> Iterator[Section]:
    yield Section("Sharing information", "sharing/_of_concern.html", {"sharings": sharings}, order=60)


def _incident_rows(**where: Any) -> tuple[QuerySet[Any], ...]:
    return (Incident.objects.filter(withdrawn_at=None, **where).select_related("recorded_by", "seen_by"),)


def _incident_story(incidents: list[Incident]) -> Iterator[ChronologyLine]:
    for one in incidents:
        yield _line(one.happened_at, one, f"Incident: against {rule_words(one.rule)}", one.what, one.get_absolute_url(), one.recorded_by)
        if one.seen_at:
            yield _line(one.seen_at, one, "A manager looked at the incident", one.view, one.get_absolute_url(), one.seen_by)


def _incident_section(concern: Any, user: Any, now: datetime, incidents: list[Incident]) -> Iterator[Section]:
    yield Section("Incidents", "sharing/_incidents.html", {"incidents": incidents}, order=10)


register_path_view(PathView(key="sharing", rows=_sharing_rows, story=_sharing_story, section=_sharing_section))
register_path_view(PathView(key="incidents", rows=_incident_rows, story=_incident_story, section=_incident_section))
