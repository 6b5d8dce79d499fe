"""The addresses of concerns about adults."""

from django.urls import path

from . import views

app_name = "adults"

ADULT = "adults-at-risk/<uuid:adult_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/adults-at-risk/record/", views.RecordAdult.as_view(), name="record_adult"),
    path("concerns/<uuid:concern_id>/adults-at-risk/record/", views.RecordAdultOfConcern.as_view(), name="record_adult_of_concern"),
    path(f"{ADULT}/", views.ShowAdult.as_view(), name="show_adult"),
    path(f"{ADULT}/describe/", views.DescribeAdult.as_view(), name="describe_adult"),
    path(f"{ADULT}/record-police-report/", views.RecordAdultPoliceReport.as_view(), name="record_adult_police_report"),
    path(f"{ADULT}/ask-supervision/", views.AskAdultSupervision.as_view(), name="ask_adult_supervision"),
    path(f"{ADULT}/hold-supervision/", views.HoldAdultSupervision.as_view(), name="hold_adult_supervision"),
    path(f"{ADULT}/refer-now/", views.ReferAdultNow.as_view(), name="refer_adult_now"),
    path(f"{ADULT}/write-referral/", views.WriteAdultReferral.as_view(), name="write_adult_referral"),
    path(f"{ADULT}/record-told/", views.RecordAdultTold.as_view(), name="record_adult_told"),
    path(f"{ADULT}/send-referral/", views.SendAdultReferral.as_view(), name="send_adult_referral"),
    path(f"{ADULT}/record-answer/", views.RecordAdultAnswer.as_view(), name="record_adult_answer"),
    path(f"{ADULT}/complete/", views.CompleteAdultConcern.as_view(), name="complete_adult_concern"),
    path(f"{ADULT}/view-dissent/", views.ViewAdultDissent.as_view(), name="view_adult_dissent"),
]
