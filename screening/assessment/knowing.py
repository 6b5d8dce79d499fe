"""What the record knows already: first answers of a later stage, shown to be put right, so that nothing is typed twice."""

from typing import Any

from django.db.models import QuerySet

from cafcass_cases.cases.models import Case
from cafcass_cases.core.clock import london_date
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern, Harm
from screening.checks import selectors as checks
from screening.checks.models import Check, OffenceFound

from .models import NeedsAssessment, Section120
from .selectors import newest_form

Known = dict[str, dict[str, Any]]


def what_forms_say(case: Case) -> dict[str, str]:
    """The harm box and the C1A, as whoever read the court's forms recorded them; else as the application gives them; else nothing.

    A C1A that the court has since is there, whatever was missing when the forms were read.
    """
    found, read = checks.what_application_says(case), checks.forms_read(case)
    if read is None:
        return found
    came = read.c1a == "not_completed" and found.get("c1a") == "completed"
    found = {"harm_box": "yes" if read.harm_box else "no", "c1a": "completed" if came else read.c1a}
    return found | ({"words": read.words, "source": read.papers[:200]} if read.words else {})


def known_factors(case: Case) -> Known:
    """Factors that an earlier stage points to, by key: about whom, source, standing and day. How likely harm is, nobody proposes."""
    found: Known = {}
    last = newest_form(case)
    if last is not None:
        for factor in last.factors.all():
            found[factor.key or factor.other] = {
                "key": factor.key, "other": factor.other, "about": [str(pk) for pk in factor.about], "source": factor.source,
                "standing": factor.standing, "information_on": factor.information_on,
            }  # fmt: skip
    for harm in Harm.objects.filter(concern_child__concern__case=case, concern_child__concern__withdrawn_at=None).select_related(
        "concern_child__concern"
    ):
        concern = harm.concern_child.concern
        key = "domestic_abuse" if harm.kind == "domestic_abuse" else "earlier_harm"
        found.setdefault(key, {
            "key": key, "about": [str(pk) for pk in concern.harm_from], "source": f"Concern {concern.reference}", "standing": harm.standing,
            "information_on": harm.information_on,
        })  # fmt: skip
    pathway = Section120.objects.filter(case=case, withdrawn_at=None, superseded_by=None).first()
    if pathway is not None and pathway.information in ("past_witnessing", "current_witnessing"):
        found.setdefault("domestic_abuse", {
            "key": "domestic_abuse", "about": [], "source": pathway.source, "standing": "alleged", "information_on": london_date(pathway.read_at),
        })  # fmt: skip
    for offence in OffenceFound.objects.filter(person__case=case, state=OffenceFound.State.RISK, withdrawn_at=None):
        found.setdefault("dangerous_person", {
            "key": "dangerous_person", "about": [str(offence.person_id)], "source": "Police check", "standing": "convicted", "information_on": None,
        })  # fmt: skip
    return found


def known_elements(case: Case) -> dict[str, str]:
    """First words for the key elements of a safety assessment."""
    found = {}
    lines = [f"{check.title}: {checks.words_of(check)}" for check in checks.checks_of(case) if check.state == Check.State.REVIEWED]
    if lines:
        found["agencies"] = "\n".join(lines)
    last = newest_form(case)
    if last is not None:
        found["better_worse"] = "\n".join(f"{factor.words}: {factor.get_likelihood_display().lower()}" for factor in last.factors.all())
        found["staff_safety"] = last.worker_plan
        found["safer_riskier"] = last.actions
    needs = NeedsAssessment.objects.filter(case=case, withdrawn_at=None).order_by("recorded_at").last()
    if needs is not None:
        found["needs"] = needs.needs
    return {key: words for key, words in found.items() if words}


def beginning_of_papers(case: Case) -> dict[str, Any]:
    """First answers of a concern that the court's papers give rise to."""
    pathway = Section120.objects.filter(case=case, withdrawn_at=None, superseded_by=None).exclude(outcome__in=("", "none")).first()
    if pathway is None:
        return {}
    words = (
        pathway.words
        or "A form of the application says that a child has suffered, or is at risk of, harm. The C1A that would say more is missing."
    )
    return {
        "source": Concern.Source.COURT_PAPERS, "source_detail": pathway.source, "said": words, "whose_words": Concern.Words.DOCUMENT,
        "reached_us_at": case.received_at, "recognised_at": pathway.read_at,
    }  # fmt: skip


def beginning_of_risk(case: Case) -> dict[str, Any]:
    """First answers of a concern that a risk identification form gives rise to."""
    form = newest_form(case)
    if form is None:
        return {}
    factors = "\n".join(f"{one.words} ({one.get_likelihood_display().lower()}; {one.source})" for one in form.factors.all())
    return {
        "source": Concern.Source.OBSERVED, "source_detail": f"Risk identification, version {form.number}", "said": f"{factors}\n\n{form.analysis}".strip(),
        "whose_words": Concern.Words.OWN, "reached_us_at": form.submitted_at, "recognised_at": form.submitted_at,
    }  # fmt: skip


def duties_of(*subjects: Any) -> QuerySet[Duty]:
    """Every duty that hangs on these records, those that are open first."""
    return (
        Duty.objects.filter(subject_id__in=[one.pk for one in subjects if one is not None])
        .select_related("owner", "child", "case")
        .order_by("ended_at", "due_at")
    )
