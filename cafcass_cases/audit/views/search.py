"""The auditors' pages: who read and who changed what anywhere, and whether the evidence is as it was written."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from kombu.exceptions import OperationalError

from cafcass_cases.accounts.rules import may_audit
from cafcass_cases.core.clock import from_london, london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.ui.components import NavItem
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceAction, ServicePage

from .. import selectors, tasks
from ..changes import ChangeFilters
from ..forms import Period, SearchChangesFilter, SearchReadsFilter
from .reading import LogsReading
from .searching import staff_asked_for

TABS = (
    ("Who read what", "audit:search_reads"),
    ("Who changed what", "audit:search_changes"),
    ("Seals", "audit:show_seals"),
)

DAYS_WITHOUT_A_SEARCH = 7
"""What is shown before anything is asked for: the last week."""


class AuditorsPage:
    """For auditors alone: the whole country's record, read only."""

    url_name = ""
    now: Any
    request: Any

    def prepare(self) -> None:
        if not may_audit(self.request.user):
            raise Denied("The audit of the whole record is for auditors.")

    def frame(self) -> dict[str, Any]:
        tabs = [NavItem(label, reverse(name), name == self.url_name) for label, name in TABS]
        return {**super().frame(), "tabs": tabs}  # type: ignore[misc]


class SearchPage(AuditorsPage):
    """A search by case, person and date. Without one, the last week."""

    def case_asked_for(self, form: Any) -> tuple[UUID | None, bool]:
        """(id, True), or (None, False) where a reference was typed that no case has."""
        reference = form.cleaned_data.get("reference") or ""
        if not reference:
            return None, True
        case_id = selectors.case_id_of_reference(self.request.user, reference)
        if case_id is None:
            form.add_error("reference", "There is no case with this reference. Check it and search again")
        return case_id, case_id is not None

    def period_asked_for(self, form: Any) -> Period:
        period: Period = form.period()
        if form.asked:
            return period
        first = london_date(self.now) - timedelta(days=DAYS_WITHOUT_A_SEARCH)
        return Period(since=from_london(first, time(0), fold=0))


class SearchReads(SearchPage, ServicePage):
    """The read log."""

    title = "Who read what"
    url_name = "audit:search_reads"
    template_name = "audit/search_reads.html"

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        form = SearchReadsFilter(self.request.GET or {}, now=self.now)
        form.is_valid()
        case_id, found = self.case_asked_for(form)
        period = self.period_asked_for(form)
        reads = selectors.search_reads(user, who=staff_asked_for(form), case_id=case_id, since=period.since, until=period.until)
        page = paginate(self.request, reads if found else reads.none(), per_page=50)
        references = selectors.references_of({read.case_id for read in page})
        return {"form": form, "asked": form.asked, "page": page, "references": references}


class SearchChanges(LogsReading, SearchPage, ServicePage):
    """Changes of every record. It shows what the records said, so each case on the page is logged as read."""

    title = "Who changed what"
    reads = "Audit: who changed what"
    url_name = "audit:search_changes"
    template_name = "audit/search_changes.html"

    def get_cases(self) -> list[UUID]:
        return sorted({change.case_id for change in self.page if change.case_id})

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        form = SearchChangesFilter(
            self.request.GET or {},
            now=self.now,
            records=selectors.record_choices(of_case=False),
        )
        form.is_valid()
        case_id, found = self.case_asked_for(form)
        period = self.period_asked_for(form)
        filters = ChangeFilters(
            who=staff_asked_for(form), record=form.cleaned_data.get("record") or "", since=period.since, until=period.until
        )
        self.page = paginate(self.request, selectors.search_changes(user, filters, case_id) if found else [])
        references = selectors.references_of(set(self.get_cases()))
        return {"form": form, "asked": form.asked, "page": self.page, "references": references}


class ShowSeals(AuditorsPage, ServicePage):
    """The chain of seals, and what the last verifications found."""

    title = "Seals"
    url_name = "audit:show_seals"
    template_name = "audit/show_seals.html"

    def page_context(self) -> dict[str, Any]:
        user = self.request.user
        verifications = selectors.last_verifications(user)
        return {
            "verifications": verifications,
            "last": verifications[0] if verifications else None,
            "page": paginate(self.request, selectors.seals(user)),
            "evidence_rows": selectors.evidence_rows(user),
        }


class VerifyEvidence(AuditorsPage, ServiceAction):
    """Ask a worker to verify everything now."""

    title = "Verify the evidence"
    success_message = "The verification has begun. Its result will stand here when it is done."

    def get_back_url(self) -> str:
        return reverse("audit:show_seals")

    def perform(self) -> str:
        try:
            tasks.verify_evidence.delay(str(self.request.user.pk))
        except OperationalError:
            sentence = "The workers cannot be reached, so nothing was verified. Try again in a few minutes."
            raise RuleRefused("worker", sentence) from None
        return self.get_back_url()
