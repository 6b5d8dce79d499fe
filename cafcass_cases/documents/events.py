"""What happens to a document that higher floors react to."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentFiled(Event):
    """The court gave its receipt. ``at`` is when; ``filing`` is the :class:`Filing`, ``document_id`` what was filed, ``kind`` its kind."""

    filing: object
    document_id: UUID
    kind: str
