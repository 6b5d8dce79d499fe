"""What may be read of concerns about professionals, starting from who reads. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import AuthorityContact, Case
from cafcass_cases.cases.selectors import record_for
from cafcass_cases.duties.models import Duty

from . import contents
from .models import LadoReferral, LadoStep, ProfessionalConcern
from .services.sending import supervision_held


def professional_for(user: User, professional_id: UUID | str, at: datetime) -> ProfessionalConcern:
    """The concern about somebody who works with children, if its case is theirs to know. Raises Http404; also for the colleague it
    is about, whatever else lets them into the case (policy 49)."""
    found = ProfessionalConcern.objects.select_related(
        "concern", "person", "colleague", "authority", "decided_by", "lado__approved_by", "lado__unsafe_agreed_by", "lado__written_by"
    )
    professional = record_for(user, found, professional_id, at)
    if professional.colleague_id == user.pk:
        raise Http404
    professional.concern.case = professional.case
    lado = lado_of(professional)
    if lado is not None:
        lado.professional = professional
    return professional


def step_for(user: User, step_id: UUID | str, at: datetime) -> LadoStep:
    step = LadoStep.objects.select_related("lado").filter(pk=step_id, withdrawn_at=None).first()
    if step is None:
        raise Http404
    step.lado.professional = professional_for(user, step.lado.professional_id, at)
    return step


def lado_of(professional: ProfessionalConcern) -> LadoReferral | None:
    return getattr(professional, "lado", None)


def of_case(case: Case, user: User) -> QuerySet[ProfessionalConcern]:
    """Those of a case that the reader was let into, less any about themselves."""
    return ProfessionalConcern.objects.filter(case=case, withdrawn_at=None).exclude(colleague=user)


def lado_contact(professional: ProfessionalConcern) -> AuthorityContact | None:
    """Whom to ring: the LADO of the authority where they work with children."""
    if professional.authority_id is None:
        return None
    found = AuthorityContact.objects.filter(authority_id=professional.authority_id, kind=AuthorityContact.Kind.LADO, ended_on=None)
    return found.first()


def duties_of(professional: ProfessionalConcern) -> list[Duty]:
    """What is or was owed because of this person."""
    lado = lado_of(professional)
    steps = LadoStep.objects.filter(lado__professional=professional).values("pk")
    ids = [professional.pk, *([lado.pk] if lado else [])]
    found = Duty.objects.filter(Q(subject_id__in=ids) | Q(subject_id__in=steps))
    return list(found.select_related("owner", "child").order_by("ended_at", "due_at"))


@dataclass(frozen=True)
class Stage:
    """One thing of the order of paragraph 51: whether it is done, and when or why not."""

    label: str
    done: bool
    words: str = ""


def order_of(lado: LadoReferral) -> list[Stage]:
    """What comes before sending, in its order (policy 51)."""
    told = "Agreed that it is unsafe to tell them" if contents.is_unsafe_agreed(lado) else "The individual told"
    return [
        Stage("Situational case supervision held", supervision_held(lado)),
        Stage("The text written", not contents.content_missing(lado)),
        Stage(
            "The manager’s approval of this very text",
            contents.is_approved(lado),
            "A later change voids it" if contents.is_approved(lado) else "",
        ),
        Stage(told, contents.is_told_or_unsafe(lado)),
        Stage("Sent", lado.sent_at is not None),
    ]


def concern_of(user: Any, concern_id: UUID | str, at: datetime) -> Any:
    from safeguarding.selectors import concern_for

    return concern_for(user, concern_id, at)
