from django.urls import path

from . import views

app_name = "policy"

urlpatterns = [
    path("policy/", views.ShowPolicy.as_view(), name="show_policy"),
    path("policy/framework/", views.ShowFramework.as_view(), name="show_framework"),
    path("policy/time-limits/", views.ListLocalDefaults.as_view(), name="list_local_defaults"),
    path("policy/time-limits/<slug:setting>/", views.ShowLocalDefault.as_view(), name="show_local_default"),
    path("policy/time-limits/<slug:setting>/change/", views.ChangeLocalDefault.as_view(), name="change_local_default"),
    path("policy/holidays/", views.ListHolidays.as_view(), name="list_holidays"),
    path("policy/holidays/add/", views.AddHoliday.as_view(), name="add_holiday"),
    path("policy/holidays/<uuid:holiday_id>/withdraw/", views.WithdrawHoliday.as_view(), name="withdraw_holiday"),
    path("policy/versions/", views.ListVersions.as_view(), name="list_versions"),
    path("policy/versions/add/", views.AddVersion.as_view(), name="add_version"),
    path("policy/versions/<uuid:version_id>/change/", views.ChangeVersion.as_view(), name="change_version"),
]
