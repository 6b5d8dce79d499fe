"""What may be done about information shared or wanted. Each verb is one transaction; moments are in UTC and are passed in."""

from .agencies import agency_learned, involvement_ends, record_ending_told
from .deciding import decide_sharing, record_not_shared, record_permission
from .disclosing import share, view_sharing_at_risk
from .incidents import record_incident, view_incident
from .noting import note_sharing, withdraw_sharing

__all__ = [
    "agency_learned", "decide_sharing", "involvement_ends", "note_sharing", "record_ending_told", "record_incident", "record_not_shared",
    "record_permission", "share", "view_incident", "view_sharing_at_risk", "withdraw_sharing",
]  # fmt: skip
