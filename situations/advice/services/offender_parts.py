"""What advice says where a party is a registered sex offender (policy 54)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services.guards import must_be_of_case, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge
from situations.advice.models import Advice, OffenderAnalysis, OffenderChildAnalysis
from situations.advice.preflight import offender_gaps
from situations.advice.selectors import whole_of


@dataclass(frozen=True, kw_only=True)
class OffenderChildFacts:
    """For one child: the risk, what it means for contact and where the child lives, and protection."""

    child: Person
    risk: str = ""
    effect: str = ""
    protection: str = ""


@service
def write_offender_analysis(
    *,
    advice: Advice,
    person: Person,
    children: Sequence[OffenderChildFacts],
    by: Any,
    now: datetime,
    risk_connected: str = "",
    risk_carers: str = "",
    protect_carers: str = "",
    version: int | None = None,
) -> OffenderAnalysis:
    """Save the analysis as far as it is written: what is missing is listed, and refused only when the advice is filed.

    Complete, it ends what was owed since advice was filed without it. Raises StaleEdit, Denied.
    """
    advice = Advice.objects.select_for_update(of=("self",)).select_related("case").get(pk=advice.pk)
    must_work_on(advice.case, by=by, now=now)
    if advice.withdrawn_at:
        raise RuleRefused("entered-in-error", "This advice was entered in error, so it cannot be changed.")
    must_be_of_case([person, *(facts.child for facts in children)], advice.case)
    analysis = OffenderAnalysis.objects.filter(advice=advice, person=person).first() or OffenderAnalysis(advice=advice, person=person)
    analysis.expect_version(version)
    analysis.risk_connected, analysis.risk_carers, analysis.protect_carers = (
        risk_connected.strip(),
        risk_carers.strip(),
        protect_carers.strip(),
    )
    analysis.save()
    kept = {row.child_id: row for row in analysis.children.all()}
    for facts in children:
        row = kept.get(facts.child.pk) or OffenderChildAnalysis(analysis=analysis, child=facts.child)
        row.risk, row.effect, row.protection = facts.risk.strip(), facts.effect.strip(), facts.protection.strip()
        row.save()
    whole = whole_of(advice)
    if advice.is_filed and not offender_gaps(whole, whole.there(now)):
        discharge(key="offender-part-of-advice", subject=advice, at=now, by=by, now=now)
    return analysis
