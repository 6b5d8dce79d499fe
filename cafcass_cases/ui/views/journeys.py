"""Several pages, one submission: answers live in a server draft until the check page sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from cafcass_cases.core.errors import RuleRefused, StaleEdit

from .. import drafts, submissions
from ..components import Row
from ..errors import stale
from ..forms import GovukForm
from ..markup import component
from ..refusals import ways_round
from .forms import DraftingMixin
from .pages import PageView

CHECK = "check"


class Answers(dict[str, dict[str, Any]]):
    """Step name → cleaned data of each step that is filled in properly; an empty dictionary for the rest."""

    def __missing__(self, name: str) -> dict[str, Any]:
        return {}

    @property
    def all(self) -> dict[str, Any]:
        """Every answer in one dictionary."""
        return {field: value for step in self.values() for field, value in step.items()}


@dataclass(frozen=True)
class Step:
    """One page of a journey. ``shown`` may leave it out, from the answers before it."""

    name: str
    form_class: type[GovukForm]
    title: str
    template_name: str = "ui/form_page.html"
    submit_label: str = "Continue"
    caption: str = ""
    shown: Callable[[Answers], bool] | None = None


class JourneyView(DraftingMixin, PageView):
    """One view for all pages of a journey: ``…/`` starts or resumes it, ``…/<step>/`` shows a page, ``…/check/`` sends it."""

    key = ""
    url_name = ""
    steps: list[Step] = []
    check = True
    check_title = "Check your answers"
    check_template_name = "ui/check_page.html"
    submit_label = "Submit"
    success_message = ""
    draft = True

    # ---- what a room gives

    def form_kwargs(self, step: str, answers: Answers) -> dict[str, Any]:
        return {}

    def initial_values(self, step: str, answers: Answers) -> dict[str, Any]:
        return {}

    def perform(self, answers: Answers) -> str:
        """Call one service with the answers; answer the address to go to."""
        raise NotImplementedError

    def get_submit_label(self) -> str:
        return self.submit_label

    def check_rows(self, answers: Answers) -> list[tuple[str, list[Row]]]:
        """The check page: (heading, rows) for each step."""
        sections = []
        for step in self.shown_steps(answers):
            rows = []
            for name, label, text in self.forms[step.name].display_rows():
                url = f"{self.step_url(step.name)}?check=1#{_anchor(self.forms[step.name], name)}"
                rows.append(Row(label, text or "Not given", change_url=url))
            sections.append((step.title, rows))
        return sections

    # ---- addresses and answers

    def draft_key(self) -> str:
        return self.step_url(None)

    def step_url(self, step: str | None) -> str:
        kwargs = {k: v for k, v in self.kwargs.items() if k != "step"}
        return reverse(self.url_name, kwargs={**kwargs, "step": step} if step else kwargs)

    def shown_steps(self, answers: Answers) -> list[Step]:
        return [step for step in self.steps if step.shown is None or step.shown(answers)]

    def build_form(self, step: Step, answers: Answers, data: Any = None, files: Any = None) -> GovukForm:
        initial = self.initial_values(step.name, answers)
        return step.form_class(data, files, now=self.now, initial=initial, **self.form_kwargs(step.name, answers))

    def read(self, *, until: str = "") -> tuple[Answers, str | None]:
        """The answers so far and the first step that is not filled in properly. Stops before ``until``."""
        answers, unfinished = Answers(), None
        self.forms: dict[str, GovukForm] = {}
        for step in self.steps:
            if step.name == until:
                break
            if step.shown is not None and not step.shown(answers):
                continue
            kept = (self.kept.data if self.kept else {}).get(step.name)
            form = self.build_form(step, answers, drafts.as_query(kept) if kept is not None else None)
            self.forms[step.name] = form
            if form.is_bound and form.is_valid():
                answers[step.name] = form.cleaned_data
            elif unfinished is None:
                unfinished = step.name
        return answers, unfinished

    # ---- the skeleton

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kept = None
        if request.user.is_authenticated:
            if request.method == "POST" and (url := submissions.done_before(self._token(), request.user)):
                return HttpResponseRedirect(url)
            self.kept = drafts.draft_for(request.user, self.draft_key())
        return super().dispatch(request, *args, **kwargs)

    def _token(self) -> Any:
        return submissions.read_token(self.request.POST.get("submission_token"))

    def _step(self) -> Step | None:
        """The step of the address; None for the check page. Raises Http404 for a name that is no step."""
        name = self.kwargs["step"]
        if name == CHECK and self.check:
            return None
        found = next((step for step in self.steps if step.name == name), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "step" not in self.kwargs:
            return HttpResponseRedirect(self._resume_url())
        step = self._step()
        if step is None:
            return self._show_check()
        answers, unfinished = self.read(until=step.name)
        if unfinished:
            return HttpResponseRedirect(self.step_url(unfinished))
        kept = (self.kept.data if self.kept else {}).get(step.name)
        form = self.build_form(step, answers, drafts.as_query(kept) if kept is not None else None)
        return self._show_step(step, form.keep_unchecked() if kept is not None else form, answers)

    def _resume_url(self) -> str:
        if self.kept is None:
            return self.step_url(self.steps[0].name)
        _, unfinished = self.read()
        return f"{self.step_url(unfinished or (CHECK if self.check else self.steps[-1].name))}?resumed=1"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "step" not in self.kwargs:
            return HttpResponseRedirect(self.step_url(self.steps[0].name))
        step = self._step()
        if step is None:
            return self._submit()
        answers, unfinished = self.read(until=step.name)
        form = self.build_form(step, answers, request.POST, request.FILES)
        if "save_draft" in request.POST:
            return self.saved_for_later(drafts.typed_in(form.freeze_now()), self._reference(step))
        rearranged = GovukForm.rearranged(request.POST)
        if rearranged is not None:
            return self._show_step(step, self.build_form(step, answers, rearranged).keep_unchecked(), answers)
        if not form.is_valid():
            return self._show_step(step, form, answers, status=422)
        typed = drafts.typed_in(form.freeze_now())
        self.kept = drafts.keep(reference=self._reference(step), typed=typed, now=self.now) or self.kept
        answers, unfinished = self.read()
        if unfinished:
            return HttpResponseRedirect(self.step_url(unfinished))
        if self.check:
            return HttpResponseRedirect(self.step_url(CHECK))
        return self._submit()

    def _submit(self) -> HttpResponse:
        answers, unfinished = self.read()
        if unfinished:
            return HttpResponseRedirect(self.step_url(unfinished))
        try:
            url = submissions.once(token=self._token(), user=self.request.user, now=self.now, perform=lambda: self._perform(answers))
        except RuleRefused as error:
            return self._show_refusal(error, answers)
        except StaleEdit as error:
            return stale(self.request, error)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(url)

    def _perform(self, answers: Answers) -> str:
        url = self.perform(answers)
        drafts.discard(user=self.request.user, key=self.draft_key())
        return url

    # ---- pages

    def _reference(self, step: Step | None, token: str = "") -> drafts.Reference:
        return self.reference(token=token, step=step.name if step else "", page=self.step_url(None))

    def _token_text(self) -> str:
        return self.request.POST.get("submission_token") or submissions.new_token()

    def _back(self, step: Step | None, answers: Answers) -> str:
        if step is not None and self.request.GET.get("check"):
            return self.step_url(CHECK)
        names = [s.name for s in self.shown_steps(answers)]
        position = names.index(step.name) if step and step.name in names else len(names)
        return self.step_url(names[position - 1]) if position > 0 else self.get_back_url()

    def _show_step(
        self, step: Step, form: GovukForm, answers: Answers, *, status: int = 200, error: RuleRefused | None = None
    ) -> HttpResponse:
        token = self._token_text()
        context = {
            **self.frame(),
            "ways_round": ways_round(self.request, error) if error else [],
            "title": step.title,
            "caption": step.caption or self.get_caption() or self.get_title(),
            "back_url": self._back(step, answers),
            "form": form,
            "step": step,
            "answers": answers,
            "error_title": form.is_bound and bool(form.error_items()),
            "submit_label": step.submit_label,
            "submission_token": token,
            "resumed": bool(self.request.GET.get("resumed")),
            **self.drafting_context(self.kept, reference=self._reference(step, token).sign()),
            **self.page_context(),
        }
        if not context["resumed"]:
            # Between its own pages a journey does not announce that it remembers.
            context["draft"] = None
        return TemplateResponse(self.request, step.template_name, context, status=status)

    def _show_check(self, *, status: int = 200, summary: Any = "", error: RuleRefused | None = None) -> HttpResponse:
        answers, unfinished = self.read()
        if unfinished:
            return HttpResponseRedirect(self.step_url(unfinished))
        token = self._token_text()
        context = {
            **self.frame(),
            "ways_round": ways_round(self.request, error) if error else [],
            "title": self.check_title,
            "caption": self.get_caption() or self.get_title(),
            "back_url": self._back(None, answers),
            "sections": self.check_rows(answers),
            "answers": answers,
            "error_summary": summary,
            "error_title": bool(summary),
            "submit_label": self.get_submit_label(),
            "submission_token": token,
            "draft": self.kept if self.request.GET.get("resumed") else None,
            **self.page_context(),
        }
        return TemplateResponse(self.request, self.check_template_name, context, status=status)

    def _show_refusal(self, error: RuleRefused, answers: Answers) -> HttpResponse:
        """At the field's own page where the rule names a field, else on the check page or the last step."""
        steps = self.shown_steps(answers)
        owner = next((s for s in steps if error.field in self.forms[s.name].fields), None)
        if not self.check:
            step = owner or steps[-1]
            form = self.forms[step.name]
            form.add_error(error.field if owner else None, error.message)
            form.missing = tuple(error.missing)
            return self._show_step(step, form, answers, status=422, error=error)
        first: dict[str, str] = {"text": error.message}
        if owner:
            first["href"] = f"{self.step_url(owner.name)}?check=1#{_anchor(self.forms[owner.name], error.field or '')}"
        items = [first, *({"text": text} for text in error.missing)]
        summary = component("error-summary", {"title_text": "There is a problem", "error_list": items})
        return self._show_check(status=422, summary=summary, error=error)


def _anchor(form: GovukForm, name: str) -> str:
    """The id to jump to for a row of the check page."""
    if name in form.fields:
        return form[name].link_id
    return f"id_{name}"
