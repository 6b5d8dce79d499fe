"""Samples: whose is due, taking one, its cases and points, what is agreed, signing, and the practitioner's answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.audit.views import LogsReading
from cafcass_cases.core.clock import london_date
from cafcass_cases.documents.services import issue_record
from cafcass_cases.ui.views import ServiceAction, ServiceFormView, ServicePage

from . import forms, rules, selectors, services
from .documents import CHECKLIST
from .points import POINTS
from .proofs import proofs_of


class ListSamples(ServicePage):
    title = "Samples of cases"
    template_name = "sampling/list_samples.html"

    def prepare(self) -> None:
        self.samples = selectors.samples_of(self.request.user, self.now)
        if not self.samples and not rules.may_sample(self.request.user) and not rules.may_be_sampled(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        today = london_date(self.now)
        people = selectors.practitioners_to_sample(self.request.user, self.now)
        return {
            "samples": self.samples,
            "people": [(one, one.is_due(today)) for one in people],
            "may_sample": rules.may_sample(self.request.user),
        }


class TakeSample(ServiceFormView):
    form_class = forms.TakeSampleForm
    submit_label = "Take the sample"

    def prepare(self) -> None:
        if not rules.may_sample(self.request.user):
            raise PermissionDenied
        self.practitioner = selectors.practitioner_for(self.request.user, self.kwargs["practitioner_id"], self.now)

    def get_title(self) -> str:
        return f"Sample the cases of {self.practitioner.full_name}"

    def get_back_url(self) -> str:
        return reverse("sampling:list_samples")

    def form_kwargs(self) -> dict[str, Any]:
        since = forms.first_day(self.now)
        return {"cases": list(selectors.cases_held(self.request.user, self.practitioner, since, self.now))}

    def initial_values(self) -> dict[str, Any]:
        return {"since": forms.first_day(self.now), "many": 5}

    def perform(self, form: forms.TakeSampleForm) -> str:
        data = form.cleaned_data
        sample = services.take_sample(
            practitioner=self.practitioner,
            way=data["way"],
            since=data["since"],
            many=data["many"] or 5,
            cases=data["cases"],
            why=data["why"],
            is_concerned=bool(data["is_concerned"]),
            by=self.request.user,
            now=self.now,
        )
        return sample.get_absolute_url()


class OfSample(LogsReading):
    """Pages of one sample: that it was read is logged in each of its cases that the reader may see."""

    reads = "Sample of cases"

    def prepare(self) -> None:
        self.sample = selectors.sample_for(self.request.user, self.kwargs["sample_id"], self.now)
        self.cases = selectors.cases_of(self.sample, self.request.user, self.now)

    def get_cases(self) -> list[Any]:
        return [row.case for row in self.cases if row.is_visible]

    def get_caption(self) -> str:
        return self.sample.practitioner.full_name

    def get_back_url(self) -> str:
        return self.sample.get_absolute_url()

    def must_write(self) -> None:
        if self.sample.is_signed or not rules.may_write(self.request.user, self.sample, self.now):
            raise PermissionDenied


class ShowSample(OfSample, ServicePage):
    template_name = "sampling/show_sample.html"
    title = "Sample of cases"

    def get_back_url(self) -> str:
        return reverse("sampling:list_samples")

    def page_context(self) -> dict[str, Any]:
        sample, user = self.sample, self.request.user
        left = {row.pk: many for row, many in selectors.unanswered(self.cases)}
        actions = selectors.actions_of(sample)
        writes = rules.may_write(user, sample, self.now)
        return {
            "sample": sample,
            "cases": [(row, left.get(row.pk, 0)) for row in self.cases],
            "points": selectors.by_point(self.cases),
            "actions": [(one, not one.done_at and sample.is_signed and (writes or one.owner_id == user.pk)) for one in actions],
            "writes": writes and not sample.is_signed,
            "complete": not left,
            "answers": sample.is_signed and user.pk == sample.practitioner_id and not sample.answered_at,
            "drawn_again": sample.way == sample.Way.RANDOM and services.drawn_again(sample) == [str(row.case_id) for row in self.cases],
        }


class OfSampledCase(OfSample):
    panel = ""

    def prepare(self) -> None:
        self.sampled = selectors.sampled_for(self.request.user, self.kwargs["sampled_id"], self.now)
        self.sample = self.sampled.sample

    def get_cases(self) -> list[Any]:
        return [self.sampled.case]

    def get_caption(self) -> str:
        return f"{self.sample.practitioner.full_name}, {self.sampled.case.reference}"


class ShowSampledCase(OfSampledCase, ServicePage):
    template_name = "sampling/show_sampled_case.html"
    title = "What this case shows"

    def page_context(self) -> dict[str, Any]:
        findings = {finding.point: finding for finding in self.sampled.findings.select_related("answered_by")}
        writes = not self.sample.is_signed and rules.may_write(self.request.user, self.sample, self.now)
        return {
            "sampled": self.sampled,
            "sample": self.sample,
            "points": [(point, findings.get(point.key)) for point in POINTS],
            "writes": writes,
            "complete": len(findings) == len(POINTS),
            "may_issue": rules.may_write(self.request.user, self.sample, self.now),
        }


class CheckCase(OfSampledCase, ServiceFormView):
    form_class = forms.CheckCaseForm
    title = "What does this case show?"
    template_name = "sampling/check_case.html"
    submit_label = "Save the answers"
    success_message = "The answers are saved."
    draft = True

    def prepare(self) -> None:
        super().prepare()
        self.must_write()
        self.proved = proofs_of(self.sampled.case, self.request.user, self.now)

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("sampling.sampledcase", self.sampled.pk, self.sampled.case_id)

    def draft_label(self) -> str:
        return f"Sample of cases, {self.sampled.case.reference}"

    def initial_values(self) -> dict[str, Any]:
        findings = {finding.point: finding for finding in self.sampled.findings.all()}
        rows = []
        for number, point in enumerate(POINTS, 1):
            shown, known = self.proved[point.key], findings.get(point.key)
            row = {
                "_title": f"{number}. {point.title}",
                "point": point.key,
                "shown": shown,
                "question": point.question,
                "state": shown.state,
            }
            if known:
                row |= {"state": known.state, "where": known.where, "seen_on": known.seen_on, "note": known.note}
            rows.append(row)
        return {"points": rows}

    def perform(self, form: forms.CheckCaseForm) -> str:
        answers = {row["point"]: row for row in form.cleaned_data["points"]}
        services.answer_points(sampled=self.sampled, answers=answers, by=self.request.user, now=self.now)
        return self.sampled.get_absolute_url()


class IssueChecklist(OfSampledCase, ServiceAction):
    """What this case shows, and what was decided, frozen on the case's own record. A later one supersedes it."""

    title = "Record for the case"
    success_message = "It is on the case's record."

    def prepare(self) -> None:
        super().prepare()
        if not rules.may_write(self.request.user, self.sample, self.now):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return self.sampled.get_absolute_url()

    def perform(self) -> str:
        document = issue_record(kind=CHECKLIST.key, subject=self.sampled, by=self.request.user, now=self.now)
        return reverse("documents:show_document", args=[document.pk])


