"""What this room tells the rooms above it. Ids only."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AdviceFiled(Event):
    """Advice to the court is filed. ``at`` is when it was filed."""

    advice_id: UUID
    case_id: UUID
