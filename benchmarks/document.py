"""One section 16A risk assessment as a tagged PDF: seconds after warm-up, and the peak memory of the process. Aim: under a second.

Runs in a process of its own (`python -m benchmarks.document ID`), so that the memory is what documents take and nothing else.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time

TIMES = 5


def measure(assessment_id: str) -> dict[str, float]:
    """Median seconds of page and guard alone, and of issuing whole (PDF, hash and row too); the pages; peak memory in MB."""
    from django.db import transaction

    from cafcass_cases.core import clock
    from cafcass_cases.documents.models import IssuedDocument
    from cafcass_cases.documents.services import preview
    from referrals.models import RiskAssessment
    from referrals.services import issue_16a

    assessment = RiskAssessment.objects.get(pk=assessment_id)
    author = assessment.created_by
    pages, previews, issued = 0, [], []
    for turn in range(TIMES + 1):
        start = time.perf_counter()
        preview(kind="s16a", subject=assessment, by=author, now=clock.now())
        previews.append(time.perf_counter() - start)
        with transaction.atomic():
            start = time.perf_counter()
            done = issue_16a(assessment=RiskAssessment.objects.get(pk=assessment_id), by=author, now=clock.now())
            issued.append(time.perf_counter() - start)
            pages = IssuedDocument.objects.get(pk=done.document_id).pages
            transaction.set_rollback(True)
        if turn == 0:
            previews.clear(), issued.clear()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"preview_seconds": statistics.median(previews), "issue_seconds": statistics.median(issued), "pages": pages, "peak_mb": peak}


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "cafcass_cases.settings"
    import django

    from cafcass_cases import native

    native.prepare()
    django.setup()
    print(json.dumps(measure(sys.argv[1])))  # noqa: T201 - the answer to who started it
