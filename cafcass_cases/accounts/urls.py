from django.urls import path

from .views import absences, attestation, places, posts, sign_in, staff

app_name = "accounts"

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/choose-password/", sign_in.ChooseFirstPassword.as_view(), name="choose_first_password"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("password/change/", sign_in.ChangePassword.as_view(), name="change_password"),
    path("staff/", staff.ListStaff.as_view(), name="list_staff"),
    path("staff/create/", staff.CreateAccount.as_view(), name="create_account"),
    path("staff/<uuid:user_id>/", staff.ShowAccount.as_view(), name="show_account"),
    path("staff/<uuid:user_id>/change/", staff.ChangeAccount.as_view(), name="change_account"),
    path("staff/<uuid:user_id>/set-password/", staff.SetPassword.as_view(), name="set_password"),
    path("staff/<uuid:user_id>/close/", staff.CloseAccount.as_view(), name="close_account"),
    path("staff/<uuid:user_id>/reopen/", staff.ReopenAccount.as_view(), name="reopen_account"),
    path("service-areas/", places.ListAreas.as_view(), name="list_areas"),
    path("service-areas/create/", places.CreateArea.as_view(), name="create_area"),
    path("service-areas/<uuid:area_id>/change/", places.ChangeArea.as_view(), name="change_area"),
    path("teams/create/", places.CreateTeam.as_view(), name="create_team"),
    path("teams/<uuid:team_id>/change/", places.ChangeTeam.as_view(), name="change_team"),
    path("posts/", posts.ListPosts.as_view(), name="list_posts"),
    path("posts/set/", posts.SetPost.as_view(), name="set_post"),
    path("absences/", absences.ListAbsences.as_view(), name="list_absences"),
    path("absences/record/", absences.RecordAbsence.as_view(), name="record_absence"),
    path("absences/<uuid:absence_id>/change/", absences.ChangeAbsence.as_view(), name="change_absence"),
    path("absences/<uuid:absence_id>/withdraw/", absences.WithdrawAbsence.as_view(), name="withdraw_absence"),
    path("attestations/", attestation.ListAttestations.as_view(), name="list_attestations"),
    path("attestations/attest/", attestation.AttestToPolicy.as_view(), name="attest_to_policy"),
    path("rota/", absences.ListRota.as_view(), name="list_rota"),
    path("rota/set/", absences.SetRota.as_view(), name="set_rota"),
    path("rota/<uuid:duty_id>/withdraw/", absences.WithdrawRota.as_view(), name="withdraw_rota"),
]
