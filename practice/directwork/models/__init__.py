"""Work with children: plans, the signed record, what a child tells, what the child thinks of a referral, and the skin map."""

from .guardians import CareCheck, OfficerContact
from .marks import SkinMap, SkinMark
from .performance import Appraisal
from .plans import HOMES, Away, DirectWorkPlan, DisabilityQuestions, Material, Transport, Venue
from .telling import ChildView, Telling
from .work import DirectWork, Promise

__all__ = [
    "HOMES", "Appraisal", "Away", "CareCheck", "ChildView", "DirectWork", "DirectWorkPlan", "DisabilityQuestions", "Material", "OfficerContact", "Promise",
    "SkinMap", "SkinMark", "Telling", "Transport", "Venue",
]  # fmt: skip
