"""Records turned into what templates and documents show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london

from .body import View, site_words, views
from .models import HOMES, CareCheck, DirectWork, DirectWorkPlan, SkinMark, Telling
from .services.guardians import CLEAR


def yes_no(value: bool | None, unknown: str = "Not known") -> str:
    return unknown if value is None else "Yes" if value else "No"


def _said(*pairs: tuple[str, Any]) -> list[Row]:
    """Rows for what was answered; what was left empty is left out."""
    return [Row(label, value) for label, value in pairs if value not in ("", None)]


def plan_rows(plan: DirectWorkPlan) -> list[Row]:
    wish = plan.child_wish
    if plan.wish_met is False:
        wish += f"\nNot met. Explained: {plan.wish_explained}"
    familiar = plan.familiar_person or (f"Nobody: {plan.no_familiar_reason}" if plan.no_familiar_reason else "")
    return _said(
        ("What it is for", plan.purpose),
        ("When", london(plan.planned_for) if plan.planned_for else "Not yet agreed"),
        ("Where", ", ".join(part for part in (plan.get_venue_display(), plan.venue_detail) if part)),
        ("What the child wishes", wish),
        ("Told of place and length", plan.told_of_place),
        ("First interview", yes_no(plan.is_first)),
        ("Familiar person", familiar),
        ("Who else is there", plan.who_else),
        ("Another adult in the home", plan.second_adult),
        ("Age and understanding", plan.understanding),
        ("How barriers are overcome", plan.adjustments),
        ("Interpreter", plan.interpreter),
        ("Access, medicine, worship", plan.other_needs),
        ("Who takes the child there", f"{plan.get_transport_display()}{f'. {plan.transport_reason}' if plan.transport_reason else ''}"),
        ("Materials", plan.material_words),
        ("Asks about what may have happened", yes_no(plan.about_event)),
        ("Planned by", str(plan.planned_by)),
    )


def point_rows(entry: Any) -> list[Row]:
    """The ten points of framework 2.47."""
    return [Row(label, entry.direct_work.get(key, "")) for key, label in DIRECT_WORK_POINTS.items()]


def work_rows(work: DirectWork) -> list[Row]:
    home = work.second_adult or "Nobody" if work.venue in HOMES else work.second_adult
    distress = "No"
    if work.distress:
        distress = f"Yes. {work.distress_signs}"
    return _said(
        ("Kind of place", work.get_venue_display()),
        ("In the child’s bedroom", "Yes" if work.in_bedroom else ""),
        ("Another adult in the home", home),
        ("Limits of confidentiality explained", f"{yes_no(work.limits_explained)}. {work.limits_how}"),
        ("Distress, or urged to do something hard", distress),
        ("Encouragement given", work.encouragement),
        ("What was decided", f"{work.get_decision_display()}: {work.decision_reason}" if work.decision else ""),
        ("Expert proposed: what the child says", work.expert_view),
        ("Materials", work.material_words),
        ("The child’s solicitor was told", work.solicitor_told),
        ("The social worker was told", work.social_worker_told),
    )


def telling_rows(telling: Telling) -> list[Row]:
    return _said(
        ("When the child told", london(telling.told_at)),
        ("In the child’s words", telling.words),
        ("The child’s explanation", telling.explanation),
        ("Whom the child holds responsible", telling.responsible),
        ("Visible signs of injury", telling.signs),
        ("Who else was there", telling.also_present),
        ("What was asked before", telling.asked),
        ("Questioning stopped", london(telling.stopped_at)),
        ("What the child was told would follow", telling.told_again),
        ("Heard and written by", f"{telling.heard_by}, entered {london(telling.created_at)}"),
    )


def check_rows(check: CareCheck) -> list[Row]:
    if not check.looked_after:
        return [Row("Looked after", f"No, {london(check.checked_at)}")]
    return _said(
        ("Looked after", "Yes"),
        ("The authority applies the care rules", yes_no(check.rules_applied)),
        ("Found", check.finding),
        ("What we do about it", check.action),
        *((f"Clear: {words}", yes_no(getattr(check, key), "No such plan yet")) for key, words in CLEAR.items()),
        ("Checked", london(check.checked_at)),
    )


@dataclass(frozen=True)
class Placed:
    """A mark as it stands on its drawing; the number stands in its middle."""

    number: int
    x: int
    y: int
    words: str

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class Drawing:
    """One view of the body with its marks. ``words`` says the same to whoever does not see it."""

    view: View
    marks: tuple[Placed, ...]

    @property
    def words(self) -> str:
        if not self.marks:
            return f"{self.view.label}: no mark"
        return f"{self.view.label}: " + "; ".join(f"mark {mark.number}, {mark.words}" for mark in self.marks)


def drawings(marks: Iterable[SkinMark], *, only_marked: bool = False) -> list[Drawing]:
    """Every drawing with the marks on it; ``only_marked`` leaves out those without."""
    placed: dict[str, list[Placed]] = {}
    for mark in marks:
        placed.setdefault(mark.site.partition("/")[0], []).append(
            Placed(mark.number, mark.x, mark.y, site_words(mark.site).partition(": ")[2])
        )
    found = [Drawing(view, tuple(placed.get(view.key, ()))) for view in views()]
    return [one for one in found if one.marks] if only_marked else found


def mark_rows(marks: Iterable[SkinMark]) -> list[dict[str, Any]]:
    """The list of marks: what stands beside each number."""
    return [
        {
            "number": mark.number,
            "site": site_words(mark.site),
            "description": mark.description,
            "size": mark.size or "–",
            "colour": mark.colour or "–",
        }
        for mark in marks
    ]
