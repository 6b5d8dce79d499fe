"""The addresses of concerns about people who work with children."""

from django.urls import path

from . import views

app_name = "professionals"

ONE = "professionals/<uuid:professional_id>"

urlpatterns = [
    path("concerns/<uuid:concern_id>/record-professional/", views.RecordProfessional.as_view(), name="record_professional"),
    path(f"{ONE}/", views.ShowProfessional.as_view(), name="show_professional"),
    path(f"{ONE}/describe/", views.DescribeProfessional.as_view(), name="describe_professional"),
    path(f"{ONE}/decide-lado/", views.DecideLado.as_view(), name="decide_lado"),
    path(f"{ONE}/write-lado/", views.WriteLado.as_view(), name="write_lado"),
    path(f"{ONE}/approve-lado/", views.ApproveLado.as_view(), name="approve_lado"),
    path(f"{ONE}/record-telling/", views.RecordTelling.as_view(), name="record_telling"),
    path(f"{ONE}/agree-not-to-tell/", views.AgreeNotToTell.as_view(), name="agree_not_to_tell"),
    path(f"{ONE}/issue-lado/", views.IssueLado.as_view(), name="issue_lado"),
    path(f"{ONE}/send-lado/", views.SendLado.as_view(), name="send_lado"),
    path(f"{ONE}/record-follow-up/", views.RecordLadoFollowUp.as_view(), name="record_lado_follow_up"),
    path(f"{ONE}/record-direction/", views.RecordLadoDirection.as_view(), name="record_lado_direction"),
    path(f"{ONE}/record-request/", views.RecordLadoRequest.as_view(), name="record_lado_request"),
    path(f"{ONE}/record-meeting/", views.RecordLadoMeeting.as_view(), name="record_lado_meeting"),
    path(f"{ONE}/write-court-words/", views.WriteCourtWords.as_view(), name="write_court_words"),
    path(f"{ONE}/agree-court-words/", views.AgreeCourtWords.as_view(), name="agree_court_words"),
    path(f"{ONE}/tell-court/", views.TellCourtOfLado.as_view(), name="tell_court_of_lado"),
    path("lado-requests/<uuid:lado_step_id>/answer/", views.AnswerLadoRequest.as_view(), name="answer_lado_request"),
]
