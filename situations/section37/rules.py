"""The rules of section 37, for the Policy page; and what stands against closing a case."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Advice

for _ids, _words in (
    (("P32-1",), "Section 37 advice is not issued or filed before a manager was consulted"),
    (("P32-2",), "Section 37 advice says its rationale"),
    (("P33-1",), "Section 37 advice is not issued or filed before the authority was told"),
    (("P33-2",), "The authority is told with a referral and a 16A that asks for section 37"),
    (("P33-3",), "Whether an earlier hearing is asked for is answered, with a reason for no"),
    (("P34-1",), "A section 37 direction has the day of the order and of the authority’s report"),
    (("P34-2",), "The letter to the authority gives the agreed timescales"),
    (("P35-1",), "The authority’s report stays owed until all three questions are answered for every child"),
):
    register_carrier(_ids, Carrier("rule", _words))


@register_closing_guard
def nothing_under_way(case: Any, now: datetime) -> list[str]:
    """Section 37 advice that is under way keeps a case open."""
    standing = Advice.objects.filter(case=case, withdrawn_at=None, left_at=None).prefetch_related("conclusions")
    return [f"Section 37 advice: {advice.state_words[0].lower()}" for advice in standing if not advice.is_over]
