from django.urls import path

from . import views

app_name = "documents"

urlpatterns = [
    path("cases/<uuid:case_id>/documents/", views.ListDocuments.as_view(), name="list_documents"),
    path("documents/<uuid:document_id>/", views.ShowDocument.as_view(), name="show_document"),
    path("departures/<uuid:departure_id>/issue/", views.IssueDepartureRecord.as_view(), name="issue_departure_record"),
    path("documents/<slug:kind>/<uuid:subject_id>/check/", views.CheckDocument.as_view(), name="check_document"),
    path("documents/<slug:kind>/<uuid:subject_id>/release/", views.ReleaseFinding.as_view(), name="release_finding"),
]
