"""The kinds of document of this room: the section 120 letter, and the copies of the risk form, the assessment and the plan on file."""

from collections.abc import Callable
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.selectors import subject_children
from cafcass_cases.core.gather import gather
from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.registry import DocumentKind, register_kind

from . import selectors
from .lists import AREAS, ELEMENTS, FACTORS, words_of
from .models import CasePlan, RiskIdentification, SafetyAssessment, Section120Letter


def _letter(letter: Section120Letter) -> dict[str, Any]:
    case = letter.case
    people = list(Person.objects.filter(case=case, withdrawn_at=None))
    return {
        "letter": letter,
        "pathway": letter.pathway,
        "children": [person for person in people if person.pk in letter.children],
        "parties": [person for person in people if person.role in ("applicant", "respondent")],
        "hearing": case.hearings.filter(withdrawn_at=None, vacated_at=None).order_by("starts_at").last(),
        "is_notification": letter.pathway.outcome == "s120_notification",
        "court_told": [
            update.told_at for update in case.court_updates.filter(concern=letter.concern_id, withdrawn_at=None).order_by("told_at")
        ],
    }


def risk_context(form: RiskIdentification) -> dict[str, Any]:
    met, factors, people = gather(
        form.met.order_by("met_on"), form.factors.order_by("created_at"), Person.objects.filter(case=form.case_id)
    )
    names = {person.pk: person.full_name for person in people}
    return {
        "form": form,
        "met": [(names[one.person_id], one.met_on) for one in met],
        "factors": [(one, ", ".join(names.get(pk, "") for pk in one.about)) for one in factors],
        "absent": [words_of(FACTORS, key) for key in form.factors_absent],
        "unknown": [words_of(FACTORS, key) for key in form.factors_unknown],
    }


def safety_context(assessment: SafetyAssessment) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "elements": [(entry.words, assessment.elements[entry.key]) for entry in ELEMENTS if entry.key in assessment.elements],
        "actions": list(assessment.actions.select_related("owner")),
    }


def plan_context(plan: CasePlan) -> dict[str, Any]:
    return {
        "plan": plan,
        "areas": [(entry.words, plan.areas.get(entry.key, "")) for entry in AREAS],
        "actions": list(plan.actions.select_related("owner")),
    }


def _naming(context: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """What the document is about, beside what its page shows: a copy on file is read by itself."""
    return lambda record: {**context(record), "children": subject_children(record.case)}


def _own(record: Any) -> Recipient:
    return Recipient(OWN_RECORD)


register_kind(DocumentKind(
    key="section-120-letter", title="Section 120 letter", template="assessment/documents/section_120_letter.html",
    subject_label="assessment.section120letter", subject=selectors.letter_for, case=lambda letter: letter.case,
    recipient=lambda letter: Recipient("local_authority", letter.authority.name), context=_letter,
    url=lambda letter: letter.pathway.get_absolute_url(),
))  # fmt: skip
register_kind(DocumentKind(
    key="risk-identification", title="Risk identification", template="assessment/documents/risk_identification.html",
    subject_label="assessment.riskidentification", subject=selectors.form_for, case=lambda form: form.case, recipient=_own, context=_naming(risk_context),
    url=lambda form: form.get_absolute_url(),
))  # fmt: skip
register_kind(DocumentKind(
    key="safety-assessment", title="Safety assessment", template="assessment/documents/safety_assessment.html",
    subject_label="assessment.safetyassessment", subject=selectors.assessment_for, case=lambda assessment: assessment.case, recipient=_own,
    context=_naming(safety_context), url=lambda assessment: assessment.get_absolute_url(),
))  # fmt: skip
register_kind(DocumentKind(
    key="case-plan", title="Case plan", template="assessment/documents/case_plan.html", subject_label="assessment.caseplan",
    subject=selectors.plan_for, case=lambda plan: plan.case, recipient=_own, context=_naming(plan_context), url=lambda plan: plan.get_absolute_url(),
))  # fmt: skip
