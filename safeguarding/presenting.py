"""Records turned into what templates show, and forms into what services take."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Person
from cafcass_cases.cases.registry import ChronologyLine
from cafcass_cases.cases.selectors import children_of, connected_children, home_authorities
from cafcass_cases.duties.definitions import definition
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.registry import subject_url
from cafcass_cases.policy.catalogue import cite
from cafcass_cases.ui.components import Action, Event, Row, Task
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from .models import Concern, Dissent, Supervision, SupervisionAction
from .registry import duty_link
from .rules import may_view_dissent
from .selectors import ChildView, Queue, concern_children, whole_of
from .services import ActionFacts, ChildDecision, ConnectedFacts, SupervisionRecord

TYPED_AT_ONCE = timedelta(minutes=1)
TONES = {"open": "blue", "suspended": "yellow", "done": "purple", "confirmed": "green", "withdrawn": "grey"}


def duty_tasks(duties: Iterable[Duty], now: datetime) -> list[Task]:
    """The task list of a concern: each duty with its paragraph, owner and clock, the most pressing first."""
    ordered = sorted(duties, key=lambda duty: (duty.due_at is None, duty.due_at or now))
    return [_task(duty, now) for duty in ordered]


def _task(duty: Duty, now: datetime) -> Task:
    known = definition(duty.key)
    title = known.title + (f": {duty.child.full_name}" if duty.child else "") + (f", {duty.detail}" if duty.detail else "")
    owner = duty.owner.full_name if duty.owner else "Nobody yet"
    if duty.owed_by != "us":
        owner = f"Owed by {duty.get_owed_by_display().lower()}"
    hint = " · ".join(part for part in (cite(known.requirements[0]), owner, duty.limit_note) if part)
    status = govuk.clock({"now": now}, duty.due_at) if duty.due_at else mark_safe(govuk.tag("Before completion", "grey"))
    return Task(title, duty_link(duty) or subject_url(duty.subject_label, duty.subject_id), hint, status)


def ended_duties(duties: Iterable[Duty]) -> list[list[Any]]:
    """What was owed and is over: the duty, how it ended, when it was due and when it was done."""
    tones = {"done": "green", "done_late": "orange"}
    rows = []
    for duty in sorted(duties, key=lambda one: one.ended_at, reverse=True):
        name = definition(duty.key).title + (f": {duty.child.full_name}" if duty.child else "") + (f", {duty.detail}" if duty.detail else "")
        rows.append([name, govuk.tag(duty.get_ending_display(), tones.get(duty.ending, "grey")), london(duty.due_at) if duty.due_at else "", london(duty.ended_at)])
    return rows


def timeline_events(lines: Sequence[ChronologyLine]) -> list[Event]:
    """Lines as timeline entries; where they were typed later than they happened, both times show."""
    return [
        Event(
            line.title,
            line.at,
            by=line.by,
            text=line.text,
            url=line.url,
            entered_at=line.entered_at if abs(line.entered_at - line.at) >= TYPED_AT_ONCE else None,
        )
        for line in lines
    ]


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
        Row("Medical attention", _joined(concern.get_medical_display(), concern.medical_note)),
        Row("What was said or seen", govuk.prose(concern.said)),
        Row("In whose words", concern.get_whose_words_display()),
        Row("From", _joined(concern.get_source_display(), concern.source_detail)),
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
        rows.append(Row("New or integral", _joined(concern.get_path_display(), concern.path_reason)))
    if concern.works_with_children:
        rows.append(Row("About somebody who works with children", "Yes"))
    if concern.disclosure_in_care:
        rows.append(Row("A child in care told of more", _joined("Police: yes" if concern.police_considered else "Police: no", concern.police_considered_reason)))
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


def _joined(*parts: str) -> str:
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
            Row("Significant harm", _joined(row.get_threshold_display(), row.threshold_reason)),
            Row("Where the child is now", row.where_now or "Not recorded"),
            Row("Who sees the child next", row.seen_next_by or "Not recorded"),
            Row("What the child knows and thinks", row.child_knows or "Not recorded"),
        ]
        rows += [Row(label, text) for label, text in (("The child’s own words", row.child_words), ("Visible injury", row.visible), ("Analysis", row.analysis)) if text]
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
        words = _joined("Yes" if answer.answer else "No", answer.reason, f"{answer.answered_by.full_name}, {london(answer.answered_at)}")
    url, text = ("", "") if answer and answer.answer else _change(may_write, "safeguarding:answer_cause", concern, view.child, "Answer" if answer is None else "Change")
    return Row("Cause to suspect risk of harm", words, change_url=url, change_text=text)


def _consider_row(concern: Concern, view: ChildView, may_write: bool) -> Row:
    answer = view.consideration
    words = "Not yet considered" if answer is None else _joined(answer.get_answer_display(), answer.reason, f"{answer.considered_by.full_name}, {london(answer.considered_at)}")
    url, text = _change(may_write, "safeguarding:consider_child", concern, view.child, "Consider" if answer is None else "Change")
    return Row("Refer as well?", words, change_url=url, change_text=text)


# ---- supervision


def request_rows(supervision: Supervision) -> list[Row]:
    if supervision.requested_at is None:
        return [Row("Asked for", "Not in writing: the manager was told, and held it")]
    capacities = {"manager": "manager", "cover": "covering manager", "rota": "on the out-of-hours rota", "head_of_practice": "Head of Practice"}
    asked = f"{supervision.asked_of.full_name}, {capacities.get(supervision.asked_capacity, supervision.asked_capacity)}" if supervision.asked_of else "Nobody can be reached"
    rows = [
        Row("Asked by", f"{supervision.requested_by}, {london(supervision.requested_at)}"),
        Row("Asked of", asked),
        Row("To decide together", govuk.prose(supervision.request_text)),
    ]
    if supervision.practitioner_analysis:
        rows.append(Row("The practitioner’s analysis", govuk.prose(supervision.practitioner_analysis)))
    if supervision.gap:
        rows.append(Row("Gap", "The manager was away and nobody covered"))
    return rows


def record_rows(supervision: Supervision) -> list[Row]:
    """The manager's record: the ten points of framework 2.81, the reflection and the agreement."""
    if supervision.held_at is None:
        return []
    rows = [Row("Held", f"{london(supervision.held_at)}, {supervision.get_method_display().lower()}, by {supervision.held_by}")]
    if supervision.recorded_at and supervision.recorded_at != supervision.held_at:
        rows.append(Row("Recorded", london(supervision.recorded_at)))
    for label, name in (
        ("The nature of the concerns", "nature"), ("The risk is", "risk"), ("Where each child is now", "where_now"),
        ("What the family has been told", "family_told"), ("Reflection", "reflection"), ("The harm or risk, as agreed", "agreed_harm"),
        ("Significant harm", "agreed_threshold"), ("Where you did not agree", "disagreement"), ("Decision", "decision"),
        ("Reason", "decision_reason"), ("The most appropriate action", "agreed_action"), ("Referral", "referral_kind"),
        ("Other children", "other_children"), ("Parties’ views first", "parties_views"), ("The court is told", "court_notice"),
        ("Shared with child and family", "share_plan"), ("The work to come", "future_work"),
    ):  # fmt: skip
        value = getattr(supervision, f"get_{name}_display", lambda name=name: getattr(supervision, name))()
        if value:
            rows.append(Row(label, govuk.prose(value)))
    if supervision.marac_agreed is not None:
        rows.append(Row("Ask the authority to consider MARAC", _joined("Yes" if supervision.marac_agreed else "No", supervision.marac_reason)))
    if supervision.signed_at:
        rows.append(Row("Signed", f"{supervision.signed_by}, {london(supervision.signed_at)}"))
    return rows


