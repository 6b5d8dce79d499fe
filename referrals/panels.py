"""The tab of the case page, and where the duties of this room lead."""

from uuid import UUID

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.registry import register_panel
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.models import Concern
from safeguarding.paths import Path, register_path

from . import concern_page
from .models import ProfessionalDifference, Referral, RiskAssessment, StrategyDiscussion, WrittenReferral

__all__ = ["concern_page"]  # imported for what it registers

register_panel("referrals", "Referrals and court", "referrals:list_referrals", 40)


def _difference_start(case: Case, concern: Concern | None) -> str:
    """The referral whose outcome is to be judged; where there are several, the list of them."""
    referrals = Referral.objects.filter(case=case, withdrawn_at=None)
    found = list(referrals.filter(concern=concern) if concern else referrals)
    if len(found) == 1:
        return reverse("referrals:show_referral", args=[found[0].pk])
    return reverse("referrals:list_referrals", args=[case.pk])


register_path(
    Path(
        key="strategy-discussion",
        choice="The authority calls a strategy discussion or a child protection conference",
        group="Another agency",
        paragraphs="Policy 21",
        requirements=("P21-1", "P21-2", "P21-3"),
        start=lambda case, concern: reverse("referrals:note_strategy_discussion", args=[concern.pk]),
        order=20,
    )
)
register_path(
    Path(
        key="professional-difference",
        choice="The authority decided, and I do not think that the child is safe enough",
        group="Another agency",
        paragraphs="Policy 18 and 19",
        hint="Judge the outcome on the referral: not safe enough opens the difference.",
        requirements=("P18-2", "P19-1"),
        start=_difference_start,
        needs_concern=False,
        order=30,
    )
)


def _referral_of_writing(writing_id: UUID) -> UUID:
    return WrittenReferral.objects.values_list("referral_id", flat=True).get(pk=writing_id)


def _reference(referral_id: UUID) -> str:
    return f"Referral {Referral.objects.values_list('reference', flat=True).get(pk=referral_id)}"


def _difference(difference_id: UUID) -> str:
    reference = ProfessionalDifference.objects.values_list("referral__reference", flat=True).get(pk=difference_id)
    return f"Difference on referral {reference}"


def _assessment(assessment_id: UUID) -> str:
    return f"Section 16A risk assessment, version {RiskAssessment.objects.values_list('number', flat=True).get(pk=assessment_id)}"


def _meeting(meeting_id: UUID) -> str:
    return StrategyDiscussion.Kind(StrategyDiscussion.objects.values_list("kind", flat=True).get(pk=meeting_id)).label


register_subject_url("referrals.referral", lambda pk: reverse("referrals:show_referral", args=[pk]))
register_subject_url("referrals.writtenreferral", lambda pk: reverse("referrals:show_written_referral", args=[pk]))
register_subject_url("referrals.professionaldifference", lambda pk: reverse("referrals:show_difference", args=[pk]))
register_subject_url("referrals.riskassessment", lambda pk: reverse("referrals:show_risk_assessment", args=[pk]))
register_subject_url("referrals.strategydiscussion", lambda pk: reverse("referrals:show_strategy_discussion", args=[pk]))
register_subject_words("referrals.referral", _reference)
register_subject_words("referrals.writtenreferral", lambda pk: _reference(_referral_of_writing(pk)))
register_subject_words("referrals.professionaldifference", _difference)
register_subject_words("referrals.riskassessment", _assessment)
register_subject_words("referrals.strategydiscussion", _meeting)

# When each thing happened, for the audit and as-at pages: not when it was typed.
for _label, _happened in (
    ("Referral", "decided_at"), ("CallAttempt", "called_at"), ("WrittenReferral", "sent_at"), ("ParentInformed", "told_at"),
    ("Chase", "chased_at"), ("OutcomeReceived", "received_at"), ("ReferralChild", "outcome_at"), ("ProfessionalDifference", "opened_at"),
    ("DifferenceStage", "held_at"), ("RiskAssessment", "sent_at"), ("RiskAssessmentStep", "happened_at"), ("CourtUpdate", "told_at"),
    ("StrategyDiscussion", "meeting_at"),
):  # fmt: skip
    belongs_to(f"referrals.{_label}", group="Referrals and the court", happened=_happened)
belongs_to("referrals.RiskAssessmentChild", group="Referrals and the court")
