"""Saving while somebody types, and throwing a draft away."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from cafcass_cases.core import clock

from .. import drafts
from ..context import home_url
from ..words import london_time


@method_decorator(login_not_required, name="dispatch")
class SaveDraft(View):
    """The script's autosave. The signed reference says whose text it is, so a session that ended loses nothing."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            sent = json.loads(request.body)
            reference = drafts.read_reference(sent["reference"])
            typed = drafts.typed_in({str(k): [str(x) for x in v] for k, v in sent["data"].items()})
            version = int(sent.get("version") or 0)
        except (ValueError, KeyError, TypeError, AttributeError):
            return JsonResponse({"error": "not understood"}, status=400)
        if reference is None:
            return JsonResponse({"error": "not one of our pages, or too old"}, status=400)
        now = getattr(request, "now", None) or clock.now()
        try:
            draft = drafts.keep(reference=reference, typed=typed, now=now, version=version)
        except drafts.DraftTooLong:
            return JsonResponse({"error": "too long to keep"}, status=413)
        except drafts.NewerDraft as newer:
            return JsonResponse({"newer": london_time(newer.draft.saved_at)}, status=409)
        if draft is None:
            return JsonResponse({"sent": True})
        answer: dict[str, Any] = {"version": draft.version, "saved_at": london_time(draft.saved_at)}
        if not request.user.is_authenticated:
            answer["sign_in"] = resolve_url(settings.LOGIN_URL)
        return JsonResponse(answer)


class DiscardDraft(View):
    """Throws one of the user's own drafts away."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        if not drafts.discard_one(user=request.user, draft_id=draft_id):
            raise Http404
        messages.success(request, "The unfinished text is gone.")
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
        return HttpResponseRedirect(target if safe else home_url())
