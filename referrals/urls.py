from django.urls import path

from . import views

app_name = "referrals"

urlpatterns = [
    path("cases/<uuid:case_id>/referrals/", views.ListReferrals.as_view(), name="list_referrals"),
    path("referrals/<uuid:referral_id>/", views.ShowReferral.as_view(), name="show_referral"),
    path("referrals/<uuid:referral_id>/record-call/", views.RecordCall.as_view(), name="record_call"),
    path("referrals/<uuid:referral_id>/record-parents/", views.RecordParents.as_view(), name="record_parents"),
    path("referrals/<uuid:referral_id>/record-refusal/", views.RecordRefusal.as_view(), name="record_refusal"),
    path("referrals/<uuid:referral_id>/record-consent/", views.RecordConsent.as_view(), name="record_consent"),
    path("referrals/<uuid:referral_id>/change-kind/", views.ChangeReferralKind.as_view(), name="change_referral_kind"),
    path("referrals/<uuid:referral_id>/begin-writing/", views.BeginWriting.as_view(), name="begin_writing"),
    path("referrals/<uuid:referral_id>/write/", views.WriteReferral.as_view(), name="write_referral"),
    path("referrals/<uuid:referral_id>/issue/", views.IssueWrittenReferral.as_view(), name="issue_written_referral"),
    path("referrals/<uuid:referral_id>/mark-sent/", views.MarkReferralSent.as_view(), name="mark_referral_sent"),
    path("referrals/<uuid:referral_id>/record-chase/", views.RecordChase.as_view(), name="record_chase"),
    path("referrals/<uuid:referral_id>/record-outcome/", views.RecordOutcome.as_view(), name="record_outcome"),
    path("referrals/<uuid:referral_id>/record-reasons/", views.RecordReasons.as_view(), name="record_reasons"),
    path("referrals/<uuid:referral_id>/judge/", views.JudgeOutcome.as_view(), name="judge_outcome"),
    path("referrals/<uuid:referral_id>/record-marac-answer/", views.RecordMaracAnswer.as_view(), name="record_marac_answer"),
    path("referrals/<uuid:referral_id>/withdraw/", views.WithdrawReferral.as_view(), name="withdraw_referral"),
    path("written-referrals/<uuid:writing_id>/", views.ShowWrittenReferral.as_view(), name="show_written_referral"),
    path("written-referrals/<uuid:writing_id>/give-copy/", views.GiveManagerCopy.as_view(), name="give_manager_copy"),
    path("differences/<uuid:difference_id>/", views.ShowDifference.as_view(), name="show_difference"),
    path("differences/<uuid:difference_id>/record-supervision/", views.RecordDifferenceSupervision.as_view(), name="record_difference_supervision"),
    path("differences/<uuid:difference_id>/record-head-of-practice/", views.RecordHeadOfPracticeContact.as_view(), name="record_head_of_practice_contact"),
    path("differences/<uuid:difference_id>/record-assistant-director/", views.RecordAssistantDirectorContact.as_view(), name="record_assistant_director_contact"),
    path("differences/<uuid:difference_id>/skip-stage/", views.SkipDifferenceStage.as_view(), name="skip_difference_stage"),
    path("differences/<uuid:difference_id>/resolve/", views.ResolveDifference.as_view(), name="resolve_difference"),
    path("differences/<uuid:difference_id>/request-conference/", views.RequestConference.as_view(), name="request_conference"),
    path("concerns/<uuid:concern_id>/tell-court/", views.TellCourt.as_view(), name="tell_court"),
    path("concerns/<uuid:concern_id>/risk-assessments/begin/", views.BeginRiskAssessment.as_view(), name="begin_risk_assessment"),
    path("concerns/<uuid:concern_id>/strategy-discussions/note/", views.NoteStrategyDiscussion.as_view(), name="note_strategy_discussion"),
    path("risk-assessments/<uuid:assessment_id>/", views.ShowRiskAssessment.as_view(), name="show_risk_assessment"),
    path("risk-assessments/<uuid:assessment_id>/write/<slug:topic>/", views.WriteRiskAssessment.as_view(), name="write_risk_assessment"),
    path("risk-assessments/<uuid:assessment_id>/issue/", views.IssueRiskAssessment.as_view(), name="issue_risk_assessment"),
    path("risk-assessments/<uuid:assessment_id>/send/", views.SendRiskAssessment.as_view(), name="send_risk_assessment"),
    path("risk-assessments/<uuid:assessment_id>/record-step/", views.RecordRiskAssessmentStep.as_view(), name="record_risk_assessment_step"),
    path("strategy-discussions/<uuid:meeting_id>/", views.ShowStrategyDiscussion.as_view(), name="show_strategy_discussion"),
    path("strategy-discussions/<uuid:meeting_id>/record/", views.RecordStrategyDiscussion.as_view(), name="record_strategy_discussion"),
]  # fmt: skip
