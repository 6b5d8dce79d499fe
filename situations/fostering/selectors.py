"""What may be read of private fostering, starting from who reads. Moments in UTC."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, ContactDetail, Person, Relationship
from cafcass_cases.cases.selectors import current_details, people_of_case, record_for
from cafcass_cases.core.clock import london_date
from cafcass_cases.documents.recipients import Recipient, withheld_details
from cafcass_cases.duties.models import Duty
from safeguarding.models import Concern

from .models import Arrangement


def arrangement_for(user: User, arrangement_id: UUID | str, at: datetime) -> Arrangement:
    """Raises Http404."""
    rows = Arrangement.objects.select_related("child", "carer", "concern", "authority", "notified_by")
    return record_for(user, rows, arrangement_id, at)


def duties_of(arrangement: Arrangement) -> QuerySet[Duty]:
    """What this record owes or owed, and the referral and the 16A of the child's concerns."""
    own = Q(subject_label=arrangement._meta.label_lower, subject_id=arrangement.pk)
    concerns = Q(key__in=("private-fostering-referral", "s16a"), case=arrangement.case_id, child=arrangement.child_id)
    return Duty.objects.filter(own | concerns).select_related("owner", "child").order_by("ended_at", "due_at")


def running_for(child: Person, at: datetime) -> Arrangement | None:
    """The arrangement in which the child is privately fostered at ``at``, or None."""
    day = london_date(at)
    rows = Arrangement.objects.filter(child=child, withdrawn_at=None).order_by("-started_on")
    return next((row for row in rows if row.is_private_fostering(day)), None)


def concerns_about(child: Person) -> list[Concern]:
    """Concerns that name the child and are open."""
    return list(Concern.objects.filter(children__child=child, completed_at=None, withdrawn_at=None).select_related("case"))


def holders_of_responsibility(child: Person) -> list[Person]:
    """Who holds parental responsibility for the child, as the record says (policy 38)."""
    links = Relationship.objects.filter(other=child, parental_responsibility=True, withdrawn_at=None, to_on=None)
    return [link.person for link in links.select_related("person")]


def household_of(child: Person, carer: Person | None) -> list[Person]:
    """The carer, and who is recorded as living with the carer or the child."""
    ids = {child.pk} | ({carer.pk} if carer else set())
    links = Relationship.objects.filter(kind=Relationship.Kind.LIVES_WITH, withdrawn_at=None, to_on=None).filter(
        Q(person__in=ids) | Q(other__in=ids)
    )
    found = {carer.pk: carer} if carer else {}
    for link in links.select_related("person", "other"):
        for person in (link.person, link.other):
            if person.pk != child.pk:
                found[person.pk] = person
    return list(found.values())


def people_by_id(case: Case, ids: list[UUID]) -> list[Person]:
    return [person for person in people_of_case(case) if person.pk in set(ids)]


def adults_of(case: Case) -> list[Person]:
    return [person for person in people_of_case(case) if not person.is_child]


def address_told(person: Person, recipient: Recipient, at: datetime) -> str:
    """Where the person lives, less what is withheld from the recipient."""
    withheld = {detail.pk for detail in withheld_details(person.case, recipient)}
    kinds = (ContactDetail.Kind.ADDRESS, ContactDetail.Kind.REFUGE)
    return "; ".join(
        f"{one.value}{f', {one.postcode}' if one.postcode and one.postcode not in one.value else ''}"
        for one in current_details(person, at)
        if one.kind in kinds and one.pk not in withheld
    )
