"""What may not be shared while the LADO has not directed, and what carries the rest of paragraphs 49 to 51."""

from datetime import datetime
from typing import Any

from cafcass_cases.policy.catalogue import Carrier, register_carrier
from sharing.models import Permission
from sharing.registry import Restriction, register_direction, register_restriction

from .models import LadoStep, ProfessionalConcern

ALWAYS = ("lado", "police", "local_authority")
"""The LADO, by way of the authority, and the police: when the police may be told, the table of sharing says."""
PURPOSE = "professional_concern"


@register_restriction
def until_the_lado_directs(case: Any, recipient_kind: str, purpose: str, now: datetime) -> Restriction | None:
    """A concern about a professional is told to nobody else until the LADO says so, and then so far and no further (policy 49).

    It is a disclosure prohibition: no departure lifts it.
    """
    if recipient_kind in ALWAYS or (purpose != PURPOSE and recipient_kind != "employer"):
        return None
    standing = ProfessionalConcern.objects.filter(case=case, withdrawn_at=None).exclude(refer_to_lado=False)
    if is_told_so(case, recipient_kind):
        return None
    for professional in standing:
        if recipient_kind not in directed(professional, now):
            return Restriction(
                "P49-3",
                "The concern about somebody who works with children is not shared until the LADO says what may be shared, and with whom. "
                "Tell the LADO, by way of the local authority; the police where a child or adult is at immediate risk.",
            )
    return None


@register_direction
def lado_directs(case: Any, recipient_kind: str, now: datetime) -> bool:
    """Every open concern about a professional of this case has a direction of the LADO that names this kind of recipient (policy 49)."""
    standing = ProfessionalConcern.objects.filter(case=case, withdrawn_at=None).exclude(refer_to_lado=False)
    found = [recipient_kind in directed(professional, now) for professional in standing]
    return bool(found) and all(found)


def is_told_so(case: Any, recipient_kind: str) -> bool:
    """The LADO's direction was recorded with the request to share itself."""
    granted = Permission.objects.filter(giver=Permission.Giver.LADO, result=Permission.Result.GRANTED, withdrawn_at=None)
    return granted.filter(sharing__case=case, sharing__recipient_kind=recipient_kind).exists()


def directed(professional: ProfessionalConcern, now: datetime) -> list[str]:
    """The kinds of recipient that the LADO's latest direction allows (policy 49)."""
    steps = LadoStep.objects.filter(lado__professional=professional, kind=LadoStep.Kind.DIRECTION, happened_at__lte=now, withdrawn_at=None)
    latest = steps.order_by("happened_at", "created_at").last()
    return latest.may_share_with if latest else []


for _ids, _words in (
    (("P49-2", "P50-2"), "The referral says that it includes the LADO, the behaviour, and what the LADO needs to decide"),
    (("P49-3",), "A concern about a professional is not shared until the LADO directs"),
    (("P49-4",), "It is said in what capacity the person comes into this; a colleague’s case is kept from the colleague"),
    (("P49-5",), "The LADO’s direction lifts the ban so far and no further"),
    (("P50-1",), "Nobody plans to attend the LADO’s meeting; having attended is an incident"),
    (("P51-1", "P51-2", "P51-4"), "Supervision, approval of the very text, telling the individual: then it is sent"),
    (("P51-3",), "The rationale is written whichever way it is decided"),
    (("P51-6",), "The court is told in words that a manager agreed"),
):
    register_carrier(_ids, Carrier("rule", _words))
