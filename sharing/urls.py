"""The addresses of sharing information."""

from django.urls import path

from . import views

app_name = "sharing"

CASE, CONCERN, SHARING = "cases/<uuid:case_id>", "concerns/<uuid:concern_id>", "sharing/<uuid:sharing_id>"


def _journey(address: str, view: type, name: str) -> list:
    return [path(f"{address}/", view.as_view(), name=name), path(f"{address}/<slug:step>/", view.as_view(), name=name)]


urlpatterns = [
    path(f"{CASE}/sharing/", views.ListSharing.as_view(), name="list_sharing"),
    *_journey(f"{CASE}/sharing/begin", views.BeginSharing, "begin_sharing"),
    *_journey(f"{CONCERN}/sharing/begin", views.BeginSharingOfConcern, "begin_sharing_of_concern"),
    *_journey(f"{CASE}/prohibited-steps/begin", views.BeginProhibitedSteps, "begin_prohibited_steps"),
    *_journey(f"{CONCERN}/prohibited-steps/begin", views.BeginProhibitedStepsOfConcern, "begin_prohibited_steps_of_concern"),
    path(f"{SHARING}/", views.ShowSharing.as_view(), name="show_sharing"),
    path(f"{SHARING}/share/", views.ShareInformation.as_view(), name="share"),
    path(f"{SHARING}/permission/", views.RecordPermission.as_view(), name="record_permission"),
    path(f"{SHARING}/decide/", views.DecideSharing.as_view(), name="decide_sharing"),
    path(f"{SHARING}/not-shared/", views.RecordNotShared.as_view(), name="record_not_shared"),
    path(f"{SHARING}/withdraw/", views.WithdrawSharing.as_view(), name="withdraw_sharing"),
    path("information-shared/<uuid:disclosure_id>/view/", views.ViewRisk.as_view(), name="view_risk"),
    path("informed-agencies/<uuid:agency_id>/told/", views.RecordEndingTold.as_view(), name="record_ending_told"),
    path("incidents/<uuid:incident_id>/", views.ShowIncident.as_view(), name="show_incident"),
    path("incidents/<uuid:incident_id>/view/", views.ViewIncident.as_view(), name="view_incident"),
]
