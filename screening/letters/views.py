"""The pages of the safeguarding letter: thin, each calls one service."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors.court import orders_of
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.documents.registry import kind_called

from . import contents, forms, selectors, services
from .documents import key_of
from .models import LetterCopy, SafeguardingLetter


class InScreening:
    panel = "screening"

    def hub_url(self) -> str:
        return reverse("letters:show_safeguarding_letter", args=[self.case.pk])  # type: ignore[attr-defined]


class OfLetter(InScreening):
    letter: SafeguardingLetter

    def find_case(self) -> Case:
        self.letter = selectors.letter_for(self.request.user, self.kwargs["letter_id"], self.now)  # type: ignore[attr-defined]
        return self.letter.case

    def get_back_url(self) -> str:
        return self.letter.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("safeguarding letter", self.letter.pk, self.letter.case_id)

    def draft_label(self) -> str:
        return f"{self.letter}, {self.letter.case.reference}"


class OfCopy(InScreening):
    copy: LetterCopy

    def find_case(self) -> Case:
        self.copy = selectors.copy_for(self.request.user, self.kwargs["letter_copy_id"], self.now)  # type: ignore[attr-defined]
        return self.copy.letter.case

    def get_caption(self) -> str:
        return f"Copy for {self.copy.person or 'the court'}"

    def get_back_url(self) -> str:
        return self.copy.letter.get_absolute_url()


class LetterPage(InScreening, CasePage):
    """Where the letter stands, what is missing, who was spoken to, each reader's copy, and the next step."""

    template_name = "letters/show_letter.html"
    letter: SafeguardingLetter | None = None

    def get_title(self) -> str:
        return str(self.letter) if self.letter else "Safeguarding letter"

    def page_context(self) -> dict[str, Any]:
        letter, case = self.letter, self.case
        of_letter = [selectors.copy_rows(letter), selectors.documents_of(letter), selectors.duties_of(letter)] if letter else []
        ground, (letters, *found) = contents.ground_with(case, self.now, selectors.letters_of(case), *of_letter)
        context = {"letter": letter, "talks": ground.talks, "letters": letters, "hearing": ground.hearing}
        if letter is None:
            return context
        copies, duties = selectors.courts_first(found[0]), found[2]
        documents = {one.pk: one for one in found[1]}
        facts = contents.facts_of(letter, self.now, ground)
        for copy in copies:
            copy.letter = letter
            copy.document = documents.get(copy.document_id)
            copy.covering = documents.get(copy.covering_document_id)
            copy.state_words, copy.tone = state_of(copy)
            copy.kept = ", ".join(selectors.part_words(copy, facts)) if copy.is_withheld and copy.withheld_parts else ""
            copy.check_url = reverse("documents:check_document", args=[key_of(copy), copy.pk])
        before = [] if letter.is_issued else contents.what_comes_first(letter, ground.ledger)
        return context | {
            "copies": copies, "duties": duties, "before": before,
            "missing": [] if letter.is_issued else contents.letter_missing(letter, self.now, facts, gaps=()),
            "written": [(label, getattr(letter, name)) for name, label in contents.WRITTEN if getattr(letter, name)],
            "facts": facts, "combined": contents.combined_words(letter),
        }  # fmt: skip


def state_of(copy: LetterCopy) -> tuple[str, str]:
    """Where one reader's copy stands, with a tag's colour."""
    if copy.sent_at:
        return "Sent", "green"
    if copy.is_withheld:
        if copy.agreed is None:
            return "Withheld: the manager decides", "orange"
        if copy.directions:
            return ("Kept from them", "grey") if copy.withheld_wholly else ("Without what is withheld", "blue")
        return ("Withheld: the court decides", "purple") if copy.court_asked_at else ("Withheld: ask the court", "orange")
    if copy.refused_words:
        return "Stopped by the check", "red"
    return ("Made, not yet sent", "blue") if copy.document_id else ("Not yet made", "grey")


class ShowSafeguardingLetter(LetterPage):
    """The letter in hand, or the last one issued."""

    def prepare(self) -> None:
        super().prepare()
        self.letter = selectors.current_letter(self.case)


class ShowLetter(OfLetter, LetterPage):
    def get_back_url(self) -> str:
        return ""


class BeginLetter(InScreening, CaseAction):
    needs = "user_works"
    title = "Begin the safeguarding letter"

    def get_back_url(self) -> str:
        return self.hub_url()

    def perform(self) -> str:
        kind = SafeguardingLetter.Kind.UPDATE if "update" in self.request.POST else SafeguardingLetter.Kind.LETTER
        return services.begin_letter(case=self.case, at=self.now, kind=kind, by=self.request.user, now=self.now).get_absolute_url()


