"""Guards and helpers that every service of this room calls first."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.core.errors import Denied, RuleRefused
from situations.professionals.models import LadoReferral, ProfessionalConcern


def locked(professional: ProfessionalConcern) -> ProfessionalConcern:
    """The record as it stands now, held until the transaction ends."""
    found = ProfessionalConcern.objects.select_for_update(of=("self",)).select_related("case", "concern", "person", "authority")
    return found.get(pk=professional.pk)


def locked_lado(lado: LadoReferral) -> LadoReferral:
    found = LadoReferral.objects.select_for_update(of=("self",)).select_related(
        "professional__case", "professional__concern__case", "professional__person", "professional__authority"
    )
    return found.get(pk=lado.pk)


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    if by is not None and not may_work_on_case(by, case, now):
        raise Denied("Only those who work on this case can do this.")


def must_manage(case: Any, *, by: Any, now: datetime) -> None:
    if not may_manage_case(by, case, now):
        raise Denied("Only a manager of this case can do this.")


def must_be_written(text: str, rule: str, sentence: str, field: str) -> None:
    if not (text or "").strip():
        raise RuleRefused(rule, sentence, field=field)


def must_have_happened(at: datetime, *, now: datetime, field: str) -> None:
    if at > now:
        raise RuleRefused("P55-2", "Enter a time that is not in the future.", field=field)
