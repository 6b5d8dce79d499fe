"""What happened in concerns, as lines of the case's chronology and of a concern's own story."""

from collections.abc import Iterable, Iterator
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import ChronologyLine, register_chronology
from cafcass_cases.core.gather import gather

from .models import (
    CauseAnswer,
    Concern,
    ConcernChild,
    ConnectedConsideration,
    Dissent,
    Enquiry,
    ManagerComment,
    PoliceReport,
    Supervision,
    SupervisionAction,
    SupervisionQuestion,
)
from .registry import register_story
from .selectors import whole_of

KIND = "Concern"


@register_chronology
def concerns_in_case(case: Case, user: Any) -> list[ChronologyLine]:
    """Every concern of the case; those entered in error are left out."""
    return list(_lines(Concern.objects.filter(case=case, withdrawn_at=None)))


@register_story
def story_of_concern(concern: Concern, user: Any) -> list[ChronologyLine]:
    """One concern's own story, from what its page has read already."""
    whole = whole_of(concern)
    names = [view.child.full_name for view in whole.named if view.row and not view.row.added_by_decision]
    lines = list(_of_concern(concern, " and ".join(names)))
    lines += map(_of_report, whole.police_reports)
    lines += map(_of_enquiry, whole.enquiries)
    for view in whole.children:
        # The answer's own child and concern are at hand: no query for either.
        for row, line in ((view.cause, _of_cause), (view.consideration, _of_consideration)):
            if row is not None:
                row.child, row.concern = view.child, concern
                lines.append(line(row))
    for supervision in whole.supervisions:
        lines += _of_supervision(supervision)
        for question in supervision.questions.all():
            lines += _of_question(question, supervision.get_absolute_url())
    for dissent in whole.dissents:
        lines += _of_dissent(dissent)
    lines += map(_of_comment, whole.comments)
    for action in whole.actions:
        lines += _of_action(action)
    return lines


def _lines(concerns: Any) -> Iterator[ChronologyLine]:
    """In one query for every kind of record, however many concerns."""
    asked = Supervision.objects.filter(concern__in=concerns, withdrawn_at=None)
    about, logged, reports, enquiries, causes, considered, supervisions, questions, dissents, comments, actions = gather(
        ConcernChild.objects.filter(concern__in=concerns, added_by_decision=False).select_related("child"),
        concerns.select_related("created_by", "completed_by"),
        PoliceReport.objects.filter(concern__in=concerns, withdrawn_at=None).select_related("force", "created_by"),
        Enquiry.objects.filter(concern__in=concerns, withdrawn_at=None).select_related("person", "created_by"),
        CauseAnswer.objects.filter(concern__in=concerns).select_related("child", "answered_by"),
        ConnectedConsideration.objects.filter(concern__in=concerns).select_related("child", "considered_by"),
        asked.select_related("requested_by", "asked_of", "held_by", "signed_by"),
        SupervisionQuestion.objects.filter(supervision__in=asked).select_related("asked_by", "answered_by"),
        Dissent.objects.filter(concern__in=concerns).select_related("dissented_by", "viewed_by"),
        ManagerComment.objects.filter(concern__in=concerns, withdrawn_at=None).select_related("author"),
        SupervisionAction.objects.filter(concern__in=concerns).select_related("done_by", "confirmed_by", "reviewed_by"),
    )
    names: dict[Any, list[str]] = {}
    for row in about:
        names.setdefault(row.concern_id, []).append(row.child.full_name)
    whole = {concern.pk: concern for concern in logged}
    for row in (*reports, *enquiries, *causes, *considered, *comments):
        row.concern = whole[row.concern_id]
    held = {supervision.pk: supervision for supervision in supervisions}
    for concern in logged:
        yield from _of_concern(concern, " and ".join(names.get(concern.pk, ())))
    yield from map(_of_report, reports)
    yield from map(_of_enquiry, enquiries)
    yield from map(_of_cause, causes)
    yield from map(_of_consideration, considered)
    for supervision in supervisions:
        yield from _of_supervision(supervision)
    for question in questions:
        yield from _of_question(question, held[question.supervision_id].get_absolute_url())
    for dissent in dissents:
        yield from _of_dissent(dissent)
    yield from map(_of_comment, comments)
    for action in actions:
        yield from _of_action(action)


def _line(at: Any, record: Any, title: str, text: str = "", *, by: Any = None, url: str = "", entered: Any = None) -> ChronologyLine:
    who = getattr(by, "full_name", "") or ""
    return ChronologyLine(at=at, entered_at=entered or record.created_at, title=title, text=text, kind=KIND, url=url, by=who)


def _of_concern(concern: Concern, names: str) -> Iterable[ChronologyLine]:
    url = concern.get_absolute_url()
    yield _line(concern.recognised_at, concern, f"Concern {concern.reference} about {names}", concern.said, by=concern.created_by, url=url)
    if concern.danger_now and concern.danger_believed_at:
        yield _line(concern.danger_believed_at, concern, "Immediate danger believed", concern.danger_reason, by=concern.created_by, url=url)
    if concern.refer_now_at:
        yield _line(concern.refer_now_at, concern, "Decided to refer now, supervision to follow", by=concern.created_by, url=url)
    if concern.completed_at:
        done = concern.completed_at
        yield _line(
            done, concern, f"Concern {concern.reference} completed", concern.outcome, by=concern.completed_by, url=url, entered=done
        )


