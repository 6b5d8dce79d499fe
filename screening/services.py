"""Importing court applications: idempotent by the court's case id, and never over what staff recorded."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cafcass_cases.accounts.models import Role, Team
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.services import change_case, change_person, set_confidentiality
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service

from .court_data import CannotRead, items_of, read_application
from .models import CourtDifference, CourtRecord, ImportItem, ImportRun
from .taking_in import create_from_court, take_in_changes

MAY_IMPORT = (Role.MANAGER, Role.BUSINESS_SUPPORT, Role.ADMINISTRATOR)


def read_answer(text: str | bytes) -> Any:
    """The JSON of a file or answer. Raises :class:`CannotRead` naming the line when it is broken: nothing is imported."""
    try:
        return json.loads(text)
    except UnicodeDecodeError as wrong:
        raise CannotRead("The file is not text in UTF-8.") from wrong
    except json.JSONDecodeError as wrong:
        raise CannotRead(f"Line {wrong.lineno}, column {wrong.colno}: this is not valid JSON ({wrong.msg.lower()}).") from wrong


def digest_of(value: Any) -> str:
    """SHA-256 of a JSON value, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@service
def import_court_applications(*, payload: Any, source: str, by: Any, now: datetime, team: Team | None = None) -> ImportRun:
    """Take in every application of an answer. New cases go to ``team``. Each item stands alone: one that is rejected is
    reported with its path and reason while the rest go in.

    Raises :class:`CannotRead` when the whole is no answer of the court's interface, :class:`Denied` for those who may not.
    """
    if by is not None and by.role not in MAY_IMPORT:
        raise Denied("Managers, business support and administrators import court applications.")
    items = items_of(payload)
    run = ImportRun(source=source, sha256=digest_of(payload), imported_at=now, total=len(items))
    run.save()
    for position, item in enumerate(items):
        path = f"cases[{position}]"
        row = ImportItem(run=run, path=path)
        try:
            with transaction.atomic():
                row.case, row.result, row.reason = _import_one(item, path, team, by, now)
                row.court_case_id = row.case.court_case_id or ""
        except CannotRead as wrong:
            row.case, row.result, row.reason = None, ImportItem.Result.REJECTED, str(wrong)
        except RuleRefused as refused:
            row.case, row.result, row.reason = None, ImportItem.Result.REJECTED, f"{path}: {refused.message}"
        row.save()
    return run


def _import_one(item: Any, path: str, team: Team | None, by: Any, now: datetime) -> tuple[Case, str, str]:
    application = read_application(item, path)
    sha256 = digest_of(item)
    case = Case.objects.select_for_update().filter(court_case_id=application.court_case_id).first()
    if case is None:
        case = create_from_court(application, team=team, by=by, now=now)
        CourtRecord(case=case, payload=item, sha256=sha256, received_at=now).save()
        return case, ImportItem.Result.CREATED, ""
    record = CourtRecord.objects.select_for_update().filter(case=case).first()
    if record and record.sha256 == sha256:
        return case, ImportItem.Result.UNCHANGED, ""
    before = read_application(record.payload, path) if record else None
    changes = take_in_changes(case, before, application, by=by, now=now)
    record = record or CourtRecord(case=case)
    record.payload, record.sha256, record.received_at = item, sha256, now
    record.save()
    if changes.different:
        return case, ImportItem.Result.DIFFERENT, f"To decide: {', '.join(changes.different)}"
    if changes.taken:
        return case, ImportItem.Result.UPDATED, f"Taken in: {', '.join(changes.taken)}"
    return case, ImportItem.Result.UNCHANGED, ""


@service
def decide_difference(*, difference: CourtDifference, accept: bool, reason: str, by: Any, now: datetime) -> CourtDifference:
    """A person takes the court's value, or keeps the record's; keeping needs a reason. Deciding twice changes nothing."""
    difference = CourtDifference.objects.select_for_update().get(pk=difference.pk)
    if difference.state != CourtDifference.State.OPEN:
        return difference
    if not accept and not reason.strip():
        raise RuleRefused("court-difference", "Write why the record is kept as it is.", field="reason")
    if accept:
        APPLY.get(difference.field, _apply_field)(difference, reason, by, now)
    difference.state = CourtDifference.State.ACCEPTED if accept else CourtDifference.State.KEPT
    difference.reason, difference.decided_at, difference.decided_by = reason, now, by
    difference.save()
    return difference


def _apply_field(difference: CourtDifference, reason: str, by: Any, now: datetime) -> None:
    value: Any = difference.theirs
    if difference.field == "date_of_birth":
        value = datetime.fromisoformat(value).date() if value else None
    changes: Mapping[str, Any] = {difference.field: value}
    if difference.person:
        change_person(person=difference.person, changes=changes, by=by, now=now, reason=reason or "As the court now says")
    else:
        change_case(case=difference.case, changes=changes, by=by, now=now, reason=reason or "As the court now says")


def _apply_types(difference: CourtDifference, reason: str, by: Any, now: datetime) -> None:
    types = [kind.strip() for kind in difference.theirs.split(";") if kind.strip()]
    change_case(case=difference.case, changes={"application_types": types}, by=by, now=now, reason=reason or "As the court now says")


def _apply_openness(difference: CourtDifference, reason: str, by: Any, now: datetime) -> None:
    detail = difference.person.contact_details.get(pk=difference.field.partition(":")[2])
    set_confidentiality(
        detail=detail, confidentiality="open", reason=reason or f"The court said so on {london_date(now):%-d %B %Y}", by=by, now=now
    )


class _Appliers(dict[str, Callable[..., None]]):
    """By field; "confidentiality:<detail id>" carries the detail."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key.partition(":")[0], default)


APPLY = _Appliers(application_types=_apply_types, confidentiality=_apply_openness)
