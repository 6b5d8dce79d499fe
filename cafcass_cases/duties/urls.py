from django.urls import path

from . import views

app_name = "duties"

urlpatterns = [
    path("duties/<uuid:duty_id>/", views.ShowDuty.as_view(), name="show_duty"),
    path("duties/<uuid:duty_id>/explain-lateness/", views.ExplainLateness.as_view(), name="explain_lateness"),
    path("cases/<uuid:case_id>/duties/", views.ListCaseDuties.as_view(), name="list_case_duties"),
    path("cases/<uuid:case_id>/depart-from-policy/", views.DepartFromPolicy.as_view(), name="depart_from_policy"),
    path("cases/<uuid:case_id>/departures/", views.ListDepartures.as_view(), name="list_departures"),
    path("duties/<uuid:duty_id>/depart/", views.DepartFromDuty.as_view(), name="depart_from_duty"),
    path("departures/<uuid:departure_id>/", views.ShowDeparture.as_view(), name="show_departure"),
    path("departures/<uuid:departure_id>/confirm/", views.ConfirmDeparture.as_view(), name="confirm_departure"),
    path("departures/<uuid:departure_id>/end/", views.EndDeparture.as_view(), name="end_departure"),
    path("alerts/", views.ListAlerts.as_view(), name="list_alerts"),
    path("alerts/mark-seen/", views.MarkAlertsSeen.as_view(), name="mark_alerts_seen"),
    path("clocks/", views.ListTeamClocks.as_view(), name="list_team_clocks"),
    path("escalations/", views.ListEscalations.as_view(), name="list_escalations"),
    path("gaps-in-cover/", views.ListGapsInCover.as_view(), name="list_gaps_in_cover"),
    path("health/", views.ShowHealth.as_view(), name="show_health"),
]
