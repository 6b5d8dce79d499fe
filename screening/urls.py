from django.urls import path

from . import application_views, intake_views, views

app_name = "screening"

urlpatterns = [
    path("court-applications/", intake_views.ListCourtApplications.as_view(), name="list_court_applications"),
    path("court-applications/enter/", intake_views.EnterApplication.as_view(), name="enter_application"),
    path("court-applications/teams/", intake_views.ListCourtTeams.as_view(), name="list_court_teams"),
    path("court-applications/read-again/", intake_views.ReadAgain.as_view(), name="read_again"),
    path("court-applications/imports/<uuid:import_id>/try-again/", intake_views.TryItemsAgain.as_view(), name="try_items_again"),
    path("cases/<uuid:case_id>/application/", application_views.ShowApplication.as_view(), name="show_application"),
    path("cases/<uuid:case_id>/application/documents/<str:document_id>/", application_views.ShowPaper.as_view(), name="show_paper"),
    path("screenings/<uuid:screening_id>/record/", application_views.RecordScreening.as_view(), name="record_screening"),
    path("court-applications/import/", views.ImportCourtApplications.as_view(), name="import_court_applications"),
    path("court-applications/imports/<uuid:import_id>/", views.ShowImport.as_view(), name="show_import"),
    path("cases/<uuid:case_id>/screening/", views.ShowScreening.as_view(), name="show_screening"),
    path("cases/<uuid:case_id>/court-differences/", views.ListCourtDifferences.as_view(), name="list_court_differences"),
    path("court-differences/<uuid:difference_id>/decide/", views.DecideCourtDifference.as_view(), name="decide_court_difference"),
]
