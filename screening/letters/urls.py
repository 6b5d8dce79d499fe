"""The addresses of safeguarding letters and of interviews with the parties."""

from django.urls import path

from . import views

app_name = "letters"

ONE = "safeguarding-letters/<uuid:letter_id>"
COPY = "safeguarding-letter-copies/<uuid:letter_copy_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/safeguarding-letter/", views.ShowSafeguardingLetter.as_view(), name="show_safeguarding_letter"),
    path("cases/<uuid:case_id>/safeguarding-letter/begin/", views.BeginLetter.as_view(), name="begin_letter"),
    path("cases/<uuid:case_id>/record-interview/", views.RecordInterview.as_view(), name="record_interview"),
    path(f"{ONE}/", views.ShowLetter.as_view(), name="show_letter"),
    path(f"{ONE}/write/", views.WriteLetter.as_view(), name="write_letter"),
    path(f"{ONE}/issue/", views.IssueLetter.as_view(), name="issue_letter"),
    path(f"{ONE}/send/", views.SendLetter.as_view(), name="send_letter"),
    path(f"{ONE}/withhold/", views.WithholdLetter.as_view(), name="withhold_letter"),
    path(f"{COPY}/decide/", views.DecideWithholding.as_view(), name="decide_withholding"),
    path(f"{COPY}/ask-court/", views.AskCourtAboutCopy.as_view(), name="ask_court_about_copy"),
    path(f"{COPY}/record-directions/", views.RecordCopyDirections.as_view(), name="record_copy_directions"),
    path(f"{COPY}/issue/", views.IssueCopy.as_view(), name="issue_copy"),
    path(f"{COPY}/send/", views.SendCopy.as_view(), name="send_copy"),
]
