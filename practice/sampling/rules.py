"""Who may sample whom, and read what was found (DESIGN §6). And where this room carries out what no duty does."""

from datetime import datetime

from django.db.models import Q

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.accounts.rules import is_manager, may_audit
from cafcass_cases.accounts.staffing import acts_as_manager_for, areas_answered_for, managed_by
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Sample


def may_sample(user: User) -> bool:
    """Managers and above sample the cases of their own staff; auditors anybody's."""
    return is_manager(user) or may_audit(user)


def may_be_sampled(user: User) -> bool:
    """Practitioners read what was found in their own cases."""
    return user.is_active and user.role == Role.PRACTITIONER


def may_sample_from(user: User, practitioner: User, at: datetime) -> bool:
    """Whether ``user`` may take a sample of this practitioner's cases: as an auditor, or as who acts as their manager at ``at``."""
    if practitioner.role != Role.PRACTITIONER or not practitioner.is_active:
        return False
    return may_audit(user) or acts_as_manager_for(user, practitioner, at)


def practitioners_of(user: User, at: datetime) -> Q:
    """Those whose cases ``user`` may sample."""
    if may_audit(user):
        return Q(role=Role.PRACTITIONER, is_active=True)
    areas = areas_answered_for(user, at)
    mine = Q(pk__in=managed_by(user, at).values("pk"))
    if areas:
        mine |= Q(team__service_area__in=areas) | Q(service_area__in=areas)
    return Q(role=Role.PRACTITIONER, is_active=True) & mine


def may_read(user: User, sample: Sample, at: datetime) -> bool:
    """Who took it, who manages the practitioner, auditors; and the practitioner, once it is signed."""
    if user.pk == sample.practitioner_id:
        return sample.is_signed
    return user.pk == sample.sampled_by_id or may_sample_from(user, sample.practitioner, at)


def may_write(user: User, sample: Sample, at: datetime) -> bool:
    """Until it is signed: who took it, and who manages the practitioner."""
    return user.pk != sample.practitioner_id and (
        user.pk == sample.sampled_by_id or (is_manager(user) and acts_as_manager_for(user, sample.practitioner, at))
    )


register_carrier(
    ("FA5-1",), Carrier("rule", "A point of the checklist counts as shown only with its evidence and date; all are answered before signing")
)
register_carrier(("FA5-2",), Carrier("screen", "Samples of a practitioner's cases, what each shows by point, and whose sample is due"))
