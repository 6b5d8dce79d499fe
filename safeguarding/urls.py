"""The addresses of concerns and supervision."""

from django.urls import path

from .views import actions, concerns, entry, logging, protection, supervision

app_name = "safeguarding"

CONCERN = "concerns/<uuid:concern_id>"
CHILD = f"{CONCERN}/children/<uuid:child_id>"
SUPERVISION = "supervisions/<uuid:supervision_id>"
ACTION = "supervision-actions/<uuid:action_id>"
DISSENT = "dissents/<uuid:dissent_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/concerns/", concerns.ListConcerns.as_view(), name="list_concerns"),
    path("cases/<uuid:case_id>/log-concern/", logging.LogConcern.as_view(), name="log_concern"),
    path("cases/<uuid:case_id>/log-concern/<slug:step>/", logging.LogConcern.as_view(), name="log_concern"),
    path(f"{CONCERN}/", concerns.ShowConcern.as_view(), name="show_concern"),
    path("cases/<uuid:case_id>/what-has-happened/", entry.AskWhatHappened.as_view(), name="ask_what_happened"),
    path("cases/<uuid:case_id>/what-has-happened/<slug:path_key>/", entry.TakePath.as_view(), name="take_path"),
    path(f"{CONCERN}/what-has-happened/", entry.AskWhatElseHappened.as_view(), name="ask_what_else_happened"),
    path(f"{CONCERN}/raise-danger/", concerns.RaiseDanger.as_view(), name="raise_danger"),
    path(f"{CONCERN}/record-enquiry/", protection.RecordEnquiry.as_view(), name="record_enquiry"),
    path(f"{CONCERN}/record-police-report/", protection.RecordPoliceReport.as_view(), name="record_police_report"),
    path(f"{CONCERN}/request-supervision/", supervision.RequestSupervision.as_view(), name="request_supervision"),
    path(f"{CONCERN}/record-supervision/", supervision.RecordUnaskedSupervision.as_view(), name="record_unasked_supervision"),
    path(f"{CONCERN}/add-comment/", supervision.AddComment.as_view(), name="add_comment"),
    path(f"{CONCERN}/refer-now/", supervision.ReferNow.as_view(), name="refer_now"),
    path(f"{CONCERN}/dissent-and-refer/", supervision.DissentAndRefer.as_view(), name="dissent_and_refer"),
    path(f"{CONCERN}/complete/", concerns.CompleteConcern.as_view(), name="complete_concern"),
    path(f"{CONCERN}/withdraw/", concerns.WithdrawConcern.as_view(), name="withdraw_concern"),
    path(f"{CHILD}/answer-cause/", protection.AnswerCause.as_view(), name="answer_cause"),
    path(f"{CHILD}/consider/", protection.ConsiderChild.as_view(), name="consider_child"),
    path(f"{CHILD}/describe/", concerns.DescribeChild.as_view(), name="describe_child"),
    path("harms/<uuid:harm_id>/change-standing/", concerns.ChangeStanding.as_view(), name="change_standing"),
    path("supervision/", supervision.ShowSupervisionQueue.as_view(), name="show_supervision_queue"),
    path(f"{SUPERVISION}/", supervision.ShowSupervision.as_view(), name="show_supervision"),
    path(f"{SUPERVISION}/change-request/", supervision.ChangeRequest.as_view(), name="change_request"),
    path(f"{SUPERVISION}/ask-for-more/", supervision.AskForMore.as_view(), name="ask_for_more"),
    path(f"{SUPERVISION}/answer-more/", supervision.AnswerMore.as_view(), name="answer_more"),
    path(f"{SUPERVISION}/record/", supervision.RecordSupervision.as_view(), name="record_supervision"),
    path(f"{SUPERVISION}/issue/", supervision.IssueSupervisionRecord.as_view(), name="issue_supervision_record"),
    path(f"{SUPERVISION}/sign/", supervision.SignSupervision.as_view(), name="sign_supervision"),
    path(f"{ACTION}/", actions.ShowAction.as_view(), name="show_action"),
    path(f"{ACTION}/complete/", actions.CompleteAction.as_view(), name="complete_action"),
    path(f"{ACTION}/follow-up/", actions.FollowUpAction.as_view(), name="follow_up_action"),
    path(f"{ACTION}/suspend/", actions.SuspendAction.as_view(), name="suspend_action"),
    path(f"{ACTION}/review/", actions.ReviewAction.as_view(), name="review_action"),
    path(f"{ACTION}/withdraw/", actions.WithdrawAction.as_view(), name="withdraw_action"),
    path(f"{DISSENT}/", supervision.ShowDissent.as_view(), name="show_dissent"),
    path(f"{DISSENT}/record-view/", supervision.ViewDissent.as_view(), name="view_dissent"),
]
