"""Records turned into what templates show."""

from collections.abc import Iterable

from cafcass_cases.ui.components import Event, Row
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from .models import EducationCheck, Schooling


def schooling_rows(row: Schooling) -> list[Row]:
    """How it stands, in words."""
    rows = [
        Row("How it stands", row.get_status_display()),
        Row("Known since", london(row.known_at)),
        Row("How it is known", govuk.prose(row.told) if row.told else "Not recorded"),
        Row("Child protection plan, now or in the past", row.get_plan_display()),
    ]
    if row.concern:
        words = f"Yes. {row.contact_how}" if row.contact_reduced else "No"
        rows += [Row("Concern", row.concern.reference), Row("Increased by lack of contact with professionals", words)]
    if row.weighed_at:
        told = "Yes" if row.court_16a else "No"
        rows.append(Row("The court is told by a 16A", f"{told}. {row.court_reason}"))
        if row.plan_weight:
            rows.append(Row("Weight given to the plan", govuk.prose(row.plan_weight)))
        rows.append(Row("Weighed", f"{london(row.weighed_at)}, {row.weighed_by}"))
    if row.back_on:
        rows.append(Row("In school again", f"{row.back_on:%-d %B %Y}. {row.back_how}"))
    return rows


def check_events(checks: Iterable[EducationCheck]) -> list[Event]:
    return [
        Event(
            check.get_result_display(),
            check.asked_at,
            by=str(check.created_by or ""),
            text=f"{check.authority or 'The authority'}, {check.asked_of}. {check.answer}".strip(),
        )
        for check in checks
    ]
