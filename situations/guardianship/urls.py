from django.urls import path

from . import views

app_name = "guardianship"
urlpatterns = [
    path("cases/<uuid:case_id>/special-guardianship/", views.ListGuardianships.as_view(), name="list_guardianships"),
    path("cases/<uuid:case_id>/special-guardianship/consider/", views.ConsiderGuardianship.as_view(), name="consider_guardianship"),
    path("special-guardianship/<uuid:guardianship_id>/", views.ShowGuardianship.as_view(), name="show_guardianship"),
    path("special-guardianship/<uuid:guardianship_id>/add-guardian/", views.AddGuardian.as_view(), name="add_guardian"),
    path("special-guardianship/<uuid:guardianship_id>/plan-wait/", views.PlanWait.as_view(), name="plan_wait"),
    path("special-guardianship/<uuid:guardianship_id>/support/", views.RecordSupport.as_view(), name="record_support"),
    path("special-guardianship/<uuid:guardianship_id>/withdraw/", views.WithdrawGuardianship.as_view(), name="withdraw_guardianship"),
    path("guardian-checks/<uuid:guardian_check_id>/record/", views.RecordGuardianCheck.as_view(), name="record_guardian_check"),
]
