"""Logging a concern, and what it sets running."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.cases.selectors import connected_children, home_authorities, subject_children
from cafcass_cases.cases.services import next_reference
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty, withdraw_duties
from cafcass_cases.policy.selectors import version_on
from safeguarding.events import CauseToSuspect, ChildDescribed, ConcernLogged, ConcernWithdrawn, DangerRaised
from safeguarding.models import CauseAnswer, Concern, ConcernChild, Harm
from safeguarding.models.children import OUTSIDE_HARMS, TRAVEL_HARMS, HarmKind, Threshold
from safeguarding.rules import may_answer_cause
from safeguarding.thresholds import Rating, check_ratings

from . import guards
from .facts import CauseFacts, ChildFacts, HarmFacts
from .supervision import request_supervision
from .urgent import refer_now


@service
def log_concern(
    *,
    case: Case,
    children: Sequence[ChildFacts],
    source: str,
    said: str,
    whose_words: str,
    reached_us_at: datetime,
    recognised_at: datetime,
    danger_now: bool,
    danger_reason: str,
    medical: str,
    by: User,
    now: datetime,
    danger_believed_at: datetime | None = None,
    danger_adult: bool = False,
    medical_note: str = "",
    left_alone: bool = False,
    left_alone_note: str = "",
    travel: str = "",
    travel_on: date | None = None,
    serious: bool = False,
    source_person: Person | None = None,
    source_detail: str = "",
    also_present: str = "",
    happened_at: datetime | None = None,
    happened_words: str = "",
    screened_at: datetime | None = None,
    works_with_children: bool = False,
    disclosure_in_care: bool = False,
    police_considered: bool | None = None,
    police_considered_reason: str = "",
    path: str = "",
    path_reason: str = "",
    family_told: str = "",
    harm_from: Sequence[Person] = (),
    causes: Sequence[CauseFacts] = (),
    refer_at_once: bool = False,
    ask_supervision: bool = False,
) -> Concern:
    """Put a concern on the record and open what it sets running (policy 7, 9–11, 16, 27, 55). All moments in UTC.

    Clocks run from recognition, or screening if earlier; the police report's from when danger was believed. A subject
    child without an answer to "cause to suspect?" gets a duty to answer; an answered one is published at once.
    ``refer_at_once``: refer now, supervise after, for every child whose authority the record knows; the others wait for
    somebody to say where they live. ``ask_supervision``: the manager is asked in the same moment.
    Raises :class:`RuleRefused` naming what is still needed.
    """
    if not may_work_on_case(by, case, now):
        raise Denied("Only those who work on the case can log a concern on it.")
    _check_danger(danger_now, danger_reason, danger_believed_at, medical, recognised_at=recognised_at, now=now)
    _check_times(happened_at, reached_us_at, recognised_at, screened_at, now=now)
    if left_alone:
        guards.must_be_written(
            left_alone_note, "F2.87-3", "Write what is being done to protect the child, who was called and when.", "left_alone_note"
        )
    guards.must_be_written(said, "P55-1", "Write what was said, seen or written.", "said")
    if not children:
        raise RuleRefused("P1-1", "Choose at least one child the concern is about.", field="children")
    guards.must_be_children_of(case.pk, [facts.child for facts in children])
    if any(person.case_id != case.pk for person in harm_from):
        raise RuleRefused("harm-from", "Choose people of this case.", field="harm_from")
    for facts in children:
        _check_child(facts)
    check_ratings(_rating(case, facts, [person.pk for person in harm_from]) for facts in children)
    kinds = {harm.kind for facts in children for harm in facts.harms}
    if kinds & TRAVEL_HARMS and not travel:
        raise RuleRefused(
            "travel-date", "Say whether travel is planned or feared: a date of travel can be all the time there is.", field="travel"
        )
    if travel == Concern.Travel.PLANNED and travel_on is None:
        raise RuleRefused("travel-date", "Enter the date of travel, or say that no date is known.", field="travel_on")
    if case.law == "public":
        if not path:
            raise RuleRefused("F2.77-1", "Say whether this is new, or part of what the court is already weighing.", field="path")
        guards.must_be_written(path_reason, "F2.77-1", "Write why it is new, or part of what the court is weighing.", "path_reason")
    if disclosure_in_care and (police_considered is None or not police_considered_reason.strip()):
        raise RuleRefused("P8-2", "Say whether to report to the police as well, and why.", field="police_considered")

    concern = Concern(
        case=case,
        reference=next_reference("N", now),
        policy_version=version_on(now).number,
        source=source,
        source_person=source_person,
        source_detail=source_detail,
        said=said,
        whose_words=whose_words,
        also_present=also_present,
        happened_at=happened_at,
        happened_words=happened_words,
        reached_us_at=reached_us_at,
        recognised_at=recognised_at,
        screened_at=screened_at,
        danger_now=danger_now,
        danger_reason=danger_reason,
        danger_believed_at=danger_believed_at if danger_now else None,
        danger_adult=danger_adult,
        medical=medical,
        medical_note=medical_note,
        left_alone=left_alone,
        left_alone_note=left_alone_note,
        travel=travel,
        travel_on=travel_on,
        serious=serious,
        works_with_children=works_with_children,
        disclosure_in_care=disclosure_in_care,
        police_considered=police_considered,
        police_considered_reason=police_considered_reason,
        path=path,
        path_reason=path_reason,
        family_told=family_told,
        harm_from=[person.pk for person in harm_from],
    )
    concern.save()
    for facts in children:
        _add_child(concern, facts)

    start = concern.clock_from
    common = {"case": case, "subject": concern, "concern_id": concern.pk, "by": by, "now": now}
    if danger_now:
        open_duty(key="police-report", event_at=concern.danger_believed_at, **common)
    open_duty(key="record-concern", event_at=recognised_at, **common)
    discharge(key="record-concern", subject=concern, at=now, by=by, now=now)
    open_duty(key="enquiry", event_at=start, **common)
    outside = kinds & OUTSIDE_HARMS or any(facts.origin in (ConcernChild.Origin.OUTSIDE, ConcernChild.Origin.BOTH) for facts in children)
    open_duty(key="supervision-requested-at-once" if outside else "supervision-requested", event_at=start, **common)
    publish(ConcernLogged(concern_id=concern.pk, at=start, now=now, by=by))

    answers = [CauseFacts(child=f.child, answer=f.cause, reason=f.cause_reason) for f in children if f.cause is not None]
    for answer in (*answers, *causes):
        _answer(concern, answer.child, answer.answer, answer.reason, at=recognised_at, by=by, now=now)
    open_child_duties(concern=concern, by=by, now=now)
    if refer_at_once:
        homes = home_authorities([facts.child for facts in children], now)
        placed = [facts.child for facts in children if facts.child.pk in homes]
        if placed:
            concern = refer_now(concern=concern, children=placed, reason=danger_reason, at=now, by=by, now=now)
    if ask_supervision:
        request_supervision(concern=concern, text=said, at=now, by=by, now=now)
    return concern


def _check_danger(
    danger_now: bool | None, reason: str, believed_at: datetime | None, medical: str, *, recognised_at: datetime, now: datetime
) -> None:
    if danger_now is None:
        raise RuleRefused("P7-1", "Say whether anyone is being harmed now or is in immediate danger.", field="danger_now")
    guards.must_be_written(reason, "P7-1", "Write why you think so. A few words will do.", "danger_reason")
    if danger_now and believed_at is None:
        raise RuleRefused("P7-1", "Enter when you first believed it.", field="danger_believed_at")
    guards.must_not_be_later(believed_at, now, "P7-1", "When you believed it cannot be later than now.", "danger_believed_at")
    if not medical:
        raise RuleRefused("F2.87-2", "Say whether anybody needs a doctor or an ambulance, and whether one was sought.", field="medical")


def _check_times(happened: datetime | None, reached: datetime, recognised: datetime, screened: datetime | None, *, now: datetime) -> None:
    if recognised is None:
        raise RuleRefused("P55-1", "Enter when you recognised this as a concern.", field="recognised_at")
    if reached is None:
        raise RuleRefused("P55-1", "Enter when it reached Cafcass.", field="reached_us_at")
    for moment, field, words in (
        (happened, "happened_at", "When it happened"),
        (reached, "reached_us_at", "When it reached Cafcass"),
        (recognised, "recognised_at", "When you recognised it"),
        (screened, "screened_at", "When it was screened"),
    ):
        guards.must_not_be_later(moment, now, "P55-1", f"{words} cannot be later than now.", field)
    guards.must_not_be_later(reached, recognised, "P55-1", "It cannot have been recognised before it reached Cafcass.", "recognised_at")


def _check_child(facts: ChildFacts) -> None:
    name = facts.child.full_name
    if not facts.harms:
        raise RuleRefused("P2-3", f"Choose at least one kind of harm for {name}.", field="harms")
    for harm in facts.harms:
        _check_harm(harm, name)
    if facts.threshold != Threshold.NOT_YET_KNOWN:
        guards.must_be_written(facts.threshold_reason, "P2-2", f"Write why you rate the harm to {name} so.", "threshold_reason")


def _rating(case: Case, facts: ChildFacts, harm_from: Sequence[UUID], concern: Concern | None = None) -> Rating:
    return Rating(case=case, child=facts.child, threshold=facts.threshold, harms=facts.harms, harm_from=harm_from, concern=concern)


def _check_harm(harm: HarmFacts, name: str) -> None:
    if harm.kind not in HarmKind.values:
        raise RuleRefused("P2-3", f"Choose the kind of harm for {name} from the list.", field="harms")
    if harm.kind == HarmKind.OTHER:
        guards.must_be_written(harm.other, "P2-3", f"Write what other harm you fear for {name}.", "harm_other")
    if not harm.standing:
        raise RuleRefused(
            "standing", f"Say whether the harm to {name} is alleged, admitted, found, convicted or disproved.", field="standing"
        )
    if harm.information_on is None:
        raise RuleRefused("standing", "Enter the date of the information.", field="information_on")


def _add_child(concern: Concern, facts: ChildFacts) -> ConcernChild:
    row = ConcernChild(
        concern=concern,
        child=facts.child,
        origin=facts.origin,
        threshold=facts.threshold,
        threshold_reason=facts.threshold_reason,
        where_now=facts.where_now,
        seen_next_by=facts.seen_next_by,
        child_words=facts.child_words,
        child_knows=facts.child_knows,
        visible=facts.visible,
        analysis=facts.analysis,
    )
    row.save()
    for harm in facts.harms:
        Harm(
            concern_child=row,
            kind=harm.kind,
            other=harm.other,
            standing=harm.standing,
            information_on=harm.information_on,
            source=harm.source,
        ).save()
    return row


def open_child_duties(*, concern: Concern, by: User | None, now: datetime, event_at: datetime | None = None) -> None:
    """Open what is owed for each child of the case: connected children to consider, subject children to answer for.

    Called again when a child joins the case; ``event_at`` is then when the child was added, else the concern's own clock.
    """
    start = event_at or concern.clock_from
    covered = set(concern.children.values_list("child_id", flat=True)) | set(concern.considerations.values_list("child_id", flat=True))
    answered = set(concern.cause_answers.values_list("child_id", flat=True))
    common = {"case": concern.case, "subject": concern, "concern_id": concern.pk, "event_at": start, "by": by, "now": now}
    for child in connected_children(concern.case):
        if child.pk not in covered:
            open_duty(key="connected-child", child=child, **common)
    for child in subject_children(concern.case):
        if child.pk not in answered:
            open_duty(key="cause-to-suspect", child=child, **common)


@service
def describe_child(*, concern: Concern, facts: ChildFacts, by: User, now: datetime) -> ConcernChild:
    """Add a child to a concern, or describe one that a decision to refer joined to it. Harm is each child's own (DESIGN §10.13)."""
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_be_children_of(concern.case_id, [facts.child])
    _check_child(facts)
    check_ratings([_rating(concern.case, facts, concern.harm_from, concern)])
    row = concern.children.filter(child=facts.child).first()
    if row is None:
        row = _add_child(concern, facts)
    elif row.added_by_decision and not row.harms.exists():
        for name in (
            "origin",
            "threshold",
            "threshold_reason",
            "where_now",
            "seen_next_by",
            "child_words",
            "child_knows",
            "visible",
            "analysis",
        ):
            setattr(row, name, getattr(facts, name))
        row.added_by_decision = False
        row.save()
        for harm in facts.harms:
            Harm(
                concern_child=row,
                kind=harm.kind,
                other=harm.other,
                standing=harm.standing,
                information_on=harm.information_on,
                source=harm.source,
            ).save()
    else:
        raise RuleRefused(
            "one-row-a-child", f"{facts.child.full_name} is described in this concern already. Log a new concern for something new."
        )
    discharge(key="connected-child", subject=concern, child=facts.child, at=now, by=by, now=now, note="The concern names the child")
    publish(ChildDescribed(concern_id=concern.pk, child_id=facts.child.pk, at=now, now=now, by=by))
    return row


