"""The record: entries listed, written, corrected; and what was entered in error."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from cafcass_cases.ui.components import FilterField
from cafcass_cases.ui.pagination import paginate

from .. import selectors, services
from ..forms.cases import ReasonForm
from ..forms.entries import CorrectEntryForm, EntryForm
from ..models import ContactDetail, Handover, Hearing, Marker, Order, PersonName, RecordEntry, Relationship
from ..services.entries import DIRECT_WORK_POINTS
from .base import CaseForm, CasePage


def _names(case: Any) -> dict[UUID, str]:
    return {person.pk: person.full_name for person in selectors.people_of_case(case)}


class ListEntries(CasePage):
    title = "Record"
    panel = "record"
    template_name = "cases/list_entries.html"

    def page_context(self) -> dict[str, Any]:
        names = _names(self.case)
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in RecordEntry.Kind.values else ""
        about = self.request.GET.get("about", "")
        about = about if about in {str(pk) for pk in names} else ""
        entries = selectors.entries_of(self.case, self.request.user, kind=kind, about=about)
        page = paginate(self.request, entries)
        for entry in page:
            entry.names = [names[pk] for pk in entry.about if pk in names]
        return {
            "entries": page,
            "filters": [
                FilterField("kind", "Kind", RecordEntry.Kind.choices, kind),
                FilterField("about", "About", [(str(pk), name) for pk, name in names.items()], about),
            ],
        }


class WriteEntry(CaseForm):
    title = "Write an entry"
    needs = "user_works"
    panel = "record"
    form_class = EntryForm
    submit_label = "Save the entry"
    success_message = "The entry is saved."
    draft = True

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Entry, {self.case.reference}"

    def get_back_url(self) -> str:
        return self.page_url("list_entries")

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selectors.people_of_case(self.case)}

    def initial_values(self) -> dict[str, Any]:
        about = self.request.GET.get("about", "")
        return {"title": self.request.GET.get("title", "")[:160], **({"about": [about]} if about else {})}

    def perform(self, form: EntryForm) -> str:
        data = form.cleaned_data
        entry = services.write_entry(
            case=self.case,
            kind=data["kind"],
            title=data["title"],
            text=data["text"],
            happened_at=data["happened_at"],
            reached_us_at=data["reached_us_at"],
            about=data["about"],
            direct_work={key: data[f"point_{key}"] for key in DIRECT_WORK_POINTS},
            by=self.request.user,
            now=self.now,
        )
        return reverse("cases:show_entry", kwargs={"entry_id": entry.pk})


class ShowEntry(CasePage):
    panel = "record"
    template_name = "cases/show_entry.html"
    reads = "Entry in the record"

    def find_case(self) -> Any:
        self.entry = selectors.entry_for(self.request.user, self.kwargs["entry_id"], self.now)
        return self.entry.case

    def get_title(self) -> str:
        return self.entry.title or self.entry.get_kind_display()

    def get_back_url(self) -> str:
        return self.page_url("list_entries")

    def page_context(self) -> dict[str, Any]:
        names = _names(self.case)
        return {
            "entry": self.entry,
            "names": [names[pk] for pk in self.entry.about if pk in names],
            "points": [(label, self.entry.direct_work.get(key, "")) for key, label in DIRECT_WORK_POINTS.items()]
            if self.entry.direct_work
            else [],
            "corrected_by": self.entry.corrections.filter(withdrawn_at=None).select_related("author").first(),
        }


class CorrectEntry(CaseForm):
    title = "Correct the entry"
    needs = "user_works"
    panel = "record"
    form_class = CorrectEntryForm
    submit_label = "Save the corrected entry"
    success_message = "The corrected entry is saved beside the old one."

    def find_case(self) -> Any:
        self.entry = selectors.entry_for(self.request.user, self.kwargs["entry_id"], self.now)
        return self.entry.case

    def get_back_url(self) -> str:
        return self.page_url("show_entry", entry_id=self.entry.pk)

    def initial_values(self) -> dict[str, Any]:
        return {"title": self.entry.title, "text": self.entry.text, "happened_at": self.entry.happened_at}

    def perform(self, form: CorrectEntryForm) -> str:
        entry = services.correct_entry(entry=self.entry, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.page_url("show_entry", entry_id=entry.pk)


class WithdrawRecord(CaseForm):
    """Entered in error: one page for every kind of row that a person typed."""

    needs = ""
    form_class = ReasonForm
    submit_label = "It was entered in error"
    warning = True
    success_message = "It is withdrawn. Auditors can still see it."

    # kind in the address: model, path to the case, what it takes, in words
    KINDS = {
        "entry": (RecordEntry, "case", "user_works", "this entry"),
        "name": (PersonName, "person__case", "user_keeps", "this name"),
        "contact-detail": (ContactDetail, "person__case", "user_keeps", "this contact detail"),
        "relationship": (Relationship, "case", "user_keeps", "this relationship"),
        "hearing": (Hearing, "case", "user_keeps", "this hearing"),
        "handover": (Handover, "case", "user_keeps", "this handover"),
        "order": (Order, "case", "user_keeps", "this order"),
        "marker": (Marker, "recorded_for__case", "user_works", "this marker"),
        "person": (None, "", "user_manages", "this person"),
    }

    def find_case(self) -> Any:
        if self.kwargs["kind"] not in self.KINDS:
            raise Http404
        model, path, needs, self.words = self.KINDS[self.kwargs["kind"]]
        record_id = self.kwargs["record_id"]
        if model is None:
            self.record: Any = selectors.person_for(self.request.user, record_id, self.now)
        else:
            self.record = selectors.record_for(self.request.user, model, record_id, self.now, path=path)
        case: Any = self.record
        for step in (path or "case").split("__"):
            case = getattr(case, step)
        if not getattr(case, needs):
            raise PermissionDenied
        return case

    def get_title(self) -> str:
        return f"Withdraw {self.words}"

    def get_back_url(self) -> str:
        kind = self.kwargs["kind"]
        if kind == "entry":
            return self.page_url("list_entries")
        if kind in ("hearing", "handover", "order"):
            return self.page_url("show_court")
        return self.page_url("list_people")

    def perform(self, form: ReasonForm) -> str:
        services.withdraw(record=self.record, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
