"""The live figures of the policy's pages: how often each requirement was met, late, departed from, and is open.

They come from the one query behind every count (:mod:`.compliance`), so they agree with the compliance page.
"""

from __future__ import annotations

from datetime import datetime

from cafcass_cases.policy.registry import Figures, LiveFigures, register_paragraph_figures

from .compliance import By, Compliance, Filter, count_by


def _figures(found: Compliance) -> Figures:
    us = found.us
    return Figures(met=us.met, late=us.late, departed=us.departures, open=us.open, open_late=us.open_late)


@register_paragraph_figures
def figures_of(document: str, now: datetime) -> LiveFigures:
    """National figures of what Cafcass owed: they name nobody, so everybody may read them."""
    where = Filter(document=document)
    return LiveFigures(
        by_requirement={one: _figures(found) for one, found in count_by(By.REQUIREMENT, where=where, now=now).items()},
        by_paragraph={one: _figures(found) for one, found in count_by(By.PARAGRAPH, where=where, now=now).items()},
    )
