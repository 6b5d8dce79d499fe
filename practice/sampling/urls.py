"""The addresses of samples."""

from django.urls import path

from . import views

app_name = "sampling"

urlpatterns = [
    path("samples/", views.ListSamples.as_view(), name="list_samples"),
    path("samples/of/<uuid:practitioner_id>/take/", views.TakeSample.as_view(), name="take_sample"),
    path("samples/<uuid:sample_id>/", views.ShowSample.as_view(), name="show_sample"),
    path("samples/<uuid:sample_id>/actions/agree/", views.AgreeSampleAction.as_view(), name="agree_sample_action"),
    path("samples/<uuid:sample_id>/sign/", views.SignSample.as_view(), name="sign_sample"),
    path("samples/<uuid:sample_id>/answer/", views.AnswerSample.as_view(), name="answer_sample"),
    path("sampled-cases/<uuid:sampled_id>/", views.ShowSampledCase.as_view(), name="show_sampled_case"),
    path("sampled-cases/<uuid:sampled_id>/check/", views.CheckCase.as_view(), name="check_case"),
    path("sampled-cases/<uuid:sampled_id>/issue/", views.IssueChecklist.as_view(), name="issue_checklist"),
    path("sample-actions/<uuid:sample_action_id>/complete/", views.CompleteSampleAction.as_view(), name="complete_sample_action"),
]
