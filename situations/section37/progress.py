"""Where section 37 advice stands, worked out from the record: every step in the policy's order, and the one to do next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from .models import Advice
from .selectors import Papers


@dataclass(frozen=True)
class Stage:
    """One step: done at ``done_at`` (UTC), or to be done at ``url`` under ``label``; ``missing`` says what it waits for."""

    title: str
    paragraph: str
    done_at: datetime | None = None
    note: str = ""
    url: str = ""
    label: str = ""
    missing: Sequence[str] = ()


def _to(name: str, advice: Advice) -> str:
    return reverse(f"section37:{name}", args=[advice.pk])


def stages(advice: Advice, papers: Papers, supervision_state: str) -> list[Stage]:
    """Every step. ``supervision_state``: "held" where one can be named, "waiting" where it was asked for, "" else."""
    return list(_stages(advice, papers, supervision_state))


def _stages(advice: Advice, papers: Papers, supervision_state: str) -> Iterator[Stage]:
    yield Stage("The threshold is believed met", "Policy 32", advice.threshold_at, advice.get_threshold_display())
    yield _consultation(advice, supervision_state)
    if advice.papers_at or not papers.missing:
        yield Stage("The referral and the 16A", "Policy 33", advice.papers_at or papers.ready_at)
    else:
        url = reverse("referrals:show_referral", args=[papers.referral.pk]) if papers.referral else advice.concern.get_absolute_url()
        if papers.referral and papers.referral.made_at and "written" not in " ".join(papers.missing):
            url = advice.concern.get_absolute_url()
        yield Stage("The referral and the 16A", "Policy 33", None, "", url, "Go on with the referral and the 16A", papers.missing)
    yield Stage(
        "Tell the local authority", "Policy 33", advice.told_at, advice.told_who, _to("tell_authority", advice), "Tell the authority"
    )
    if advice.told_at and not advice.papers_at:
        yield Stage("Send it the referral and the 16A", "Policy 33", None, "", _to("record_papers", advice), "Record that they were sent")
    yield _advice(advice)
    if advice.filed_at is None or advice.answer or advice.left_at:
        answered = advice.answered_at if advice.answer else None
        yield Stage("The court’s answer", "Policy 34", answered, advice.get_answer_display())
    else:
        yield Stage("The court’s answer", "Policy 34", None, "", _to("record_answer", advice), "Record the court’s answer")
    if advice.answer == Advice.Answer.DIRECTED:
        yield _confirmation(advice)
        done = advice.reported_at if advice.is_reported else None
        missing = ["An answer to all three questions for every child"] if advice.reported_at and not done else []
        yield Stage("The authority’s report", "Policy 35", done, "", _to("record_report", advice), "Record the authority’s report", missing)


def _consultation(advice: Advice, supervision_state: str) -> Stage:
    concern = advice.concern
    if advice.consulted_at:
        return Stage("Consult a manager", "Policy 32", advice.consulted_at, str(advice.supervision.held_by) if advice.supervision else "")
    if supervision_state == "held":
        return Stage("Consult a manager", "Policy 32", None, "", _to("record_consultation", advice), "Record what was concluded")
    if supervision_state == "waiting":
        missing = ["Supervision is asked for, and waits to be held"]
        return Stage("Consult a manager", "Policy 32", None, "", concern.get_absolute_url(), "See the concern", missing)
    return Stage(
        "Consult a manager", "Policy 32", None, "", reverse("safeguarding:request_supervision", args=[concern.pk]), "Ask for supervision"
    )


def _advice(advice: Advice) -> Stage:
    title = "Advise the court"
    if advice.filed_at:
        return Stage(title, "Policy 32", advice.filed_at, f"Filed: {advice.get_filed_how_display()}")
    if not advice.rationale.strip() or advice.earlier_hearing is None:
        return Stage(title, "Policy 32", None, "", _to("write_advice", advice), "Write the advice")
    if advice.issued_at is None:
        return Stage(title, "Policy 32", None, "Written", _to("issue_advice", advice), "Issue the advice")
    return Stage(title, "Policy 32", None, "Issued, not yet filed", _to("file_advice", advice), "Record that it was filed")


def _confirmation(advice: Advice) -> Stage:
    title = "Confirm the order to the authority"
    if advice.confirmed_at:
        return Stage(title, "Policy 34", advice.confirmed_at, advice.confirmed_to)
    if advice.letter_id is None:
        return Stage(title, "Policy 34", None, "", _to("write_letter", advice), "Write the letter")
    return Stage(title, "Policy 34", None, "Letter made, not yet sent", _to("confirm_order", advice), "Record that it was sent")


def next_stage(found: Sequence[Stage], advice: Advice) -> Stage | None:
    """The first step that is still to be done and can be."""
    if advice.withdrawn_at or advice.left_at:
        return None
    if advice.filed_at or advice.answer:
        found = [stage for stage in found if stage.paragraph in ("Policy 34", "Policy 35") or stage.label == "Record that they were sent"]
    return next((stage for stage in found if stage.done_at is None and stage.url), None)
