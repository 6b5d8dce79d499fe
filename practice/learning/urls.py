from django.urls import path

from . import views, views_register, views_review

app_name = "learning"

ONE = "serious-incidents/<uuid:serious_incident_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/serious-incidents/record/", views.RecordSeriousIncident.as_view(), name="record_serious_incident"),
    path(f"{ONE}/", views.ShowSeriousIncident.as_view(), name="show_serious_incident"),
    path(f"{ONE}/told/", views.RecordTold.as_view(), name="record_told"),
    path(f"{ONE}/support/", views.RecordSupport.as_view(), name="record_support"),
    path(f"{ONE}/authority/", views.NoteAuthority.as_view(), name="note_authority"),
    path(f"{ONE}/decision/", views.RecordDecision.as_view(), name="record_decision"),
    path(f"{ONE}/stage/", views.ReachStage.as_view(), name="reach_stage"),
    path(f"{ONE}/appoint/", views.Appoint.as_view(), name="appoint"),
    path(f"{ONE}/secure/", views.SecureFile.as_view(), name="secure_file"),
    path(f"{ONE}/disclosure/", views_review.RecordDisclosure.as_view(), name="record_disclosure"),
    path(f"{ONE}/release/", views_review.ReleasePapers.as_view(), name="release_papers"),
    path(f"{ONE}/remit/", views_review.SendRemit.as_view(), name="send_remit"),
    path(f"{ONE}/report/", views_review.WriteReport.as_view(), name="write_report"),
    path(f"{ONE}/approve-report/", views_review.ApproveReport.as_view(), name="approve_report"),
    path(f"{ONE}/send-report/", views_review.SendReport.as_view(), name="send_report"),
    path(f"{ONE}/add-date/", views_review.AddDate.as_view(), name="add_date"),
    path(f"{ONE}/add-action/", views_review.AddAction.as_view(), name="add_action"),
    path(f"{ONE}/write-learning/", views_review.WriteLearning.as_view(), name="write_learning"),
    path(f"{ONE}/issue-report/", views_review.IssueReport.as_view(), name="issue_report"),
    path(f"{ONE}/issue-action-plan/", views_review.IssueActionPlan.as_view(), name="issue_action_plan"),
    path(f"{ONE}/close/", views_review.CloseIncident.as_view(), name="close_incident"),
    path("incident-updates/<uuid:update_id>/send/", views.SendUpdate.as_view(), name="send_update"),
    path("appointments/<uuid:appointment_id>/agree/", views.AgreeAppointment.as_view(), name="agree_appointment"),
    path("review-dates/<uuid:review_date_id>/finish/", views_review.FinishDate.as_view(), name="finish_date"),
    path("review-actions/<uuid:review_action_id>/agree/", views_review.AgreeAction.as_view(), name="agree_action"),
    path("review-actions/<uuid:review_action_id>/finish/", views_review.FinishAction.as_view(), name="finish_action"),
    path("secured-files/<uuid:secured_id>/", views.ShowSecuredFile.as_view(), name="show_secured_file"),
    path("secured-files/<uuid:secured_id>/open/", views.OpenSecuredFile.as_view(), name="open_secured_file"),
    path("secured-files/<uuid:secured_id>/paper/", views.RecordPaper.as_view(), name="record_paper"),
    path("secured-files/<uuid:secured_id>/ask/", views.AskAccess.as_view(), name="ask_access"),
    path("secured-file-requests/<uuid:access_request_id>/decide/", views.DecideAccess.as_view(), name="decide_access"),
    path("learning/", views_register.ListLearning.as_view(), name="list_learning"),
    path("learning/write/", views_register.WriteLearningElsewhere.as_view(), name="write_learning_elsewhere"),
    path("learning/outside-reviews/record/", views_register.RecordOutsideReview.as_view(), name="record_outside_review"),
    path("learning/register/", views_register.ShowRegister.as_view(), name="show_register"),
    path("learning/register.csv", views_register.ExportRegister.as_view(), name="export_register"),
    path("learning/<uuid:point_id>/", views_register.ShowLearning.as_view(), name="show_learning"),
    path("learning/<uuid:point_id>/read/", views_register.MarkRead.as_view(), name="mark_read"),
    path("learning/<uuid:point_id>/publish/", views_register.PublishLearning.as_view(), name="publish_learning"),
]
