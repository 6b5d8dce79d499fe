"""How often what the policy asks was done: the page, the cases behind each number, and the same to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.core.errors import Denied
from cafcass_cases.duties import compliance
from cafcass_cases.duties.compliance import Tally
from cafcass_cases.duties.definitions import known_definition
from cafcass_cases.duties.models import OwedBy
from cafcass_cases.policy.catalogue import cite, cite_all
from cafcass_cases.ui.components import Column, Row
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServicePage
from cafcass_cases.ui.words import duration_words, london

from ..compliance_choice import GROUPINGS, Asked, ComplianceFilter, usual_period
from ..compliance_rows import NUMBERS, OWED_BY, Figures, Line, about_figures, chart_of, figures_for, hours, sheet_of
from ..sheets import CSV_TYPE, ODS_TYPE, Sheet, as_csv, as_ods


class CompliancePage(ServicePage):
    """What the page, the list and their exports share: who may see, and what was asked."""

    form: ComplianceFilter
    asked: Asked

    def prepare(self) -> HttpResponse | None:
        user = self.request.user
        if not compliance.may_see(user):
            raise Denied("Compliance is for managers, Heads of Practice, Assistant Directors, auditors and administrators.")
        self.scope = compliance.scope_of(user, self.now)
        self.form = ComplianceFilter(self._typed(self.request), now=self.now, teams=self.scope.teams)
        self.form.is_valid()
        self.asked = self.form.asked()
        return None

    def _typed(self, request: HttpRequest) -> dict[str, Any]:
        """What stands in the address; where it asks nothing of the days, the usual twelve months."""
        typed = {name: value for name, value in request.GET.items()}
        if not any(name.startswith(("first_day", "last_day")) for name in typed):
            for name, day in zip(("first_day", "last_day"), usual_period(self.now), strict=True):
                typed |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
        return typed

    @property
    def may_list(self) -> bool:
        return compliance.may_list(self.request.user)


def whose_words(user: User, teams: tuple[Any, ...]) -> str:
    """Whose figures somebody sees, in words."""
    if user.role in (Role.AUDITOR, Role.ADMINISTRATOR):
        return "The whole country"
    if not teams:
        return "You answer for no team"
    if user.role == Role.MANAGER:
        return ", ".join(team.name for team in teams)
    return ", ".join(dict.fromkeys(team.service_area.name for team in teams))


class ShowCompliance(CompliancePage):
    """Opened, met, late, departed and still open, by whatever was asked; ours, the authorities' and the courts' apart."""

    title = "Compliance"
    template_name = "figures/show_compliance.html"

    def page_context(self) -> dict[str, Any]:
        figures = figures_for(self.scope, self.asked, self.now)
        whose = whose_words(self.request.user, self.scope.teams)
        return {
            "form": self.form,
            "error_title": bool(self.form.errors),
            "whose": whose,
            "owners": [self._owner(figures, owed_by) for owed_by in OwedBy],
            "about": [Row(what, words) for what, words in about_figures(self.asked, whose=whose, now=self.now)],
            "csv_url": reverse("figures:export_compliance", args=["csv"]) + self.asked.query(),
            "ods_url": reverse("figures:export_compliance", args=["ods"]) + self.asked.query(),
            "grouping": GROUPINGS[self.asked.by].lower(),
        }

    def _owner(self, figures: Figures, owed_by: OwedBy) -> dict[str, Any]:
        total = figures.total.of(owed_by)
        whole = Line("All", figures.total, self.asked.where)
        rows = [self._cells(line, tally, owed_by) for line, tally in figures.of(owed_by)]
        return {
            "key": str(owed_by),
            "heading": OWED_BY[owed_by],
            "total": total,
            "is_empty": not (total.opened or total.departures),
            "numbers": [(words, self._number(whole, total, owed_by, which)) for which, words in NUMBERS.items()],
            "lateness": self._lateness(total),
            "chart": chart_of(figures, owed_by),
            "columns": [
                GROUPINGS[self.asked.by],
                *(Column(words, numeric=True) for words in NUMBERS.values()),
                Column("Half were later than"), Column("Longest late"),
            ],
            "rows": [*rows, self._cells(whole, total, owed_by)] if rows else [],
        }  # fmt: skip

    def _cells(self, line: Line, tally: Tally, owed_by: OwedBy) -> list[Any]:
        return [
            self._name(line),
            *(self._number(line, tally, owed_by, which) for which in NUMBERS),
            *(duration_words(length) if length else "" for length in (tally.late_median, tally.late_longest)),
        ]

    def _name(self, line: Line) -> SafeString | str:
        if line.closer is None:
            return line.label
        return format_html('<a class="govuk-link" href="{}">{}</a>', line.closer.query(), line.label)

    def _number(self, line: Line, tally: Tally, owed_by: OwedBy, which: str) -> SafeString | str:
        number = getattr(tally, which)
        if not (number and self.may_list):
            return str(number)
        url = reverse("figures:list_compliance_duties") + Asked(line.where, self.asked.by).query(owed_by=owed_by, which=which)
        return format_html(
            '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}: {}</span></a>',
            url,
            number,
            line.label,
            NUMBERS[which],
        )

    def _lateness(self, total: Tally) -> str:
        """How late, in a sentence or two; none where nothing was."""
        sentences = []
        if total.late_median and total.late_longest:
            half = f"Half of what was done late was later than {duration_words(total.late_median)}"
            sentences.append(f"{half}, the longest by {duration_words(total.late_longest)}; {duration_words(total.late_total)} in all.")
        if total.open_late_longest:
            sentences.append(f"The longest that is open is late by {duration_words(total.open_late_longest)} so far.")
        return " ".join(sentences)


class ExportCompliance(CompliancePage):
    """The page's figures as a file: no names, no cases."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        figures = figures_for(self.scope, self.asked, self.now)
        whose = whose_words(request.user, self.scope.teams)
        sheet = sheet_of(figures, whose=whose, now=self.now)
        return as_file(sheet, self.kwargs["format"], f"compliance-by-{self.asked.by}", self)


