"""What children told, thought and showed, in the case's chronology and on a concern's page. Work itself stands there as an entry."""

from collections.abc import Iterator
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import Section

from .models import ChildView, SkinMap, Telling

KIND = "Work with children"


def _standing(model: Any, **where: Any) -> Any:
    return model.objects.filter(withdrawn_at=None, **where).select_related("child")


def _of_tellings(tellings: list[Telling]) -> Iterator[ChronologyLine]:
    for one in tellings:
        yield ChronologyLine(
            at=one.told_at, entered_at=one.created_at, title=f"{one.child.full_name} told of harm; questioning stopped", text=one.words, kind=KIND,
            url=one.get_absolute_url(),
        )  # fmt: skip


def _of_maps(maps: list[SkinMap]) -> Iterator[ChronologyLine]:
    for one in maps:
        title = f"Visible injury of {one.child.full_name} marked on a skin map"
        yield ChronologyLine(at=one.seen_at, entered_at=one.created_at, title=title, text=one.note, kind=KIND, url=one.get_absolute_url())


def _of_views(views: list[ChildView]) -> Iterator[ChronologyLine]:
    for one in views:
        title = {
            ChildView.Told.TOLD: f"{one.child.full_name} was told of the referral",
            ChildView.Told.UNSAFE: f"{one.child.full_name} is not told of the referral: unsafe",
            ChildView.Told.NOT_YET: f"{one.child.full_name} is not yet told of the referral",
        }[one.told]
        yield ChronologyLine(at=one.told_at or one.created_at, entered_at=one.created_at, title=title, text=one.words, kind=KIND)


def _section_of_views(concern: Any, user: Any, now: Any, views: list[ChildView]) -> Iterator[Section]:
    newest: dict[Any, ChildView] = {}
    for one in views:
        newest.setdefault(one.child_id, one)
    yield Section(
        "What each child thinks of the referral",
        "directwork/_views_of_concern.html",
        {"views": list(newest.values()), "concern": concern},
        order=35,
    )


def _section_of_tellings(concern: Any, user: Any, now: Any, tellings: list[Telling]) -> Iterator[Section]:
    yield Section("What a child told", "directwork/_tellings_of_concern.html", {"tellings": tellings}, order=33)


def _section_of_maps(concern: Any, user: Any, now: Any, maps: list[SkinMap]) -> Iterator[Section]:
    yield Section("Visible injuries", "directwork/_maps_of_concern.html", {"maps": maps}, order=34)


register_path_view(
    PathView(key="tellings", rows=lambda **where: (_standing(Telling, **where),), story=_of_tellings, section=_section_of_tellings)
)
register_path_view(PathView(key="skin-maps", rows=lambda **where: (_standing(SkinMap, **where),), story=_of_maps, section=_section_of_maps))
register_path_view(
    PathView(key="child-views", rows=lambda **where: (_standing(ChildView, **where),), story=_of_views, section=_section_of_views)
)
