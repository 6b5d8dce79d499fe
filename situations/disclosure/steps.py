"""Steps of scenarios about children in care who tell of more."""

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step
from safeguarding.models import Concern

from . import services
from .models import Disclosure


@step
def find_disclosure(world: World, *, concern: str) -> Disclosure:
    """What a concern has begun about a child in care who told of more."""
    return Disclosure.objects.get(concern=world.get(concern), withdrawn_at=None)


@step
def record_disclosure(
    world: World, *, concern: str, child: str, words: str, authority: str, police: bool | None = None, police_reason: str = "",
    disclosed: str | None = None, disclosure: str | None = None,
) -> Disclosure:  # fmt: skip
    """Which child told of more, when, in what words; who looks after the child; whether the police are told, and why."""
    return services.record_disclosure(
        concern=world.get(concern), child=world.get(child), words=words, authority=LocalAuthority.objects.get(name=authority), police=police,
        police_reason=police_reason, disclosed_at=world.moment(disclosed) or world.now,
        disclosure=world.get(disclosure) if disclosure else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def refer_disclosure(world: World, *, disclosure: str) -> Concern:
    """Refer now, to the authority that looks after the child; supervision is asked for."""
    return services.refer_disclosure(disclosure=world.get(disclosure), at=world.now, by=world.by, now=world.now)
