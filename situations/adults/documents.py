"""The kind of document of this room: the adult safeguarding referral."""

from typing import Any

from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, register_kind

from .contents import referral_missing, telling_words
from .models import AdultReferral
from .selectors import adult_services, police_reports_of, referral_for


def _context(referral: AdultReferral) -> dict[str, Any]:
    return {
        "referral": referral, "adult": referral.adult, "contact": adult_services(referral.authority),
        "police": police_reports_of(referral.adult), "telling": telling_words(referral),
    }  # fmt: skip


ADULT_REFERRAL = register_kind(
    DocumentKind(
        key="adult-referral",
        title="Adult safeguarding referral",
        template="adults/documents/adult_referral.html",
        subject_label="adults.adultreferral",
        subject=referral_for,
        case=lambda referral: referral.adult.case,
        recipient=lambda referral: Recipient("local_authority", referral.authority.name if referral.authority else ""),
        context=_context,
        url=lambda referral: referral.get_absolute_url(),
        preflight=referral_missing,
    )
)
