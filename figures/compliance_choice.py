"""What somebody asked of the compliance page: which duties, and counted by what. It travels in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from cafcass_cases.accounts.models import ServiceArea, Team
from cafcass_cases.core.clock import london_date
from cafcass_cases.duties.compliance import NONE, By, Filter
from cafcass_cases.duties.definitions import all_definitions
from cafcass_cases.policy import catalogue
from cafcass_cases.ui import forms as f

MONTHS_SHOWN = 12
USUAL = "paragraph"
GROUPINGS = {
    USUAL: "Paragraph of the policy",
    "framework": "Paragraph of the framework",
    "requirement": "Requirement",
    "duty": "Duty",
    "area": "Service area",
    "team": "Team",
    "month": "Month",
}
COUNTED_BY = {
    "paragraph": By.PARAGRAPH, "framework": By.PARAGRAPH, "requirement": By.REQUIREMENT, "duty": By.DUTY,
    "area": By.AREA, "team": By.TEAM, "month": By.MONTH,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The filter and the grouping. ``by`` is a key of GROUPINGS."""

    where: Filter
    by: str = USUAL

    @property
    def grouped(self) -> Filter:
        """The filter to count groups with: paragraphs are those of one document."""
        if self.by == "framework" and not self.where.document:
            return self.where.but(document="framework")
        return self.where

    def query(self, **more: Any) -> str:
        """This as the end of an address, with ``more`` (None leaves one out)."""
        where = self.where
        values: dict[str, Any] = {"by": self.by}
        for name, day in (("first_day", where.first), ("last_day", where.last)):
            if day:
                values |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
        about = f"{where.document or 'policy'}:{where.paragraph}" if where.paragraph else ""
        values |= {
            "area": where.area, "team": where.team, "about": about, "requirement": where.requirement, "duty": where.duty,
            "owed_by": where.owed_by, **more,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in values.items() if value})


def usual_period(now: datetime) -> tuple[date, date]:
    """This month so far and the eleven before it, London dates."""
    today = london_date(now)
    months = today.year * 12 + today.month - MONTHS_SHOWN
    return date(months // 12, months % 12 + 1, 1), today


class ComplianceFilter(f.GovukForm):
    """Sent by GET, so that what was asked can be kept as a link. What is left out is not asked for."""

    first_day = f.LocalDateField(label="Started from", required=False, label_size="s")
    last_day = f.LocalDateField(label="To", required=False, label_size="s")
    area = f.SelectField(label="Service area", required=False, choices=[], empty_label="All", label_size="s")
    team = f.SelectField(label="Team", required=False, choices=[], empty_label="All", label_size="s")
    about = f.SelectField(label="Paragraph", required=False, choices=[], empty_label="All", label_size="s")
    by = f.SelectField(
        label="Count by", required=False, label_size="s",
        choices=[(key, words) for key, words in GROUPINGS.items() if key != USUAL], empty_label=GROUPINGS[USUAL],
    )  # fmt: skip
    requirement = f.HiddenField(required=False)
    duty = f.HiddenField(required=False)

    groups = [f.Group("Show", ["first_day", "last_day", "area", "team", "about", "by"], size="s")]

    def __init__(self, *args: Any, teams: Sequence[Team] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: dict[Any, ServiceArea] = {team.service_area_id: team.service_area for team in teams}
        self.fields["area"].choices = [*((str(pk), area.name) for pk, area in areas.items()), (NONE, "No team yet")]
        self.fields["team"].choices = [*((str(team.pk), team.name) for team in teams), (NONE, "No team yet")]
        self.fields["about"].choices = paragraphs_to_choose(self.data.get("about", ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day must be the same as or after the first")
        return cleaned

    def asked(self) -> Asked:
        """What was asked, as far as it makes sense."""
        given = self.cleaned_data
        document, _, paragraph = (given.get("about") or "").partition(":")
        where = Filter(
            first=given.get("first_day"), last=given.get("last_day"), area=given.get("area") or None, team=given.get("team") or None,
            document=document, paragraph=paragraph, requirement=given.get("requirement") or "", duty=given.get("duty") or "",
        )  # fmt: skip
        return Asked(where, given.get("by") or USUAL)


def paragraphs_to_choose(chosen: str = "") -> list[tuple[str, str]]:
    """Every paragraph of the policy, those of the framework that a duty cites, and the one that was chosen; in their order."""
    cited = {one for kind in all_definitions() for one in kind.requirements}
    return [
        (name, f"{catalogue.cite(paragraph.requirements[0].id)}: {paragraph.heading}")
        for key in catalogue.FILES
        for paragraph in catalogue.document(key).paragraphs
        for name in [f"{key}:{paragraph.number}"]
        if key == "policy" or name == chosen or any(one.id in cited for one in paragraph.requirements)
    ]
