"""What happened to the policy, for the rooms above."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicyVersionListed(Event):
    """A version was added, or one that is to come was changed. It may be in force already."""

    version_id: UUID
