"""What this room shows on a concern's page and tells in the chronology."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cafcass_cases.cases.registry import ChronologyLine
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import NextStep, Section
from safeguarding.selectors import whole_of

from .models import LadoReferral, LadoStep, ProfessionalConcern
from .progress import next_step, state_words

KIND = "Professional"


def _rows(**where: Any) -> tuple[Any, ...]:
    found = ProfessionalConcern.objects.filter(withdrawn_at=None, **where)
    lados = LadoReferral.objects.filter(professional__in=found.values("pk"))
    steps = LadoStep.objects.filter(lado__in=lados.values("pk"), withdrawn_at=None)
    return found.select_related("person", "decided_by"), lados.select_related("approved_by"), steps.select_related("created_by")


def _joined(rows: Iterable[ProfessionalConcern], lados: Iterable[LadoReferral]) -> list[ProfessionalConcern]:
    """Each record has its referral at hand, without asking for it."""
    own = {lado.professional_id: lado for lado in lados}
    for row in rows:
        ProfessionalConcern._meta.get_field("lado").set_cached_value(row, own.get(row.pk))
        if row.pk in own:
            own[row.pk].professional = row
    return list(rows)


def _section(concern: Any, user: Any, now: datetime, rows: Any, lados: Any, steps: Any) -> Iterator[Section]:
    """Who works with children, and where the LADO's part stands; never to the colleague it is about."""
    shown = [(row, *state_words(row)) for row in _joined(rows, lados) if row.colleague_id != user.pk]
    if shown:
        yield Section("Somebody who works with children", "professionals/_of_concern.html", {"rows": shown}, order=30)


def _steps(concern: Any, user: Any, now: datetime, rows: Any, lados: Any, steps: Any) -> Iterator[NextStep]:
    """The one next step with each person. The children's own referral comes first, and never waits for it."""
    case = concern.case
    if not getattr(case, "user_works", False):
        return
    held = [one.held_at for one in whole_of(concern).supervisions if one.held_at]
    for row in _joined(rows, lados):
        row.case = case
        supervised = any(moment >= row.identified_at for moment in held)
        following = next_step(row, user, manages=bool(getattr(case, "user_manages", False)), supervised=supervised)
        if following and row.colleague_id != user.pk:
            yield NextStep(following.label, following.url, order=45, tone="secondary")


def _story(rows: Any, lados: Any, steps: Any) -> Iterator[ChronologyLine]:
    """Decisions on the LADO, and what came of them."""
    for row in _joined(rows, lados):
        url = row.get_absolute_url()

        def line(at: Any, title: str, text: str = "", *, entered: Any = row.created_at, by: Any = None, url: str = url) -> ChronologyLine:
            return ChronologyLine(
                at=at, entered_at=entered, title=title, text=text, kind=KIND, url=url, by=getattr(by, "full_name", "") or ""
            )

        if row.decided_at:
            words = "is recommended" if row.refer_to_lado else "is not recommended"
            yield line(row.decided_at, f"Decided: the LADO’s involvement {words}", row.rationale, entered=row.decided_at, by=row.decided_by)
        lado = row.lado if row.refer_to_lado is not None and _has(row) else None
        if lado is None:
            continue
        if lado.approved_at:
            yield line(lado.approved_at, "Referral that includes the LADO approved", entered=lado.approved_at, by=lado.approved_by)
        if lado.told_at:
            yield line(lado.told_at, "The individual was told of the LADO referral", lado.told_how, entered=lado.told_at)
        if lado.sent_at:
            yield line(lado.sent_at, "Referral that includes the LADO sent", lado.sent_to, entered=lado.sent_at)
        for step in steps:
            if step.lado_id == lado.pk:
                yield line(step.happened_at, step.get_kind_display(), step.text, entered=step.created_at, by=step.created_by)
                if step.answered_at:
                    yield line(step.answered_at, "The LADO’s question answered", step.answer, entered=step.answered_at)


def _has(row: ProfessionalConcern) -> bool:
    return hasattr(row, "lado")


register_path_view(PathView(key="professionals", rows=_rows, section=_section, steps=_steps, story=_story))
