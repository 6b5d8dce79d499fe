"""Long lists, one page at a time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True)
class PageOfList:
    """One page: iterate over it; give it to ``{% pagination page %}``."""

    page: Page[Any]
    query: str
    parameter: str

    def __iter__(self) -> Any:
        return iter(self.page.object_list)

    def __len__(self) -> int:
        return len(self.page.object_list)

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def many(self) -> bool:
        return self.page.paginator.num_pages > 1

    def url(self, number: int) -> str:
        return f"?{self.query}&{self.parameter}={number}" if self.query else f"?{self.parameter}={number}"

    @property
    def previous_url(self) -> str:
        return self.url(self.page.previous_page_number())

    @property
    def next_url(self) -> str:
        return self.url(self.page.next_page_number())

    def numbers(self) -> list[dict[str, Any]]:
        """The page numbers to show; ``None`` stands for those left out."""
        elided = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [
            {"number": n, "url": self.url(n), "current": n == self.page.number} if isinstance(n, int) else {"ellipsis": True}
            for n in elided
        ]


def paginate(request: HttpRequest, items: Any, *, per_page: int = 25, parameter: str = "page") -> PageOfList:
    """The page that the address asks for; a number that makes no sense gives the nearest page that exists."""
    query = request.GET.copy()
    query.pop(parameter, None)
    page = Paginator(items, per_page).get_page(request.GET.get(parameter))
    return PageOfList(page, query.urlencode(), parameter)