def decision_rows(supervision: Supervision) -> list[Row]:
    """Child by child: referred, and where to; and the answers for connected children."""
    rows = []
    for row in supervision.children.select_related("child", "authority").order_by("-child__role", "child__date_of_birth"):
        words = f"Referred to {row.authority}" if row.referred and row.authority else "Referred, authority not yet known" if row.referred else "Not referred"
        rows.append(Row(row.child.full_name, words))
    for answer in supervision.considerations.select_related("child"):
        rows.append(Row(f"{answer.child.full_name}, connected child", _joined(answer.get_answer_display(), answer.reason)))
    return rows


def action_table(supervision: Supervision) -> list[list[Any]]:
    rows = []
    for action in supervision.actions.select_related("owner"):
        link = format_html('<a class="govuk-link" href="{}">{}</a>', action.get_absolute_url(), action.what)
        by_when = f"{action.agreed_on:%-d %B %Y}" if action.agreed_on else "Not yet agreed"
        rows.append([link, str(action.owner or "Nobody yet"), by_when, govuk.tag(action.get_state_display(), TONES[action.state])])
    return rows


def action_rows(action: SupervisionAction) -> list[Row]:
    rows = [
        Row("What", action.what),
        Row("By whom", str(action.owner or "Nobody yet")),
        Row("By when", f"{action.agreed_on:%-d %B %Y}" if action.agreed_on else "Not yet agreed"),
        Row("Contact with the child or family", "Yes" if action.is_contact else "No"),
        Row("Now", govuk.tag(action.get_state_display(), TONES[action.state])),
    ]
    for label, at, entered, by, text in (
        ("Done", action.done_at, action.done_entered_at, action.done_by, action.result),
        ("Followed up", action.confirmed_at, action.confirmed_entered_at, action.confirmed_by, action.confirmed_note),
        ("Suspended", action.suspended_at, None, None, action.suspended_because),
        ("Looked at again", action.reviewed_at, None, action.reviewed_by, action.reviewed_reason),
    ):
        if at:
            typed = f"Entered {london(entered)}" if entered and entered != at else ""
            rows.append(Row(label, _joined(london(at), typed, str(by or ""), text)))
    return rows


