"""Issuing a document, and releasing a sentence that the guard refused by mistake."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block_each
from cafcass_cases.policy.selectors import version_on

from . import guard
from .models import GuardRelease, IssuedDocument
from .pdf import Page, render_page, render_pdf
from .recipients import Recipient
from .registry import DocumentKind, Preflight, kind_called


@dataclass(frozen=True)
class CourtAlone:
    """Why the court alone is to read it, and the directions it is asked to give about who else may."""

    reasons: str
    directions: str


def _name_of_file(kind: DocumentKind, case: Case, number: int) -> str:
    # References only: a file name is read by people and machines that may not read the document.
    return f"{case.reference}-{kind.key}-{number}.pdf"


def _page(
    kind: DocumentKind, subject: Any, recipient: Recipient, number: int, now: datetime, by: Any, court_alone: CourtAlone | None
) -> Page:
    case = kind.case(subject)
    context = {
        "kind": kind, "case": case, "recipient": recipient, "number": number, "issued_at": now, "issued_by": by,
        "court_alone": court_alone, "document_title": f"{kind.title} · {case.reference}", **kind.context(subject),
    }  # fmt: skip
    return render_page(kind.template, context)


def findings_in(*, kind: DocumentKind, subject: Any, recipient: Recipient, page: Page, number: int) -> list[guard.GuardFinding]:
    """What the guard refuses in this page, its title and its file name, less what a manager released."""
    case = kind.case(subject)
    parts = [
        guard.TextPart("Text", page.text),
        guard.TextPart("Title", f"{kind.title} · {case.reference}"),
        guard.TextPart("File name", _name_of_file(kind, case, number)),
    ]
    released = set(
        GuardRelease.objects.filter(subject_label=kind.subject_label, subject_id=subject.pk).values_list("fingerprint", flat=True)
    )
    found = guard.check(parts=parts, case=case, recipient=recipient)
    return [finding for finding in found if finding.fingerprint not in released]


def next_number(kind: DocumentKind, subject: Any) -> int:
    """The version that the next issue of this kind for this subject will have, from 1."""
    return IssuedDocument.objects.filter(subject_label=kind.subject_label, subject_id=subject.pk, kind=kind.key).count() + 1


@service
def issue(
    *,
    kind: str,
    subject: Any,
    recipient: Recipient,
    by: Any,
    now: datetime,
    supersedes: IssuedDocument | None = None,
    court_alone: CourtAlone | None = None,
) -> IssuedDocument:
    """Make the PDF, guard it, and keep its bytes and SHA-256. ``now`` is printed as the date of issue.

    Raises :class:`RuleRefused` naming everything that is missing, and :class:`guard.ConfidentialityRefused` naming the
    sentences that would tell the recipient what is withheld from them. A copy for the court alone needs reasons and a
    request for directions.
    """
    made = kind_called(kind)
    refuse_what_blocks(made.preflight(subject), case=made.case(subject), subject=subject)
    if court_alone:
        if not (court_alone.reasons.strip() and court_alone.directions.strip()):
            raise RuleRefused(
                "confidential", "Give your reasons, and the directions you ask for, before you issue a copy for the court alone."
            )
        recipient = Recipient(recipient.kind, recipient.name, recipient.people, court_alone=True)
    number = next_number(made, subject)
    page = _page(made, subject, recipient, number, now, by, court_alone)
    found = findings_in(kind=made, subject=subject, recipient=recipient, page=page, number=number)
    if found:
        raise guard.ConfidentialityRefused(found)
    pdf = render_pdf(page)
    case = made.case(subject)
    return IssuedDocument.objects.create(
        case=case,
        kind=made.key,
        title=made.title,
        number=number,
        subject_label=made.subject_label,
        subject_id=subject.pk,
        recipient_kind=recipient.kind,
        recipient_name=recipient.name,
        court_alone=recipient.court_alone,
        court_alone_reasons=court_alone.reasons if court_alone else "",
        directions_requested=court_alone.directions if court_alone else "",
        court_type=made.court_type,
        file_name=_name_of_file(made, case, number),
        content=pdf.content,
        sha256=hashlib.sha256(pdf.content).hexdigest(),
        pages=pdf.pages,
        issued_at=now,
        issued_by=by,
        supersedes=supersedes,
        guard_report={"checked": ["text", "title", "file name"], "not_checked": list(guard.COULD_NOT_CHECK)},
        policy_version=version_on(now).number,
    )


@service
def issue_record(*, kind: str, subject: Any, by: Any, now: datetime) -> IssuedDocument:
    """A document of the child's own record, such as a supervision or a departure, as it stands; a former one is superseded."""
    known = kind_called(kind)
    former = IssuedDocument.objects.filter(kind=kind, subject_id=subject.pk, superseded_by=None).order_by("-issued_at").first()
    return issue(kind=kind, subject=subject, recipient=known.recipient(subject), supersedes=former, by=by, now=now)


def refuse_what_blocks(missing: Sequence[Preflight], *, case: Case, subject: Any) -> None:
    """Raise :class:`RuleRefused`, citing the first rule, when anything that blocks is missing. A departure from a rule lets its own
    contents be left out; from what statute or disclosure rules require there is none (P0-1)."""
    gaps = [(item.rule or "preflight", item.text) for item in missing if item.blocks]
    block_each(gaps, "Complete what is missing before you issue this document.", case=case, subject=subject)


def preview(*, kind: str, subject: Any, by: Any, now: datetime) -> tuple[Page, list[guard.GuardFinding]]:
    """The page as it would be issued now, and what the guard would refuse. Writes nothing."""
    made = kind_called(kind)
    recipient = made.recipient(subject)
    number = next_number(made, subject)
    page = _page(made, subject, recipient, number, now, by, None)
    return page, findings_in(kind=made, subject=subject, recipient=recipient, page=page, number=number)


@service
def release_finding(*, kind: str, subject: Any, fingerprint: str, reason: str, by: Any, now: datetime) -> GuardRelease:
    """A manager decides that a refused sentence tells nothing withheld, with reasons (DESIGN §8).

    Raises :class:`Denied` for anyone but a manager, :class:`RuleRefused` without a reason or when the sentence has changed.
    """
    if not is_manager(by):
        raise Denied("Only a manager can release a sentence that the guard refused.")
    if not reason.strip():
        raise RuleRefused("confidential", "Write why this sentence tells nothing that is withheld.", field="reason")
    _, found = preview(kind=kind, subject=subject, by=by, now=now)
    if fingerprint not in {finding.fingerprint for finding in found}:
        raise RuleRefused("confidential", "The document has changed since you opened this page. Look at it again.")
    made = kind_called(kind)
    return GuardRelease.objects.create(
        case=made.case(subject), subject_label=made.subject_label, subject_id=subject.pk, fingerprint=fingerprint, reason=reason
    )
