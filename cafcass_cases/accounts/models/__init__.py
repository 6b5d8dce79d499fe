from .absence import Absence, OutOfHoursDuty
from .places import ServiceArea, Team
from .users import Role, User

__all__ = ["Absence", "OutOfHoursDuty", "Role", "ServiceArea", "Team", "User"]
