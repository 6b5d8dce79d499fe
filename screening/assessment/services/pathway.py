"""Following the section 120 pathway: reading the papers, what the table gives, and what that opens (framework, appendix III)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block
from referrals.models import Referral
from safeguarding.models import Concern, Supervision
from screening.checks import selectors as checks

from .. import pathway as table
from ..events import Section120Settled
from ..lists import WITNESSING_HARMS
from ..models import Section120
from .common import Ending, case_duty, discharge, end_duties, must_be_past, must_be_written, must_manage, must_work_on, open_duty

Outcome = Section120.Outcome
BY_LETTER = (Outcome.MISSING_C1A, Outcome.NOTIFICATION)


@service
def open_application(*, case: Case, at: datetime, by: Any, now: datetime) -> None:
    """An application of ``case`` reached Cafcass at ``at`` (UTC): what its stages owe (framework 2.28, 2.37, appendix III)."""
    if case.law == "private":
        case_duty("s120-read", case=case, event_at=at, by=by, now=now)
        case_duty("screening-concluded", case=case, event_at=at, by=by, now=now)
        case_duty("risk-identified", case=case, event_at=at, by=by, now=now)
    else:
        case_duty("risk-identified-public", case=case, event_at=at, by=by, now=now)
        case_duty("authority-checked", case=case, event_at=at, by=by, now=now)


def verdict_on(case: Case, inputs: table.Inputs, *, noted: bool = False, manager_says_nothing: bool = False) -> table.Verdict:
    """What the table gives, with what the ledger of checks says."""
    complete = checks.are_complete(case)
    excepted = not complete and bool(checks.exceptions_of(case))
    return table.follow(inputs, checks_complete=complete, excepted=excepted, noted=noted, manager_says_nothing=manager_says_nothing)


@service
def read_papers(
    *, case: Case, harm_box: str, c1a: str, information: str, read_at: datetime, by: Any, now: datetime,
    words: str = "", source: str = "", why_past: str = "", note: str = "",
) -> Section120:  # fmt: skip
    """A practitioner read the court's papers at ``read_at`` (UTC), and the table says what follows.

    Nothing found in a complete C1A of a case whose box says yes is kept, without an outcome: the manager is asked. Raises
    :class:`RuleRefused` while the checks are not complete; a concern waits for none of this.
    """
    must_work_on(case, by=by, now=now)
    must_be_past(read_at, now, "read_at")
    if case.law != "private":
        raise RuleRefused(
            "FA3-1", "The section 120 pathway is for private law. In public law, log a concern, or share it within the proceedings."
        )
    for value, values, field in (
        (harm_box, Section120.Box, "harm_box"),
        (c1a, Section120.C1A, "c1a"),
        (information, Section120.Information, "information"),
    ):
        if value not in values.values:
            raise RuleRefused("FA3-1", "Choose one of the answers.", field=field)
    if information != Section120.Information.NOTHING:
        must_be_written(words, "FA3-1", "Write what the papers say.", "words")
        must_be_written(source, "FA3-1", "Enter which paper says it.", "source")
    if information == Section120.Information.PAST_WITNESSING:
        must_be_written(why_past, "F2.79-1", "Write why it is past, and why no present risk is shown.", "why_past")
    verdict = verdict_on(case, table.Inputs(harm_box, c1a, information), noted=bool(note.strip()))
    if verdict.needs == "checks":
        block("FA3-1", verdict.stop, case=case, subject=case)
        verdict = table.follow(table.Inputs(harm_box, c1a, information), checks_complete=True, noted=bool(note.strip()))
    if verdict.needs == "note":
        raise RuleRefused("FA3-1", verdict.stop, field="note")
    before = Section120.objects.select_for_update(of=("self",)).filter(case=case, superseded_by=None, withdrawn_at=None).first()
    row = Section120(
        case=case, harm_box=harm_box, c1a=c1a, information=information, words=words.strip(), source=source.strip(), why_past=why_past.strip(),
        note=note.strip(), read_at=read_at, read_by=by, concern=before.concern if before else None,
    )  # fmt: skip
    if before is not None:
        _must_not_undo(before, verdict)
    row.save()
    if before is not None:
        before.superseded_by = row
        before.save()
        end_duties(subject=before, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="The papers were read again.")
    if verdict.stop:
        open_duty(key="s120-nothing-found", case=case, subject=row, event_at=read_at, by=by, now=now)
        return row
    return _settle(row, verdict, at=read_at, by=by, now=now)


def _must_not_undo(before: Section120, verdict: table.Verdict) -> None:
    """What an authority was told stays told: a later reading may go higher, never back."""
    sent = before.letters.exclude(sent_at=None).exists()
    if sent and verdict.outcome and table.LEVELS.index(verdict.outcome) < table.LEVELS.index(before.outcome):
        raise RuleRefused("FA3-1", "The local authority has been told already, so this reading stands. Log what changed as a concern.")


@service
def confirm_nothing(*, pathway: Section120, reason: str, by: Any, now: datetime) -> Section120:
    """A manager records why a complete C1A of a case whose box says yes holds nothing (our reading of appendix III)."""
    row = Section120.objects.select_for_update(of=("self",)).select_related("case").get(pk=pathway.pk)
    must_manage(row.case, by=by, now=now)
    if row.outcome:
        return row
    if row.read_by_id == by.pk:
        raise RuleRefused("FA3-1", "You read the papers, so another manager records this.")
    must_be_written(reason, "FA3-1", "Write why nothing is there.", "reason")
    verdict = verdict_on(row.case, table.Inputs(row.harm_box, row.c1a, row.information), manager_says_nothing=True)
    if verdict.stop:
        block("FA3-1", verdict.stop, case=row.case, subject=row.case)
        verdict = table.follow(table.Inputs(row.harm_box, row.c1a, row.information), checks_complete=True, manager_says_nothing=True)
    row.nothing_reason, row.nothing_at, row.nothing_by = reason.strip(), now, by
    discharge(key="s120-nothing-found", subject=row, at=now, by=by, now=now)
    return _settle(row, verdict, at=now, by=by, now=now)


def _settle(row: Section120, verdict: table.Verdict, *, at: datetime, by: Any, now: datetime) -> Section120:
    row.outcome, row.rules = verdict.outcome, list(verdict.rows)
    row.save()
    discharge(key="s120-read", subject=row.case, at=at, by=by, now=now)
    if row.outcome != Outcome.NONE and row.concern_id is None:
        open_duty(key="s120-concern", case=row.case, subject=row, event_at=at, by=by, now=now)
    elif row.concern is not None:
        carry_on(row, by=by, now=now)
    publish(Section120Settled(pathway_id=row.pk, case_id=row.case_id, outcome=row.outcome, at=at, now=now, by=by))
    return row


def must_only_be_witnessing(row: Section120, concern: Concern) -> None:
    """Past harm of another kind than witnessing is referred, never notified (framework 2.79)."""
    kinds = set(concern.children.values_list("harms__kind", flat=True)) - {None, "other", *WITNESSING_HARMS}
    if row.outcome == Outcome.NOTIFICATION and kinds:
        raise RuleRefused(
            "F2.79-1",
            "This concern names harm other than witnessing. Past or present, only witnessing can be notified: read the papers again, and choose "
            "“any other harm”. Supervision then decides to refer, or why not.",
        )


def give_concern(row: Section120, concern: Concern, *, at: datetime, by: Any, now: datetime) -> None:
    """The concern that holds what the papers say: what supervision of it opens hangs on the pathway."""
    must_only_be_witnessing(row, concern)
    row.concern = concern
    row.save()
    discharge(key="s120-concern", subject=row, at=at, by=by, now=now)
    carry_on(row, by=by, now=now)


def supervision_on(concern: Concern) -> Supervision | None:
    """The supervision that a manager recorded first, if one was."""
    return concern.supervisions.exclude(held_at=None).filter(withdrawn_at=None).order_by("held_at").first()


def referral_on(concern: Concern) -> Referral | None:
    return Referral.objects.filter(concern=concern, withdrawn_at=None).exclude(kind=Referral.Kind.EARLY_HELP).order_by("decided_at").first()


def carry_on(row: Section120, *, by: Any, now: datetime) -> None:
    """What supervision opens: the letter to each authority, the court, the decision on a 16A. A referral takes the letter's place.

    Called whenever something changed; each is opened once.
    """
    concern = row.concern
    held = supervision_on(concern) if concern is not None else None
    if concern is None or held is None or held.held_at is None or not row.outcome or row.outcome == Outcome.NONE:
        return
    at = max(held.held_at, row.nothing_at or row.read_at)
    common = {"case": row.case, "subject": row, "concern_id": concern.pk, "by": by, "now": now}
    if row.carried_on_at is None:
        row.carried_on_at = at
        row.save()
        if row.c1a_missing:
            open_duty(key="s120-court-told", event_at=at, detail="The C1A is missing", **common)
    if referral_on(concern) is not None:
        for key in ("s120-authority-told", "s120-16a-decided"):
            end_duties(subject=row, keys=key, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note="A referral takes its place.")
        return
    if row.outcome in BY_LETTER and held.decision != Supervision.Decision.REFER and not row.letters.exclude(sent_at=None).exists():
        open_duty(key="s120-authority-told", event_at=at, **common)
    if row.outcome == Outcome.NOTIFICATION and row.needs_16a is None:
        open_duty(key="s120-16a-decided", event_at=at, **common)


@service
def concern_gone(*, pathway: Section120, by: Any, now: datetime) -> None:
    """The pathway's concern was entered in error: what the papers say needs one again."""
    pathway.concern, pathway.carried_on_at = None, None
    pathway.save()
    open_duty(key="s120-concern", case=pathway.case, subject=pathway, event_at=now, by=by, now=now)
