"""Supervision, its actions and the manager's queue as rows; and the form of its record into what the service takes."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Person
from cafcass_cases.cases.selectors import children_of, connected_children, home_authorities
from cafcass_cases.ui.components import Action, Row
from cafcass_cases.ui.templatetags import govuk
from cafcass_cases.ui.words import london

from ..models import Concern, Dissent, Supervision, SupervisionAction
from ..rules import may_view_dissent
from ..selectors import Queue, concern_children
from ..services import ActionFacts, ChildDecision, ConnectedFacts, SupervisionRecord
from .concerns import joined

TONES = {"open": "blue", "suspended": "yellow", "done": "purple", "confirmed": "green", "withdrawn": "grey"}


def request_rows(supervision: Supervision) -> list[Row]:
    if supervision.requested_at is None:
        return [Row("Asked for", "Not in writing: the manager was told, and held it")]
    capacities = {
        "manager": "manager",
        "cover": "covering manager",
        "rota": "on the out-of-hours rota",
        "head_of_practice": "Head of Practice",
    }
    asked = (
        f"{supervision.asked_of.full_name}, {capacities.get(supervision.asked_capacity, supervision.asked_capacity)}"
        if supervision.asked_of
        else "Nobody can be reached"
    )
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
        rows.append(
            Row("Ask the authority to consider MARAC", joined("Yes" if supervision.marac_agreed else "No", supervision.marac_reason))
        )
    if supervision.signed_at:
        rows.append(Row("Signed", f"{supervision.signed_by}, {london(supervision.signed_at)}"))
    return rows


def decision_rows(supervision: Supervision) -> list[Row]:
    """Child by child: referred, and where to; and the answers for connected children."""
    rows = []
    for row in supervision.children.select_related("child", "authority").order_by("-child__role", "child__date_of_birth"):
        words = (
            f"Referred to {row.authority}"
            if row.referred and row.authority
            else "Referred, authority not yet known"
            if row.referred
            else "Not referred"
        )
        rows.append(Row(row.child.full_name, words))
    for answer in supervision.considerations.select_related("child"):
        rows.append(Row(f"{answer.child.full_name}, connected child", joined(answer.get_answer_display(), answer.reason)))
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
            rows.append(Row(label, joined(london(at), typed, str(by or ""), text)))
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
            {
                "action_id": str(action.pk),
                "what": action.what,
                "owner": action.owner,
                "agreed_on": action.agreed_on,
                "is_contact": action.is_contact,
            }
            for action in supervision.actions.filter(withdrawn_at=None).select_related("owner")
        ]
    return initial


def record_facts(cleaned: dict[str, Any], people: dict[str, Person]) -> tuple[SupervisionRecord, list[ConnectedFacts], list[ActionFacts]]:
    """The manager's form as the service takes it."""
    places = {place["child_id"]: place["authority"] for place in cleaned.get("places") or () if place["authority"]}
    refer = cleaned.get("refer") or []
    children = [
        ChildDecision(child=child, referred=child in refer, authority=places.get(key))
        for key, child in people.items()
        if child in refer or key in places
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
        ActionFacts(
            what=one["what"],
            owner=one["owner"] or None,
            agreed_on=one["agreed_on"],
            is_contact=one["is_contact"],
            action_id=one["action_id"],
        )
        for one in cleaned.get("actions") or ()
    ]
    return record, connected, actions
