"""Importing court applications: idempotent by the court's case id, and never over what staff recorded."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Q

from cafcass_cases.accounts.models import Role, Team
from cafcass_cases.cases.models import Case, Court, Hearing, Stage
from cafcass_cases.cases.selectors import manager_of_case
from cafcass_cases.cases.services import change_case, change_person, set_confidentiality, vacate_hearing
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, reassign

from .court_data import CannotRead, CourtApplication, items_of, read_application
from .events import ApplicationChanged, ApplicationReceived
from .first_look import open_screening
from .models import CourtDifference, CourtRecord, CourtTeam, ImportItem, ImportRun
from .taking_in import HEARING_DUTY, court_called, court_of, create_from_court, hearing_words, take_in_changes

logger = logging.getLogger(__name__)

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
def import_court_applications(
    *, payload: Any, source: str, by: Any, now: datetime, team: Team | None = None, quiet: bool = False
) -> ImportRun | None:
    """Take in every application of an answer. New cases go to ``team``, else to the team that takes their court's. Each item stands
    alone: one that is rejected is reported with its path and reason, and kept, while the rest go in.

    ``quiet``: what is known already leaves no row, and an answer that holds nothing else leaves none (None). The poller reads
    windows that overlap. Raises :class:`CannotRead` when the whole is no answer of the court's interface, :class:`Denied` for those
    who may not.
    """
    if by is not None and by.role not in MAY_IMPORT:
        raise Denied("Managers, business support and administrators import court applications.")
    items = items_of(payload)
    run = ImportRun(source=source, sha256=digest_of(payload), imported_at=now, total=len(items))
    rows = [
        row
        for position, item in enumerate(items)
        if (row := _take_in_item(run, position, item, team, by, now)) and not (quiet and _is_nothing(row))
    ]
    if quiet and not rows:
        return None
    run.save()
    for row in rows:
        row.save()
    return run


def _take_in_item(run: ImportRun, position: int, item: Any, team: Team | None, by: Any, now: datetime) -> ImportItem:
    path = f"cases[{position}]"
    row = ImportItem(run=run, path=path)
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                row.case, row.result, row.reason = _import_one(item, path, team, run.source, by, now)
            row.court_case_id = row.case.court_case_id or ""
            return row
        except IntegrityError:
            # Somebody took in the same case at this very moment: the second time it is known.
            if attempt == 2:
                reason = f"{path}: it contradicts what is recorded."
        except CannotRead as wrong:
            reason = str(wrong)
            break
        except RuleRefused as refused:
            reason = f"{path}: {refused.message}"
            break
        except OperationalError:
            raise  # the database is in trouble, not the application: the window is read again
        except Exception as error:  # one application that nobody foresaw must not hold up every other
            logger.exception("An application could not be taken in (%s).", type(error).__name__)
            reason = f"{path}: it could not be taken in ({type(error).__name__}). Tell whoever looks after this system."
            break
    row.case, row.result, row.reason, row.payload = None, ImportItem.Result.REJECTED, reason, _storable(item)
    return row


def _is_nothing(row: ImportItem) -> bool:
    """Nothing new; or a rejected item that waits already."""
    if row.result == ImportItem.Result.REJECTED:
        return ImportItem.objects.filter(result=row.result, payload=row.payload, settled_at=None).exists()
    return row.result == ImportItem.Result.UNCHANGED


def _storable(item: Any) -> Any:
    """JSON as the database takes it: it keeps no NUL."""
    return json.loads(json.dumps(item).replace("\\u0000", ""))


def _import_one(item: Any, path: str, team: Team | None, source: str, by: Any, now: datetime) -> tuple[Case, str, str]:
    application = read_application(item, path)
    item = _storable(item)
    sha256 = digest_of(item)
    case = _case_of(application)
    if case is None:
        # By the interface it arrived when the court made it available; a file or a form, when it is brought in.
        arrived_at = min(application.last_modified or now, now) if source == "poller" else now
        case = create_from_court(
            application,
            team=team or team_for(application, court_of(application)),
            by=by,
            now=now,
            arrived_at=arrived_at if source == "poller" else None,
        )
        CourtRecord(case=case, payload=item, sha256=sha256, received_at=now).save()
        publish(ApplicationReceived(case=case, application=application, received_at=arrived_at, at=arrived_at, now=now, by=by))
        return case, ImportItem.Result.CREATED, ""
    record = CourtRecord.objects.select_for_update().filter(case=case).first()
    if record and record.sha256 == sha256:
        return case, ImportItem.Result.UNCHANGED, ""
    before = read_application(record.payload, path) if record else None
    if before and before.last_modified and application.last_modified and application.last_modified < before.last_modified:
        return case, ImportItem.Result.UNCHANGED, "Older than what is known"
    changes = take_in_changes(case, before, application, by=by, now=now)
    record = record or CourtRecord(case=case)
    record.payload, record.sha256, record.received_at = item, sha256, now
    record.save()
    if changes.different or changes.taken:
        arrived_at = min(application.last_modified or now, now) if source == "poller" else now
        _arrivals(case, before, application, arrived_at, by, now)
        publish(ApplicationChanged(case=case, application=application, at=arrived_at, now=now, by=by))
    if changes.different:
        return case, ImportItem.Result.DIFFERENT, f"To decide: {', '.join(changes.different)}"
    if changes.taken:
        return case, ImportItem.Result.UPDATED, f"Taken in: {', '.join(changes.taken)}"
    return case, ImportItem.Result.UNCHANGED, ""


def _case_of(application: CourtApplication) -> Case | None:
    """The case by the court's id; else one entered here from paper, that nothing but the court's number yet ties to the court's."""
    if application.court_case_id:
        case = Case.objects.select_for_update().filter(court_case_id=application.court_case_id).first()
        if case:
            return case
    if not application.court_number or application.entered:
        return None
    same = list(
        Case.objects.select_for_update().filter(
            court_case_id=None, court_number__iexact=application.court_number, law=application.law, court_record__isnull=False
        )[:2]
    )
    return same[0] if len(same) == 1 else None


