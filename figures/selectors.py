"""What may be read of the public's statistics and the register of requests, starting from who reads."""

from typing import Any
from uuid import UUID

from django.http import Http404

from cafcass_cases.accounts.models import Role
from cafcass_cases.accounts.rules import MANAGING_ROLES
from cafcass_cases.cases.models import Case

from .models import InformationRequest


def may_see_statistics(user: Any) -> bool:
    """Managers and above, auditors and administrators. What the page shows could be published as it stands."""
    return bool(user.is_active and user.role in (*MANAGING_ROLES, Role.AUDITOR, Role.ADMINISTRATOR))


def may_keep_requests(user: Any) -> bool:
    """Administrators keep the register."""
    return bool(user.is_active and user.role == Role.ADMINISTRATOR)


def may_see_cases_behind(user: Any) -> bool:
    """Auditors alone see which cases a figure counts, small ones too."""
    return bool(user.is_active and user.role == Role.AUDITOR)


def requests_for_information(user: Any) -> list[InformationRequest]:
    """The register, newest first; what was entered in error for auditors only."""
    found = InformationRequest.objects.select_related("created_by")
    return list(found if user.role == Role.AUDITOR else found.filter(withdrawn_at=None))


def request_for_information(user: Any, request_id: UUID) -> InformationRequest:
    """One request. Raises Http404."""
    found = next((one for one in requests_for_information(user) if one.pk == request_id), None)
    if found is None or not may_see_statistics(user):
        raise Http404
    return found


def cases_behind(ids: tuple[UUID, ...]) -> list[tuple[Case, int]]:
    """The cases that a cell counts, and how often each, by reference."""
    cases = Case.objects.in_bulk(set(ids))
    return sorted(((case, ids.count(pk)) for pk, case in cases.items()), key=lambda found: found[0].reference)
