"""``{% load duties %}{% duty_task_list duties %}``: a task list of duties, each with paragraph, owner and clock."""

from collections.abc import Iterable
from typing import Any

from django import template

from cafcass_cases.core import clock

from ..models import Duty
from ..presenting import tasks_of

register = template.Library()


@register.inclusion_tag("duties/task_list.html", takes_context=True)
def duty_task_list(
    context: Any,
    duties: Iterable[Duty],
    now: Any = None,
    *,
    with_case: bool = False,
    id_prefix: str = "duties",
    empty: str = "There are none.",
) -> dict[str, Any]:
    """``duties`` from a selector of this room (``duties_of_concern(concern.pk)``); ``now`` is the page's when left out."""
    moment = now or context.get("now") or clock.now()
    return {"tasks": tasks_of(list(duties), moment, with_case=with_case), "id_prefix": id_prefix, "empty": empty}
