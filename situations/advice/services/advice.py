"""Recording advice, preparing it, and filing it at court (policy 17, 54)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.services import withdraw
from cafcass_cases.cases.services.guards import (
    is_intention,
    must_be_of_case,
    must_be_valid,
    must_be_written,
    must_have_happened,
    must_work_on,
)
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from cafcass_cases.policy.selectors import version_on
from safeguarding.advising import must_stand
from sharing.services import record_incident
from situations.advice.events import AdviceFiled
from situations.advice.models import Advice, AdviceKind, ChildAdvice, Framework, HarmStanding, TimeAdvice, TimeWith
from situations.advice.preflight import gaps_of, offender_gaps, policy_gaps, referral_gap
from situations.advice.selectors import harm_by, whole_of

from .common import check_referral_answer, open_refer_duty
from .facts import ChildAdviceFacts

CONSIDER, OFFENDER_PART = "finding-of-fact-referral-considered", "offender-part-of-advice"


@service
def record_advice(
    *,
    case: Case,
    kind: str,
    children: Sequence[ChildAdviceFacts],
    by: Any,
    now: datetime,
    kind_other: str = "",
    supersedes: Advice | None = None,
    filed_at: datetime | None = None,
    recommends_finding_of_fact: bool = False,
    referral_considered: str = "",
    referral_reason: str = "",
) -> Advice:
    """What is, or was, advised to the court for each child. ``filed_at`` (UTC) None: it is still being prepared.

    One filed in the past is a fact and is never refused for what it lacks: that becomes a duty (DESIGN §10.4).
    Raises :class:`RuleRefused` for a shape that cannot be kept, and :class:`Denied`.
    """
    must_work_on(case, by=by, now=now)
    must_be_valid(kind, AdviceKind, "advice-kind", "Choose what kind of advice it is. A section 16A risk assessment is none.", "kind")
    if kind == AdviceKind.OTHER:
        must_be_written(kind_other, "advice-kind", "Write what kind of advice it is.", "kind_other")
    must_have_happened(filed_at, now=now, field="filed_at")
    if supersedes is not None and supersedes.case_id != case.pk:
        raise RuleRefused("other-case", "Choose advice of this case.", field="supersedes")
    advice = Advice(
        case=case, kind=kind, kind_other=kind_other.strip() if kind == AdviceKind.OTHER else "", supersedes=supersedes, author=by,
        policy_version=version_on(filed_at or now).number, recommends_finding_of_fact=recommends_finding_of_fact,
    )  # fmt: skip
    advice.save()
    _write_children(advice, children)
    if recommends_finding_of_fact and referral_considered:
        advice = consider_referral(
            advice=advice, answer=referral_considered, reason=referral_reason, considered_at=filed_at or now, by=by, now=now
        )
    return file_advice(advice=advice, filed_at=filed_at, by=by, now=now) if filed_at else advice


@service
def change_advice(
    *,
    advice: Advice,
    children: Sequence[ChildAdviceFacts],
    recommends_finding_of_fact: bool,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Advice:
    """Change what is still being prepared. What was filed stays as it was filed: an addendum follows it. Raises StaleEdit."""
    advice = _locked(advice, by=by, now=now)
    advice.expect_version(version)
    if advice.is_filed:
        raise RuleRefused("advice-filed", "This was filed, so it stays as it was. Record an addendum, or say that it was entered in error.")
    advice.recommends_finding_of_fact = recommends_finding_of_fact
    advice.save()
    _write_children(advice, children)
    return advice


def _write_children(advice: Advice, children: Sequence[ChildAdviceFacts]) -> None:
    if not children:
        raise RuleRefused("advice-children", "Say what is advised for at least one child.")
    derived = harm_by(advice.case, [time.adult for facts in children for time in facts.times])
    kept = {row.child_id: row for row in advice.children.all()}
    for facts in children:
        must_be_of_case([facts.child, *(time.adult for time in facts.times)], advice.case)
        name = facts.child.full_name
        reason = must_be_written(facts.reason, "advice-reason", f"Write the reason for what is advised for {name}.", "reason")
        if any(one not in Framework.values for one in facts.frameworks):
            raise RuleRefused("advice-framework", "Choose the framework from the list.", field="frameworks")
        if not facts.frameworks:
            raise RuleRefused("advice-framework", f"Choose the framework relied on for {name}.", field="frameworks")
        if Framework.OTHER in facts.frameworks:
            must_be_written(facts.framework_detail, "advice-framework", "Write which other framework it is.", "framework_detail")
        row = kept.get(facts.child.pk) or ChildAdvice(advice=advice, child=facts.child)
        row.reason, row.frameworks, row.framework_detail = reason, list(facts.frameworks), facts.framework_detail.strip()
        row.save()
        _write_times(row, facts, derived)


def _write_times(row: ChildAdvice, facts: ChildAdviceFacts, derived: dict[Any, Any]) -> None:
    known = {time.adult_id: time for time in row.times.all()}
    for told in facts.times:
        must_be_valid(told.recommendation, TimeWith, "advice-time", f"Choose what is recommended for {facts.child}.", "recommendation")
        if told.recommendation == TimeWith.OTHER:
            must_be_written(told.words, "advice-time", f"Write what is recommended for {facts.child}.", "words")
        standing, kinds = derived.get((facts.child.pk, told.adult.pk), (HarmStanding.NONE.value, []))
        harm = standing if told.harm is None else must_be_valid(told.harm, HarmStanding, "standing", "Say how the harm stands.", "harm")
        time = known.get(told.adult.pk) or TimeAdvice(child_advice=row, adult=told.adult)
        time.recommendation, time.words = told.recommendation, told.words.strip()
        time.harm, time.harm_kinds = harm, kinds if harm != HarmStanding.NONE else []
        time.save()


@service
def consider_referral(*, advice: Advice, answer: str, reason: str, considered_at: datetime, by: Any, now: datetime) -> Advice:
    """Whether to refer to the local authority was considered at ``considered_at`` (UTC), since a finding of fact is recommended.

    "refer" is owed until a referral of the case is decided. Raises :class:`RuleRefused` (P17-1) without answer or reason.
    """
    advice = _locked(advice, by=by, now=now)
    must_have_happened(considered_at, now=now, field="considered_at")
    check_referral_answer(answer, reason)
    advice.referral_considered, advice.referral_reason = answer, reason.strip()
    advice.referral_considered_at, advice.referral_considered_by = considered_at, by
    advice.save()
    discharge(key=CONSIDER, subject=advice, at=considered_at, by=by, now=now)
    if answer == Advice.Referral.REFER:
        open_refer_duty(record=advice, at=considered_at, by=by, now=now)
    return advice


@service
def file_advice(*, advice: Advice, by: Any, now: datetime, filed_at: datetime | None = None, version: int | None = None) -> Advice:
    """The advice is filed at court, now (``filed_at`` None, or this minute), or was filed at ``filed_at`` (UTC).

    While it is still ahead, what the policy requires and is missing refuses it (P17-1, P54, P53-3), unless a departure stands.
    What was filed already is recorded: what it lacks opens duties, and a manager sees what went without.
    """
    advice = _locked(advice, by=by, now=now)
    advice.expect_version(version)
    if advice.is_filed:
        raise RuleRefused("advice-filed", "This was filed already.")
    must_have_happened(filed_at, now=now, field="filed_at")
    at = filed_at or now
    ahead = is_intention(filed_at, now=now)
    if ahead:
        _refuse_what_is_missing(advice, now)
    advice.filed_at, advice.policy_version = at, version_on(at).number
    advice.save()
    _owe_what_is_missing(advice, ahead=ahead, by=by, now=now)
    publish(AdviceFiled(advice_id=advice.pk, case_id=advice.case_id, at=at, now=now, by=by))
    return advice


def _refuse_what_is_missing(advice: Advice, now: datetime) -> None:
    whole = whole_of(advice)
    must_stand(gaps_of(whole, whole.there(now), now), case=advice.case, subject=advice)


def _owe_what_is_missing(advice: Advice, *, ahead: bool, by: Any, now: datetime) -> None:
    at = advice.filed_at
    common = {"case": advice.case, "subject": advice, "event_at": at, "due_at": at, "by": by, "now": now}
    if referral_gap(advice):
        open_duty(key=CONSIDER, **common)
    whole = whole_of(advice)
    missing = offender_gaps(whole, whole.there(now))
    if missing:
        open_duty(key=OFFENDER_PART, **common)
        record_incident(
            case=advice.case, rule=missing[0].rule, subject=advice, happened_at=at, by=by, now=now,
            what="Advice on time with a registered sex offender was filed without all that policy 54 asks for.",
        )  # fmt: skip
    before = [] if ahead else policy_gaps(whole)
    if before:
        record_incident(
            case=advice.case, rule=before[0].rule, subject=advice, happened_at=at, by=by, now=now,
            what="Advice was filed before all that policy 56 to 59 asks for was done.",
        )  # fmt: skip


@service
def withdraw_advice(*, advice: Advice, reason: str, by: Any, now: datetime) -> Advice:
    """It was entered in error; what it set running goes with it."""
    must_work_on(advice.case, by=by, now=now)
    withdraw_duties(subject=advice, reason=reason or "The advice was entered in error", by=by, now=now)
    return withdraw(record=advice, reason=reason, by=by, now=now)


def _locked(advice: Advice, *, by: Any, now: datetime) -> Advice:
    advice = Advice.objects.select_for_update(of=("self",)).select_related("case").get(pk=advice.pk)
    must_work_on(advice.case, by=by, now=now)
    if advice.withdrawn_at:
        raise RuleRefused("entered-in-error", "This advice was entered in error, so it cannot be changed.")
    return advice
