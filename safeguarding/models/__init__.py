from .children import CauseAnswer, ConcernChild, ConnectedConsideration, Harm
from .concerns import Concern
from .protection import Enquiry, PoliceReport
from .supervision import (
    Dissent,
    ManagerComment,
    Supervision,
    SupervisionAction,
    SupervisionChild,
    SupervisionQuestion,
)

__all__ = [
    "CauseAnswer", "Concern", "ConcernChild", "ConnectedConsideration", "Dissent", "Enquiry", "Harm", "ManagerComment",
    "PoliceReport", "Supervision", "SupervisionAction", "SupervisionChild", "SupervisionQuestion",
]  # fmt: skip
