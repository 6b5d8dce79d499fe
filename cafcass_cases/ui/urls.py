from django.urls import path

from .views.drafts import DiscardDraft, SaveDraft
from .views.more import ShowMore

app_name = "ui"

urlpatterns = [
    path("more/", ShowMore.as_view(), name="show_more"),
    path("drafts/save/", SaveDraft.as_view(), name="save_draft"),
    path("drafts/<uuid:draft_id>/discard/", DiscardDraft.as_view(), name="discard_draft"),
]
