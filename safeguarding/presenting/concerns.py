"""A concern and its children as rows and cards."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Person
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from ..models import Concern
from ..selectors import ChildView, whole_of


def harm_from_names(concern: Concern) -> list[str]:
    """Names of the persons from whom the harm is said to come."""
    return [person.full_name for person in whole_of(concern).feared]


def concern_rows(concern: Concern) -> list[Row]:
    """Who, what and when, in words."""
    danger = "Yes" if concern.danger_now else "No"
    names = harm_from_names(concern)
    happened = london(concern.happened_at) if concern.happened_at else concern.happened_words or "Not known"
    rows = [
        Row("Anyone harmed now or in danger", f"{danger}. {concern.danger_reason}"),
        Row("Medical attention", joined(concern.get_medical_display(), concern.medical_note)),
        Row("What was said or seen", govuk.prose(concern.said)),
        Row("In whose words", concern.get_whose_words_display()),
        Row("From", joined(concern.get_source_display(), concern.source_detail)),
        Row("The harm is said to come from", ", ".join(names) or "Not known"),
        Row("It happened", happened),
        Row("It reached Cafcass", london(concern.reached_us_at)),
        Row("It was recognised", london(concern.recognised_at)),
        Row("It was entered", london(concern.created_at)),
    ]
    if concern.danger_now and concern.danger_believed_at:
        rows.insert(1, Row("Danger believed since", london(concern.danger_believed_at)))
    if concern.left_alone:
        rows.append(Row("A child alone", concern.left_alone_note))
    if concern.travel:
        day = f" {concern.travel_on:%-d %B %Y}" if concern.travel_on else ""
        rows.append(Row("Travel planned or feared", concern.get_travel_display() + day))
    rows.append(Row("New, unreported or unresolved", standing_words(concern)))
    if concern.path:
        rows.append(Row("New or integral", joined(concern.get_path_display(), concern.path_reason)))
    if concern.works_with_children:
        rows.append(Row("About somebody who works with children", "Yes"))
    if concern.disclosure_in_care:
        rows.append(
            Row(
                "A child in care told of more",
                joined("Police: yes" if concern.police_considered else "Police: no", concern.police_considered_reason),
            )
        )
    rows.append(Row("What the family has been told", concern.family_told or "Not recorded"))
    rows.append(Row("Policy version", concern.policy_version))
    if concern.completed_at:
        rows.append(Row("Outcome", govuk.prose(concern.outcome)))
    return rows


def standing_words(concern: Concern) -> str:
    """Whether such harm is new, or stood unreported or unresolved before (framework 2.73): read from the earlier concerns of the case."""
    before = whole_of(concern).earlier
    words = []
    for one in before:
        if one.completed_at and one.completed_at <= concern.recognised_at:
            words.append(f"{one.reference}: completed, {'referred then' if one.was_referred else 'not referred then: unreported'}")
        else:
            words.append(f"{one.reference}: unresolved")
    return "; ".join(words) or "New: no earlier concern about these children"


def joined(*parts: str) -> str:
    *before, last = [part for part in parts if part] or [""]
    return ". ".join([*(part.rstrip(".") for part in before), last])


def child_card(concern: Concern, view: ChildView, may_write: bool) -> dict[str, Any]:
    """One child: harm, threshold, where the child is, and the question that is theirs."""
    row, child = view.row, view.child
    rows: list[Row] = []
    if row:
        harms = [_harm_row(harm, may_write) for harm in row.harms.all()]
        rows += harms or [Row("Harm", "Not yet described", *_change(may_write, "safeguarding:describe_child", concern, child, "Describe"))]
        rows += [
            Row("Comes from", row.get_origin_display()),
            Row("Significant harm", joined(row.get_threshold_display(), row.threshold_reason)),
            Row("Where the child is now", row.where_now or "Not recorded"),
            Row("Who sees the child next", row.seen_next_by or "Not recorded"),
            Row("What the child knows and thinks", row.child_knows or "Not recorded"),
        ]
        rows += [
            Row(label, text)
            for label, text in (("The child’s own words", row.child_words), ("Visible injury", row.visible), ("Analysis", row.analysis))
            if text
        ]
    if view.is_subject:
        rows.append(_cause_row(concern, view, may_write))
    elif row is None or view.consideration:
        rows.append(_consider_row(concern, view, may_write))
    return {"child": child, "rows": rows, "named": row is not None, "subject": view.is_subject}


def _harm_row(harm: Any, may_write: bool) -> Row:
    words = f"{harm.get_standing_display()} ({harm.information_on:%-d %B %Y})" + (f", {harm.source}" if harm.source else "")
    url = reverse("safeguarding:change_standing", args=[harm.pk]) if may_write else ""
    return Row(harm.other or harm.get_kind_display(), words, change_url=url, change_text="Change how it stands")


def _change(may_write: bool, name: str, concern: Concern, child: Person, text: str) -> tuple[str, str]:
    return (reverse(name, args=[concern.pk, child.pk]), text) if may_write and concern.withdrawn_at is None else ("", "")


def _cause_row(concern: Concern, view: ChildView, may_write: bool) -> Row:
    answer = view.cause
    if answer is None:
        words = "Not yet answered"
    else:
        words = joined("Yes" if answer.answer else "No", answer.reason, f"{answer.answered_by.full_name}, {london(answer.answered_at)}")
    url, text = (
        ("", "")
        if answer and answer.answer
        else _change(may_write, "safeguarding:answer_cause", concern, view.child, "Answer" if answer is None else "Change")
    )
    return Row("Cause to suspect risk of harm", words, change_url=url, change_text=text)


def _consider_row(concern: Concern, view: ChildView, may_write: bool) -> Row:
    answer = view.consideration
    words = (
        "Not yet considered"
        if answer is None
        else joined(answer.get_answer_display(), answer.reason, f"{answer.considered_by.full_name}, {london(answer.considered_at)}")
    )
    url, text = _change(may_write, "safeguarding:consider_child", concern, view.child, "Consider" if answer is None else "Change")
    return Row("Refer as well?", words, change_url=url, change_text=text)


# ---- supervision
