"""The public's statistics: tables that could be published as they stand, and the cases behind them for auditors."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from cafcass_cases.core.clock import end_of_day, london_date
from cafcass_cases.core.errors import Denied
from cafcass_cases.policy.selectors import policy_versions
from cafcass_cases.ui.components import Column, Row
from cafcass_cases.ui.views import ServicePage
from cafcass_cases.ui.words import london
from cafcass_cases.ui.words import london_date as in_words

from .. import selectors
from ..compliance_choice import usual_period
from ..forms.statistics import StatisticsFilter
from ..sheets import CSV_TYPE, ODS_TYPE, Sheet, as_csv, as_ods
from ..statistics.tables import WITHHELD, Period, Table, every_table


class StatisticsPage(ServicePage):
    """Who may see, which days, and up to when the record counts."""

    title = "Statistics"
    period: Period
    known_on: date

    def prepare(self) -> None:
        if not selectors.may_see_statistics(self.request.user):
            raise Denied("The statistics are for managers, Heads of Practice, Assistant Directors, auditors and administrators.")
        self.form = StatisticsFilter(self._typed(), now=self.now)
        self.form.is_valid()
        given = self.form.cleaned_data
        first, last = usual_period(self.now)
        wrong = bool(self.form.errors)
        self.period = Period(first, last) if wrong else Period(given.get("first_day") or first, given.get("last_day") or last)
        self.known_on = (None if wrong else given.get("known_on")) or london_date(self.now)
        self.moment = min(end_of_day(self.known_on), self.now)

    def _typed(self) -> dict[str, Any]:
        typed = {name: value for name, value in self.request.GET.items()}
        usual = zip(("first_day", "last_day", "known_on"), (*usual_period(self.now), london_date(self.now)), strict=True)
        for name, day in usual:
            if not any(typed.get(f"{name}-{part}") for part in ("day", "month", "year")):
                typed |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
        return typed

    def query(self) -> str:
        """What was asked, as the end of an address."""
        days = {"first_day": self.period.first, "last_day": self.period.last, "known_on": self.known_on}
        return "?" + urlencode({f"{name}-{part}": getattr(day, part) for name, day in days.items() for part in ("day", "month", "year")})

    def about(self) -> list[tuple[str, str]]:
        """What the figures are: it stands on the page and in every export."""
        return [
            ("Days counted", f"{in_words(self.period.first)} to {in_words(self.period.last)}"),
            ("As it was known at", london(self.moment)),
            ("Covers", "The whole country, private and public law"),
            (
                "Withheld",
                f"{WITHHELD} stands for a small number (1 to 4), or for one that would give a small number away, in its own table or another of these",
            ),
            ("Policy in force on the last day", self.policy_words(self.period.last)),
        ]

    @cached_property
    def versions(self) -> list[Any]:
        """The versions of the policy, newest first."""
        return sorted((one for one in policy_versions() if one.document == "policy"), key=lambda one: one.in_force_on, reverse=True)

    def policy_words(self, day: date) -> str:
        """The version of the policy in force at the end of a day."""
        version = next((one for one in self.versions if one.in_force_on <= day), None)
        if version is None:
            first = self.versions[-1]
            return f"No version of that time is kept here. The first is {first}, in force from {in_words(first.in_force_on)}"
        return f"{version}, in force from {in_words(version.in_force_on)}"

    def tables(self) -> list[Table]:
        return every_table(self.moment, self.period)


class ShowStatistics(StatisticsPage):
    template_name = "figures/show_statistics.html"

    def page_context(self) -> dict[str, Any]:
        query = self.query()
        return {
            "form": self.form,
            "about": [Row(what, words) for what, words in self.about()],
            "tables": [self._shown(table, query) for table in self.tables()],
            "ods_url": reverse("figures:export_statistics", args=["all", "ods"]) + query,
            "policy": [
                Row(in_words(day), self.policy_words(day)) for day in dict.fromkeys((self.period.first, self.known_on, self.period.last))
            ],
            "requests_url": reverse("figures:list_requests"),
        }

    def _shown(self, table: Table, query: str) -> dict[str, Any]:
        head, rows = table.published()
        return {
            "table": table,
            "columns": [head[0], *(Column(words, numeric=True) for words in head[1:])],
            "rows": rows,
            "csv_url": reverse("figures:export_statistics", args=[table.key, "csv"]) + query,
            "cases_url": reverse("figures:list_statistics_cases", args=[table.key]) + query
            if selectors.may_see_cases_behind(self.request.user)
            else "",
        }


class ExportStatistics(StatisticsPage):
    """One table as CSV, or all of them as a spreadsheet, as they are published."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, kind = self.kwargs["table"], self.kwargs["format"]
        sheets = [
            Sheet(table.key, head, rows, [*self.about(), *((one.title, one.definition) for one in tables)])
            for tables in [self.tables()]
            for table in tables
            if key in (table.key, "all")
            for head, rows in [table.published()]
        ]
        if not sheets or (kind, key == "all") not in (("csv", False), ("ods", True)):
            raise Http404
        content, content_type = (as_csv(sheets[0]), CSV_TYPE) if kind == "csv" else (as_ods(*sheets, made_at=self.now), ODS_TYPE)
        name = f"statistics-{key}-{self.period.first}-{self.period.last}.{kind}"
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class ListStatisticsCases(StatisticsPage):
    """The cases that a table counts. For auditors: numbers here are not fit to be published."""

    template_name = "figures/list_statistics_cases.html"

    def prepare(self) -> None:
        super().prepare()
        if not selectors.may_see_cases_behind(self.request.user):
            raise Denied("Auditors alone see the cases behind the statistics.")
        self.table = next((one for one in self.tables() if one.key == self.kwargs["table"]), None)
        if self.table is None:
            raise Http404

    def get_title(self) -> str:
        return f"Cases behind: {self.table.title}"

    def get_back_url(self) -> str:
        return reverse("figures:show_statistics") + self.query()

    def page_context(self) -> dict[str, Any]:
        cells = [
            (label, self.table.columns[c], selectors.cases_behind(self.table.cases[r, c]))
            for r, (label, counts) in enumerate(self.table.rows)
            for c, count in enumerate(counts)
            if count
        ]
        return {"cells": cells, "about": [Row(what, words) for what, words in self.about()]}
