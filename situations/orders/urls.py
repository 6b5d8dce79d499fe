from django.urls import path

from . import views

app_name = "orders"

urlpatterns = [
    path("orders/<uuid:order_id>/begin-review/", views.BeginReview.as_view(), name="begin_review"),
    path("concerns/<uuid:concern_id>/orders/open-review/", views.OpenReview.as_view(), name="open_review"),
    path("order-reviews/<uuid:order_review_id>/", views.ShowReview.as_view(), name="show_review"),
    path("order-reviews/<uuid:order_review_id>/consider-options/", views.ConsiderOptions.as_view(), name="consider_options"),
    path("order-reviews/<uuid:order_review_id>/record-appeal-consultation/", views.RecordAppealConsultation.as_view(), name="record_appeal_consultation"),
    path("order-reviews/<uuid:order_review_id>/write-letter/", views.WriteLetter.as_view(), name="write_letter"),
    path("managers-letters/<uuid:managers_letter_id>/sign/", views.SignLetter.as_view(), name="sign_letter"),
    path("managers-letters/<uuid:managers_letter_id>/record-sent/", views.RecordLetterSent.as_view(), name="record_letter_sent"),
    path("order-reviews/<uuid:order_review_id>/record-answer/", views.RecordAnswer.as_view(), name="record_answer"),
    path("order-reviews/<uuid:order_review_id>/record-steps/", views.RecordSteps.as_view(), name="record_steps"),
    path("order-reviews/<uuid:order_review_id>/record-legal-advice/", views.RecordLegalAdvice.as_view(), name="record_legal_advice"),
    path("order-reviews/<uuid:order_review_id>/ask-head-of-practice/", views.AskHeadOfPractice.as_view(), name="ask_head_of_practice"),
    path("order-reviews/<uuid:order_review_id>/approach-judge/", views.ApproachJudge.as_view(), name="approach_judge"),
    path("order-reviews/<uuid:order_review_id>/decline-to-approach/", views.DeclineToApproach.as_view(), name="decline_to_approach"),
    path("judge-approaches/<uuid:judge_approach_id>/record-reply/", views.RecordJudgesReply.as_view(), name="record_judges_reply"),
    path("order-reviews/<uuid:order_review_id>/close/", views.CloseReview.as_view(), name="close_review"),
    path("order-reviews/<uuid:order_review_id>/withdraw/", views.WithdrawReview.as_view(), name="withdraw_review"),
]  # fmt: skip
