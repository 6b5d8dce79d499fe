"""The addresses of the screening ledger."""

from django.urls import path

from . import views

app_name = "checks"

CASE, CHECK = "cases/<uuid:case_id>/checks", "checks/<uuid:check_id>"

urlpatterns = [
    path(f"{CASE}/", views.ShowChecks.as_view(), name="show_checks"),
    path(f"{CASE}/open/", views.OpenChecks.as_view(), name="open_checks"),
    path(f"{CASE}/search-own-records/", views.SearchOwnRecords.as_view(), name="search_own_records"),
    path(f"{CASE}/request/", views.RequestChecks.as_view(), name="request_checks"),
    path(f"{CASE}/chase/", views.ChaseChecks.as_view(), name="chase_checks"),
    path(f"{CASE}/record-nothing-held/", views.RecordNothingHeld.as_view(), name="record_nothing_held"),
    path(f"{CASE}/drop/", views.DropChecks.as_view(), name="drop_checks"),
    path(f"{CASE}/decide-proposals/", views.DecideProposals.as_view(), name="decide_proposals"),
    path(f"{CASE}/decide-level-2/", views.DecideLevel2.as_view(), name="decide_level_2"),
    path(f"{CASE}/read-court-forms/", views.ReadCourtForms.as_view(), name="read_court_forms"),
    path(f"{CASE}/record-proceedings/", views.RecordProceedings.as_view(), name="record_proceedings"),
    path(f"{CASE}/add-extended-checks/", views.AddExtendedChecks.as_view(), name="add_extended_checks"),
    path(f"{CASE}/add-international-check/", views.AddInternationalCheck.as_view(), name="add_international_check"),
    path(f"{CASE}/add-enquiry/", views.AddEnquiry.as_view(), name="add_enquiry"),
    path(f"{CASE}/record-work-before-checks/", views.RecordWorkBeforeChecks.as_view(), name="record_work_before_checks"),
    path(f"{CASE}/conclude/", views.ConcludeChecks.as_view(), name="conclude_checks"),
    path(f"{CHECK}/", views.ShowCheck.as_view(), name="show_check"),
    path(f"{CHECK}/record-result/", views.RecordResult.as_view(), name="record_result"),
    path(f"{CHECK}/review/", views.ReviewCheck.as_view(), name="review_check"),
    path(f"{CHECK}/judge/", views.JudgeChecks.as_view(), name="judge_checks"),
    path(f"{CHECK}/name-authority/", views.NameAuthority.as_view(), name="name_authority"),
    path(f"{CHECK}/keep/", views.KeepPoliceInformation.as_view(), name="keep_police_information"),
    path("people/<uuid:person_id>/record-consent/", views.RecordConsent.as_view(), name="record_consent"),
    path("people/<uuid:person_id>/issue-consent-form/", views.IssueConsentForm.as_view(), name="issue_consent_form"),
    path("check-consents/<uuid:consent_id>/record-direction/", views.RecordDirection.as_view(), name="record_direction"),
    path("offences-found/<uuid:offence_id>/decide-risk/", views.DecideRisk.as_view(), name="decide_risk"),
    path("offences-found/<uuid:offence_id>/decide-no-concern/", views.DecideNoConcern.as_view(), name="decide_no_concern"),
    path("check-letters/<uuid:court_letter_id>/issue/", views.IssueCourtLetter.as_view(), name="issue_court_letter"),
    path("check-letters/<uuid:court_letter_id>/tell-court/", views.TellCourt.as_view(), name="tell_court"),
    path("checks-conclusions/<uuid:conclusion_id>/follow-up/", views.FollowUpAssessment.as_view(), name="follow_up_assessment"),
    path("checks-not-in/", views.ListOpenChecks.as_view(), name="list_open_checks"),
]
