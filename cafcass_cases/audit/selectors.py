"""What a user may read of the audit. Each starts from the user."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from cafcass_cases.accounts.rules import may_audit

from . import changes, registry
from .as_at import AsAt
from .changes import ChangeFilters, Changes
from .evidence import tracked_models
from .models import LedgerEntry, ReadLog, Seal, Verification


def audited_case(user: Any, case_id: UUID, at: datetime) -> Any:
    """The case, for the pages of its audit. Http404 where its existence is not theirs to know; PermissionDenied where the
    case is theirs to see and its audit is not."""
    case = registry.case_for(user, case_id, at)
    _must_see_audit(user, case, at)
    return case


def changes_of_case(user: Any, case: Any, at: datetime, filters: ChangeFilters | None = None) -> Changes:
    """Every change of the case's record, newest first, before and after. PermissionDenied as for the page."""
    _must_see_audit(user, case, at)
    return changes.changes_of_case(case.pk, filters)


def reads_of_case(
    user: Any, case: Any, at: datetime, *, who: tuple[UUID, ...] = (), since: datetime | None = None, until: datetime | None = None
) -> QuerySet[ReadLog]:
    """Who was shown the case, newest first."""
    _must_see_audit(user, case, at)
    return _reads(Q(case_id=case.pk), who, since, until)


def case_as_at(user: Any, case: Any, at: datetime, moment: datetime, *, known_by: bool = True) -> AsAt:
    """The case as it stood, and was known, at ``moment``."""
    _must_see_audit(user, case, at)
    return AsAt(case, moment, known_by)


def search_reads(
    user: Any, *, who: tuple[UUID, ...] = (), case_id: UUID | None = None, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[ReadLog]:
    """The read log of the whole country, for auditors."""
    _must_audit(user)
    return _reads(Q(case_id=case_id) if case_id else Q(), who, since, until)


def search_changes(user: Any, filters: ChangeFilters, case_id: UUID | None = None) -> Changes:
    """Changes of every record, for auditors."""
    _must_audit(user)
    return changes.changes_of_case(case_id, filters) if case_id else changes.changes_anywhere(filters)


def seals(user: Any) -> QuerySet[Seal]:
    """The chain, newest first."""
    _must_audit(user)
    return Seal.objects.order_by("-number")


def last_verifications(user: Any, number: int = 10) -> list[Verification]:
    """The last runs, newest first."""
    _must_audit(user)
    return list(Verification.objects.select_related("verified_by").order_by("-at")[:number])


def evidence_rows(user: Any) -> int:
    """How many rows of evidence there are."""
    _must_audit(user)
    return LedgerEntry.objects.count()


def case_id_of_reference(user: Any, reference: str) -> UUID | None:
    """The case that an auditor names by its reference; None when there is none."""
    _must_audit(user)
    case = apps.get_model(registry.CASE)
    return case._default_manager.filter(reference__iexact=reference.strip()).values_list("pk", flat=True).first()


def references_of(case_ids: set[UUID]) -> dict[UUID, str]:
    """References of cases by id, in one query. What a page may name, its own selector has decided."""
    case = apps.get_model(registry.CASE)
    return dict(case._default_manager.filter(pk__in=case_ids).values_list("pk", "reference"))


def staff_named(text: str) -> tuple[UUID, ...]:
    """Staff whose name contains the text, or whose e-mail address it is; closed accounts too."""
    condition = Q(full_name__icontains=text.strip()) | Q(email__iexact=text.strip())
    return tuple(get_user_model()._default_manager.filter(condition).values_list("pk", flat=True))


def people_of(case: Any) -> list[tuple[str, str]]:
    """The people of a case, withdrawn ones too, for the filter."""
    person = apps.get_model(registry.PERSON)
    return [(str(one.pk), str(one)) for one in person._default_manager.filter(case=case.pk).order_by("created_at")]


def record_choices(*, of_case: bool) -> list[tuple[str, str]]:
    """Kinds of record, by label and words."""
    if of_case:
        found = {b.label: b.title for b in registry.belongings()}
    else:
        found = {model._meta.label: str(model._meta.verbose_name).capitalize() for model in tracked_models()}
    return sorted(found.items(), key=lambda pair: pair[1])


def _reads(condition: Q, who: tuple[UUID, ...], since: datetime | None, until: datetime | None) -> QuerySet[ReadLog]:
    rows = ReadLog.objects.filter(condition).order_by("-at", "-id")
    if who:
        rows = rows.filter(user_id__in=who)
    if since:
        rows = rows.filter(at__gte=since)
    if until:
        rows = rows.filter(at__lt=until)
    return rows


def _must_see_audit(user: Any, case: Any, at: datetime) -> None:
    """Raise PermissionDenied. Answered once for one case fetched for one user: the rule costs queries."""
    answered = getattr(case, "_audit_shown_to", None)
    if answered == user.pk:
        return
    if not registry.may_see_audit_of(user, case, at):
        raise PermissionDenied("The audit of a case is for its managers, senior staff and auditors.")
    case._audit_shown_to = user.pk


def _must_audit(user: Any) -> None:
    if not may_audit(user):
        raise PermissionDenied("The audit of the whole record is for auditors.")
