"""The addresses of private fostering."""

from django.urls import path

from . import views

app_name = "fostering"

ONE = "private-fostering/<uuid:arrangement_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/record-arrangement/", views.RecordArrangement.as_view(), name="record_arrangement"),
    path(
        "concerns/<uuid:concern_id>/record-arrangement/", views.RecordArrangementOfConcern.as_view(), name="record_arrangement_of_concern"
    ),
    path(f"{ONE}/", views.ShowArrangement.as_view(), name="show_arrangement"),
    path(f"{ONE}/record-details/", views.RecordDetails.as_view(), name="record_details"),
    path(f"{ONE}/issue-notification/", views.IssueNotification.as_view(), name="issue_notification"),
    path(f"{ONE}/notify-authority/", views.NotifyAuthority.as_view(), name="notify_authority"),
    path(f"{ONE}/record-answer/", views.RecordAnswer.as_view(), name="record_answer"),
    path(f"{ONE}/expect-longer/", views.ExpectLonger.as_view(), name="expect_longer"),
    path(f"{ONE}/end-arrangement/", views.EndArrangement.as_view(), name="end_arrangement"),
]
