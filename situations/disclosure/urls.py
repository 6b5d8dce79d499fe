"""The addresses of disclosures by children in care."""

from django.urls import path

from . import views

app_name = "disclosure"

ONE = "told-in-care/<uuid:told_in_care_id>"

urlpatterns = [
    path("concerns/<uuid:concern_id>/told-in-care/record/", views.RecordDisclosure.as_view(), name="record_disclosure"),
    path(f"{ONE}/", views.ShowDisclosure.as_view(), name="show_disclosure"),
    path(f"{ONE}/complete/", views.CompleteDisclosure.as_view(), name="complete_disclosure"),
    path(f"{ONE}/refer/", views.ReferDisclosure.as_view(), name="refer_disclosure"),
]
