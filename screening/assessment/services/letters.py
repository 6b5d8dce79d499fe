"""The section 120 letter, what the court is told, the 16A decision, and the end notice with the court's outcome."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, LocalAuthority, Person
from cafcass_cases.cases.selectors import home_authorities, subject_children
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue
from cafcass_cases.duties.departures import block
from referrals.services.assessments import open_16a_duties
from referrals.services.common import is_intention
from referrals.services.court import tell_court
from sharing.models import InformedAgency
from sharing.services import agency_learned, record_ending_told, record_incident

from ..events import Section120LetterSent
from ..models import Section120, Section120Letter
from .common import discharge, must_be_past, must_be_written, must_manage, must_work_on, open_duty
from .pathway import BY_LETTER, Outcome, must_only_be_witnessing, referral_on, supervision_on

SUPERVISION_FIRST = "Supervision comes first: ask for it, and send the letter once the manager has recorded it."


def _lock(pathway: Section120) -> Section120:
    rows = Section120.objects.select_for_update(of=("self",)).select_related("case", "concern")
    return rows.get(pk=pathway.pk)


def children_by_authority(pathway: Section120, at: datetime) -> dict[LocalAuthority, list[Person]]:
    """The children of the concern by the authority in whose area each lives, where the record knows it (policy 5)."""
    children = [row.child for row in pathway.concern.children.select_related("child")] if pathway.concern else []
    homes = home_authorities(children, at)
    found: dict[LocalAuthority, list[Person]] = {}
    for child in children:
        if child.pk in homes:
            found.setdefault(homes[child.pk], []).append(child)
    return found


def _must_be_open_to_letter(row: Section120) -> None:
    if row.superseded_by_id or row.outcome not in BY_LETTER or row.concern is None:
        raise RuleRefused("FA3-1", "The pathway does not ask for a letter. Follow what its page says is next.")
    must_only_be_witnessing(row, row.concern)
    if referral_on(row.concern) is not None:
        raise RuleRefused(
            "FA3-1", "The local authority gets one message, and it is referred to: put what you hold into the written referral."
        )


@service
def write_letter(
    *, pathway: Section120, authority: LocalAuthority, facts: str, source: str, by: Any, now: datetime, why_past: str = "", attachments: str = "",
    children: Sequence[Person] = (),
) -> Section120Letter:  # fmt: skip
    """The text of the letter to one authority, once supervision is recorded (framework 2.79 with policy 9 and 10).

    Its children are those who live in the authority's area, unless ``children`` says otherwise.
    """
    row = _lock(pathway)
    must_work_on(row.case, by=by, now=now)
    _must_be_open_to_letter(row)
    assert row.concern is not None
    if supervision_on(row.concern) is None:
        block("P10-1", SUPERVISION_FIRST, case=row.case, subject=row)
    must_be_written(facts, "FR8-1", "Write the facts as they are known.", "facts")
    must_be_written(source, "FR8-1", "Enter where the facts come from.", "source")
    if row.outcome == Outcome.NOTIFICATION:
        must_be_written(why_past, "FR8-1", "Write why it is past, and why no present risk is shown.", "why_past")
    letter = row.letters.select_for_update().filter(authority=authority).first() or Section120Letter(
        case=row.case, concern=row.concern, pathway=row, authority=authority
    )
    if letter.sent_at:
        raise RuleRefused("FR8-1", "This letter was sent, so it stands.")
    named = (
        list(children)
        or children_by_authority(row, now).get(authority)
        or [one.child for one in row.concern.children.select_related("child")]
    )
    letter.children, letter.facts, letter.source = [child.pk for child in named], facts.strip(), source.strip()
    letter.why_past, letter.attachments, letter.document_id = why_past.strip(), attachments.strip(), None
    letter.save()
    return letter


@service
def issue_letter(*, letter: Section120Letter, by: Any, now: datetime) -> IssuedDocument:
    """Make the letter's document, behind the confidentiality guard."""
    letter = (
        Section120Letter.objects.select_for_update(of=("self",)).select_related("pathway__concern", "case", "authority").get(pk=letter.pk)
    )
    must_work_on(letter.case, by=by, now=now)
    _must_be_open_to_letter(letter.pathway)
    document = issue(
        kind="section-120-letter", subject=letter, recipient=Recipient("local_authority", letter.authority.name), by=by, now=now
    )
    letter.document_id = document.pk
    letter.save()
    return document


@service
def send_letter(*, letter: Section120Letter, sent_at: datetime, sent_to: str, by: Any, now: datetime) -> Section120Letter:
    """The letter went at ``sent_at`` (UTC): the court is to be told, and the authority of our ending (framework 2.79, appendix III).

    It starts no clock of the authority's: a notification is less than a referral. What was sent without supervision is an incident.
    """
    letter = Section120Letter.objects.select_for_update(of=("self",)).select_related("authority").get(pk=letter.pk)
    row = _lock(letter.pathway)
    must_work_on(row.case, by=by, now=now)
    must_be_past(sent_at, now, "sent_at")
    must_be_written(sent_to, "FR8-1", "Enter to whom it was sent.", "sent_to")
    if letter.sent_at:
        return letter
    assert row.concern is not None
    held = supervision_on(row.concern)
    if held is None or held.held_at is None or held.held_at > sent_at:
        if is_intention(sent_at, now=now):
            block("P10-1", SUPERVISION_FIRST, case=row.case, subject=row)
        else:
            record_incident(
                case=row.case, rule="P10-1", what="A section 120 letter was sent before supervision was recorded.", happened_at=sent_at, by=by, now=now,
                concern=row.concern, subject=letter,
            )  # fmt: skip
    letter.sent_at, letter.sent_to, letter.sent_by = sent_at, sent_to.strip(), by
    letter.save()
    agency_learned(
        case=row.case, kind="local_authority", authority=letter.authority, name="", at=sent_at, how="Section 120 letter", by=by, now=now
    )
    if not _still_to_tell(row, now):
        discharge(key="s120-authority-told", subject=row, at=sent_at, by=by, now=now)
    if row.outcome == Outcome.NOTIFICATION:
        open_duty(
            key="s120-court-told",
            case=row.case,
            subject=row,
            concern_id=row.concern_id,
            event_at=sent_at,
            detail="The notification",
            by=by,
            now=now,
        )
    publish(Section120LetterSent(letter_id=letter.pk, case_id=row.case_id, at=sent_at, now=now, by=by))
    return letter


