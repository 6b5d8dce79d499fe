"""The case page's tab for documents; where duties of filing lead; how the queue to the court stands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min
from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.core.clock import london
from cafcass_cases.duties.health_lines import HealthLine, register_health
from cafcass_cases.duties.registry import register_subject_url, register_subject_words

from .court_interface import interface_for
from .models import CourtJob, Filing

register_panel("documents", "Documents", "documents:list_documents", order=60)


def _page_of_filing(filing_id: UUID) -> str:
    document_id = Filing.objects.filter(pk=filing_id).values_list("document_id", flat=True).first()
    return reverse("documents:show_filing", args=[document_id]) if document_id else ""


register_subject_url("documents.filing", _page_of_filing)
register_subject_words("documents.filing", lambda filing_id: "Filing at court")
belongs_to("documents.Filing", group="Documents", happened="requested_at")
belongs_to("documents.GuardianNotice", group="Documents", happened="requested_at")


@register_health
def _filings(now: datetime) -> Iterator[HealthLine]:
    """How the queue to the court stands. One query."""
    waiting, oldest = CourtJob.objects.aggregate(Count("pk"), Min("filing__requested_at")).values()
    configured = [law for law in ("private", "public") if interface_for(law)]
    if not configured:
        yield HealthLine("filing", "Filing at court", "Not configured: documents are sent by hand", None)
    elif waiting:
        since = f", the oldest since {london(oldest):%-d %B %Y, %H:%M}" if oldest else ""
        yield HealthLine("filing", "Filing at court", f"{waiting} waiting{since}", oldest is None or now - oldest < timedelta(hours=1))
    else:
        yield HealthLine("filing", "Filing at court", "Nothing waits")
