"""The one mechanism of drafts: nothing typed is lost (DESIGN §9).

Each page carries a signed *reference* that says whose draft it is and for which page, so that what was typed can be
kept even when the session has ended in the meantime.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict

from .models import Draft, Submission

SALT = "cafcass_cases.ui.draft"
REFERENCE_AGE = timedelta(days=14)
MAX_CHARACTERS = 1_000_000
FIELD = "draft_reference"
# Not part of what somebody typed.
NOT_TYPED = {"csrfmiddlewaretoken", FIELD, "submission_token", "save_draft", "add_group", "remove_group", "draft_version"}

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Reference:
    """Which draft a page writes to."""

    user_id: str
    key: str
    page: str
    label: str = ""
    subject_type: str = ""
    subject_id: str | None = None
    case_id: str | None = None
    step: str = ""
    token: str = ""

    def sign(self) -> str:
        return signing.dumps(list(self.__dict__.values()), salt=SALT, compress=True)


def read_reference(text: str | None) -> Reference | None:
    """The reference that a page carries, or None where it is not one of ours, too old, or nobody's (a page before sign-in)."""
    if not text:
        return None
    try:
        reference = Reference(*signing.loads(text, salt=SALT, max_age=REFERENCE_AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return reference if reference.user_id else None


class DraftTooLong(ValueError):
    """More text than one draft holds."""


class NewerDraft(Exception):
    """The same page was saved from another window or machine since."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"draft {draft.pk} is at version {draft.version}")
        self.draft = draft


def typed_in(data: Mapping[str, Any]) -> Typed:
    """What somebody typed, out of posted data: no tokens, no passwords."""
    lists = data.lists() if isinstance(data, QueryDict) else ((k, v if isinstance(v, list) else [v]) for k, v in data.items())
    return {k: [str(v) for v in values] for k, values in lists if k not in NOT_TYPED and "password" not in k}


def as_query(typed: Mapping[str, Iterable[str]]) -> QueryDict:
    """Kept text as posted data, for a bound form."""
    query = QueryDict(mutable=True)
    for key, values in typed.items():
        query.setlist(key, list(values))
    return query


def draft_for(user: Any, key: str) -> Draft | None:
    """The user's own draft of one page."""
    return Draft.objects.filter(user_id=user.pk, key=key[:400]).first()


def handed_over(user: Any, key: str) -> list[Draft]:
    """Drafts of the page that came from a colleague while the user had one of their own."""
    return list(Draft.objects.filter(user_id=user.pk, key__startswith=f"{key[:360]}#"))


def drafts_of(user: Any) -> list[Draft]:
    """The user's unfinished work, newest first."""
    return list(Draft.objects.filter(user_id=user.pk).defer("data"))


@transaction.atomic
def keep(*, reference: Reference, typed: Typed, now: datetime, version: int | None = None) -> Draft | None:
    """Save what was typed as the draft that ``reference`` names.

    Answers None where the form was carried out already (a late save must not bring it back). Raises
    :class:`NewerDraft` where ``version`` is given and the draft was saved elsewhere since, :class:`DraftTooLong`
    where it does not fit.
    """
    if sum(len(k) + sum(map(len, v)) for k, v in typed.items()) > MAX_CHARACTERS:
        raise DraftTooLong
    if reference.token and Submission.objects.filter(token=reference.token).exists():
        return None
    draft = Draft.objects.select_for_update().filter(user_id=reference.user_id, key=reference.key[:400]).first()
    if draft and version is not None and draft.version > version:
        raise NewerDraft(draft)
    if draft is None:
        draft = Draft(user_id=reference.user_id, key=reference.key[:400], version=0, data={})
    draft.data = {**draft.data, reference.step: typed} if reference.step else typed
    draft.page, draft.label = reference.page[:600], reference.label[:200]
    draft.subject_type = reference.subject_type
    draft.subject_id = UUID(reference.subject_id) if reference.subject_id else None
    draft.case_id = UUID(reference.case_id) if reference.case_id else None
    draft.saved_at = now
    draft.version += 1
    draft.save()
    return draft


def discard(*, user: Any, key: str) -> None:
    """Throw the user's draft of a page away: it was sent, or they asked for it."""
    Draft.objects.filter(user_id=user.pk).filter(Q(key=key[:400])).delete()


def discard_one(*, user: Any, draft_id: UUID) -> bool:
    """Throw one draft away. False where it is not the user's, or not there."""
    return bool(Draft.objects.filter(user_id=user.pk, pk=draft_id).delete()[0])


@transaction.atomic
def move_drafts(*, case_id: UUID, from_user: Any, to_user: Any, now: datetime) -> int:
    """A reallocation: the drafts of a case go to the new practitioner. Returns how many moved.

    Where they have a draft of the same page already, both are kept and the page shows the second beneath.
    """
    if from_user.pk == to_user.pk:
        return 0
    moved = 0
    for draft in Draft.objects.select_for_update().filter(user_id=from_user.pk, case_id=case_id):
        if Draft.objects.filter(user_id=to_user.pk, key=draft.key).exists():
            draft.key = f"{draft.key[:360]}#{draft.pk}"
        draft.user_id = to_user.pk
        draft.version += 1
        draft.save()
        moved += 1
    return moved
