"""A field together with what was typed into it, as the templates see it."""

from typing import TYPE_CHECKING, Any

from django.forms.boundfield import BoundField
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from .base import GovukForm

LABEL_SIZES = ("s", "m", "l", "xl")


class GovukBoundField(BoundField):
    """Renders by a GOV.UK component instead of a widget."""

    form: "GovukForm"

    @property
    def error_text(self) -> str:
        """Every error of the field as one piece of text, or an empty string."""
        messages = [conditional_escape(message) for message in self.errors]
        return mark_safe("<br>".join(messages)) if messages else ""

    @property
    def link_id(self) -> str:
        """The id of the first control, which an error summary links to."""
        return self.field.first_control_id(self)

    def common(self) -> dict[str, Any]:
        """The parameters that every GOV.UK form component takes."""
        params: dict[str, Any] = {"id": self.auto_id, "name": self.html_name}
        if self.field.hint:
            params["hint"] = {"text": self.field.hint}
        if self.error_text:
            params["error_message"] = {"text": self.error_text}
        return params

    def _caption(self, block: str) -> dict[str, Any]:
        field = self.field
        size = field.label_size or ("l" if field.heading else "s")
        classes = f"{block}--{size}" if size in LABEL_SIZES else ""
        if field.label_hidden:
            classes = "govuk-visually-hidden"
        return {"text": self.label, "classes": classes, "is_page_heading": field.heading}

    def label_params(self) -> dict[str, Any]:
        return self._caption("govuk-label")

    def fieldset_params(self) -> dict[str, Any]:
        return {"legend": self._caption("govuk-fieldset__legend")}

    def as_field_group(self) -> SafeString:
        """The whole question: label, hint, error and controls. Errors of a hidden field go to the summary alone."""
        if self.is_hidden:
            return self.as_hidden()
        return self.field.render_group(self)

    def __str__(self) -> str:
        return self.as_field_group()
