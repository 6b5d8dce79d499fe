"""The skin map: what was visible without undressing, by whom and when (framework 2.96, 2.97). Moments in UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service

from ..body import sites
from ..models import SkinMap, SkinMark, Telling
from . import guards

UNDRESSED = (
    "Only what was visible without undressing may be marked. Never ask a child to undress. If a doctor should look, ask children’s social "
    "care or the police for a medical examination."
)


@dataclass(frozen=True, kw_only=True)
class MarkFacts:
    """One mark: ``site`` is a key of ``body.sites()``; without ``x`` and ``y`` it stands in the middle of its site."""

    site: str
    description: str
    size: str = ""
    colour: str = ""
    x: int | None = None
    y: int | None = None


@service
def draw_skin_map(
    *,
    case: Case,
    child: Person,
    seen_at: datetime,
    observer: str,
    visible_only: bool,
    marks: Sequence[MarkFacts],
    by: User,
    now: datetime,
    note: str = "",
    telling: Telling | None = None,
) -> SkinMap:
    """Mark what ``observer`` saw at ``seen_at``, and sign it. Raises RuleRefused F2.96-2 unless all of it was visible without undressing."""
    guards.must_work_on(by, case, now)
    guards.must_be_child(case, child)
    if not visible_only:
        raise RuleRefused("F2.96-2", UNDRESSED, field="visible_only")
    guards.must_have_happened(seen_at, now, "seen_at")
    guards.must_be_written(observer, "F2.96-1", "Enter who saw it.", "observer")
    if not marks:
        raise RuleRefused("F2.96-1", "Place at least one mark.", field=None)
    skin_map = SkinMap(
        case=case, child=child, telling=telling, concern=telling.concern if telling else None, seen_at=seen_at, observer=observer.strip(),
        visible_only=True, note=note.strip(), signed_at=now, signed_by=by,
    )  # fmt: skip
    skin_map.save()
    for number, mark in enumerate(marks, 1):
        _place(skin_map, number, mark)
    return skin_map


def _place(skin_map: SkinMap, number: int, mark: MarkFacts) -> None:
    found = sites().get(mark.site)
    if found is None:
        raise RuleRefused("F2.96-1", f"Mark {number}: choose where on the body it is.", field=None)
    guards.must_be_written(mark.description, "FR3-1", f"Mark {number}: describe what you saw.", None)
    view, site = found
    x, y = site.middle if mark.x is None or mark.y is None else (min(max(mark.x, 0), view.width), min(max(mark.y, 0), view.height))
    SkinMark(
        skin_map=skin_map, number=number, site=mark.site, x=x, y=y, description=mark.description.strip(), size=mark.size.strip(),
        colour=mark.colour.strip(),
    ).save()  # fmt: skip


@service
def withdraw_skin_map(*, skin_map: SkinMap, reason: str, by: User, now: datetime) -> SkinMap:
    """It was entered in error: withdrawn with the reason, kept for auditors."""
    skin_map = guards.lock(skin_map)
    guards.must_work_on(by, skin_map.case, now)
    guards.must_stand(skin_map, "skin map")
    guards.must_be_written(reason, "entered-in-error", "Write why.", "reason")
    skin_map.withdrawn_at, skin_map.withdrawn_by, skin_map.withdrawn_reason = now, by, reason.strip()
    skin_map.save()
    return skin_map
