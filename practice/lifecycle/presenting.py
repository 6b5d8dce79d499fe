"""How the stages of a case and its meetings are said on screen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case, Person, Stage
from cafcass_cases.cases.models.cases import Law
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london
from sharing.models import InformedAgency

from .documents import QUALIFIED
from .models import Meeting
from .selectors import Life

Capacity, Contribution = Meeting.Capacity, Meeting.Contribution


@dataclass(frozen=True)
class StageLine:
    """One stage: when it came, what it means, who answers in it."""

    label: str
    at: datetime | None
    meaning: str
    is_now: bool
    is_past: bool


MEANINGS = {
    Stage.RECEIVED: "The court’s application has come. The manager answers for it.",
    Stage.OPEN: "The court has referred the case to us, early intervention included. Until somebody holds it, the manager carries a practitioner’s duties.",
    Stage.ALLOCATED: "A named practitioner holds it.",
    Stage.COMPLETE: "The report is filed. No more work, unless the court directs it; the practitioner still answers every new concern and tells the court.",
    Stage.CLOSED: "Over: after the final hearing, or a withdrawal. A concern that still comes is the manager’s, without reopening the case.",
}


def stages_of(case: Case, holder: Any, manager: Any) -> list[StageLine]:
    """The stages that a case of its law goes through (framework 2.8 to 2.11), with when it came to each."""
    reached = {
        Stage.RECEIVED: case.received_at, Stage.OPEN: case.opened_at, Stage.ALLOCATED: None, Stage.COMPLETE: case.completed_at, Stage.CLOSED: case.closed_at,
    }  # fmt: skip
    order = [stage for stage in Stage if stage != Stage.COMPLETE or case.law == Law.PRIVATE or case.stage == stage]
    now = order.index(Stage(case.stage))
    lines = []
    for number, stage in enumerate(order):
        words = MEANINGS[stage]
        if stage == Stage.ALLOCATED and holder:
            words = f"{holder.full_name} holds it."
        if number == now and manager and (stage in (Stage.RECEIVED, Stage.OPEN, Stage.CLOSED)):
            words = f"{words} Manager: {manager.full_name}."
        lines.append(StageLine(str(stage.label), reached[stage], words, number == now, number < now))
    return lines


@dataclass(frozen=True)
class Notice:
    """An agency that knows of us, and where its end notice stands."""

    agency: InformedAgency
    state: str
    tone: str
    words: str
    issue_url: str = ""
    told_url: str = ""
    excuse_url: str = ""
    document_url: str = ""


def notice_rows(life: Life, made: dict[Any, Any], *, works: bool, manages: bool) -> list[Notice]:
    """Where the end notice to each agency stands; ``made``: the documents, by agency."""
    owed = {duty.subject_id: duty for duty in life.duties if duty.key == "involvement-ended"}
    rows = []
    for agency in life.agencies:
        excused = life.excused.get(agency.pk)
        paper = {"document_url": reverse("documents:show_document", args=[made[agency.pk].pk])} if agency.pk in made else {}
        if agency.ended_told_at:
            rows.append(Notice(agency, "Told", "green", f"{london(agency.ended_told_at)}, {agency.ended_told_how}", **paper))
        elif excused:
            rows.append(Notice(agency, "Need not be told", "grey", excused.ending_note))
        elif agency.pk in owed:
            urls = dict(paper)
            if works:
                urls |= {
                    "issue_url": reverse("lifecycle:issue_end_notice", args=[agency.pk]),
                    "told_url": reverse("sharing:record_ending_told", args=[agency.pk]),
                }
            if manages:
                urls["excuse_url"] = reverse("lifecycle:excuse_end_notice", args=[agency.pk])
            due = owed[agency.pk].due_at
            rows.append(Notice(agency, "Owed", "yellow", f"By {london(due)}" if due else "", **urls))
        else:
            rows.append(Notice(agency, "Knows of us", "blue", f"Since {london(agency.since)}: {agency.how}"))
    return rows


# ---- meetings


def limits_of(meeting: Meeting) -> list[str]:
    """What may not be done there (framework 3.20 to 3.26, policy 21 and 22), said before somebody goes."""
    supervisor = meeting.capacity == Capacity.SUPERVISOR
    limits = [
        "You may decide with the others: you supervise the order (framework 3.24)." if supervisor
        else "Give facts and say what worries you. Take no part in deciding, do not vote, and do not chair (framework 3.23).",
        "Say in what capacity you are there (framework 3.20).",
        "What the court’s papers say is shared by the information sharing procedure only (policy 20).",
        "An opinion is given with what it rests on: what is known so far (framework 3.27).",
    ]  # fmt: skip
    if meeting.kind == Meeting.Kind.PANEL:
        limits.append("A panel has guidance of its own: read it with your manager first (framework 3.26).")
    if meeting.family_present:
        limits.append(
            "Family will be there. What is kept from them is not said before them: ask the chair to hear it without them (framework 3.84)."
        )
    return limits


def meeting_rows(meeting: Meeting, children: list[Person]) -> list[Row]:
    """What is on the record of it, and no empty lines."""
    told = {True: "Yes", False: "No", None: ""}[meeting.capacity_told]
    opinion = f"{meeting.opinion}\n\n{QUALIFIED}" if meeting.opinion else ""
    agreed = f"{meeting.agreed_by}, {london(meeting.agreed_at)}" if meeting.agreed_by_id and meeting.agreed_at else ""
    pairs = [
        ("Children", ", ".join(child.full_name for child in children)),
        ("Convened by", " · ".join(filter(None, (str(meeting.authority or ""), meeting.convened_by)))),
        ("Held", london(meeting.starts_at) if meeting.starts_at else "Not known yet"),
        ("Family there", meeting.family_present),
        ("Our part", meeting.get_contribution_display()),
        ("Capacity", meeting.get_capacity_display()),
        ("Why", meeting.answer_words),
        ("Agreed by", agreed),
        ("The child’s view", meeting.child_view),
        ("Legal advice", meeting.legal_advice),
        ("What we know", meeting.facts),
        ("Not to be said there", meeting.not_to_be_said),
        ("Information went", f"{london(meeting.informed_at)}, {meeting.informed_how}" if meeting.informed_at else ""),
        ("Attended", f"{london(meeting.attended_at)}, {meeting.attended_by}" if meeting.attended_at else ""),
        ("Told in what capacity", told),
        ("What was said", meeting.notes),
        ("Our opinion", opinion),
        ("Concerns voiced", meeting.voiced),
        ("Part in deciding", meeting.part_in_decision),
        ("Role compromised?", meeting.compromised),
        ("Settled", f"{london(meeting.compromised_settled_at)}: {meeting.compromised_settled}" if meeting.compromised_settled_at else ""),
        ("Decided", meeting.decided),
        ("Told us", f"{meeting.decided_from}, {london(meeting.decided_at)}" if meeting.decided_at else ""),
        ("Court told", f"{london(meeting.court_told_at)}, {meeting.court_told_how}" if meeting.court_told_at else meeting.tell_court_words),
    ]  # fmt: skip
    return [Row(key, value) for key, value in pairs if value]


def _step(label: str, name: str, meeting: Meeting) -> tuple[str, str]:
    return label, reverse(f"lifecycle:{name}", args=[meeting.pk])


def next_step(meeting: Meeting, case: Any) -> tuple[str, str] | None:
    """The one thing to do next."""
    if meeting.is_withdrawn:
        return None
    if meeting.answered_at is None and meeting.attended_at is None:
        if case.stage == Stage.CLOSED and not case.user_manages:
            return None
        return _step("Settle our part", "answer_invitation", meeting)
    if meeting.informed_at is None and (
        meeting.facts or meeting.contribution == Contribution.WRITE or meeting.capacity == Capacity.REFERRER
    ):
        return _step("Record that our information went", "record_informed", meeting)
    if meeting.contribution == Contribution.ATTEND and meeting.attended_at is None:
        return _step("Record that you were there", "record_attendance", meeting)
    if meeting.compromised and not meeting.compromised_settled_at:
        return _step("Settle whether our role is compromised", "settle_compromised", meeting)
    if meeting.decided_at is None and meeting.contribution != Contribution.NEITHER:
        return _step("Record what was decided", "record_decision", meeting)
    if meeting.court_told_at is None and (meeting.tell_court or meeting.informed_at or meeting.attended_at) and case.stage != Stage.CLOSED:
        return _step("Record that the court was told", "record_court_told", meeting)
    return None


def other_steps(meeting: Meeting, case: Any) -> list[tuple[str, str]]:
    """What may be recorded besides."""
    if meeting.is_withdrawn:
        return []
    first = next_step(meeting, case)
    steps = []
    if meeting.answered_at and not meeting.attended_at:
        steps.append(_step("Change our part", "answer_invitation", meeting))
    if meeting.attended_at is None:
        steps.append(_step("Record that you were there", "record_attendance", meeting))
    if meeting.informed_at is None:
        steps.append(_step("Record that information went", "record_informed", meeting))
    if meeting.decided_at is None:
        steps.append(_step("Record what was decided", "record_decision", meeting))
    if meeting.court_told_at is None:
        steps.append(_step("Record that the court was told", "record_court_told", meeting))
    steps.append(_step("Called off, or entered in error", "withdraw_meeting", meeting))
    return [step for step in steps if first is None or step[1] != first[1]]
