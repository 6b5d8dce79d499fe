from .agencies import InformedAgency
from .incidents import Incident
from .sharing import Disclosure, Permission, Sharing

__all__ = ["Disclosure", "Incident", "InformedAgency", "Permission", "Sharing"]
