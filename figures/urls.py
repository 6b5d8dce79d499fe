from django.urls import path

from .views import compliance, requests, statistics

app_name = "figures"

urlpatterns = [
    path("compliance/", compliance.ShowCompliance.as_view(), name="show_compliance"),
    path("compliance/export/<slug:format>/", compliance.ExportCompliance.as_view(), name="export_compliance"),
    path("compliance/duties/", compliance.ListComplianceDuties.as_view(), name="list_compliance_duties"),
    path("compliance/duties/export/<slug:format>/", compliance.ExportComplianceDuties.as_view(), name="export_compliance_duties"),
    path("statistics/", statistics.ShowStatistics.as_view(), name="show_statistics"),
    path("statistics/<slug:table>/cases/", statistics.ListStatisticsCases.as_view(), name="list_statistics_cases"),
    path("statistics/<slug:table>/export/<slug:format>/", statistics.ExportStatistics.as_view(), name="export_statistics"),
    path("information-requests/", requests.ListRequests.as_view(), name="list_requests"),
    path("information-requests/record/", requests.RecordRequest.as_view(), name="record_request"),
    path("information-requests/<uuid:request_id>/", requests.ShowRequest.as_view(), name="show_request"),
    path("information-requests/<uuid:request_id>/reply/", requests.ReplyToRequest.as_view(), name="reply_to_request"),
    path("information-requests/<uuid:request_id>/ask-for-review/", requests.AskForReview.as_view(), name="ask_for_review"),
    path("information-requests/<uuid:request_id>/record-review/", requests.RecordReview.as_view(), name="record_review"),
]
