from .access import AccessGrant
from .allocation import Allocation
from .cases import Case, Handover, Hearing, Order, Proceedings, ReferenceCounter, Stage
from .contacts import AUDIENCES, ContactDetail
from .directories import AuthorityContact, Court, CourtArea, LocalAuthority, PoliceForce
from .entries import RecordEntry
from .holds import DisposalHold
from .identities import Identity, LinkProposal, Marker, OwnRecordsSearch, PersonIdentity
from .names import NameKey
from .people import Person, PersonName, Relationship, RoleInCase

__all__ = [
    "AUDIENCES", "AccessGrant", "Allocation", "AuthorityContact", "Case", "ContactDetail", "Court", "CourtArea", "DisposalHold", "Handover", "Hearing",
    "Identity", "LinkProposal", "LocalAuthority", "Marker", "NameKey", "Order", "OwnRecordsSearch", "Person", "PersonIdentity", "PersonName", "PoliceForce",
    "Proceedings", "RecordEntry", "ReferenceCounter", "Relationship", "RoleInCase", "Stage",
]  # fmt: skip
