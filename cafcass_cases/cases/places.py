"""Postcodes and the authority a place lies in, from what a case knows."""

import re
from uuid import UUID

from .models import ContactDetail, LocalAuthority


def tidy_postcode(text: str) -> str:
    """A postcode in capitals with its one space: "ls62ab" becomes "LS6 2AB". What is no postcode stays as typed."""
    packed = re.sub(r"\s+", "", text or "").upper()
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", packed):
        return f"{packed[:-3]} {packed[-3:]}"
    return " ".join((text or "").split())[:10]


def authority_near(case_id: UUID, postcode: str) -> LocalAuthority | None:
    """The authority this case recorded at the postcode before. Never looks into another case."""
    known = ContactDetail.objects.filter(
        person__case=case_id, postcode=tidy_postcode(postcode), local_authority__isnull=False, withdrawn_at=None
    )
    detail = known.select_related("local_authority").order_by("-created_at").first()
    return detail.local_authority if detail else None
