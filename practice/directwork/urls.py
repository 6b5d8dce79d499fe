"""The addresses of work with children."""

from django.urls import path

from . import views

app_name = "directwork"

CASE = "cases/<uuid:case_id>"
PLAN = "direct-work-plans/<uuid:direct_plan_id>"
WORK = "direct-work/<uuid:direct_work_id>"
TELLING = "tellings/<uuid:telling_id>"
MAP = "skin-maps/<uuid:skin_map_id>"

urlpatterns = [
    path(f"{CASE}/direct-work/", views.ListDirectWork.as_view(), name="list_direct_work"),
    path(f"{CASE}/plan-direct-work/", views.PlanDirectWork.as_view(), name="plan_direct_work"),
    path(f"{PLAN}/", views.ShowPlan.as_view(), name="show_direct_work_plan"),
    path(f"{PLAN}/change/", views.ChangePlan.as_view(), name="change_plan"),
    path(f"{PLAN}/call-off/", views.CallOffPlan.as_view(), name="call_off_plan"),
    path(f"{CASE}/record-direct-work/", views.RecordDirectWork.as_view(), name="record_direct_work"),
    path("entries/<uuid:direct_entry_id>/sign-direct-work/", views.SignDirectWork.as_view(), name="sign_direct_work"),
    path(f"{WORK}/", views.ShowDirectWork.as_view(), name="show_direct_work"),
    path(f"{WORK}/issue/", views.IssueDirectWork.as_view(), name="issue_direct_work"),
    path("promises/<uuid:promise_id>/settle/", views.SettlePromise.as_view(), name="settle_promise"),
    path(f"{CASE}/record-telling/", views.RecordTelling.as_view(), name="record_telling"),
    path(f"{TELLING}/", views.ShowTelling.as_view(), name="show_telling"),
    path(f"{TELLING}/join/", views.JoinTelling.as_view(), name="join_telling"),
    path(f"{CASE}/draw-skin-map/", views.DrawSkinMap.as_view(), name="draw_skin_map"),
    path(f"{MAP}/", views.ShowSkinMap.as_view(), name="show_skin_map"),
    path(f"{MAP}/issue/", views.IssueSkinMap.as_view(), name="issue_skin_map"),
    path(f"{MAP}/withdraw/", views.WithdrawSkinMap.as_view(), name="withdraw_skin_map"),
    path("concerns/<uuid:concern_id>/record-child-view/", views.RecordChildView.as_view(), name="record_child_view"),
    path(f"{CASE}/check-care-plan/", views.CheckCarePlan.as_view(), name="check_care_plan"),
    path(f"{CASE}/record-officer-contact/", views.RecordOfficerContact.as_view(), name="record_officer_contact"),
    path("officer-contacts/<uuid:officer_contact_id>/record-advice/", views.RecordOfficerAdvice.as_view(), name="record_officer_advice"),
    path("disability-questions/", views.ShowQuestions.as_view(), name="show_questions"),
    path("disability-questions/change/", views.ChangeQuestions.as_view(), name="change_questions"),
    path("safeguarding-competence/", views.ListCompetence.as_view(), name="list_competence"),
    path("safeguarding-competence/<uuid:user_id>/record-appraisal/", views.RecordAppraisal.as_view(), name="record_appraisal"),
]