def action_steps(action: SupervisionAction, case: Any) -> list[Action]:
    """What may be done with it now, by this reader."""
    states = SupervisionAction.State
    steps = {
        "Look again": ("review_action", (states.SUSPENDED,), case.user_manages),
        "Record that it is done": ("complete_action", (states.OPEN, states.SUSPENDED), case.user_works),
        "Follow it up": ("follow_up_action", (states.DONE,), case.user_manages),
        "Suspend it": ("suspend_action", (states.OPEN,), case.user_works),
        "Withdraw it": ("withdraw_action", (states.OPEN, states.SUSPENDED), case.user_manages),
    }
    return [
        Action(label, reverse(f"safeguarding:{name}", args=[action.pk]))
        for label, (name, allowed, may) in steps.items()
        if may and action.state in allowed
    ]


def may_view(user: User, dissent: Dissent, now: datetime) -> bool:
    return dissent.viewed_at is None and may_view_dissent(user, dissent, now)


QUEUE_COLUMNS = {
    "hold_columns": ["Concern", "Case", "Asked by", "Asked", "To be held", "Now"],
    "sign_columns": ["Concern", "Case", "Held", "By"],
    "review_columns": ["Concern", "Owner", "Suspended"],
    "follow_columns": ["Concern", "Owner", "Agreed date"],
    "dissent_columns": ["Concern", "By", "When"],
    "gap_columns": ["Concern", "Asked by", "Went to"],
}


def queue_tables(queue: Queue, now: datetime) -> dict[str, list[list[Any]]]:
    """The manager's queue as rows of tables."""

    def link(url: str, text: Any) -> Any:
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, text)

    def held_by(one: Supervision) -> Any:
        duty = queue.held_due.get(one.pk)
        return govuk.clock({"now": now}, duty.due_at) if duty else ""

    return {
        "to_hold": [
            [
                link(one.get_absolute_url(), one.concern.reference), one.concern.case.reference, str(one.requested_by or ""),
                london(one.requested_at) if one.requested_at else "", held_by(one),
                govuk.tag(one.get_state_display(), "purple" if one.state == "more_asked" else "blue"),
            ]
            for one in queue.to_hold
        ],
        "to_sign": [[link(one.get_absolute_url(), one.concern.reference), one.concern.case.reference, london(one.held_at), str(one.held_by)] for one in queue.to_sign],
        "to_follow_up": [
            [link(one.get_absolute_url(), one.concern.reference), str(one.owner or ""), f"{one.agreed_on:%-d %B %Y}" if one.agreed_on else ""] for one in queue.to_follow_up
        ],
        "to_review": [
            [link(one.get_absolute_url(), one.concern.reference), str(one.owner or ""), london(one.suspended_at)] for one in queue.to_review
        ],
        "dissents": [[link(one.get_absolute_url(), one.concern.reference), str(one.dissented_by), london(one.dissented_at)] for one in queue.dissents],
        "gaps": [[link(one.get_absolute_url(), one.concern.reference), str(one.requested_by or ""), str(one.asked_of or "Nobody")] for one in queue.gaps],
    }  # fmt: skip


