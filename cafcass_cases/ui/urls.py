from django.urls import path

from .views.drafts import DiscardDraft, SaveDraft

app_name = "ui"

urlpatterns = [
    path("drafts/save/", SaveDraft.as_view(), name="save_draft"),
    path("drafts/<uuid:draft_id>/discard/", DiscardDraft.as_view(), name="discard_draft"),
]
