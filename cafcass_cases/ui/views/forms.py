"""The skeleton of every page with a form."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse

from cafcass_cases.core.errors import RuleRefused, StaleEdit

from .. import drafts, submissions
from ..context import home_url
from ..forms import GovukForm
from ..refusals import ways_round
from ..words import london, london_time
from .pages import PageView

Subject = tuple[str, Any, Any]


def add_refusal(form: GovukForm, error: RuleRefused) -> None:
    """A rule's refusal as an error of the form, at its field where the form has it."""
    form.add_error(error.field if error.field in form.fields else None, error.message)
    form.missing = tuple(error.missing)


class DraftingMixin:
    """Keeps what is typed: by script as it is typed, by a button without script, and across a time-out."""

    draft = False
    request: HttpRequest

    def draft_key(self) -> str:
        """One draft for each user and page."""
        return self.request.path

    def draft_subject(self) -> Subject:
        """(type, id or None, case id or None): a draft of a case moves with the case's reallocation."""
        return ("", None, None)

    def draft_label(self) -> str:
        """What "Unfinished work" shows: references, never a name."""
        return self.get_title()  # type: ignore[attr-defined]

    def reference(self, *, token: str = "", step: str = "", page: str = "") -> drafts.Reference:
        kind, subject_id, case_id = self.draft_subject()
        return drafts.Reference(
            user_id=str(self.request.user.pk or ""),
            key=self.draft_key(),
            page=page or self.request.get_full_path(),
            label=self.draft_label(),
            subject_type=kind,
            subject_id=str(subject_id) if subject_id else None,
            case_id=str(case_id) if case_id else None,
            step=step,
            token=token,
        )

    def saved_for_later(self, typed: drafts.Typed, reference: drafts.Reference) -> HttpResponse:
        drafts.keep(reference=reference, typed=typed, now=self.now)  # type: ignore[attr-defined]
        messages.success(self.request, "What you typed is kept. You find it under “Unfinished work”.")
        return HttpResponseRedirect(home_url())

    def drafting_context(self, draft: Any, *, reference: str) -> dict[str, Any]:
        return {
            "draft": draft,
            "draft_reference": reference,
            "draft_version": draft.version if draft else 0,
            "drafting": self.draft and self.request.user.is_authenticated,
        }