def _arrivals(case: Case, before: CourtApplication | None, after: CourtApplication, arrived_at: datetime, by: Any, now: datetime) -> None:
    """What arrived in a known case and is to be looked at like a first application: new orders applied for, a C1A, a child."""
    before_types = set(before.application_types) if before else set(case.application_types)
    children = {person.party_id for person in before.people if person.role == "subject_child"} if before else set()
    what = []
    if set(after.application_types) - before_types:
        what.append("new orders applied for")
    if after.harm_alleged_on_c1a and not (before and before.harm_alleged_on_c1a):
        what.append("a C1A")
    if before and len({person.party_id for person in after.people if person.role == "subject_child"}) > len(children):
        what.append("another child")
    if what:
        open_screening(case=case, what=_sentence(what), arrived_at=arrived_at, by=by, now=now)


def _sentence(what: list[str]) -> str:
    joined = ", ".join(what)
    return joined[0].upper() + joined[1:]


@service
def try_items_again(*, run: ImportRun, by: Any, now: datetime) -> ImportRun | None:
    """Take in what a run rejected, as it was kept: after what stood in its way has been mended. The new run, or None where nothing waits."""
    waiting = list(
        ImportItem.objects.select_for_update().filter(run=run, result=ImportItem.Result.REJECTED, settled_at=None).exclude(payload=None)
    )
    if not waiting:
        return None
    for item in waiting:
        item.settled_at = now
        item.save()
    return import_court_applications(payload=[item.payload for item in waiting], source="tried again", by=by, now=now)


def team_for(application: CourtApplication, court: Court | None) -> Team | None:
    """The team that takes the cases of this court and law, else the one that takes those of every other court; None where none is set."""
    rows = {
        row.court_id: row.team
        for row in CourtTeam.objects.filter(law=application.law).filter(Q(court=court) | Q(court=None)).select_related("team")
    }
    return rows.get(court.pk if court else None) or rows.get(None)


@service
def set_court_team(*, law: str, court: Court | None, team: Team, by: Any, now: datetime) -> CourtTeam:
    """From now on new cases of this court and law go to ``team``; ``court`` None: those of every court without a team of its own.

    Cases already taken in stay where they are, but for those that no team has: they go to it as well, so that somebody sees them.
    """
    if by.role not in MAY_IMPORT:
        raise Denied("Managers, business support and administrators choose the team that takes a court’s cases.")
    row = CourtTeam.objects.select_for_update().filter(law=law, court=court).first() or CourtTeam(law=law, court=court)
    row.team = team
    row.save()
    waiting = Case.objects.filter(team=None, law=law, stage__in=(Stage.RECEIVED, Stage.OPEN), court_record__isnull=False)
    for case in waiting.filter(court=court) if court else waiting:
        if team_for(read_application(case.court_record.payload), case.court) == team:
            case = change_case(case=case, changes={"team": team}, by=by, now=now, reason="Its court’s team was chosen")
            manager = manager_of_case(case, now)
            if manager:  # what nobody owed until now
                reassign(case=case, from_user=None, to_user=manager, at=now, by=by, now=now)
    return row


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
    discharge(key=HEARING_DUTY, subject=difference, at=now, by=by, now=now)
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


def _apply_court(difference: CourtDifference, reason: str, by: Any, now: datetime) -> None:
    court = court_called(difference.theirs)
    if court is None:
        raise RuleRefused(
            "court-difference",
            f"“{difference.theirs}” is no court of the directory. Ask an administrator to add the name to its court, or choose the court under "
            "“Change the case” and keep the record here.",
            field="answer",
        )
    change_case(case=difference.case, changes={"court": court}, by=by, now=now, reason=reason or "As the court's application says")


def _apply_vacated(difference: CourtDifference, reason: str, by: Any, now: datetime) -> None:
    hearing = Hearing.objects.get(pk=difference.field.partition(":")[2])
    if hearing.vacated_at is None and hearing_words(hearing) != difference.ours:
        raise RuleRefused(
            "court-difference",
            f"The hearing stands on the record as {hearing_words(hearing)} now. Keep the record here, or vacate the hearing on the court page.",
            field="answer",
        )
    vacate_hearing(hearing=hearing, reason=reason or f"The court’s data: {difference.theirs}", by=by, now=now)


class _Appliers(dict[str, Callable[..., None]]):
    """By field; "confidentiality:<detail id>" carries the detail, "hearing:<hearing id>" the hearing."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key.partition(":")[0], default)


APPLY = _Appliers(application_types=_apply_types, confidentiality=_apply_openness, court=_apply_court, hearing=_apply_vacated)
