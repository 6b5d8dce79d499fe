"""One search box."""

from typing import Any

from cafcass_cases.audit.views import LogsReading
from cafcass_cases.ui.views import ServicePage

from ..searching import Results
from ..searching import search as find


class Search(LogsReading, ServicePage):
    title = "Search"
    template_name = "cases/search.html"
    reads = "Search results"
    results = Results()

    def prepare(self) -> None:
        self.text = self.request.GET.get("q", "").strip()
        self.results = find(user=self.request.user, text=self.text, at=self.now)

    def get_cases(self) -> list[Any]:
        cases = {one.person.case_id: one.person.case for one in self.results.people}
        cases.update({case.pk: case for case in self.results.cases})
        cases.update({hit.case.pk: hit.case for hit in self.results.others if hit.case})
        return list(cases.values())

    def page_context(self) -> dict[str, Any]:
        return {"text": self.text, "results": self.results}
