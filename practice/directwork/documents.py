"""Documents of this room, and its parts of the written referral (framework 2.91, 2.94, 2.96, 2.97)."""

from collections.abc import Iterator
from typing import Any

from cafcass_cases.documents.recipients import OWN_RECORD, Recipient
from cafcass_cases.documents.registry import DocumentKind, register_kind
from cafcass_cases.ui.words import london
from referrals.registry import ReferralPart, register_referral_part

from . import selectors
from .models import ChildView
from .presenting import drawings, mark_rows, point_rows, telling_rows, work_rows

REPORTED = ("parent", "professional", "other_person")
CHANNEL = (
    "This referral is based on what was reported to Cafcass ({source}). Cafcass passes on what it was told: it has not investigated it, and "
    "the words are those of whoever reported them unless we say that they are ours."
)


def _work_context(work: Any) -> dict[str, Any]:
    return {
        "work": work,
        "points": point_rows(work.entry),
        "rows": work_rows(work),
        "promises": selectors.promises_of(work),
        "tellings": [telling_rows(one) for one in work.tellings.filter(withdrawn_at=None)],
        "corrections": selectors.corrections_of(work),
    }


DIRECT_WORK_RECORD = register_kind(
    DocumentKind(
        key="direct-work-record",
        title="Record of work with a child",
        template="directwork/documents/direct_work_record.html",
        subject_label="directwork.directwork",
        subject=selectors.work_for,
        case=lambda work: work.case,
        recipient=lambda work: Recipient(OWN_RECORD, "The child’s record"),
        context=_work_context,
        url=lambda work: work.get_absolute_url(),
    )
)


def _map_context(skin_map: Any) -> dict[str, Any]:
    marks = selectors.marks_of(skin_map)
    return {"skin_map": skin_map, "drawings": drawings(marks, only_marked=False), "marks": mark_rows(marks)}


SKIN_MAP = register_kind(
    DocumentKind(
        key="skin-map",
        title="Skin map",
        template="directwork/documents/skin_map.html",
        subject_label="directwork.skinmap",
        subject=selectors.skin_map_for,
        case=lambda skin_map: skin_map.case,
        recipient=lambda skin_map: Recipient(OWN_RECORD, "The child’s record"),
        context=_map_context,
        url=lambda skin_map: skin_map.get_absolute_url(),
    )
)


def _words_of(view: ChildView) -> str:
    name = view.child.full_name
    if view.told == ChildView.Told.TOLD:
        parts = [
            f"{name} was told of this referral on {london(view.told_at)}. {view.get_view_display()}.",
            f"{name}’s views and feelings: {view.words}",
        ]
        if view.support:
            parts.append(f"Support offered: {view.support}")
        return "\n".join(parts)
    if view.told == ChildView.Told.UNSAFE:
        return (
            f"{name} has not been told of this referral, because telling would be unsafe now. Please speak to us before you tell {name}.\n"
            f"{name}’s views and feelings as we know them: {view.words}"
        )
    return f"{name} has not yet been told of this referral.\n{name}’s views and feelings as we know them: {view.words}"


@register_referral_part
def child_view_part(referral: Any) -> Iterator[ReferralPart]:
    """Child by child, what each knows and thinks of this referral: never one child's words for another (DESIGN §10.13)."""
    children = [row.child for row in referral.children.select_related("child")]
    views = selectors.views_of(referral.concern, children)
    if views:
        yield ReferralPart("What each child knows and thinks of this referral", tuple(_words_of(view) for view in views), order=30)


@register_referral_part
def channel_part(referral: Any) -> Iterator[ReferralPart]:
    """A referral from what somebody reported says that Cafcass is the channel (framework 2.94)."""
    concern = referral.concern
    if concern.source in REPORTED and not referral.is_early_help:
        source = concern.get_source_display()
        yield ReferralPart("Reported information", (CHANNEL.format(source=source[:1].lower() + source[1:]),), order=10)
