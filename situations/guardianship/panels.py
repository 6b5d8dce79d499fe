"""The path, where the duties of this room lead, and what it tells in the chronology."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.path_views import PathView, register_path_view
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link

from .models import GuardianCheck, Guardianship, GuardianSupport

register_path(
    Path(
        key="special-guardianship",
        choice="Special guardianship is considered",
        group="The court",
        paragraphs="Policy 52",
        hint="The completed DBS and medical checks are seen before it is supported.",
        start=lambda case, concern: reverse("guardianship:list_guardianships", args=[case.pk]),
        needs_concern=False,
        offered=lambda user, case: case.law == "public",
        order=40,
    )
)


def _check_words(check_id: Any) -> str:
    kind = GuardianCheck.objects.filter(pk=check_id).values_list("kind", flat=True).first()
    return GuardianCheck.Kind(kind).label if kind else ""


register_subject_url("guardianship.guardianship", lambda pk: reverse("guardianship:show_guardianship", args=[pk]))
register_subject_url("guardianship.guardiancheck", lambda pk: reverse("guardianship:record_guardian_check", args=[pk]))
register_subject_words("guardianship.guardianship", lambda pk: "Special guardianship")
register_subject_words("guardianship.guardiancheck", _check_words)
register_duty_link("guardian-wait-planned", lambda duty: reverse("guardianship:plan_wait", args=[duty.subject_id]))
register_duty_link("guardian-check-analysed", lambda duty: reverse("guardianship:record_guardian_check", args=[duty.subject_id]))


def _rows(**where: Any) -> tuple[Any, ...]:
    of = {f"guardianship__{name}": value for name, value in where.items()}
    checks = GuardianCheck.objects.filter(
        guardian__withdrawn_at=None, guardian__guardianship__withdrawn_at=None, **{f"guardian__{name}": value for name, value in of.items()}
    )
    return (
        Guardianship.objects.filter(withdrawn_at=None, **where).order_by("considered_at"),
        checks.select_related("guardian__person").order_by("created_at"),
        GuardianSupport.objects.filter(withdrawn_at=None, guardianship__withdrawn_at=None, **of).order_by("decided_at"),
    )


def _lines(guardianships: Any, checks: Any, positions: Any) -> Iterator[ChronologyLine]:
    urls = {one.pk: one.get_absolute_url() for one in guardianships}
    for one in guardianships:
        yield ChronologyLine(one.considered_at, one.created_at, "Special guardianship is considered", one.timetable, "court", urls[one.pk])
    for check in checks:
        if check.seen_at:
            title = f"{check.guardian.person}: {check.get_kind_display()} seen"
            url = urls.get(check.guardian.guardianship_id, "")
            yield ChronologyLine(check.seen_at, check.created_at, title, check.analysis, "enquiry", url)
    for one in positions:
        title = f"{one.get_what_display()}: {'supported' if one.supports else 'not supported'}"
        yield ChronologyLine(one.decided_at, one.created_at, title, one.reason, "court", urls.get(one.guardianship_id, ""))


register_path_view(PathView(key="special-guardianship", rows=_rows, story=_lines))

for _label, _happened in (("Guardianship", "considered_at"), ("GuardianCheck", "seen_at"), ("GuardianSupport", "decided_at")):
    belongs_to(f"guardianship.{_label}", group="Special guardianship", happened=_happened)
for _label in ("GuardianshipChild", "ProspectiveGuardian"):
    belongs_to(f"guardianship.{_label}", group="Special guardianship")
