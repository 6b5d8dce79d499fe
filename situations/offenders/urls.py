from django.urls import path

from . import views

app_name = "offenders"
urlpatterns = [
    path("cases/<uuid:case_id>/offenders/", views.ListOffenders.as_view(), name="list_offenders"),
    path("cases/<uuid:case_id>/offenders/record/", views.RecordOffender.as_view(), name="record_offender"),
    path("offenders/<uuid:offender_id>/", views.ShowOffender.as_view(), name="show_offender"),
    path("offenders/<uuid:offender_id>/change/", views.ChangeOffender.as_view(), name="change_offender"),
    path("offenders/<uuid:offender_id>/contact/", views.RecordContact.as_view(), name="record_contact"),
    path("offenders/<uuid:offender_id>/seek-view/", views.SeekView.as_view(), name="seek_view"),
    path("views-sought/<uuid:view_sought_id>/record/", views.RecordView.as_view(), name="record_view"),
    path("offenders/<uuid:offender_id>/evidence/", views.RecordEvidence.as_view(), name="record_evidence"),
    path("agency-enquiries/<uuid:agency_enquiry_id>/record/", views.RecordAgencyEnquiry.as_view(), name="record_agency_enquiry"),
    path("offenders/<uuid:offender_id>/mappa-analysis/", views.WriteMappaAnalysis.as_view(), name="write_mappa_analysis"),
    path("offenders/<uuid:offender_id>/consider-mappa/", views.ConsiderMappa.as_view(), name="consider_mappa"),
    path("offenders/<uuid:offender_id>/withdraw/", views.WithdrawOffender.as_view(), name="withdraw_offender"),
]
