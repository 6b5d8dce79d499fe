"""Taking a sample, answering its points, agreeing what is done, signing, and the practitioner's answer (framework App. V)."""

import random
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from . import rules, selectors
from .duties import SAMPLE_ACTION, SAMPLE_ANSWERED
from .models import Finding, Sample, SampleAction, SampledCase
from .points import POINT, POINTS
from .proofs import proofs_of


def _drawn(pool: Sequence[str], seed: str, many: int) -> list[str]:
    """The same cases for the same pool, seed and number, whoever draws, wherever."""
    return random.Random(seed).sample(list(pool), min(many, len(pool)))


def drawn_again(sample: Sample) -> list[str]:
    """What the kept seed draws from the kept pool: anybody can see that chance took the cases."""
    return _drawn(sample.pool, sample.seed, sample.cases.count())


@service
def take_sample(
    *,
    practitioner: User,
    way: str,
    since: date,
    by: User,
    now: datetime,
    many: int = 5,
    cases: Sequence[Case] = (),
    why: str = "",
    is_concerned: bool = False,
    seed: str = "",
) -> Sample:
    """Take cases that the practitioner held since ``since`` (London): ``many`` by chance, or those chosen, with why (FA5-2).

    The seed and the pool are kept. Raises Denied, RuleRefused FA5-2.
    """
    if not rules.may_sample_from(by, practitioner, now):
        raise Denied("Only who manages this practitioner, or an auditor, may sample their cases.")
    if Sample.objects.filter(practitioner=practitioner, signed_at=None).exists():
        raise RuleRefused("FA5-2", "A sample of this practitioner's cases is under way. Sign that one first.")
    held = {str(case.pk): case for case in selectors.cases_held(by, practitioner, since, now)}
    pool = sorted(held)
    if not pool:
        raise RuleRefused("FA5-2", "This practitioner held no case since then that you may see.", field="since")
    if way == Sample.Way.RANDOM:
        seed = seed or secrets.token_hex(8)
        taken = _drawn(pool, seed, many)
    else:
        seed, taken = "", [str(case.pk) for case in cases]
        if not taken:
            raise RuleRefused("FA5-2", "Choose at least one case.", field="cases")
        if not set(taken) <= set(pool):
            raise RuleRefused("FA5-2", "Choose cases that this practitioner held.", field="cases")
        if not why.strip():
            raise RuleRefused("FA5-2", "Say why these cases.", field="why")
    sample = Sample(
        practitioner=practitioner, sampled_by=by, sampled_at=now, way=way, seed=seed, pool=pool, since_on=since, why=why.strip(),
        is_concerned=is_concerned,
    )  # fmt: skip
    sample.save()
    for number, case_id in enumerate(taken, 1):
        SampledCase(sample=sample, case=held[case_id], number=number).save()
    return sample


def _open(sample: Sample, by: User, now: datetime) -> Sample:
    sample = Sample.objects.select_for_update(of=("self",)).select_related("practitioner").get(pk=sample.pk)
    if not rules.may_write(by, sample, now):
        raise Denied("Only who took the sample, or manages the practitioner, may do this.")
    if sample.is_signed:
        raise RuleRefused("FA5-1", "This sample is signed. Take another one.")
    return sample


@service
def answer_points(*, sampled: SampledCase, answers: Mapping[str, Mapping[str, Any]], by: User, now: datetime) -> list[Finding]:
    """What this case shows: by point, ``state``, and where the record proves nothing by itself ``where`` and ``seen_on`` (London).

    What the record proves now is kept with the answer. A point is shown only with its evidence and date. Raises RuleRefused FA5-1.
    """
    _open(sampled.sample, by, now)
    proved = proofs_of(sampled.case, by, now)
    lacking, found = [], []
    known = {finding.point: finding for finding in sampled.findings.select_for_update()}
    for key, answer in answers.items():
        point, state = POINT[key], answer.get("state", "")
        if not state:
            continue
        where, seen_on, note = answer.get("where", "").strip(), answer.get("seen_on"), answer.get("note", "").strip()
        if state == Finding.State.SHOWN and not (proved[key].proofs or (where and seen_on)):
            lacking.append(point.title)
        if seen_on and seen_on > london_date(now):
            raise RuleRefused("not-in-future", f"{point.title}: enter a day that has passed.")
        finding = known.get(key) or Finding(sampled=sampled, point=key)
        if finding.state == state and (finding.where, finding.seen_on, finding.note) == (where, seen_on, note):
            continue
        finding.state, finding.where, finding.seen_on, finding.note = state, where, seen_on, note
        finding.proof = [proof.row for proof in proved[key].proofs]
        finding.answered_by, finding.answered_at = by, now
        found.append(finding)
    if lacking:
        raise RuleRefused("FA5-1", "Say where it is shown, and of what day: the record proves nothing by itself on these.", missing=lacking)
    for finding in found:
        finding.save()
    return found


