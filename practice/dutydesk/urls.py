"""The addresses of the duty desk, the hearings diary, and the page of each authority."""

from django.urls import path

from . import views

app_name = "dutydesk"

DESK = "duty-desk"
ENQUIRY = f"{DESK}/enquiries/<uuid:enquiry_id>"

urlpatterns = [
    path(f"{DESK}/", views.ShowDesk.as_view(), name="show_desk"),
    path(f"{DESK}/log-enquiry/", views.LogEnquiry.as_view(), name="log_enquiry"),
    path(f"{ENQUIRY}/", views.ShowEnquiry.as_view(), name="show_enquiry"),
    path(f"{ENQUIRY}/take/", views.TakeEnquiry.as_view(), name="take_enquiry"),
    path(f"{ENQUIRY}/find-case/", views.FindCase.as_view(), name="find_case"),
    path(f"{ENQUIRY}/answer/", views.AnswerEnquiry.as_view(), name="answer_enquiry"),
    path(f"{ENQUIRY}/begin-concern/", views.BeginConcern.as_view(), name="begin_concern"),
    path(f"{ENQUIRY}/take-up/", views.TakeUpAsSharing.as_view(), name="take_up_as_sharing"),
    path(f"{ENQUIRY}/pass-on/", views.PassOn.as_view(), name="pass_on"),
    path(f"{DESK}/cases/<uuid:case_id>/take/", views.TakeCase.as_view(), name="take_case"),
    path(f"{DESK}/taken/<uuid:taken_id>/hand-back/", views.HandBack.as_view(), name="hand_back"),
    path(f"{DESK}/rota/", views.ListDeskRota.as_view(), name="list_desk_rota"),
    path(f"{DESK}/rota/set/", views.SetDeskDuty.as_view(), name="set_desk_duty"),
    path(f"{DESK}/rota/<uuid:desk_duty_id>/withdraw/", views.WithdrawDeskDuty.as_view(), name="withdraw_desk_duty"),
    path("hearings/", views.ShowDiary.as_view(), name="show_diary"),
    path("directories/authorities/<uuid:authority_id>/partnership/", views.ShowPartnership.as_view(), name="show_partnership"),
    path("directories/authorities/<uuid:authority_id>/partnership/record-look/", views.RecordLook.as_view(), name="record_look"),
]
