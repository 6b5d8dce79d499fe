"""The timetable, the action plan, what is learned, and the register's other half (framework 3.30, 3.33, 3.50, 3.56–3.59)."""

import re
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.rules import is_senior
from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from .. import rules
from ..models import Action, LearningPoint, OutsideReview, PointRead, ReviewDate, SeriousIncident
from .guards import lock, must_be, must_have_happened, must_say


@service
def add_date(*, incident: SeriousIncident, what: str, due_on: date, owner: User, by: Any, now: datetime) -> ReviewDate:
    """A date of the timetable: a duty of its owner's (framework 3.50)."""
    rules.must_manage(by, incident.case, now, "set a date")
    what = must_say(what, "F3.49-1", "Write what is to be done by then.", "what")
    must_be(due_on, "F3.49-1", "Enter the date.", "due_on")
    row = ReviewDate(incident=incident, what=what, due_on=due_on, owner=owner)
    row.save()
    open_duty(key="review-date", case=incident.case, subject=row, event_at=now, agreed_on=due_on, owner=owner, detail=what, by=by, now=now)
    return row


@service
def finish_date(*, date: ReviewDate, at: datetime, by: Any, now: datetime) -> ReviewDate:
    """What the date was for is done."""
    rules.must_manage(by, date.incident.case, now, "record this")
    must_have_happened(at, now, "at")
    row = lock(date)
    row.done_at = at
    row.save()
    discharge(key="review-date", subject=row, at=at, by=by, now=now)
    return row


@service
def add_action(
    *, incident: SeriousIncident, what: str, by: Any, now: datetime, owner: User | None = None, due_on: date | None = None
) -> Action:
    """A draft action of the plan, with owner and date once they are known (framework 3.56)."""
    rules.must_manage(by, incident.case, now, "add an action")
    action = Action(incident=incident, what=must_say(what, "F3.56-1", "Write what is to be done.", "what"), owner=owner, due_on=due_on)
    action.save()
    return action


@service
def agree_action(*, action: Action, by: Any, now: datetime, owner: User | None = None, due_on: date | None = None) -> Action:
    """The director with safeguarding responsibility agrees to the draft; the action is active, and a duty of its owner's.

    Raises RuleRefused without an owner or a date, or for anybody else (framework 3.56).
    """
    if by is not None and not rules.is_safeguarding_director(by, now):
        raise RuleRefused("F3.56-1", "The director with safeguarding responsibility agrees to draft actions.")
    action = lock(action)
    action.owner, action.due_on = owner or action.owner, due_on or action.due_on
    missing = [words for there, words in ((action.owner, "An owner"), (action.due_on, "A date")) if not there]
    if missing:
        raise RuleRefused("F3.56-1", "An action without an owner and a date cannot become active.", missing=missing, field="owner")
    action.agreed_at, action.agreed_by = now, by
    action.save()
    open_duty(
        key="review-action",
        case=action.incident.case,
        subject=action,
        event_at=now,
        agreed_on=action.due_on,
        owner=action.owner,
        by=by,
        now=now,
    )
    return action


@service
def finish_action(*, action: Action, words: str, at: datetime, by: Any, now: datetime) -> Action:
    """What was done, and when. Refused while the action is not active."""
    if by is None or action.owner_id != by.pk:
        rules.must_manage(by, action.incident.case, now, "record this")
    must_have_happened(at, now, "at")
    action = lock(action)
    must_be(action.is_active, "F3.56-1", "This action is not active yet: the director agrees to it first.")
    action.done_at, action.done_words = at, must_say(words, "F3.56-1", "Write what was done.", "words")
    action.save()
    discharge(key="review-action", subject=action, at=at, by=by, now=now)
    return action


# ---- learning


def _told_of(incident: SeriousIncident | None, text: str) -> list[str]:
    """Words of the text that would tell whose case it was: names, birthdays, references, postcodes."""
    found = re.findall(r"\b(?:[A-Z]{1,2}-\d{4}-\d{4,}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b", text)
    if incident is None:
        return found
    for person in incident.case.people.all():
        names = {*person.given_names.split(), *person.family_name.split()}
        names |= {name for other in person.other_names.all() for name in f"{other.given_names} {other.family_name}".split()}
        found += [name for name in names if len(name) > 1 and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]
        born = person.date_of_birth
        if born and (f"{born:%-d %B %Y}" in text or f"{born:%d/%m/%Y}" in text):
            found.append(f"{born:%-d %B %Y}")
    return sorted(set(found))


@service
def write_learning(*, title: str, text: str, by: Any, now: datetime, incident: SeriousIncident | None = None) -> LearningPoint:
    """A learning point, not yet published. It comes from a review of ours, or from one without Cafcass (framework 3.58)."""
    if incident is not None:
        rules.must_manage(by, incident.case, now, "write a learning point")
    elif by is not None and not is_senior(by):
        raise Denied("Only senior managers write learning points from other reviews.")
    point = LearningPoint(
        incident=incident,
        title=must_say(title, "F3.58-1", "Enter a title.", "title"),
        text=must_say(text, "F3.58-1", "Write what is learned.", "text"),
    )
    point.save()
    return point


@service
def publish_learning(*, point: LearningPoint, by: Any, now: datetime) -> LearningPoint:
    """Every member of staff who works with cases is asked to read it. Refused while its words tell whose case it was."""
    if by is not None and not rules.is_safeguarding_director(by, now):
        raise Denied("The director with safeguarding responsibility publishes learning points.")
    point = lock(point)
    told = _told_of(point.incident, f"{point.title} {point.text}")
    if told:
        raise RuleRefused(
            "F3.58-1", "These words tell whose case it was. Write the learning point without them.", missing=told, field="text"
        )
    point.published_at, point.published_by = now, by
    point.save()
    return point


@service
def mark_read(*, point: LearningPoint, by: User, now: datetime) -> PointRead:
    """They have read it. Saying so again changes nothing."""
    found = PointRead.objects.filter(point=point, user=by).first()
    if found is None:
        found = PointRead(point=point, user=by, read_at=now)
        found.save()
    return found


@service
def record_outside_review(
    *,
    authority: LocalAuthority,
    what: str,
    received_at: datetime,
    by: Any,
    now: datetime,
    is_unexpected_death: bool = False,
    summary: str = "",
    panel_member: User | None = None,
    agreed: bool = False,
) -> OutsideReview:
    """Notice or summary of a review of a family that Cafcass did not know (framework 3.30, 3.39, 3.57). A seat on its panel is agreed
    beforehand by a director; until then it stands as pending (3.33)."""
    if by is not None and not is_senior(by):
        raise Denied("Only senior managers keep the register.")
    must_have_happened(received_at, now, "received_at")
    row = OutsideReview(
        authority=authority, what=must_say(what, "F3.30-1", "Write what it is about, without names.", "what"), received_at=received_at,
        is_unexpected_death=is_unexpected_death, summary=summary.strip(), panel_member=panel_member,
    )  # fmt: skip
    if panel_member and agreed:
        if by is not None and by.role != "assistant_director" and not rules.is_safeguarding_director(by, now):
            raise RuleRefused("F3.33-1", "A director agrees to a seat on a panel beforehand.", field="agreed")
        row.agreed_by, row.agreed_at = by, now
    row.save()
    return row
