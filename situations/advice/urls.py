from django.urls import path

from . import views

app_name = "advice"
urlpatterns = [
    path("cases/<uuid:case_id>/advice/", views.ListAdvice.as_view(), name="list_advice"),
    path("cases/<uuid:case_id>/advice/record/", views.RecordAdvice.as_view(), name="record_advice"),
    path("advice/<uuid:advice_id>/", views.ShowAdvice.as_view(), name="show_advice"),
    path("advice/<uuid:advice_id>/change/", views.ChangeAdvice.as_view(), name="change_advice"),
    path("advice/<uuid:advice_id>/file/", views.FileAdvice.as_view(), name="file_advice"),
    path("advice/<uuid:advice_id>/consider-referral/", views.ConsiderReferral.as_view(), name="consider_referral"),
    path("advice/<uuid:advice_id>/ask-to-be-heard/", views.AskToBeHeard.as_view(), name="ask_to_be_heard"),
    path("advice/<uuid:advice_id>/withdraw/", views.WithdrawAdvice.as_view(), name="withdraw_advice"),
    path("advice/<uuid:advice_id>/offenders/<uuid:person_id>/write/", views.WriteOffenderPart.as_view(), name="write_offender_part"),
    path("advice/<uuid:advice_id>/offenders/<uuid:person_id>/issue/", views.IssueOffenderAdvice.as_view(), name="issue_offender_advice"),
    path("cases/<uuid:case_id>/court-decisions/record/", views.RecordCourtDecision.as_view(), name="record_court_decision"),
    path("court-decisions/<uuid:court_decision_id>/withdraw/", views.WithdrawCourtDecision.as_view(), name="withdraw_court_decision"),
    path("cases/<uuid:case_id>/findings-of-fact/", views.ListFindings.as_view(), name="list_findings"),
    path("cases/<uuid:case_id>/findings-of-fact/direct/", views.DirectFinding.as_view(), name="direct_finding"),
    path("findings-of-fact/<uuid:finding_id>/", views.ShowFinding.as_view(), name="show_finding"),
    path("findings-of-fact/<uuid:finding_id>/review/", views.ReviewFinding.as_view(), name="review_finding"),
    path("findings-of-fact/<uuid:finding_id>/end/", views.EndFinding.as_view(), name="end_finding"),
    path("findings-of-fact/<uuid:finding_id>/withdraw/", views.WithdrawFinding.as_view(), name="withdraw_finding"),
]
