"""What staff are asked when something happens to the policy."""

from cafcass_cases.core.events import reacts_to
from cafcass_cases.policy.events import PolicyVersionListed

from .services import open_attestations


@reacts_to(PolicyVersionListed)
def ask_for_attestation(event: PolicyVersionListed) -> None:
    """A version that is in force at once is asked about at once; one to come, by the task on its day."""
    open_attestations(by=event.by, now=event.now)
