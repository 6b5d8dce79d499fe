"""The addresses of the section 120 pathway, the three stages, and plans."""

from django.urls import path

from .views import pathway, plans, stages

app_name = "assessment"

CASE = "cases/<uuid:case_id>"
LETTER = "section-120-letters/<uuid:section120_letter_id>"
SAFETY = "safety-assessments/<uuid:safety_assessment_id>"
PLAN = "case-plans/<uuid:case_plan_id>"
WORK = "authority-work/<uuid:authority_work_id>"

urlpatterns = [
    path(f"{CASE}/section-120/", pathway.ShowSection120.as_view(), name="show_section120"),
    path(f"{CASE}/section-120/read/", pathway.ReadPapers.as_view(), name="read_papers"),
    path(f"{CASE}/section-120/confirm-nothing/", pathway.ConfirmNothing.as_view(), name="confirm_nothing"),
    path(f"{CASE}/section-120/write-letter/", pathway.WriteLetter.as_view(), name="write_letter"),
    path(f"{CASE}/section-120/tell-court/", pathway.TellCourtOfPathway.as_view(), name="tell_court_of_pathway"),
    path(f"{CASE}/section-120/decide-16a/", pathway.Decide16a.as_view(), name="decide_16a"),
    path(f"{CASE}/section-120/tell-outcome/", pathway.TellOutcome.as_view(), name="tell_outcome"),
    path(f"{LETTER}/issue/", pathway.IssueLetter.as_view(), name="issue_letter"),
    path(f"{LETTER}/send/", pathway.SendLetter.as_view(), name="send_letter"),
    path("concerns/<uuid:concern_id>/holds-what-was-found/", pathway.TakeConcern.as_view(), name="take_concern"),
    path(f"{CASE}/stages/", stages.ShowStages.as_view(), name="show_stages"),
    path(f"{CASE}/stages/conclude-screening/", stages.ConcludeScreening.as_view(), name="conclude_screening"),
    path(f"{CASE}/identify-risk/", stages.IdentifyRisk.as_view(), name="identify_risk"),
    path(f"{CASE}/identify-risk/<slug:step>/", stages.IdentifyRisk.as_view(), name="identify_risk"),
    path("risk-identifications/<uuid:risk_form_id>/", stages.ShowRiskIdentification.as_view(), name="show_risk_identification"),
    path(f"{CASE}/begin-safety-assessment/", stages.BeginSafety.as_view(), name="begin_safety"),
    path(f"{SAFETY}/", stages.ShowSafetyAssessment.as_view(), name="show_safety_assessment"),
    path(f"{SAFETY}/record-expert/", stages.RecordExpert.as_view(), name="record_expert"),
    path(f"{SAFETY}/write/", stages.WriteSafetyAssessment.as_view(), name="write_safety_assessment"),
    path(f"{SAFETY}/write/<slug:step>/", stages.WriteSafetyAssessment.as_view(), name="write_safety_assessment"),
    path("risk-identifications/<uuid:risk_form_id>/keep-copy/", stages.KeepRiskIdentification.as_view(), name="keep_risk_identification"),
    path(f"{SAFETY}/keep-copy/", stages.KeepSafetyAssessment.as_view(), name="keep_safety_assessment"),
    path(f"{PLAN}/keep-copy/", plans.KeepCasePlan.as_view(), name="keep_case_plan"),
    path(f"{CASE}/write-case-plan/", plans.WriteCasePlan.as_view(), name="write_case_plan"),
    path(f"{PLAN}/", plans.ShowCasePlan.as_view(), name="show_case_plan"),
    path(f"{PLAN}/approve/", plans.ApproveCasePlan.as_view(), name="approve_case_plan"),
    path("plan-actions/<uuid:plan_action_id>/finish/", plans.FinishPlanAction.as_view(), name="finish_plan_action"),
    path(f"{CASE}/record-needs/", plans.RecordNeeds.as_view(), name="record_needs"),
    path(f"{CASE}/check-authority-work/", plans.CheckAuthorityWork.as_view(), name="check_authority_work"),
    path(f"{WORK}/authority-told/", plans.RecordTold.as_view(), name="record_authority_told"),
    path(f"{WORK}/court-told/", plans.RecordTold.as_view(whom="court"), name="record_court_told"),
]
