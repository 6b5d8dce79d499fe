"""The addresses of children's education."""

from django.urls import path

from . import views

app_name = "education"

ONE = "schooling/<uuid:schooling_id>"

urlpatterns = [
    path("cases/<uuid:case_id>/record-schooling/", views.RecordSchooling.as_view(), name="record_schooling"),
    path("concerns/<uuid:concern_id>/record-schooling/", views.RecordSchoolingOfConcern.as_view(), name="record_schooling_of_concern"),
    path(f"{ONE}/", views.ShowSchooling.as_view(), name="show_schooling"),
    path(f"{ONE}/record-check/", views.RecordCheck.as_view(), name="record_check"),
    path(f"{ONE}/join-concern/", views.JoinConcern.as_view(), name="join_concern"),
    path(f"{ONE}/weigh-schooling/", views.WeighSchooling.as_view(), name="weigh_schooling"),
    path(f"{ONE}/record-return/", views.RecordReturn.as_view(), name="record_return"),
]
