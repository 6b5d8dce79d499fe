"""What happened to staff, for rooms that must react: nothing of theirs may be left with nobody."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """A member of staff has left; what they held goes to somebody who is there."""

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Event):
    """Role, team, line manager or employment changed: who manages whom may differ from now on."""

    user_id: UUID


@dataclass(frozen=True, kw_only=True)
class AbsenceRecorded(Event):
    """Somebody will be away, or was; also published when the absence is changed or withdrawn."""

    absence_id: UUID
