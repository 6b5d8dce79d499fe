from django.urls import path

from . import views

app_name = "screening"

urlpatterns = [
    path("court-applications/import/", views.ImportCourtApplications.as_view(), name="import_court_applications"),
    path("court-applications/imports/<uuid:import_id>/", views.ShowImport.as_view(), name="show_import"),
    path("cases/<uuid:case_id>/screening/", views.ShowScreening.as_view(), name="show_screening"),
    path("cases/<uuid:case_id>/court-differences/", views.ListCourtDifferences.as_view(), name="list_court_differences"),
    path("court-differences/<uuid:difference_id>/decide/", views.DecideCourtDifference.as_view(), name="decide_court_difference"),
]