def as_file(sheet: Sheet, format: str, name: str, page: CompliancePage) -> HttpResponse:
    """A download, named by what it holds and its days. Raises Http404 for a format there is not."""
    where = page.asked.where
    days = "-".join(f"{day:%Y-%m-%d}" for day in (where.first, where.last) if day)
    if format == "csv":
        content, kind = as_csv(sheet), CSV_TYPE
    elif format == "ods":
        content, kind = as_ods(sheet, made_at=page.now), ODS_TYPE
    else:
        raise Http404
    disposition = f'attachment; filename="{"-".join(filter(None, (name, days)))}.{format}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


class ComplianceList(CompliancePage):
    """The duties that one number counts. Not for administrators, who see no case."""

    def prepare(self) -> HttpResponse | None:
        answer = super().prepare()
        if not self.may_list:
            raise Denied("You see the figures, not the cases behind them.")
        self.which = self.request.GET.get("which", "opened")
        owed_by = self.request.GET.get("owed_by", OwedBy.US)
        if self.which not in NUMBERS or owed_by not in OwedBy.values:
            raise Http404
        self.owed_by = OwedBy(owed_by)
        where = self.asked.where.but(owed_by=str(self.owed_by))
        kind = "departed" if self.which == "departures" else self.which
        self.duties = compliance.duties(user=self.scope, where=where, which=kind, now=self.now)
        listed = compliance.departures(user=self.scope, where=where, now=self.now)
        self.departures = listed if self.which == "departures" else listed.none()
        return answer

    def get_title(self) -> str:
        return f"{OWED_BY[self.owed_by]}: {NUMBERS[self.which].lower()}"


class ListComplianceDuties(ComplianceList):
    """Case references and what was owed, in the order it was due; nobody's name."""

    template_name = "figures/list_compliance_duties.html"

    def get_back_url(self) -> str:
        return reverse("figures:show_compliance") + self.asked.query()

    def page_context(self) -> dict[str, Any]:
        page = paginate(self.request, self.duties, per_page=50)
        query = self.asked.query(owed_by=str(self.owed_by), which=self.which)
        return {
            "page": page,
            "columns": ["Case", "What was owed", "Paragraph", "Team", "Started", "Due", "What became of it"],
            "rows": [self._cells(duty) for duty in page],
            "departures": [
                [self._case(one.case), cite(one.requirement), self._team(one.case), london(one.decided_at)] for one in self.departures
            ],
            "csv_url": reverse("figures:export_compliance_duties", args=["csv"]) + query,
            "ods_url": reverse("figures:export_compliance_duties", args=["ods"]) + query,
        }

    def _cells(self, duty: Any) -> list[Any]:
        kind = known_definition(duty.key)
        what = format_html('<a class="govuk-link" href="{}">{}</a>', reverse("duties:show_duty", args=[duty.pk]), title_of(duty))
        became = duty.get_ending_display() or "Open"
        if duty.is_late(self.now) and duty.due_at:
            length = duration_words((duty.ended_at or self.now) - duty.due_at)
            became = f"{became}, {'late by ' if duty.ended_at is None else 'by '}{length}"
        return [
            self._case(duty.case), what, cite_all(kind.requirements) if kind else "", self._team(duty.case), london(duty.event_at),
            london(duty.due_at) if duty.due_at else "Before the next step", became,
        ]  # fmt: skip

    def _case(self, case: Any) -> SafeString:
        return format_html('<a class="govuk-link app-whole" href="{}">{}</a>', reverse("cases:show_case", args=[case.pk]), case.reference)

    def _team(self, case: Any) -> str:
        return case.team.name if case.team else "No team yet"


def title_of(duty: Any) -> str:
    kind = known_definition(duty.key)
    return kind.title if kind else duty.key


class ExportComplianceDuties(ComplianceList):
    """The list as a file: references, no names."""

    COLUMNS = (
        "Case",
        "What was owed",
        "Requirements",
        "Owed by",
        "Team",
        "Started",
        "Due",
        "Ended",
        "What became of it",
        "Late by (hours)",
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = [self._cells(duty) for duty in self.duties]
        rows += [
            [one.case.reference, "A departure while no duty was open", one.requirement, OwedBy.US.label,
             one.case.team.name if one.case.team else "", london(one.decided_at), "", "", "Departed from", None]
            for one in self.departures
        ]  # fmt: skip
        whose = whose_words(request.user, self.scope.teams)
        sheet = Sheet(self.get_title().replace(":", ","), self.COLUMNS, rows, about_figures(self.asked, whose=whose, now=self.now))
        return as_file(sheet, self.kwargs["format"], f"compliance-list-{self.which.replace('_', '-')}", self)

    def _cells(self, duty: Any) -> list[Any]:
        kind = known_definition(duty.key)
        late = (duty.ended_at or self.now) - duty.due_at if duty.is_late(self.now) and duty.due_at else None
        moments = (duty.event_at, duty.due_at, duty.ended_at)
        return [
            duty.case.reference, title_of(duty), ", ".join(kind.requirements) if kind else "", duty.get_owed_by_display(),
            duty.case.team.name if duty.case.team else "", *(london(moment) if moment else "" for moment in moments),
            duty.get_ending_display() or "Open", hours(late),
        ]  # fmt: skip
