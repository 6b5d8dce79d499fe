"""The lines of the hub, the ways into a concern, where duties lead, and what the audit and a written referral show of this room."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.models import Person
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from referrals.registry import ReferralPart, register_referral_part
from safeguarding.paths import Path, register_path
from safeguarding.registry import register_duty_link
from screening.registry import ScreeningPart, State, register_screening_part

from .knowing import beginning_of_papers, beginning_of_risk
from .models import CasePlan, NeedsAssessment, PlanAction, RiskIdentification, Section120
from .presenting import state_of_pathway
from .selectors import newest_form, pathway_of

for _label, _happened in (
    ("Section120", "read_at"), ("Section120Letter", "sent_at"), ("ScreeningConclusion", "concluded_at"), ("RiskIdentification", "submitted_at"),
    ("SafetyAssessment", "submitted_at"), ("CasePlan", "written_at"), ("NeedsAssessment", "recorded_at"), ("PlanAction", "done_at"),
    ("AuthorityWorkCheck", "checked_at"),
):  # fmt: skip
    belongs_to(f"assessment.{_label}", group="Screening and assessment", happened=_happened)


def _pathway_part(case: Any, user: Any, now: datetime) -> State | None:
    found = state_of_pathway(pathway_of(case) if case.law == "private" else None, case, now)
    return State(*found) if found else None


def _stages_part(case: Any, user: Any, now: datetime) -> State:
    waiting = RiskIdentification.objects.filter(case=case, completed_at=None, withdrawn_at=None).order_by("number").last()
    if waiting is not None:
        return State("Waits for supervision", "red", "A risk needs supervision, or a concern, before the form is finished")
    last = Duty.objects.filter(
        case=case, key__in=("risk-identified", "risk-identified-public", "screening-concluded"), ended_at=None
    ).count()
    return (
        State("In progress", "blue", "Screening, risk identification, safety assessment, plans")
        if last
        else State("Up to date", "green", "")
    )


register_screening_part(ScreeningPart("section-120", "Section 120 pathway", "assessment:show_section120", 30, _pathway_part))
register_screening_part(ScreeningPart("stages", "Assessment and plans", "assessment:show_stages", 40, _stages_part))


def _take(case: Any, concern: Any) -> str:
    return reverse("assessment:take_concern", args=[concern.pk])


register_path(Path(
    key="section-120", choice="The court’s papers say that a child was, or may be, harmed", group="The court", paragraphs="Framework 2.79 and appendix III",
    hint="What the section 120 pathway found", start=_take, requirements=("F2.79-1",), beginning=beginning_of_papers,
    offered=lambda user, case: case.law == "private", order=5,
))  # fmt: skip
register_path(Path(
    key="high-risk", choice="A risk that I assessed is high or imminent, or goes on", group="About a child", paragraphs="Framework 2.30, 2.33 and 2.60",
    hint="From the risk identification form, or a safety assessment", start=_take, requirements=("F2.30-2",), beginning=beginning_of_risk, order=90,
))  # fmt: skip


def _of_case(name: str) -> Any:
    return lambda duty: reverse(f"assessment:{name}", args=[duty.case_id])


def _of_subject(name: str) -> Any:
    return lambda duty: reverse(f"assessment:{name}", args=[duty.subject_id])


for _key, _name in (
    ("s120-read", "read_papers"), ("s120-nothing-found", "confirm_nothing"), ("s120-concern", "show_section120"), ("s120-authority-told", "write_letter"),
    ("s120-court-told", "tell_court_of_pathway"), ("s120-16a-decided", "decide_16a"), ("s120-outcome-told", "tell_outcome"),
    ("screening-concluded", "conclude_screening"), ("risk-identified", "identify_risk"), ("risk-identified-public", "identify_risk"),
    ("risk-reassessed", "identify_risk"), ("risk-reviewed", "identify_risk"), ("authority-checked", "check_authority_work"),
):  # fmt: skip
    register_duty_link(_key, _of_case(_name))
for _key, _name in (
    ("risk-discussed", "show_risk_identification"), ("risk-told", "show_risk_identification"), ("abuse-concern", "show_risk_identification"),
    ("safety-assessed", "show_safety_assessment"), ("plan-action", "finish_plan_action"), ("authority-told-missing", "record_authority_told"),
    ("court-told-missing", "record_court_told"),
):  # fmt: skip
    register_duty_link(_key, _of_subject(_name))

for _label, _name, _words in (
    ("assessment.riskidentification", "show_risk_identification", "Risk identification"),
    ("assessment.safetyassessment", "show_safety_assessment", "Safety assessment"),
    ("assessment.planaction", "finish_plan_action", "A point of a plan"),
    ("assessment.authorityworkcheck", "record_authority_told", "The authority’s work"),
):  # fmt: skip
    register_subject_url(_label, lambda pk, name=_name: reverse(f"assessment:{name}", args=[pk]))  # type: ignore[misc]
    register_subject_words(_label, lambda pk, words=_words: words)  # type: ignore[misc]
register_subject_url(
    "assessment.section120",
    lambda pk: reverse("assessment:show_section120", args=[Section120.objects.values_list("case_id", flat=True).get(pk=pk)]),
)
register_subject_words("assessment.section120", lambda pk: "Section 120 pathway")


@register_closing_guard
def nothing_of_screening_stands_open(case: Any, now: datetime) -> list[str]:
    """What the pathway and the assessments ask for before a case closes (framework 2.60 and appendix III)."""
    keys = {"s120-concern", "s120-authority-told", "s120-court-told", "s120-16a-decided", "risk-discussed", "abuse-concern"}
    titles = {
        "risk-discussed": "Ask for supervision of a risk that is high or imminent",
        "abuse-concern": "Log the concern about a continuing risk",
    }
    found = sorted(set(Duty.objects.filter(case=case, key__in=keys, ended_at=None).values_list("key", flat=True)))
    phrases = [titles.get(key, "Finish the section 120 pathway") for key in found]
    form = newest_form(case)
    if (
        form is not None
        and form.continuing_risk
        and not CasePlan.objects.filter(case=case, withdrawn_at=None).exclude(local_support="").exists()
    ):
        phrases.append("Write in the case plan which local support the child and the parents were told about")
    return list(dict.fromkeys(phrases))


@register_referral_part
def what_screening_adds(referral: Any) -> Iterator[ReferralPart]:
    """A C1A that is missing, and needs beyond safety: in the one message that the authority gets (framework 2.36, appendix III)."""
    pathway = Section120.objects.filter(concern=referral.concern_id, withdrawn_at=None, superseded_by=None).first()
    if pathway is not None and pathway.outcome and not referral.is_early_help:
        texts = [f"The court’s papers ({pathway.source}) say: {pathway.words}"] if pathway.words else []
        if pathway.c1a_missing:
            texts.append(
                "A form of the application says that a child has suffered, or is at risk of, harm. Form C1A, then required, is not completed. The court is told."
            )
        if texts:
            yield ReferralPart("The court’s application", tuple(texts), order=60)
    children = {str(pk) for pk in referral.children.values_list("child_id", flat=True)}
    rows = NeedsAssessment.objects.filter(case=referral.case_id, withdrawn_at=None).order_by("-recorded_at")
    needs = next(
        (row for row in rows if children & {str(pk) for pk in row.children} and (row.consent == "given" or not referral.is_early_help)),
        None,
    )
    if needs is not None:
        names = " and ".join(Person.objects.filter(pk__in=needs.children).values_list("given_names", flat=True))
        texts = [f"For {names}: {needs.needs}"]
        texts += [
            f"{label}: {words}"
            for label, words in (("The child’s part", needs.childs_part), ("The parents’ part", needs.parents_part))
            if words
        ]
        texts += [
            f"{action.what} ({action.owner or action.outside}, by {action.due_on:%-d %B %Y})"
            for action in PlanAction.objects.filter(needs=needs).select_related("owner")
        ]
        yield ReferralPart("Needs and strengths", tuple(texts), order=70)
