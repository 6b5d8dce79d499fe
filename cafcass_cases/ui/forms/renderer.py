"""Where form templates are looked for: ours through the project's engine, Django's own (hidden inputs) through its own."""

from functools import cached_property
from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template.loader import get_template


class GovukRenderer(BaseRenderer):
    """The renderer of every :class:`GovukForm`."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def _builtin(self) -> DjangoTemplates:
        return DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/"):
            return self._builtin.get_template(template_name)
        return get_template(template_name)
