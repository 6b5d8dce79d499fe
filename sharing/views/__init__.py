"""The pages of sharing information."""

from .asking import BeginProhibitedSteps, BeginProhibitedStepsOfConcern, BeginSharing, BeginSharingOfConcern
from .incidents import ShowIncident, ViewIncident
from .sharing import (
    DecideSharing,
    ListSharing,
    RecordEndingTold,
    RecordNotShared,
    RecordPermission,
    ShareInformation,
    ShowSharing,
    ViewRisk,
    WithdrawSharing,
)

__all__ = [
    "BeginProhibitedSteps", "BeginProhibitedStepsOfConcern", "BeginSharing", "BeginSharingOfConcern", "DecideSharing", "ListSharing",
    "RecordEndingTold", "RecordNotShared", "RecordPermission", "ShareInformation", "ShowIncident", "ShowSharing", "ViewIncident",
    "ViewRisk", "WithdrawSharing",
]  # fmt: skip
