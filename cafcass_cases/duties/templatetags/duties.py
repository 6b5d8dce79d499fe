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
    owed: bool = False,
) -> dict[str, Any]:
    """``duties`` from a selector of this room (``duties_of_case(case)``); ``now`` is the page's when left out.

    What is open comes first, then what has ended, each in the order given. ``owed`` is for a list under "What is owed": it
    says so where nothing is open any more.
    """
    moment = now or context.get("now") or clock.now()
    in_order = sorted(duties, key=lambda duty: not duty.is_open)
    settled = owed and bool(in_order) and not in_order[0].is_open
    tasks = tasks_of(in_order, moment, with_case=with_case)
    return {"tasks": tasks, "id_prefix": id_prefix, "empty": "Nothing is owed." if owed else empty, "settled": settled}