@service
def agree_action(
    *, sample: Sample, what: str, owner: User, due_on: date, by: User, now: datetime, sampled: SampledCase | None = None, point: str = ""
) -> SampleAction:
    """Something to be done because of what was found; its duty opens when the sample is signed. Raises RuleRefused."""
    sample = _open(sample, by, now)
    if not what.strip():
        raise RuleRefused("FA5-2", "Write what is to be done.", field="what")
    if due_on < london_date(now):
        raise RuleRefused("FA5-2", "Enter a day to come.", field="due_on")
    action = SampleAction(sample=sample, sampled=sampled, point=point, what=what.strip(), owner=owner, due_on=due_on)
    action.save()
    return action


@service
def sign_sample(*, sample: Sample, judgement: str, by: User, now: datetime, strengths: str = "") -> Sample:
    """The manager's judgement, and signature: the practitioner sees it from now on, and what was agreed becomes duties.

    Every point of every case is answered first. Raises Denied, RuleRefused FA5-1, FA5-2.
    """
    sample = _open(sample, by, now)
    cases = list(sample.cases.select_related("case").prefetch_related("findings"))
    left = [f"{row.case.reference}: {many} points" for row, many in selectors.unanswered(cases)]
    if left:
        raise RuleRefused("FA5-1", "Answer every point of every case first.", missing=left)
    if not judgement.strip():
        raise RuleRefused("FA5-2", "Write what the sample shows.", field="judgement")
    sample.judgement, sample.strengths = judgement.strip(), strengths.strip()
    sample.signed_at, sample.signed_by = now, by
    sample.save()
    home = cases[0].case
    open_duty(key=SAMPLE_ANSWERED.key, case=home, subject=sample, owner=sample.practitioner, event_at=now, by=by, now=now)
    for action in sample.actions.select_related("owner", "sampled__case"):
        case = action.sampled.case if action.sampled else home
        open_duty(
            key=SAMPLE_ACTION.key, case=case, subject=action, owner=action.owner, event_at=now, agreed_on=action.due_on, by=by, now=now
        )
    return sample


@service
def answer_sample(*, sample: Sample, answer: str, by: User, now: datetime) -> Sample:
    """The practitioner's own words on what was found. Raises Denied, RuleRefused."""
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if by.pk != sample.practitioner_id or not sample.is_signed:
        raise Denied("Only the practitioner answers, once the sample is signed.")
    if sample.answered_at is not None:
        raise RuleRefused("answered-already", "You answered this already. Talk to your manager.")
    if not answer.strip():
        raise RuleRefused("FA5-2", "Write your answer.", field="answer")
    sample.answer, sample.answered_at = answer.strip(), now
    sample.save()
    discharge(key=SAMPLE_ANSWERED.key, subject=sample, at=now, by=by, now=now)
    return sample


@service
def complete_action(*, action: SampleAction, result: str, at: datetime, by: User, now: datetime) -> SampleAction:
    """What came of it, at ``at`` (UTC). Raises Denied, RuleRefused."""
    action = SampleAction.objects.select_for_update(of=("self",)).select_related("sample__practitioner").get(pk=action.pk)
    if by.pk != action.owner_id and not rules.may_write(by, action.sample, now):
        raise Denied("Only who owns the action, or manages the practitioner, may do this.")
    if not action.sample.is_signed:
        raise RuleRefused("FA5-2", "The sample is not signed yet.")
    if action.done_at is not None:
        raise RuleRefused("done-already", "This is recorded as done.")
    if at > now:
        raise RuleRefused("not-in-future", "Enter a time that has passed.", field="at")
    if not result.strip():
        raise RuleRefused("FA5-2", "Write what came of it.", field="result")
    action.done_at, action.done_by, action.result = at, by, result.strip()
    action.save()
    discharge(key=SAMPLE_ACTION.key, subject=action, at=at, by=by, now=now)
    return action


__all__ = [
    "POINTS", "agree_action", "answer_points", "answer_sample", "complete_action", "drawn_again", "sign_sample", "take_sample",
]  # fmt: skip
