"""Securing the file as it stood: a snapshot with its digest, who may see the case from now on, and who may open the original
(framework 3.42–3.47)."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.audit.as_at import AsAt
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.services import restrict_case
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.services import discharge, open_duty

from .. import rules
from ..models import AccessRequest, Appointment, Opening, SecuredFile, SeriousIncident, Snapshot
from .guards import lock, must_have_happened, must_say

APPROVED_FOR = timedelta(days=28)
"""An approval to open the original lapses after four weeks; who still needs it asks again."""


def frozen(case: Case, at: datetime) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """The case as it was known at ``at`` in words, its documents each with the SHA-256 of its bytes, and how many records it holds."""
    groups = [
        {
            "title": group.title,
            "rows": [
                {
                    "title": item.title, "name": item.name, "id": str(item.record_id), "entered_at": item.entered_at.isoformat(), "by": item.by,
                    "withdrawn": item.withdrawn, "lines": [[line.label, line.value, line.masked] for line in item.lines],
                }
                for item in group.items
            ],
        }
        for group in AsAt(case, at).groups
    ]  # fmt: skip
    documents = [
        {
            "id": str(one.pk), "title": str(one), "file": one.file_name, "issued_at": one.issued_at.isoformat(),
            "sha256": hashlib.sha256(bytes(one.content)).hexdigest(), "kept": one.sha256,
        }
        for one in IssuedDocument.objects.filter(case=case, issued_at__lte=at).order_by("issued_at", "pk")
    ]  # fmt: skip
    return groups, documents, sum(len(group["rows"]) for group in groups)


def digest(content: Any, documents: Any) -> str:
    """SHA-256 over the record and the documents' digests, in a canonical order: the same whenever it is computed."""
    text = json.dumps([content, documents], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(snapshot: Snapshot) -> bool:
    """The snapshot still says what its digest says, and every document's bytes are those that were secured."""
    kept = {one["id"]: one["sha256"] for one in snapshot.documents}
    found = {str(one.pk): hashlib.sha256(bytes(one.content)).hexdigest() for one in IssuedDocument.objects.filter(pk__in=kept)}
    return digest(snapshot.content, snapshot.documents) == snapshot.sha256 and kept == found


@service
def secure_file(
    *,
    incident: SeriousIncident,
    named: Sequence[User],
    by: Any,
    now: datetime,
    next_owner: User | None = None,
    paper: str = "",
    outside_at: str = "",
    practitioner_told_at: datetime | None = None,
) -> SecuredFile:
    """Freeze the file as it stands: snapshot, digest, and from now on only named people see the case (framework 3.42, 3.43).

    The manager appointed to secure it does it, or a director. ``next_owner`` takes on what people who are not named still owe.
    ``outside_at``: papers held at home or by a contractor, ordered sealed. Raises RuleRefused, Denied.
    """
    case = incident.case
    appointed = rules.appointed_to_secure(incident)
    if not (appointed and by is not None and appointed.person_id == by.pk):
        rules.must_direct(by, case, now, "secure the file, or appoint who does,")
    if appointed is None:
        raise RuleRefused("F3.42-1", "Appoint a manager without line or performance duty in the case to secure the file first.")
    if hasattr(incident, "secured"):
        raise RuleRefused("F3.43-1", "The file is secured already. What is entered since is marked, and kept apart.")
    must_have_happened(practitioner_told_at, now, "practitioner_told_at")
    content, documents, rows = frozen(case, now)
    secured = SecuredFile(
        incident=incident, case=case, secured_at=now, secured_by=by or appointed.person, paper=paper.strip(), outside_at=outside_at.strip()
    )
    secured.save()
    Snapshot(
        secured=secured, case=case, as_at=now, content=content, documents=documents, rows=rows, sha256=digest(content, documents)
    ).save()
    if practitioner_told_at:
        appointed.practitioner_told_at = practitioner_told_at
        appointed.save()
    keep = [appointed.person, rules.area_director(case), rules.safeguarding_director(now)]
    everyone = {user.pk: user for user in [*named, *keep] if user is not None and user.is_active}
    restrict_case(
        case=case, reason="The file is secured for a review", named=list(everyone.values()), next_owner=next_owner, by=None, now=now
    )
    case = lock(case)
    case.secured_at = now
    case.save()
    incident.case = case
    discharge(key="file-secured", subject=incident, at=now, by=by, now=now)
    return secured


@service
def record_paper(
    *,
    secured: SecuredFile,
    by: Any,
    now: datetime,
    fetched_at: datetime | None = None,
    copy_given_at: datetime | None = None,
    paper: str = "",
) -> SecuredFile:
    """Papers were fetched (framework 3.43), or a full copy given to the practitioner of a case that goes on (3.46)."""
    rules.must_manage(by, secured.case, now, "record this")
    secured = lock(secured)
    for at, field in ((fetched_at, "fetched_at"), (copy_given_at, "copy_given_at")):
        must_have_happened(at, now, field)
        if at:
            setattr(secured, field, at)
    secured.paper = paper.strip() or secured.paper
    secured.save()
    return secured


@service
def ask_access(*, secured: SecuredFile, reason: str, by: User, now: datetime) -> AccessRequest:
    """Ask to open the secured original (framework 3.47). One question at a time."""
    reason = must_say(reason, "F3.46-1", "Write why you need to open it.", "reason")
    waiting = secured.requests.filter(user=by, decided_at=None).first()
    if waiting is not None:
        return waiting
    request = AccessRequest(secured=secured, user=by, reason=reason, asked_at=now)
    request.save()
    open_duty(key="secured-file-access", case=secured.case, subject=request, event_at=now, by=by, now=now)
    return request


@service
def decide_access(*, request: AccessRequest, approve: bool, words: str, by: Any, now: datetime) -> AccessRequest:
    """The director agrees, or not, with reasons; nobody decides on their own request. Raises RuleRefused, Denied."""
    rules.must_direct(by, request.secured.case, now, "let somebody open the secured file")
    request = lock(request)
    if by is not None and request.user_id == by.pk:
        raise RuleRefused("F3.46-1", "The other director decides on your own request.")
    if request.decided_at is not None:
        raise RuleRefused("F3.46-1", "This is decided already. A new request may be made.")
    request.approved, request.decided_at, request.decided_by = approve, now, by
    request.decision_words = must_say(words, "F3.46-1", "Write your reasons.", "words")
    request.save()
    discharge(key="secured-file-access", subject=request, at=now, by=by, now=now)
    return request


def may_open(user: User, secured: SecuredFile, now: datetime) -> bool:
    """A director who holds the file; the author of the internal review; whoever has a running approval."""
    if rules.directs(user, secured.case, now):
        return True
    reviewers = secured.incident.appointments.filter(kind=Appointment.Kind.REVIEWER, person=user, withdrawn_at=None)
    if any(one.is_agreed for one in reviewers):
        return True
    return secured.requests.filter(user=user, approved=True, decided_at__gt=now - APPROVED_FOR).exists()


@service
def open_secured(*, secured: SecuredFile, by: User, now: datetime) -> bool:
    """May they open the original now? Every attempt is kept, let in or not (framework 3.46)."""
    let_in = may_open(by, secured, now)
    Opening(secured=secured, case=secured.case, user=by, at=now, let_in=let_in).save()
    return let_in