class RecordInterview(InScreening, CaseForm):
    needs = "user_works"
    form_class = forms.InterviewForm
    title = "Record a talk with a party"
    submit_label = "Save it"
    success_message = "The talk is recorded."
    draft = True

    def get_back_url(self) -> str:
        return self.hub_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("talk with a party", self.case.pk, self.case.pk)

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": contents.parties_of(self.case)}

    def perform(self, form: Any) -> str:
        services.record_interview(case=self.case, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.hub_url()


class LetterForm(OfLetter, CaseForm):
    needs = "user_works"


class WriteLetter(LetterForm):
    """What the practitioner finds and advises. Saved as it is typed."""

    form_class = forms.WriteForm
    title = "Write the letter"
    submit_label = "Save"
    success_message = "The letter is saved."
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"is_update": bool(self.letter.updates_id)}

    def initial_values(self) -> dict[str, Any]:
        names = ("kind", "because", "issues", "risk", "further_work", "further_words", "advice", "version")
        return {name: getattr(self.letter, name) for name in names}

    def perform(self, form: Any) -> str:
        services.write_letter(letter=self.letter, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.letter.get_absolute_url()


class IssueLetter(LetterForm):
    form_class = forms.IssueForm
    title = "Issue the letter"
    submit_label = "Issue it"
    success_message = "The letter is issued. It is not yet sent to the court."
    template_name = "letters/issue_letter.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"orders": orders_of(self.case)}

    def initial_values(self) -> dict[str, Any]:
        return {"version": self.letter.version}

    def page_context(self) -> dict[str, Any]:
        held = [copy for copy in selectors.copies_of(self.letter) if copy.is_withheld and copy.person_id]
        missing = contents.letter_missing(self.letter, self.now, gaps=())
        return {"letter": self.letter, "missing": missing, "before": contents.what_comes_first(self.letter), "held": held}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.issue_letter(
            letter=self.letter, combined_order=data.get("combined_order") or None, combined_judge=data.get("combined_judge", ""),
            version=data["version"], by=self.request.user, now=self.now,
        )  # fmt: skip
        return self.letter.get_absolute_url()


class SendLetter(LetterForm):
    form_class = forms.SendLetterForm
    title = "Record that it was sent to the court"
    submit_label = "Record that it was sent"
    success_message = "The letter is recorded as sent."

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": any(duty.is_late(self.now) for duty in selectors.duties_of(self.letter) if duty.is_open)}

    def perform(self, form: Any) -> str:
        services.send_letter(letter=self.letter, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.letter.get_absolute_url()


class WithholdLetter(LetterForm):
    form_class = forms.WithholdForm
    title = "Withhold the letter from a party"
    submit_label = "Ask the manager to decide"
    success_message = "Their copy waits. The manager is asked to decide."
    template_name = "letters/withhold_letter.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"parties": contents.parties_of(self.case), "parts": contents.parts_of(self.letter, self.now)}

    def perform(self, form: Any) -> str:
        services.propose_withholding(letter=self.letter, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.letter.get_absolute_url()


class CopyForm(OfCopy, CaseForm):
    """A form about one reader's copy. ``verb`` is the service, which takes the cleaned answers by name."""

    needs = "user_works"
    template_name = "letters/copy_form.html"
    verb: Any = None

    def page_context(self) -> dict[str, Any]:
        return {"copy": self.copy, "parts": selectors.part_words(self.copy) if self.copy.proposed_at else []}

    def perform(self, form: Any) -> str:
        type(self).verb(copy=self.copy, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.copy.letter.get_absolute_url()


class DecideWithholding(CopyForm):
    needs = "user_manages"
    form_class = forms.DecideForm
    title = "Is it withheld from them?"
    submit_label = "Save the decision"
    success_message = "The decision is recorded."
    verb = services.decide_withholding


class AskCourtAboutCopy(CopyForm):
    form_class = forms.AskCourtForm
    title = "Ask the court for directions"
    submit_label = "Make the covering note"
    success_message = "The covering note to the court is made. It is for the court alone."
    verb = services.ask_court


class RecordCopyDirections(CopyForm):
    form_class = forms.DirectionsForm
    title = "What the court directed"
    submit_label = "Save what the court directed"
    success_message = "The court’s directions are recorded."
    verb = services.record_directions


class SendCopy(CopyForm):
    form_class = forms.SendForm
    title = "Record that they were sent their copy"
    submit_label = "Record that it was sent"
    success_message = "It is recorded."
    verb = services.send_copy


class IssueCopy(OfCopy, CaseAction):
    needs = "user_works"
    title = "Make this copy"
    success_message = "The copy is made."

    def get_title(self) -> str:
        return kind_called(key_of(self.copy)).title

    def perform(self) -> str:
        services.issue_copy(copy=self.copy, by=self.request.user, now=self.now)
        return self.copy.letter.get_absolute_url()
