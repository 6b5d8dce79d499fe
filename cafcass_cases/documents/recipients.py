"""Who a document is for, and so what must be kept out of it (DESIGN §10.10)."""

from dataclasses import dataclass
from uuid import UUID

from cafcass_cases.cases.models import Case, ContactDetail, Person
from cafcass_cases.cases.models.people import PARTY_ROLES

DISCLOSED_BY_DEFAULT = {"local_authority", "police"}
"""A confidential detail with no list of its own is kept from everybody but these and the court: safeguarding needs it there."""


OWN_RECORD = "record"
"""A document that stays on the child's record and is sent to nobody. Nothing is withheld from it; a copy that leaves is a sharing of its own."""


@dataclass(frozen=True)
class Recipient:
    """One addressee. ``kind`` is an audience of :data:`cases.models.AUDIENCES`, "child_solicitor", "court", or :data:`OWN_RECORD`.

    A document for the court is read by the parties unless it is a copy for the court alone, so the guard treats the court
    as every party. ``people`` are persons of the case among the addressees.
    """

    kind: str
    name: str = ""
    people: tuple[UUID, ...] = ()
    court_alone: bool = False

    @property
    def audiences(self) -> frozenset[str]:
        """Every audience that may come to read it."""
        if self.kind == OWN_RECORD:
            return frozenset()
        if self.kind == "court":
            return frozenset() if self.court_alone else frozenset({"parties", "applicant", "respondent"})
        if self.kind in ("applicant", "respondent"):
            return frozenset({self.kind, "parties"})
        if self.kind == "parties":
            return frozenset({"parties", "applicant", "respondent"})
        if self.kind == "child_solicitor":
            # A party's solicitor, but neither the applicant's nor the respondent's.
            return frozenset({"child_solicitor", "parties"})
        return frozenset({self.kind})

    def readers(self, case: Case) -> frozenset[UUID]:
        """The persons of the case who may come to read it."""
        roles = [role for role in PARTY_ROLES if role in self.audiences]
        if "parties" in self.audiences and self.kind in ("court", "parties"):
            roles = list(PARTY_ROLES)
        found = Person.objects.filter(case=case, role__in=roles).values_list("id", flat=True) if roles else ()
        return frozenset(self.people) | frozenset(found)


def is_confidential(detail: ContactDetail, case: Case) -> bool:
    """Marked so, or not yet asked about in a case whose C8 nobody has read (binding until read)."""
    kinds = ContactDetail.Confidentiality
    return detail.confidentiality == kinds.CONFIDENTIAL or (detail.confidentiality == kinds.NOT_ASKED and case.c8_unread)


def is_withheld(detail: ContactDetail, case: Case, recipient: Recipient, readers: frozenset[UUID]) -> bool:
    """Whether ``detail`` must not reach ``recipient``. The person's own copy is not a disclosure to them alone."""
    if not is_confidential(detail, case) or (recipient.kind == "court" and recipient.court_alone):
        return False
    if not detail.withheld_from and not detail.withheld_from_people:
        return not recipient.audiences <= DISCLOSED_BY_DEFAULT
    listed = set(detail.withheld_from)
    if "parties" in listed:
        listed |= {"applicant", "respondent"}
    return bool(listed & recipient.audiences) or bool(set(detail.withheld_from_people) & readers)


def withheld_details(case: Case, recipient: Recipient) -> list[ContactDetail]:
    """Every detail of the case's people that must not reach ``recipient``, former ones too."""
    readers = recipient.readers(case)
    details = ContactDetail.objects.filter(person__case=case, withdrawn_at=None).select_related("person")
    return [detail for detail in details if is_withheld(detail, case, recipient, readers)]
