"""The addresses of the life of a case, and of its meetings."""

from django.urls import path

from . import views

app_name = "lifecycle"

CASE = "cases/<uuid:case_id>/lifecycle"
MEETING = "meetings/<uuid:agency_meeting_id>"

urlpatterns = [
    path(f"{CASE}/", views.ShowLifecycle.as_view(), name="show_lifecycle"),
    path(f"{CASE}/record-ending/", views.RecordEnding.as_view(), name="record_ending"),
    path("case-endings/<uuid:case_ending_id>/services-asked/", views.RecordServicesAsked.as_view(), name="record_services_asked"),
    path(f"{CASE}/record-direction/", views.RecordDirection.as_view(), name="record_direction"),
    path(f"{CASE}/consider-areas/", views.ConsiderAreas.as_view(), name="consider_areas"),
    path(f"{CASE}/note-meeting/", views.NoteMeeting.as_view(), name="note_meeting"),
    path(f"{CASE}/issue-end-notices/", views.IssueEndNotices.as_view(), name="issue_end_notices"),
    path(f"{CASE}/tell-agencies/", views.TellAgencies.as_view(), name="tell_agencies"),
    path("informed-agencies/<uuid:agency_id>/issue-end-notice/", views.IssueEndNotice.as_view(), name="issue_end_notice"),
    path("informed-agencies/<uuid:agency_id>/excuse-end-notice/", views.ExcuseEndNotice.as_view(), name="excuse_end_notice"),
    path("plan-notices/<uuid:plan_notice_id>/note/", views.NotePlan.as_view(), name="note_plan"),
    path(f"{MEETING}/", views.ShowMeeting.as_view(), name="show_meeting"),
    path(f"{MEETING}/answer/", views.AnswerInvitation.as_view(), name="answer_invitation"),
    path(f"{MEETING}/issue-information/", views.IssueMeetingInformation.as_view(), name="issue_meeting_information"),
    path(f"{MEETING}/record-informed/", views.RecordInformed.as_view(), name="record_informed"),
    path(f"{MEETING}/record-attendance/", views.RecordAttendance.as_view(), name="record_attendance"),
    path(f"{MEETING}/record-decision/", views.RecordDecision.as_view(), name="record_decision"),
    path(f"{MEETING}/record-court-told/", views.RecordCourtTold.as_view(), name="record_court_told"),
    path(f"{MEETING}/settle-compromised/", views.SettleCompromised.as_view(), name="settle_compromised"),
    path(f"{MEETING}/withdraw/", views.WithdrawMeeting.as_view(), name="withdraw_meeting"),
]
