from django.urls import path

from . import views

app_name = "duties"

urlpatterns = [
    path("duties/<uuid:duty_id>/", views.ShowDuty.as_view(), name="show_duty"),
    path("duties/<uuid:duty_id>/explain-lateness/", views.ExplainLateness.as_view(), name="explain_lateness"),
    path("cases/<uuid:case_id>/duties/", views.ListCaseDuties.as_view(), name="list_case_duties"),
    path("alerts/", views.ListAlerts.as_view(), name="list_alerts"),
    path("alerts/mark-seen/", views.MarkAlertsSeen.as_view(), name="mark_alerts_seen"),
    path("clocks/", views.ListTeamClocks.as_view(), name="list_team_clocks"),
    path("escalations/", views.ListEscalations.as_view(), name="list_escalations"),
    path("gaps-in-cover/", views.ListGapsInCover.as_view(), name="list_gaps_in_cover"),
    path("health/", views.ShowHealth.as_view(), name="show_health"),
]
