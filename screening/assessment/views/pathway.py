"""The section 120 pathway: one page that says what the forms say, what the pathway gives and what is owed; a short form for each step."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors.lists import authorities
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london
from safeguarding import presenting
from safeguarding.selectors import concern_for
from screening.checks import selectors as checks

from .. import knowing, selectors, services
from .. import pathway as table
from ..forms import pathway as forms
from ..models import Section120, Section120Letter
from ..presenting import next_step
from ..services.concerns import waiting_for_concern
from ..services.letters import children_by_authority, court_text
from ..services.pathway import BY_LETTER
from .base import OfRecord, ScreeningAction, ScreeningForm, ScreeningPage


class OnPathway:
    back = "assessment:show_section120"


class WithPathway(OnPathway):
    """Pages about the reading that counts. 404 where there is none."""

    pathway: Section120

    def prepare(self) -> Any:
        found = super().prepare()  # type: ignore[misc]
        pathway = selectors.pathway_of(self.case)  # type: ignore[attr-defined]
        if pathway is None:
            raise Http404
        self.pathway = pathway
        return found


class ShowSection120(ScreeningPage):
    title = "Section 120 pathway"
    template_name = "assessment/show_section120.html"

    def get_back_url(self) -> str:
        return reverse("screening:show_screening", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        case, pathway = self.case, selectors.pathway_of(self.case)
        beside = selectors.around(pathway, case)
        letters, duties = beside["letters"], beside["duties"]
        concern = pathway.concern if pathway else None
        supervision = next((one for one in beside["supervisions"] if one.held_at), None)
        referral = next(iter(beside["referrals"]), None)
        complete = checks.are_complete(case)
        verdict = None
        if pathway and pathway.outcome:
            inputs = table.Inputs(pathway.harm_box, pathway.c1a, pathway.information)
            verdict = table.follow(inputs, checks_complete=True, noted=True, manager_says_nothing=True)
        return {
            "pathway": pathway, "rows": _rows(pathway) if pathway else [], "verdict": verdict, "concern": concern, "supervision": supervision,
            "referral": referral, "letters": letters,
            "tasks": presenting.duty_tasks([one for one in duties if one.is_open], self.now),
            "done_columns": ["Duty", "How it ended", "Due", "Ended"], "done": presenting.ended_duties([one for one in duties if not one.is_open]),
            "complete": complete, "exceptions": not complete and checks.exceptions_of(case), "open_question": table.open_question(),
            "next": next_step(pathway, case, duties, supervision, bool(beside["supervisions"])) if case.user_works else None,
            "witnessing": pathway is not None and "witnessing" in pathway.information,
            "may_write": pathway is not None and pathway.outcome in BY_LETTER and referral is None,
            "take_url": reverse("safeguarding:take_path", args=[case.pk, "section-120"]),
        }  # fmt: skip


def _rows(pathway: Section120) -> list[Row]:
    rows = [
        Row("Harm box", pathway.get_harm_box_display()),
        Row("C1A", pathway.get_c1a_display()),
        Row("What the papers suggest", pathway.get_information_display()),
    ]
    for label, words in (
        ("In their words", pathway.words),
        ("Which paper", pathway.source),
        ("Why it is past", pathway.why_past),
        ("Note", pathway.note),
    ):
        if words:
            rows.append(Row(label, words))
    rows.append(Row("Read", f"{london(pathway.read_at)}, {pathway.read_by}"))
    if pathway.nothing_at:
        rows.append(
            Row("Nothing is there, says a manager", f"{pathway.nothing_reason} ({pathway.nothing_by}, {london(pathway.nothing_at)})")
        )
    if pathway.needs_16a is not None:
        words = "Yes" if pathway.needs_16a else f"No: {pathway.needs_16a_reason}"
        rows.append(Row("A 16A goes with it", f"{words} ({pathway.needs_16a_by}, {london(pathway.needs_16a_at)})"))
    if pathway.outcome_told_at:
        rows.append(
            Row(
                "The authority was told how it ended",
                f"{pathway.final_outcome} ({london(pathway.outcome_told_at)}, {pathway.outcome_told_how})",
            )
        )
    return rows


class ReadPapers(OnPathway, ScreeningForm):
    form_class = forms.ReadPapersForm
    title = "What do the court’s papers say?"
    submit_label = "See what the pathway gives"
    template_name = "assessment/read_papers.html"
    draft = True

    def initial_values(self) -> dict[str, Any]:
        last = selectors.pathway_of(self.case)
        if last is not None:
            return {name: getattr(last, name) for name in ("harm_box", "c1a", "information", "words", "source", "why_past", "note")}
        return knowing.what_forms_say(self.case)

    def page_context(self) -> dict[str, Any]:
        said = knowing.what_forms_say(self.case)
        return {"complete": checks.are_complete(self.case), "said": said, "read": checks.forms_read(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.read_papers(case=self.case, **cleaned, **self.done)


class ConfirmNothing(WithPathway, ScreeningForm):
    needs = "user_manages"
    form_class = forms.ConfirmNothingForm
    title = "A complete C1A in which nothing was found"
    submit_label = "Record it"
    template_name = "assessment/confirm_nothing.html"

    def page_context(self) -> dict[str, Any]:
        return {"pathway": self.pathway}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.confirm_nothing(pathway=self.pathway, **cleaned, **self.done)


class TakeConcern(ScreeningForm):
    """From the path: this concern holds what waits. One button for all that waits."""

    form_class = forms.f.GovukForm
    title = "This concern holds what was found"
    submit_label = "Yes, this is the concern"
    template_name = "assessment/take_concern.html"

    def find_case(self) -> Case:
        self.concern = concern_for(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        return {"concern": self.concern, "waiting": waiting_for_concern(self.case)}

    def serve(self, cleaned: dict[str, Any]) -> str:
        for record in waiting_for_concern(self.case):
            services.take_concern(record=record, concern=self.concern, **self.done)
        return self.concern.get_absolute_url()


class WriteLetter(WithPathway, ScreeningForm):
    form_class = forms.WriteLetterForm
    title = "Write to the local authority"
    submit_label = "Save the letter"
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": authorities(), "notification": self.pathway.outcome == Section120.Outcome.NOTIFICATION}

    def initial_values(self) -> dict[str, Any]:
        homes = [authority for authority in children_by_authority(self.pathway, self.now)]
        told = set(self.pathway.letters.exclude(sent_at=None).values_list("authority_id", flat=True))
        open_homes = [one for one in homes if one.pk not in told]
        written = self.pathway.letters.filter(sent_at=None).first()
        if written is not None:
            return {
                "authority": str(written.authority_id), "facts": written.facts, "source": written.source, "why_past": written.why_past,
                "attachments": written.attachments,
            }  # fmt: skip
        words = self.pathway.words or "A form of the application says that a child has suffered, or is at risk of, harm. It says no more."
        return {
            "authority": str(open_homes[0].pk) if open_homes else "", "facts": words, "source": self.pathway.source or "The application form",
            "why_past": self.pathway.why_past,
        }  # fmt: skip

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.write_letter(pathway=self.pathway, **cleaned, **self.done)


class OfLetter(OnPathway, OfRecord):
    find = staticmethod(selectors.letter_for)
    kwarg = "section120_letter_id"
    record: Section120Letter


class IssueLetter(OfLetter, ScreeningAction):
    success_message = "The document is made. Send it, then record that it was sent."

    def perform(self) -> str:
        services.issue_letter(letter=self.record, **self.done)
        return self.get_back_url()


class SendLetter(OfLetter, ScreeningForm):
    form_class = forms.SendLetterForm
    title = "The letter was sent"
    submit_label = "Record it"
    success_message = "It is recorded. The court is to be told."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.send_letter(letter=self.record, **cleaned, **self.done)


class TellCourtOfPathway(WithPathway, ScreeningForm):
    form_class = forms.TellCourtForm
    title = "Tell the court"
    submit_label = "Record that the court was told"
    draft = True

    def initial_values(self) -> dict[str, Any]:
        return {"text": court_text(self.pathway)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.tell_court_of_pathway(pathway=self.pathway, **cleaned, **self.done)


class Decide16a(WithPathway, ScreeningForm):
    needs = "user_manages"
    form_class = forms.Decide16aForm
    title = "A 16A with the notification"
    submit_label = "Save the decision"

    def initial_values(self) -> dict[str, Any]:
        return {"needed": True}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.decide_16a(pathway=self.pathway, **cleaned, **self.done)


class TellOutcome(WithPathway, ScreeningForm):
    form_class = forms.TellOutcomeForm
    title = "Tell the authority how it ended"
    submit_label = "Record that they were told"

    def initial_values(self) -> dict[str, Any]:
        orders = self.case.orders.filter(withdrawn_at=None).order_by("made_on")
        return {"final_outcome": "\n".join(f"{order.kind}, {order.made_on:%-d %B %Y}" for order in orders)}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.tell_outcome(pathway=self.pathway, **cleaned, **self.done)