class ServiceFormView(DraftingMixin, PageView):
    """GET shows the form; POST checks its shape, calls ``perform`` once, and redirects.

    A rule's refusal answers 422 and a stale edit 409; both keep all that was typed and change nothing.
    """

    form_class: type[GovukForm] = GovukForm
    template_name = "ui/form_page.html"
    stale_template_name = "ui/stale_page.html"
    submit_label = "Save"
    success_message = ""
    warning = False

    # ---- what a room gives

    def perform(self, form: Any) -> str:
        """Call one service with the cleaned data; answer the address to go to."""
        raise NotImplementedError

    def initial_values(self) -> dict[str, Any]:
        """What stands in the form at first. Read again after a stale edit, to show what is saved now."""
        return {}

    def form_kwargs(self) -> dict[str, Any]:
        """Further keyword arguments of the form, such as the children to choose from."""
        return {}

    def get_form_class(self) -> type[GovukForm]:
        return self.form_class

    def get_submit_label(self) -> str:
        return self.submit_label

    def get_success_message(self) -> str:
        return self.success_message

    # ---- the skeleton

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Asked before prepare(): once done, the record may no longer be in a state that allows the page.
        if request.method == "POST" and (url := submissions.done_before(self._token(), request.user)):
            return HttpResponseRedirect(url)
        return super().dispatch(request, *args, **kwargs)

    def build_form(self, data: Any = None, files: Any = None) -> GovukForm:
        return self.get_form_class()(data, files, now=self.now, initial=self.initial_values(), **self.form_kwargs())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = drafts.draft_for(request.user, self.draft_key()) if request.user.is_authenticated else None
        form = self.build_form(drafts.as_query(draft.data)).keep_unchecked() if draft else self.build_form()
        return self.respond(form, draft=draft)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "save_draft" in request.POST and request.user.is_authenticated:
            typed = drafts.typed_in(self.build_form(request.POST).freeze_now())
            return self.saved_for_later(typed, self.reference())
        rearranged = GovukForm.rearranged(request.POST)
        if rearranged is not None:
            return self.respond(self.build_form(rearranged).keep_unchecked())
        form = self.build_form(request.POST, request.FILES)
        if not form.is_valid():
            return self.respond(form, status=422)
        try:
            url = submissions.once(token=self._token(), user=request.user, now=self.now, perform=lambda: self._perform(form))
        except RuleRefused as error:
            add_refusal(form, error)
            ways = ways_round(request, error)
            if ways and request.user.is_authenticated:  # whoever goes that way finds what they typed when they come back
                drafts.keep(reference=self.reference(), typed=drafts.typed_in(form.freeze_now()), now=self.now)
            return self.respond(form, status=422, ways_round=ways)
        except StaleEdit as error:
            return self.stale(error)
        if sentence := self.get_success_message():
            messages.success(request, sentence)
        return HttpResponseRedirect(url)

    def _perform(self, form: GovukForm) -> str:
        url = self.perform(form)
        if self.request.user.is_authenticated:
            drafts.discard(user=self.request.user, key=self.draft_key())
        return url

    def _token(self) -> Any:
        return submissions.read_token(self.request.POST.get("submission_token"))

    def respond(self, form: GovukForm, *, status: int = 200, draft: Any = None, **extra: Any) -> HttpResponse:
        """The page with its form."""
        token = self.request.POST.get("submission_token") or submissions.new_token()
        others = drafts.handed_over(self.request.user, self.draft_key()) if draft else []
        context = {
            **self.frame(),
            "form": form,
            "error_title": form.is_bound and bool(form.error_items()),
            "submit_label": self.get_submit_label(),
            "warning": self.warning,
            "submission_token": token,
            **self.drafting_context(draft, reference=self.reference(token=token).sign()),
            "handed_over": [(other, self._typed_rows(other.data)) for other in others],
            **self.page_context(),
            **extra,
        }
        template = self.stale_template_name if status == 409 else self.template_name
        return TemplateResponse(self.request, template, context, status=status)

    def _typed_rows(self, data: Mapping[str, list[str]]) -> list[tuple[str, str]]:
        form = self.build_form(drafts.as_query(data)).keep_unchecked()
        return [(label, text) for _, label, text in form.display_rows(unasked=True) if text]

    # ---- somebody else saved first

    def stale(self, error: StaleEdit) -> HttpResponse:
        """409: both texts side by side; the form goes on with what was typed and the fresh version."""
        self.prepare()
        fresh = self.initial_values()
        typed = QueryDict(mutable=True)
        for key, values in self.request.POST.lists():
            typed.setlist(key, list(values))
        for name in ("version",):
            if name in fresh:
                typed[name] = str(fresh[name])
        form = self.build_form(typed).keep_unchecked()
        saved = self.build_form()
        both = []
        for name, label, mine in form.display_rows(unasked=True):
            if name not in fresh or name not in saved.fields:
                continue
            theirs = saved.display(name)
            if mine.strip() != theirs.strip():
                both.append({"name": name, "label": label, "mine": mine, "theirs": theirs, "link": f"#{form[name].link_id}"})
        return self.respond(form, status=409, both=both, saved_by=_who_saved(error.record), stale_error=error)


def _who_saved(record: Any) -> str:
    """ "Aisha Khan, 16:40" from the record's newest history row, where it has one."""
    history = getattr(record, "history", None)
    newest = history.order_by("-history_date", "-history_id").first() if history is not None else None
    if newest is None:
        return ""
    who = getattr(newest, "history_user", None)
    return f"{who or 'The system'} at {london_time(newest.history_date)} on {london(newest.history_date).rpartition(',')[0]}"
