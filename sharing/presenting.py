"""What a request's page says and offers, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cafcass_cases.policy.catalogue import cite, requirements
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london, london_date

from .models import Permission, Sharing
from .standing import FOR_BASIS, FOR_COURT, FOR_MANAGER, Standing
from .table import Answer


@dataclass(frozen=True)
class Offer:
    """One button of the page."""

    label: str
    url: str
    tone: str = ""


def rule_words(rule: str) -> str:
    """The paragraph of a requirement, for people; what no paragraph lists says so."""
    return cite(rule) if rule in requirements() else "what nobody had decided, and no paragraph lists"


def rows_of(sharing: Sharing, children: list[Any]) -> list[Row]:
    """The request, as it was recorded (policy 20)."""
    rows = [
        Row("Which", sharing.get_direction_display()),
        Row("Who", sharing.recipient_words),
        Row("Person there", sharing.contact_person or "Not recorded"),
        Row("When", london(sharing.asked_at)),
        Row("What for", sharing.get_purpose_display()),
        Row("What is asked", sharing.what_asked),
        Row("Children", ", ".join(child.full_name for child in children) or "None named"),
    ]
    if sharing.recipient_kind == "local_authority":
        rows.append(Row("Enquiry or process began", london_date(sharing.gateway_on) if sharing.gateway_on else "Not recorded"))
        plan = sharing.get_plan_display() if sharing.plan else "Not recorded"
        rows.append(Row("Protection plan", f"{plan}. {sharing.plan_detail}".rstrip(". ")))
    if sharing.concern:
        rows.append(Row("Concern", sharing.concern.reference))
    return rows


def offers(sharing: Sharing, found: Standing, permissions: list[Permission], *, user_manages: bool) -> list[Offer]:
    """What may be done next, the first as the one clear button."""

    def page(name: str) -> str:
        return reverse(f"sharing:{name}", args=[sharing.pk])

    answer, made = sharing.row.answer, []
    waiting = sharing.outcome == Sharing.Outcome.WAITING
    ready = found.allowed or answer == Answer.PERMITTED or answer in FOR_BASIS
    if ready and sharing.purpose == "safety_referral":
        made.append(Offer("Log the concern and refer", reverse("safeguarding:log_concern", args=[sharing.case_id])))
    if ready:
        made.append(Offer("Record what is shared", page("share"), "" if not made else "secondary"))
    if not found.allowed and answer in FOR_MANAGER and user_manages and not sharing.manager_decision:
        made.append(Offer("Decide whether it may be shared", page("decide_sharing")))
    if not found.allowed and answer in (*FOR_COURT, Answer.LADO_DIRECTION):
        asked = any(one.result == Permission.Result.ASKED for one in permissions)
        whose = "LADO’s direction" if answer == Answer.LADO_DIRECTION else "court’s answer" if asked else "court’s permission"
        made.append(
            Offer(
                f"Record the {whose}" if asked or answer == Answer.LADO_DIRECTION else "Ask for the court’s permission",
                page("record_permission"),
                "secondary" if made else "",
            )
        )
    if not ready and sharing.row.at_risk:
        made.append(Offer("A child is in immediate danger: share the minimum now", page("share"), "warning"))
    if waiting:
        made.append(Offer("Record that it is not shared", page("record_not_shared"), "secondary"))
    elif sharing.outcome == Sharing.Outcome.NOT_SHARED and sharing.direction == Sharing.Direction.ASKED and not sharing.answered_at:
        made.append(Offer("Record that they were told so", page("record_not_shared"), "secondary" if made else ""))
    if not ready and not sharing.row.at_risk:
        made.append(Offer("Something was shared all the same", page("share"), "secondary"))
    return made
