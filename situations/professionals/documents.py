"""The kind of document of this room: the referral that includes the LADO."""

from typing import Any
from uuid import UUID

from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, register_kind

from .contents import content_missing, part_of
from .models import LadoReferral
from .selectors import professional_for


def _own(user: Any, lado_id: UUID, at: Any) -> LadoReferral:
    found = LadoReferral.objects.filter(pk=lado_id).values_list("professional_id", flat=True).first()
    return professional_for(user, found or lado_id, at).lado


def _context(lado: LadoReferral) -> dict[str, Any]:
    return {"lado": lado, "about": lado.professional, "part": part_of(lado)}


LADO_REFERRAL = register_kind(
    DocumentKind(
        key="lado-referral",
        title="Referral with LADO",
        template="professionals/documents/lado_referral.html",
        subject_label="professionals.ladoreferral",
        subject=_own,
        case=lambda lado: lado.professional.case,
        recipient=lambda lado: Recipient("local_authority", lado.professional.authority.name if lado.professional.authority else ""),
        context=_context,
        url=lambda lado: lado.get_absolute_url(),
        preflight=content_missing,
    )
)
