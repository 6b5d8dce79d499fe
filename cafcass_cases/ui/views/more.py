"""What does not fit into the menu."""

from typing import Any

from ..navigation import the_rest_for
from .pages import ServicePage


class ShowMore(ServicePage):
    """The pages that a user is offered beside those of the menu, without a script to open anything."""

    title = "More"
    template_name = "ui/show_more.html"

    def page_context(self) -> dict[str, Any]:
        return {"links": the_rest_for(self.request)}
