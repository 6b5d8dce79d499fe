"""The record of this room, locked for whoever may write on it."""

from cafcass_cases.core.errors import RuleRefused
from situations.adults.models import AdultConcern, AdultReferral


def locked(adult: AdultConcern) -> AdultConcern:
    """The concern as it stands now, held until the transaction ends. Raises RuleRefused for one entered in error."""
    found = AdultConcern.objects.select_for_update(of=("self",)).select_related("case", "concern", "person").get(pk=adult.pk)
    if found.withdrawn_at:
        raise RuleRefused("entered-in-error", "This was entered in error. Record a new one if there is something to record.")
    return found


def locked_referral(referral: AdultReferral) -> AdultReferral:
    found = AdultReferral.objects.select_for_update(of=("self",)).select_related(
        "adult__case", "adult__concern", "adult__person", "authority"
    )
    return found.get(pk=referral.pk)
