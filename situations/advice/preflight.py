"""What is missing before a piece of advice is filed: policy 17, 54, and what other rooms registered."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.selectors import children_of
from safeguarding.advising import AdviceGap, advice_gaps

from .models import Advice, OffenderAnalysis, TimeAdvice, TimeWith
from .selectors import offenders_of


def speaks_of_time(advice: Advice) -> bool:
    """Whether it recommends anything on a child's time with an adult."""
    return TimeAdvice.objects.filter(child_advice__advice=advice).exclude(recommendation=TimeWith.NOT_ADDRESSED).exists()


def referral_gap(advice: Advice) -> AdviceGap | None:
    """A finding of fact is recommended and nobody answered whether to refer (policy 17)."""
    if not advice.recommends_finding_of_fact or (advice.referral_considered and advice.referral_reason):
        return None
    text = "Whether to refer to the local authority, since a finding of fact is recommended"
    return AdviceGap("P17-1", text, blocks=True, url=reverse("advice:consider_referral", args=[advice.pk]))


def offender_gaps(advice: Advice, now: datetime) -> list[AdviceGap]:
    """What policy 54 asks of the advice and is not there, for each registered sex offender among the parties."""
    if not speaks_of_time(advice):
        return []
    return [gap for person in offenders_of(advice.case, now) for gap in gaps_about(advice, person)]


def gaps_about(advice: Advice, person: Person) -> list[AdviceGap]:
    """The same, for one offender."""
    analysis = OffenderAnalysis.objects.filter(advice=advice, person=person).prefetch_related("children").first()
    written = {row.child_id: row for row in analysis.children.all()} if analysis else {}
    url = reverse("advice:write_offender_part", args=[advice.pk, person.pk])
    children = list(children_of(advice.case))
    subjects = [child for child in children if child.role == "subject_child"]
    missing: list[tuple[str, str]] = []
    for child in subjects:
        row = written.get(child.pk)
        for rule, name, words in (
            ("P54-1", "risk", "the risk of significant harm"),
            ("P54-2", "effect", "how it affects contact and where the child lives"),
            ("P54-3", "protection", "action to protect the child"),
        ):
            if not getattr(row, name, "").strip():
                missing.append((rule, f"{child}: {words}"))
    connected = len(subjects) < len(children)
    if not getattr(analysis, "risk_connected", "").strip():
        missing.append(("P54-1", "Connected children: the risk to them" + ("" if connected else ", or that there are none")))
    if not getattr(analysis, "risk_carers", "").strip():
        missing.append(("P54-1", "Main carers: the risk to them"))
    if not getattr(analysis, "protect_carers", "").strip():
        missing.append(("P54-3", "Main carers: action to protect them"))
    return [AdviceGap(rule, f"{person} is a registered sex offender. {text}", blocks=True, url=url) for rule, text in missing]


def gaps_of(advice: Advice, now: datetime) -> list[AdviceGap]:
    """Everything missing, what blocks first."""
    first = referral_gap(advice)
    others: list[Any] = []
    if speaks_of_time(advice):
        others = advice_gaps(advice.case, [row.child for row in advice.children.select_related("child")], now)
    found = [*([first] if first else []), *offender_gaps(advice, now), *others]
    return sorted(found, key=lambda gap: not gap.blocks)
