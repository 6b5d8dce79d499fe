"""Documents of this room: what the authority is told, and the notice to a regulator."""

from typing import Any

from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import Allegation, RegulatorNotice
from .services.referring import missing_before_sending


def _notice_missing(notice: RegulatorNotice) -> list[Preflight]:
    decided = notice.notify and notice.reasons.strip()
    return [] if decided else [Preflight("The decision that they are told, with reasons", blocks=True, rule="F4.20-1")]


REGULATOR_NOTICE = register_kind(
    DocumentKind(
        key="regulator-notice",
        title="Notice to a regulator",
        template="allegations/documents/regulator_notice.html",
        subject_label="allegations.regulatornotice",
        subject=selectors.notice_document_for,
        case=lambda notice: notice.allegation.file,
        recipient=lambda notice: Recipient("others", notice.get_regulator_display()),
        context=lambda notice: {
            "notice": notice,
            "allegation": notice.allegation,
            "strands": list(notice.allegation.strands.order_by("pk")),
        },
        url=lambda notice: notice.allegation.get_absolute_url(),
        preflight=_notice_missing,
    )
)


def _lado_context(one: Allegation) -> dict[str, Any]:
    return {"allegation": one}


STAFF_LADO = register_kind(
    DocumentKind(
        key="staff-lado-referral",
        title="Referral about a member of staff, for the Designated Officer",
        template="allegations/documents/lado_referral.html",
        subject_label="allegations.allegation",
        subject=selectors.allegation_for,
        case=lambda one: one.file,
        recipient=lambda one: Recipient("local_authority", one.authority.name if one.authority else ""),
        context=_lado_context,
        url=lambda one: one.get_absolute_url(),
        preflight=lambda one: [Preflight(words, blocks=True, rule="F4.19-1") for words in missing_before_sending(one)],
    )
)
