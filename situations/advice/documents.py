"""The section of advice that policy 54 asks for, as a document of its own."""

from typing import Any

from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.registry import DocumentKind, Preflight, register_kind

from . import selectors
from .models import OffenderAnalysis, RequestToBeHeard
from .preflight import gaps_about


def _context(analysis: OffenderAnalysis) -> dict[str, Any]:
    return {
        "analysis": analysis,
        "advice": analysis.advice,
        "children": list(analysis.children.select_related("child").order_by("child__date_of_birth", "created_at")),
        "recommendations": selectors.children_advised(analysis.advice),
    }


OFFENDER_ADVICE = register_kind(
    DocumentKind(
        key="offender-advice",
        title="Family-time advice where a party is a registered sex offender",
        template="advice/documents/offender_advice.html",
        subject_label="advice.offenderanalysis",
        subject=lambda user, pk, at: selectors.offender_analysis_for(user, pk, at),
        case=lambda analysis: analysis.advice.case,
        recipient=lambda analysis: Recipient("court", str(analysis.advice.case.court or "")),
        context=_context,
        url=lambda analysis: analysis.advice.get_absolute_url(),
        preflight=lambda analysis: [
            Preflight(gap.text, blocks=gap.blocks, rule=gap.rule)
            for gap in gaps_about(selectors.whole_of(analysis.advice), analysis.person)
        ],
    )
)


def _request(user: Any, pk: Any, at: Any) -> RequestToBeHeard:
    found = RequestToBeHeard.objects.filter(pk=pk).values_list("advice_id", flat=True).first()
    return selectors.advice_for(user, found or pk, at).request_to_be_heard


REQUEST_TO_BE_HEARD = register_kind(
    DocumentKind(
        key="request-to-be-heard",
        title="Request to be heard before the court decides",
        template="advice/documents/request_to_be_heard.html",
        subject_label="advice.requesttobeheard",
        subject=_request,
        case=lambda request: request.advice.case,
        recipient=lambda request: Recipient("court", str(request.advice.case.court or "")),
        context=lambda request: {"request": request},
        url=lambda request: request.advice.get_absolute_url(),
        court_type="Position_Statement",
    )
)
