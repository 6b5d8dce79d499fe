"""A child tells of harm: the words are kept, questioning stops, and it goes straight into a concern (framework 2.74, 2.89 to 2.95)."""

from dataclasses import dataclass
from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from referrals.models import ReferralChild
from safeguarding.models import Concern

from ..models import ChildView, DirectWork, Telling
from . import guards


@dataclass(frozen=True, kw_only=True)
class TellingFacts:
    """What a child told. Moments in UTC; ``asked``: the questions that were asked before suspicion was reached."""

    told_at: datetime
    words: str
    explanation: str
    responsible: str
    also_present: str
    asked: str
    stopped_at: datetime
    told_again: str
    signs: str = ""


@service
def record_telling(*, case: Case, child: Person, facts: TellingFacts, by: User, now: datetime, work: DirectWork | None = None) -> Telling:
    """A child told of harm at ``facts.told_at``; whoever calls this heard it. Opens the duty to log it as a concern at once.

    It asks what was said and when questioning stopped, never for more from the child: Cafcass refers and does not investigate.
    """
    guards.must_work_on(by, case, now)
    guards.must_be_child(case, child)
    guards.must_have_happened(facts.told_at, now, "told_at")
    guards.must_have_happened(facts.stopped_at, now, "stopped_at")
    for words, rule, sentence, field in (
        (facts.words, "F2.90-1", "Write what the child said, word for word.", "words"),
        (facts.explanation, "F2.90-1", "Write how the child explains it, or “none given”.", "explanation"),
        (facts.responsible, "F2.90-1", "Write whom the child holds responsible, or “not said”.", "responsible"),
        (facts.also_present, "F2.93-1", "Write who else was there, or “nobody”.", "also_present"),
        (facts.asked, "F2.89-1", "Write what you asked, or “nothing”.", "asked"),
        (facts.told_again, "F2.89-1", "Write what you told the child about who will ask again.", "told_again"),
    ):
        guards.must_be_written(words, rule, sentence, field)
    if facts.stopped_at < facts.told_at:
        raise RuleRefused("F2.89-1", "Questioning stops once the child has told, not before. Look at the two times.", field="stopped_at")
    telling = Telling(
        case=case, child=child, work=work, told_at=facts.told_at, words=facts.words.strip(), explanation=facts.explanation.strip(),
        responsible=facts.responsible.strip(), signs=facts.signs.strip(), also_present=facts.also_present.strip(), asked=facts.asked.strip(),
        stopped_at=facts.stopped_at, told_again=facts.told_again.strip(), heard_by=by,
    )  # fmt: skip
    telling.save()
    open_duty(key="telling-into-concern", case=case, subject=telling, child=child, event_at=facts.told_at, by=by, now=now)
    return telling


@service
def join_telling(*, telling: Telling, concern: Concern, by: User | None, now: datetime) -> Telling:
    """What the child told stands in this concern, of the same case. Raises RuleRefused where it stands in one already."""
    telling = guards.lock(telling)
    guards.must_stand(telling, "record")
    if by is not None:
        guards.must_work_on(by, telling.case, now)
    if concern.case_id != telling.case_id or concern.withdrawn_at:
        raise RuleRefused("F2.89-1", "Choose a concern of this case that stands.", field="concern")
    if telling.concern_id:
        raise RuleRefused("F2.89-1", "This stands in a concern already.")
    telling.concern = concern
    telling.save()
    for skin_map in telling.skin_maps.filter(concern=None).select_for_update():
        skin_map.concern = concern
        skin_map.save()
    discharge(key="telling-into-concern", subject=telling, child=telling.child, at=now, by=by, now=now)
    return telling


def concern_was_logged(*, concern: Concern, by: User | None, now: datetime) -> None:
    """Every telling of the concern's children that waits for a concern stands in this one."""
    children = concern.children.values_list("child_id", flat=True)
    waiting = Telling.objects.filter(case=concern.case_id, child__in=children, concern=None, withdrawn_at=None, told_at__lte=now)
    for telling in waiting.select_related("child", "case"):
        join_telling(telling=telling, concern=concern, by=by, now=now)


@service
def record_child_view(
    *,
    concern: Concern,
    child: Person,
    told: str,
    words: str,
    by: User,
    now: datetime,
    told_at: datetime | None = None,
    how: str = "",
    reason: str = "",
    view: str = "",
    weighed: str = "",
    support: str = "",
) -> ChildView:
    """What the child was told of the referral, and what the child thinks and feels of it (framework 2.88, 2.91, 2.92).

    A child who is told, or whom it would be unsafe to tell, discharges the duty; "not yet" leaves it open. Raises RuleRefused.
    """
    guards.must_work_on(by, concern.case, now)
    guards.must_stand(concern, "concern")
    guards.must_be_child(concern.case, child)
    guards.must_be_of(told, ChildView.Told.values, "F2.91-1", "Say whether the child has been told.", "told")
    guards.must_be_written(words, "F2.91-2", "Write the child’s views and feelings, or how you know them.", "words")
    if told == ChildView.Told.TOLD:
        if told_at is None:
            raise RuleRefused("F2.91-1", "Enter when the child was told.", field="told_at")
        guards.must_have_happened(told_at, now, "told_at")
        guards.must_be_written(how, "F2.91-1", "Write how you explained it for this child’s age and understanding.", "how")
        guards.must_be_of(view, ChildView.View.values, "F2.91-2", "Choose what the child thinks of it.", "view")
        guards.must_be_written(weighed, "F2.91-1", "Write how you weighed the child’s view, safety first.", "weighed")
    else:
        guards.must_be_written(reason, "F2.91-1", "Write why the child has not been told.", "reason")
    if view == ChildView.View.DISAGREES:
        guards.must_be_written(support, "F2.91-2", "The child disagrees: write what support you offered.", "support")
    row = ChildView(
        case=concern.case, concern=concern, child=child, told=told, told_at=told_at, how=how.strip(), reason=reason.strip(), view=view,
        words=words.strip(), weighed=weighed.strip(), support=support.strip(), recorded_by=by,
    )  # fmt: skip
    row.save()
    if told != ChildView.Told.NOT_YET:
        discharge(key="child-told-of-referral", subject=concern, child=child, at=told_at or now, by=by, now=now)
    return row


def referral_was_made(*, referral_id: object, at: datetime, by: User | None, now: datetime) -> None:
    """Each child of the referral is told of it, unless that is unsafe: owed from now where it is not recorded yet."""
    rows = ReferralChild.objects.filter(referral=referral_id).select_related("child", "referral__concern__case")
    for row in rows:
        concern = row.referral.concern
        settled = ChildView.objects.filter(concern=concern, child=row.child, withdrawn_at=None).exclude(told=ChildView.Told.NOT_YET)
        if not settled.exists():
            open_duty(key="child-told-of-referral", case=concern.case, subject=concern, child=row.child, event_at=at, by=by, now=now)
