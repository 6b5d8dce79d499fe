"""What is missing before a piece of advice is filed: policy 17, 54, and what other rooms registered."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Person, RoleInCase
from safeguarding.advising import AdviceGap, InCase, advice_gaps, standing_gaps

from .models import Advice
from .selectors import AdviceView, offenders_among


def referral_gap(advice: Advice) -> AdviceGap | None:
    """A finding of fact is recommended and nobody answered whether to refer (policy 17)."""
    if not advice.recommends_finding_of_fact or (advice.referral_considered and advice.referral_reason):
        return None
    text = "Whether to refer to the local authority, since a finding of fact is recommended"
    return AdviceGap("P17-1", text, blocks=True, url=reverse("advice:consider_referral", args=[advice.pk]))


def offender_gaps(whole: AdviceView, there: InCase) -> list[AdviceGap]:
    """What policy 54 asks of the advice and is not there, for each registered sex offender among the parties."""
    if not whole.speaks_of_time:
        return []
    return [gap for person in offenders_among(there) for gap in gaps_about(whole, person)]


def gaps_about(whole: AdviceView, person: Person) -> list[AdviceGap]:
    """The same, for one offender."""
    analysis = whole.analyses.get(person.pk)
    written = {row.child_id: row for row in analysis.children.all()} if analysis else {}
    url = reverse("advice:write_offender_part", args=[whole.advice.pk, person.pk])
    subjects = [one for one in whole.people if one.role == RoleInCase.SUBJECT_CHILD]
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
    connected = any(one.role == RoleInCase.CONNECTED_CHILD for one in whole.people)
    if not getattr(analysis, "risk_connected", "").strip():
        missing.append(("P54-1", "Connected children: the risk to them" + ("" if connected else ", or that there are none")))
    if not getattr(analysis, "risk_carers", "").strip():
        missing.append(("P54-1", "Main carers: the risk to them"))
    if not getattr(analysis, "protect_carers", "").strip():
        missing.append(("P54-3", "Main carers: action to protect them"))
    return [AdviceGap(rule, f"{person} is a registered sex offender. {text}", blocks=True, url=url) for rule, text in missing]


def policy_gaps(whole: AdviceView) -> list[AdviceGap]:
    """What must be done before any advice on the case goes to the court. With whom a child would live again is weighed for that."""
    return standing_gaps(whole.advice.case, whole.to_live_with)


def gaps_of(whole: AdviceView, there: InCase, now: datetime) -> list[AdviceGap]:
    """Everything missing at ``now`` (UTC), what blocks first."""
    first = referral_gap(whole.advice)
    others: list[Any] = []
    if whole.speaks_of_time:
        others = advice_gaps(whole.advice.case, [row.child for row in whole.children], now, there)
    found = [*([first] if first else []), *offender_gaps(whole, there), *others, *(policy_gaps(whole) if whole.advice.is_open else [])]
    return sorted(found, key=lambda gap: not gap.blocks)
