"""What holds a case's information from being destroyed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ..models import Case, DisposalHold
from .access import record_for


def holds_of(case: Case) -> QuerySet[DisposalHold]:
    """Every hold there was, the latest first."""
    return case.disposal_holds.select_related("held_by", "lifted_by")


def hold_for(user: Any, hold_id: UUID, at: datetime) -> DisposalHold:
    """Raises Http404."""
    return record_for(user, DisposalHold, hold_id, at)


def why_held(case_id: UUID) -> str:
    """Why nothing of the case may be destroyed now, in a few words; "" where nothing stands against it. At most two queries."""
    hold = DisposalHold.objects.filter(case=case_id, lifted_at=None).first()
    if hold is not None:
        return hold.get_kind_display()
    return "The file is secured for a review" if Case.objects.filter(pk=case_id).exclude(secured_at=None).exists() else ""