def _of_report(report: PoliceReport) -> ChronologyLine:
    where = "by 999" if report.by_999 else f"to {report.force}"
    return _line(
        report.reported_at,
        report,
        f"Reported to the police {where}",
        report.reported,
        by=report.created_by,
        url=report.concern.get_absolute_url(),
    )


def _of_enquiry(enquiry: Enquiry) -> ChronologyLine:
    text, url = enquiry.answer or enquiry.reason, enquiry.concern.get_absolute_url()
    return _line(enquiry.happened_at, enquiry, enquiry_title(enquiry), text, by=enquiry.created_by, url=url)


def _of_cause(answer: CauseAnswer) -> ChronologyLine:
    said = "Cause" if answer.answer else "No cause"
    title = f"{said} to suspect that {answer.child.full_name} is at risk of harm"
    return _line(answer.answered_at, answer, title, answer.reason, by=answer.answered_by, url=answer.concern.get_absolute_url())


def _of_consideration(row: ConnectedConsideration) -> ChronologyLine:
    title = f"{row.child.full_name} considered: {row.get_answer_display().lower()}"
    return _line(row.considered_at, row, title, row.reason, by=row.considered_by, url=row.concern.get_absolute_url())


def enquiry_title(enquiry: Enquiry) -> str:
    """ "Spoke to Jane Hartley", "Tried to reach the local authority"."""
    whom = enquiry.person.full_name if enquiry.person else enquiry.who or enquiry.get_source_display().lower()
    words = {
        Enquiry.Result.CONTACTED: f"Enquiry: {whom}",
        Enquiry.Result.ATTEMPTED: f"Enquiry attempted, without an answer: {whom}",
        Enquiry.Result.NOT_CONTACTED: f"Decided not to contact: {whom}",
    }
    title = words[Enquiry.Result(enquiry.result)]
    return f"{title} (contacted although judged unsafe)" if enquiry.is_incident else title


def _of_supervision(one: Supervision) -> Iterator[ChronologyLine]:
    url = one.get_absolute_url()
    if one.requested_at:
        whom = one.asked_of.full_name if one.asked_of else "nobody: nobody can be reached"
        yield _line(one.requested_at, one, f"Situational case supervision asked of {whom}", one.request_text, by=one.requested_by, url=url)
    if one.held_at:
        decided = f": {one.get_decision_display().lower()}" if one.decision else ""
        title = f"Situational case supervision held{decided}"
        yield _line(one.held_at, one, title, one.decision_reason, by=one.held_by, url=url, entered=one.recorded_at)
    if one.signed_at:
        yield _line(one.signed_at, one, "Record of supervision signed", by=one.signed_by, url=url, entered=one.signed_at)


def _of_question(question: SupervisionQuestion, url: str) -> Iterator[ChronologyLine]:
    yield _line(question.asked_at, question, "More information asked for", question.question, by=question.asked_by, url=url)
    if question.answered_at:
        at = question.answered_at
        yield _line(at, question, "The manager’s question answered", question.answer, by=question.answered_by, url=url, entered=at)


def _of_dissent(dissent: Dissent) -> Iterator[ChronologyLine]:
    url = dissent.get_absolute_url()
    yield _line(
        dissent.dissented_at,
        dissent,
        "Dissent: referred although supervision did not agree",
        dissent.reason,
        by=dissent.dissented_by,
        url=url,
    )
    if dissent.viewed_at:
        yield _line(dissent.viewed_at, dissent, "Dissent looked at", dissent.view, by=dissent.viewed_by, url=url, entered=dissent.viewed_at)


def _of_comment(comment: ManagerComment) -> ChronologyLine:
    return _line(comment.created_at, comment, "Manager’s comment", comment.text, by=comment.author, url=comment.concern.get_absolute_url())


def _of_action(action: SupervisionAction) -> Iterator[ChronologyLine]:
    url, what = action.get_absolute_url(), action.what
    if action.done_at:
        yield _line(
            action.done_at, action, f"Action done: {what}", action.result, by=action.done_by, url=url, entered=action.done_entered_at
        )
    if action.confirmed_at:
        entered = action.confirmed_entered_at
        yield _line(
            action.confirmed_at,
            action,
            f"Action followed up: {what}",
            action.confirmed_note,
            by=action.confirmed_by,
            url=url,
            entered=entered,
        )
    if action.suspended_at:
        yield _line(
            action.suspended_at, action, f"Contact suspended: {what}", action.suspended_because, url=url, entered=action.suspended_at
        )
    if action.reviewed_at:
        title = "withdrawn" if action.state == SupervisionAction.State.WITHDRAWN else "goes on"
        yield _line(
            action.reviewed_at,
            action,
            f"Action {title}: {what}",
            action.reviewed_reason,
            by=action.reviewed_by,
            url=url,
            entered=action.reviewed_at,
        )