@service
def change_standing(*, harm: Harm, standing: str, information_on: date, source: str, by: User, now: datetime) -> Harm:
    """What is known of a harm has changed: alleged, admitted, found, convicted or disproved, and the date of the information."""
    concern = guards.lock_concern(harm.concern_child.concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_be_written(source, "standing", "Write who or what says so.", "source")
    harm.standing, harm.information_on, harm.source = standing, information_on, source
    harm.save()
    return harm


@service
def raise_danger(*, concern: Concern, reason: str, believed_at: datetime, adult: bool = False, by: User, now: datetime) -> Concern:
    """Somebody is now believed to be in danger: the police report's clock runs from when it was believed (policy 7)."""
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    _check_danger(True, reason, believed_at, concern.medical, recognised_at=concern.recognised_at, now=now)
    concern.danger_now, concern.danger_reason, concern.danger_believed_at = True, reason, believed_at
    concern.danger_adult = concern.danger_adult or adult
    concern.save()
    open_duty(key="police-report", case=concern.case, subject=concern, concern_id=concern.pk, event_at=believed_at, by=by, now=now)
    publish(DangerRaised(concern_id=concern.pk, adult=adult, at=believed_at, now=now, by=by))
    return concern


@service
def answer_cause_to_suspect(
    *, concern: Concern, child: Person, answer: bool, reason: str = "", at: datetime, by: User, now: datetime
) -> CauseAnswer:
    """The practitioner says whether there is cause to suspect that a subject child is at risk of harm (policy 27).

    Yes stands: a 16A is filed whatever it concludes, and nobody can take the answer back. No needs a reason.
    """
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    guards.must_not_be_later(at, now, "P55-1", "The answer cannot be given later than now.", "answered_at")
    return _answer(concern, child, answer, reason, at=at, by=by, now=now)


def _answer(concern: Concern, child: Person, answer: bool, reason: str, *, at: datetime, by: User, now: datetime) -> CauseAnswer:
    if child.role != "subject_child" or child.case_id != concern.case_id:
        raise RuleRefused("P27-1", "The question is asked for children who are subject of the proceedings.", field="child")
    known = concern.cause_answers.filter(child=child).first()
    if not answer:
        if not may_answer_cause(by, concern, now):
            raise Denied("The child’s own practitioner answers this. No manager can answer “no” for them.")
        if known is not None and known.answer:
            raise RuleRefused("P27-1", "The answer was yes. A 16A risk assessment is filed whatever it concludes.", field="answer")
        guards.must_be_written(
            reason, "P27-1", f"Write why there is no cause to suspect that {child.full_name} is at risk of harm.", "reason"
        )
    if known is not None and known.answer == answer:
        return known
    row = known or CauseAnswer(concern=concern, child=child)
    row.answer, row.reason, row.answered_at, row.answered_by = answer, reason, at, by
    row.save()
    discharge(key="cause-to-suspect", subject=concern, child=child, at=at, by=by, now=now)
    publish(CauseToSuspect(concern_id=concern.pk, child_id=child.pk, answer=answer, at=at, now=now, by=by))
    return row


@service
def withdraw_concern(*, concern: Concern, reason: str, by: User, now: datetime) -> Concern:
    """The concern was entered in error: it stays visible to auditors, and its duties are withdrawn."""
    concern = guards.lock_concern(concern)
    guards.must_work_on(by, concern, now)
    guards.must_be_written(reason, "entered-in-error", "Write why it was entered in error.", "reason")
    if concern.withdrawn_at:
        return concern
    concern.withdrawn_at, concern.withdrawn_by, concern.withdrawn_reason = now, by, reason
    concern.save()
    withdraw_duties(concern_id=concern.pk, reason=reason, by=by, now=now)
    publish(ConcernWithdrawn(concern_id=concern.pk, at=now, now=now, by=by))
    return concern