def record_initial(concern: Concern, supervision: Supervision | None, now: datetime) -> dict[str, Any]:
    """What stands in the manager's form: what was saved already, else what the concern knows (so that nobody types it twice)."""
    rows = concern_children(concern)
    children = list(children_of(concern.case))
    homes = home_authorities(children, now)
    named = {row.child_id for row in rows}
    considered = {row.child_id: row for row in concern.considerations.all()}
    initial: dict[str, Any] = {
        "nature": "\n".join([concern.said, *(f"{row.child.full_name}: {row.harm_words}" for row in rows)]),
        "where_now": "\n".join(f"{row.child.full_name}: {row.where_now}" for row in rows if row.where_now),
        "family_told": concern.family_told,
        "refer": [row.child for row in rows],
        "version": supervision.version if supervision else "",
        "connected": [
            {
                "_title": child.full_name,
                "child_id": str(child.pk),
                "answer": considered[child.pk].answer if child.pk in considered else "",
                "reason": considered[child.pk].reason if child.pk in considered else "",
            }
            for child in connected_children(concern.case)
            if child.pk not in named or child.pk in considered
        ],
        "places": [{"_title": f"Where {child.full_name} lives", "child_id": str(child.pk)} for child in children if child.pk not in homes],
    }
    if supervision and supervision.held_at:
        for name in (
            "held_at", "method", "nature", "risk", "where_now", "family_told", "other_children", "parties_views", "court_notice", "share_plan",
            "future_work", "reflection", "agreed_harm", "agreed_threshold", "agreed_action", "disagreement", "decision", "decision_reason",
            "referral_kind", "marac_agreed", "marac_reason",
        ):  # fmt: skip
            initial[name] = getattr(supervision, name)
        initial["refer"] = [row.child for row in supervision.children.filter(referred=True).select_related("child")]
        initial["actions"] = [
            {"action_id": str(action.pk), "what": action.what, "owner": action.owner, "agreed_on": action.agreed_on, "is_contact": action.is_contact}
            for action in supervision.actions.filter(withdrawn_at=None).select_related("owner")
        ]
    return initial


def record_facts(cleaned: dict[str, Any], people: dict[str, Person]) -> tuple[SupervisionRecord, list[ConnectedFacts], list[ActionFacts]]:
    """The manager's form as the service takes it."""
    places = {place["child_id"]: place["authority"] for place in cleaned.get("places") or () if place["authority"]}
    refer = cleaned.get("refer") or []
    children = [
        ChildDecision(child=child, referred=child in refer, authority=places.get(key)) for key, child in people.items() if child in refer or key in places
    ]
    names = (
        "nature", "risk", "where_now", "family_told", "other_children", "parties_views", "court_notice", "share_plan", "future_work",
        "reflection", "agreed_harm", "agreed_threshold", "agreed_action", "disagreement", "decision", "decision_reason", "referral_kind", "method",
    )  # fmt: skip
    record = SupervisionRecord(
        **{name: cleaned[name] for name in names},
        marac_agreed=cleaned.get("marac_agreed"),
        marac_reason=cleaned.get("marac_reason", ""),
        children=children,
    )
    connected = [
        ConnectedFacts(child=people[one["child_id"]], answer=one["answer"], reason=one["reason"])
        for one in cleaned.get("connected") or ()
        if one["answer"] and one["child_id"] in people
    ]
    actions = [
        ActionFacts(what=one["what"], owner=one["owner"] or None, agreed_on=one["agreed_on"], is_contact=one["is_contact"], action_id=one["action_id"])
        for one in cleaned.get("actions") or ()
    ]
    return record, connected, actions