def _still_to_tell(row: Section120, now: datetime) -> set[Any]:
    told = set(row.letters.exclude(sent_at=None).values_list("authority_id", flat=True))
    return {authority.pk for authority in children_by_authority(row, now)} - told


def court_text(row: Section120) -> str:
    """What the court is told, proposed in words that may be changed."""
    parts = []
    if row.c1a_missing:
        parts.append(
            "The application, or the answer to it, says that a child has suffered or is at risk of harm. Form C1A, which is then required, has not been "
            "completed. We ask the court to direct that it is."
        )
    sent = [letter for letter in row.letters.select_related("authority") if letter.sent_at]
    if sent:
        names = " and ".join(letter.authority.name for letter in sent)
        kind = (
            "a notification under section 120 of the Adoption and Children Act 2002"
            if row.outcome == Outcome.NOTIFICATION
            else "the information that we hold"
        )
        parts.append(f"We have sent {kind} to {names}. It is not a referral, and asks for no enquiries by itself.")
    return "\n\n".join(parts)


@service
def tell_court_of_pathway(*, pathway: Section120, text: str, how: str, told_at: datetime, by: Any, now: datetime) -> Section120:
    """The court was told what the pathway asks for, by the update that every concern has (policy 14)."""
    row = _lock(pathway)
    must_work_on(row.case, by=by, now=now)
    if row.concern is None:
        raise RuleRefused("FA3-1", "Log the concern that the papers give rise to first.")
    tell_court(concern=row.concern, told_at=told_at, how=how, text=text, by=by, now=now)
    discharge(key="s120-court-told", subject=row, at=told_at, by=by, now=now)
    return row


@service
def decide_16a(*, pathway: Section120, needed: bool, reason: str, decided_at: datetime, by: Any, now: datetime) -> Section120:
    """A manager decides whether a 16A goes with the notification; yes is the answer unless a reason says no (policy 27).

    Where the practitioner has answered yes to cause to suspect, a 16A is owed and nobody decides otherwise.
    """
    row = _lock(pathway)
    must_manage(row.case, by=by, now=now)
    must_be_past(decided_at, now, "decided_at")
    if row.concern is None:
        raise RuleRefused("FA3-1", "Log the concern that the papers give rise to first.")
    if not needed:
        must_be_written(reason, "F2.79-1", "Write why no 16A is needed.", "reason")
        if row.concern.cause_answers.filter(answer=True).exists():
            raise RuleRefused(
                "P27-1", "The practitioner answered that there is cause to suspect risk of harm. The 16A is owed.", field="needed"
            )
    row.needs_16a, row.needs_16a_reason, row.needs_16a_at, row.needs_16a_by = needed, reason.strip(), decided_at, by
    row.save()
    if needed:
        open_16a_duties(concern=row.concern, children=subject_children(row.case), event_at=decided_at, by=by, now=now)
    discharge(key="s120-16a-decided", subject=row, at=decided_at, by=by, now=now)
    return row


def authorities_told(case: Case) -> list[InformedAgency]:
    """The authorities that know of our involvement: sharing's register."""
    return list(InformedAgency.objects.filter(case=case, kind="local_authority", withdrawn_at=None).select_related("authority", "case"))


@service
def case_ended(*, case: Case, at: datetime, by: Any, now: datetime) -> None:
    """The case closed at ``at`` (UTC): authorities that the pathway made us tell learn how it ended (appendix III)."""
    row = Section120.objects.filter(case=case, withdrawn_at=None, superseded_by=None).exclude(outcome__in=("", Outcome.NONE)).first()
    if row is not None and row.outcome_told_at is None and authorities_told(case):
        open_duty(key="s120-outcome-told", case=case, subject=row, concern_id=row.concern_id, event_at=at, by=by, now=now)


@service
def tell_outcome(*, pathway: Section120, final_outcome: str, how: str, told_at: datetime, by: Any, now: datetime) -> Section120:
    """Each authority was told at ``told_at`` (UTC) that our involvement has ended, and what the court decided."""
    row = _lock(pathway)
    must_work_on(row.case, by=by, now=now)
    must_be_past(told_at, now, "told_at")
    must_be_written(final_outcome, "FA3-1", "Write what the court decided.", "final_outcome")
    must_be_written(how, "FA3-1", "Write how, and whom, you told.", "how")
    if row.case.closed_at is None:
        raise RuleRefused("FA3-1", "The case is not closed yet. The authority is told of the outcome when it is.")
    for agency in authorities_told(row.case):
        if agency.ended_told_at is None:
            record_ending_told(agency=agency, told_at=told_at, how=how, by=by, now=now)
    row.final_outcome, row.outcome_told_at, row.outcome_told_how, row.outcome_told_by = final_outcome.strip(), told_at, how.strip(), by
    row.save()
    discharge(key="s120-outcome-told", subject=row, at=told_at, by=by, now=now)
    return row
