from django.urls import path

from . import views

app_name = "section37"

urlpatterns = [
    path("concerns/<uuid:concern_id>/section-37/record-threshold/", views.RecordThreshold.as_view(), name="record_threshold"),
    path("section-37/<uuid:section37_id>/", views.ShowAdvice.as_view(), name="show_advice"),
    path("section-37/<uuid:section37_id>/record-consultation/", views.RecordConsultation.as_view(), name="record_consultation"),
    path("section-37/<uuid:section37_id>/tell-authority/", views.TellAuthority.as_view(), name="tell_authority"),
    path("section-37/<uuid:section37_id>/record-papers/", views.RecordPapers.as_view(), name="record_papers"),
    path("section-37/<uuid:section37_id>/write/", views.WriteAdvice.as_view(), name="write_advice"),
    path("section-37/<uuid:section37_id>/issue/", views.IssueAdvice.as_view(), name="issue_advice"),
    path("section-37/<uuid:section37_id>/file/", views.FileAdvice.as_view(), name="file_advice"),
    path("section-37/<uuid:section37_id>/leave/", views.LeaveAdvice.as_view(), name="leave_advice"),
    path("section-37/<uuid:section37_id>/record-answer/", views.RecordAnswer.as_view(), name="record_answer"),
    path("section-37/<uuid:section37_id>/write-letter/", views.WriteLetter.as_view(), name="write_letter"),
    path("section-37/<uuid:section37_id>/confirm-order/", views.ConfirmOrder.as_view(), name="confirm_order"),
    path("section-37/<uuid:section37_id>/record-report/", views.RecordReport.as_view(), name="record_report"),
    path("section-37/<uuid:section37_id>/withdraw/", views.WithdrawAdvice.as_view(), name="withdraw_advice"),
]
