"""What this room tells in the chronology: talks with the parties, and letters."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view

from .models import PartyInterview, SafeguardingLetter

KIND = "Safeguarding letter"


def _talks(**where: Any) -> tuple[Any, ...]:
    return (PartyInterview.objects.filter(withdrawn_at=None, **where).select_related("person", "created_by"),)


def _story_of_talks(talks: Iterable[PartyInterview]) -> Iterator[ChronologyLine]:
    for talk in talks:
        title = f"Spoke with {talk.person}" if talk.was_spoken else f"{talk.person}: {talk.get_result_display().lower()}"
        yield ChronologyLine(
            at=talk.happened_at, entered_at=talk.created_at, title=title, text=talk.reason, kind=KIND,
            url=reverse("letters:show_safeguarding_letter", args=[talk.case_id]), by=talk.created_by.full_name if talk.created_by else "",
        )  # fmt: skip


def _letters(**where: Any) -> tuple[Any, ...]:
    return (SafeguardingLetter.objects.filter(**where).select_related("issued_by"),)


def _story_of_letters(letters: Iterable[SafeguardingLetter]) -> Iterator[ChronologyLine]:
    for letter in letters:
        if letter.issued_at:
            by = letter.issued_by.full_name if letter.issued_by else ""
            yield ChronologyLine(
                at=letter.issued_at, entered_at=letter.issued_at, title=f"{letter} issued", kind=KIND, url=letter.get_absolute_url(), by=by
            )
        if letter.sent_at:
            yield ChronologyLine(
                at=letter.sent_at, entered_at=letter.sent_at, title=f"{letter} sent to the court", kind=KIND, url=letter.get_absolute_url()
            )


register_path_view(PathView(key="letters-talks", rows=_talks, story=_story_of_talks))
register_path_view(PathView(key="letters", rows=_letters, story=_story_of_letters))
