from .absence import Absence, OutOfHoursDuty
from .attestation import Attestation, AttestationReminder
from .places import ServiceArea, Team
from .posts import DirectorPost
from .sign_in import SignInFailure
from .users import REGISTERED_ROLES, Employment, Role, User

__all__ = [
    "REGISTERED_ROLES",
    "Absence",
    "Attestation",
    "AttestationReminder",
    "DirectorPost",
    "Employment",
    "OutOfHoursDuty",
    "Role",
    "ServiceArea",
    "SignInFailure",
    "Team",
    "User",
]
