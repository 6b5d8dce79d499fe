"""Looking up in a mapping, for the audit's tables."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def entry(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value at ``key``, or at its text; nothing where there is none."""
    return mapping.get(key, mapping.get(str(key)))
