from django.urls import path

from . import views

app_name = "allegations"

ONE = "allegations/<uuid:allegation_id>"

urlpatterns = [
    path("allegations/", views.ListAllegations.as_view(), name="list_allegations"),
    path("allegations/record/", views.RecordAllegation.as_view(), name="record_allegation"),
    path("cases/<uuid:staff_file_id>/allegation/", views.ShowFile.as_view(), name="show_file"),
    path(f"{ONE}/", views.ShowAllegation.as_view(), name="show_allegation"),
    path(f"{ONE}/discussed/", views.RecordDiscussed.as_view(), name="record_discussed"),
    path(f"{ONE}/route/", views.RecordRoute.as_view(), name="record_route"),
    path(f"{ONE}/told/", views.RecordTold.as_view(), name="record_told"),
    path(f"{ONE}/contact/", views.DecideContact.as_view(), name="decide_contact"),
    path(f"{ONE}/lado/", views.DecideLado.as_view(), name="decide_lado"),
    path(f"{ONE}/supervision/", views.RecordSupervision.as_view(), name="record_supervision"),
    path(f"{ONE}/write/", views.WriteLado.as_view(), name="write_lado"),
    path(f"{ONE}/approve/", views.ApproveLado.as_view(), name="approve_lado"),
    path(f"{ONE}/issue/", views.IssueLado.as_view(), name="issue_lado"),
    path(f"{ONE}/send/", views.SendLado.as_view(), name="send_lado"),
    path(f"{ONE}/tell/", views.TellPerson.as_view(), name="tell_person"),
    path(f"{ONE}/unsafe/", views.AgreeUnsafe.as_view(), name="agree_unsafe"),
    path(f"{ONE}/support/", views.RecordSupport.as_view(), name="record_support"),
    path(f"{ONE}/contribute/", views.Contribute.as_view(), name="contribute"),
    path(f"{ONE}/close/", views.CloseAllegation.as_view(), name="close_allegation"),
    path("allegation-strands/<uuid:strand_id>/", views.RecordStrand.as_view(), name="record_strand"),
    path("regulator-notices/<uuid:regulator_notice_id>/", views.DecideRegulator.as_view(), name="decide_regulator"),
]
