"""The skeletons of this room's pages: fetched through the case, guarded, and logged as read."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from referrals import selectors
from referrals.models import ProfessionalDifference, Referral, RiskAssessment, StrategyDiscussion


def page_of(record: Any) -> str:
    """The page of one of this room's records."""
    names = {
        Referral: "show_referral", ProfessionalDifference: "show_difference", RiskAssessment: "show_risk_assessment",
        StrategyDiscussion: "show_strategy_discussion",
    }  # fmt: skip
    return reverse(f"referrals:{names[type(record)]}", args=[record.pk])


class InPanel:
    panel = "referrals"
    case: Case

    def get_back_url(self) -> str:
        return reverse("referrals:list_referrals", args=[self.case.pk])


class OfReferral(InPanel):
    referral: Referral

    def find_case(self) -> Case:
        self.referral = selectors.referral_for(self.request.user, self.kwargs["referral_id"], self.now)
        return self.referral.case

    def get_caption(self) -> str:
        return f"{self.referral.reference} · {self.referral.authority}"

    def is_late(self, *keys: str) -> bool:
        """Whether something that this page does is late already."""
        duties = selectors.duties_on(self.referral)
        return any(duty.key in keys and duty.ended_at is None and duty.due_at and duty.due_at < self.now for duty in duties)


class ReferralForm(OfReferral, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return page_of(self.referral)

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("referral", self.referral.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"{self.get_title()}, {self.referral.reference}"


class ReferralAction(OfReferral, CaseAction):
    needs = "user_works"

    def get_back_url(self) -> str:
        return page_of(self.referral)


class ReferralPage(OfReferral, CasePage):
    pass


class OfDifference(InPanel):
    difference: ProfessionalDifference

    def find_case(self) -> Case:
        self.difference = selectors.difference_for(self.request.user, self.kwargs["difference_id"], self.now)
        return self.difference.referral.case

    def get_caption(self) -> str:
        return f"{self.difference.referral.reference} · {self.difference.referral.authority}"


class DifferenceForm(OfDifference, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return page_of(self.difference)


class OfAssessment(InPanel):
    assessment: RiskAssessment

    def find_case(self) -> Case:
        self.assessment = selectors.assessment_for(self.request.user, self.kwargs["assessment_id"], self.now)
        return self.assessment.case

    def get_caption(self) -> str:
        return f"{self.case.reference} · version {self.assessment.number}"


class AssessmentForm(OfAssessment, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return page_of(self.assessment)

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("risk assessment", self.assessment.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Section 16A risk assessment, {self.case.reference}"


class OfConcern(InPanel):
    def find_case(self) -> Case:
        self.concern = selectors.concern_for(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case


class OfMeeting(InPanel):
    meeting: StrategyDiscussion

    def find_case(self) -> Case:
        self.meeting = selectors.meeting_for(self.request.user, self.kwargs["meeting_id"], self.now)
        return self.meeting.case


def child_rows(people: list[Any], **values: Any) -> list[dict[str, Any]]:
    """One group of a form for each child: ``values`` gives further first values, each a function of the child."""
    return [{"_title": str(child), "child_id": str(child.pk), **{name: value(child) for name, value in values.items()}} for child in people]
