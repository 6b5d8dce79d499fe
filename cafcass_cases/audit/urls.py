from django.urls import path

from . import views

app_name = "audit"

urlpatterns = [
    path("cases/<uuid:case_id>/audit/", views.ShowCaseAudit.as_view(), name="show_case_audit"),
    path("cases/<uuid:case_id>/audit/reads/", views.ShowCaseReads.as_view(), name="show_case_reads"),
    path("cases/<uuid:case_id>/as-at/", views.ShowCaseAsAt.as_view(), name="show_case_as_at"),
    path("audit/reads/", views.SearchReads.as_view(), name="search_reads"),
    path("audit/changes/", views.SearchChanges.as_view(), name="search_changes"),
    path("audit/seals/", views.ShowSeals.as_view(), name="show_seals"),
    path("audit/seals/verify/", views.VerifyEvidence.as_view(), name="verify_evidence"),
]
