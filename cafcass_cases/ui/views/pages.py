"""The pages that only show, and the buttons that only do."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views import View

from cafcass_cases.core import clock
from cafcass_cases.core.errors import RuleRefused

from .. import submissions
from ..errors import refused


class PageView(View):
    """What all skeletons share: sign-in, the moment, and ``prepare()`` before anything else."""

    title = ""
    caption = ""
    login_required = True
    now: datetime

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view = super().as_view(**initkwargs)
        return view if cls.login_required else login_not_required(view)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = getattr(request, "now", None) or clock.now()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.login_required and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        answer = self.prepare()
        if isinstance(answer, HttpResponse):
            return answer
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> HttpResponse | None:
        """Fetch through a scoped selector (404) and guard (403). A response given back is sent as it is."""

    def get_title(self) -> str:
        return self.title

    def get_caption(self) -> str:
        return self.caption

    def get_back_url(self) -> str:
        """Where "Back" and "Cancel" lead; nothing shows without it."""
        return ""

    def page_context(self) -> dict[str, Any]:
        """What the room adds to the template's context."""
        return {}

    def frame(self) -> dict[str, Any]:
        """The context of every page."""
        return {
            "view": self,
            "title": self.get_title(),
            "caption": self.get_caption(),
            "back_url": self.get_back_url(),
            "now": self.now,
        }


class ServicePage(PageView):
    """A page that shows."""

    template_name = "ui/page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return TemplateResponse(request, self.template_name, {**self.frame(), **self.page_context()})


class ServiceAction(PageView):
    """A button: POST only. ``perform`` calls one service and answers where to go."""

    http_method_names = ["post", "options"]
    success_message = ""

    def perform(self) -> str:
        raise NotImplementedError

    def get_success_message(self) -> str:
        return self.success_message

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Asked before prepare(): once done, the record may no longer be in a state that allows it.
        if request.method == "POST" and request.user.is_authenticated and (url := submissions.done_before(self._token(), request.user)):
            return HttpResponseRedirect(url)
        return super().dispatch(request, *args, **kwargs)

    def _token(self) -> Any:
        return submissions.read_token(self.request.POST.get("submission_token"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            url = submissions.once(token=self._token(), user=request.user, now=self.now, perform=self.perform)
        except RuleRefused as error:
            return refused(request, error, back_url=self.get_back_url(), title=self.get_title())
        if sentence := self.get_success_message():
            messages.success(request, sentence)
        return HttpResponseRedirect(url)
