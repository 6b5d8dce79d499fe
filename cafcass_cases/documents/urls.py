from django.urls import path

from . import filing_views, views

app_name = "documents"

urlpatterns = [
    path("cases/<uuid:case_id>/documents/", views.ListDocuments.as_view(), name="list_documents"),
    path("documents/<uuid:document_id>/", views.ShowDocument.as_view(), name="show_document"),
    path("documents/<uuid:document_id>/filing/", filing_views.ShowFiling.as_view(), name="show_filing"),
    path("documents/<uuid:document_id>/file/", filing_views.FileAtCourt.as_view(), name="file_at_court"),
    path("filings/<uuid:filing_id>/sent-another-way/", filing_views.RecordSentAnotherWay.as_view(), name="record_sent_another_way"),
    path("departures/<uuid:departure_id>/issue/", views.IssueDepartureRecord.as_view(), name="issue_departure_record"),
    path("documents/<slug:kind>/<uuid:subject_id>/check/", views.CheckDocument.as_view(), name="check_document"),
    path("documents/<slug:kind>/<uuid:subject_id>/release/", views.ReleaseFinding.as_view(), name="release_finding"),
]
