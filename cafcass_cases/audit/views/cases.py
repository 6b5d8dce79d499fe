"""The audit of one case: what changed, who read it, and how it stood at any moment."""

from typing import Any

from django.urls import reverse

from cafcass_cases.core.clock import london
from cafcass_cases.ui.components import NavItem
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServicePage

from .. import selectors
from ..changes import ChangeFilters
from ..forms import AsAtForm, CaseChangesFilter, CaseReadsFilter
from .reading import LogsReading
from .searching import staff_asked_for

TABS = (
    ("What changed", "audit:show_case_audit"),
    ("Who read it", "audit:show_case_reads"),
    ("As it stood", "audit:show_case_as_at"),
)


class CaseAuditPage(LogsReading, ServicePage):
    """A tab of the audit of a case, for its managers, senior staff and auditors."""

    url_name = ""

    def prepare(self) -> None:
        self.case = selectors.audited_case(self.request.user, self.kwargs["case_id"], self.now)

    def get_caption(self) -> str:
        return str(self.case)

    def get_back_url(self) -> str:
        address = getattr(self.case, "get_absolute_url", None)
        return address() if address else reverse("cases:show_case", args=[self.case.pk])

    def frame(self) -> dict[str, Any]:
        tabs = [NavItem(label, reverse(name, args=[self.case.pk]), name == self.url_name) for label, name in TABS]
        return {**super().frame(), "case": self.case, "tabs": tabs}


class ShowCaseAudit(CaseAuditPage):
    """Every change of the case's record, before and after, newest first."""

    title = "What changed"
    reads = "Audit of the case: what changed"
    url_name = "audit:show_case_audit"
    template_name = "audit/show_case_audit.html"

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        form = CaseChangesFilter(
            self.request.GET or {},
            now=self.now,
            people=selectors.people_of(self.case),
            records=selectors.record_choices(of_case=True),
        )
        form.is_valid()
        period = form.period()
        filters = ChangeFilters(
            who=staff_asked_for(form),
            about=form.chosen_id("about"),
            record=form.cleaned_data.get("record") or "",
            since=period.since,
            until=period.until,
        )
        changes = selectors.changes_of_case(user, self.case, self.now, filters)
        return {"form": form, "asked": form.asked, "page": paginate(self.request, changes)}


class ShowCaseReads(CaseAuditPage):
    """Who was shown the case, and what of it, newest first."""

    title = "Who read it"
    reads = "Audit of the case: who read it"
    url_name = "audit:show_case_reads"
    template_name = "audit/show_case_reads.html"

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        form = CaseReadsFilter(self.request.GET or {}, now=self.now)
        form.is_valid()
        period = form.period()
        reads = selectors.reads_of_case(user, self.case, self.now, who=staff_asked_for(form), since=period.since, until=period.until)
        page = paginate(self.request, reads, per_page=50)
        return {"form": form, "asked": form.asked, "page": page, "people": dict(selectors.people_of(self.case))}


class ShowCaseAsAt(CaseAuditPage):
    """The case as it stood, and as it was known, at the moment that is asked for."""

    title = "As it stood"
    reads = "Audit of the case: as it stood"
    url_name = "audit:show_case_as_at"
    template_name = "audit/show_case_as_at.html"

    def page_context(self) -> dict[str, Any]:
        asked = any(name in self.request.GET for name in ("known", "moment-day", "moment-time"))
        local = london(self.now)
        form = AsAtForm(self.request.GET if asked else None, now=self.now, initial={"known": "then"})
        context: dict[str, Any] = {"form": form, "today": local.date()}
        if asked and form.is_valid():
            moment, known = form.cleaned_data["moment"], form.cleaned_data["known"]
            as_at = selectors.case_as_at(self.request.user, self.case, self.now, moment, known_by=known == "then")
            context |= {"moment": moment, "known": known, "groups": as_at.groups}
        return context