class AgreeSampleAction(OfSample, ServiceFormView):
    form_class = forms.ActionForm
    title = "Agree what is to be done"
    submit_label = "Save the action"
    success_message = "It is agreed. Its duty begins when you sign."

    def prepare(self) -> None:
        super().prepare()
        self.must_write()

    def form_kwargs(self) -> dict[str, Any]:
        people = {one.pk: one for one in (self.sample.practitioner, self.request.user, self.sample.practitioner.line_manager) if one}
        return {"cases": [row for row in self.cases if row.is_visible], "owners": list(people.values())}

    def perform(self, form: forms.ActionForm) -> str:
        data = form.cleaned_data
        services.agree_action(
            sample=self.sample,
            what=data["what"],
            sampled=None if data["about"] == "practice" else data["about"],
            point=data["point"],
            owner=data["owner"],
            due_on=data["due_on"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class SignSample(OfSample, ServiceFormView):
    form_class = forms.SignForm
    title = "Sign the sample"
    submit_label = "Sign, and show it to the practitioner"
    success_message = "Signed. The practitioner is asked to read it and answer."
    draft = True

    def prepare(self) -> None:
        super().prepare()
        self.must_write()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("sampling.sample", self.sample.pk, None)

    def draft_label(self) -> str:
        return "Sign a sample of cases"

    def perform(self, form: forms.SignForm) -> str:
        services.sign_sample(sample=self.sample, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class AnswerSample(OfSample, ServiceFormView):
    form_class = forms.AnswerForm
    title = "Your answer"
    submit_label = "Send your answer"
    success_message = "Your answer is on the sample."
    draft = True

    def prepare(self) -> None:
        super().prepare()
        if self.request.user.pk != self.sample.practitioner_id or self.sample.answered_at:
            raise PermissionDenied

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("sampling.sample", self.sample.pk, None)

    def draft_label(self) -> str:
        return "Answer to a sample of cases"

    def perform(self, form: forms.AnswerForm) -> str:
        services.answer_sample(sample=self.sample, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()


class CompleteSampleAction(ServiceFormView):
    form_class = forms.CompleteActionForm
    title = "What came of it"
    success_message = "It is recorded as done."
    template_name = "sampling/complete_action.html"

    def prepare(self) -> None:
        self.action = selectors.action_for(self.request.user, self.kwargs["sample_action_id"], self.now)
        may = self.request.user.pk == self.action.owner_id or rules.may_write(self.request.user, self.action.sample, self.now)
        if not may or self.action.done_at or not self.action.sample.is_signed:
            raise PermissionDenied

    def get_back_url(self) -> str:
        if rules.may_read(self.request.user, self.action.sample, self.now):
            return self.action.sample.get_absolute_url()
        return reverse("desk:show_home")

    def page_context(self) -> dict[str, Any]:
        return {"action": self.action}

    def perform(self, form: forms.CompleteActionForm) -> str:
        services.complete_action(action=self.action, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()
