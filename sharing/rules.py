"""Who may do what here, and what stands against closing a case: one rule for each permission (DESIGN §6)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.registry import register_closing_guard
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Disclosure, Incident, Sharing


def may_view_incident(user: User, incident: Incident, at: datetime, *, manages: bool | None = None) -> bool:
    """A manager of the case, never the one who recorded it. ``manages``: where it was asked for the user before."""
    if incident.recorded_by_id == user.pk:
        return False
    return may_manage_case(user, incident.case, at) if manages is None else manages


def may_view_risk(user: User, disclosure: Disclosure, at: datetime, *, manages: bool | None = None) -> bool:
    """A manager of the case, never the one who shared it."""
    if disclosure.shared_by_id == user.pk:
        return False
    return may_manage_case(user, disclosure.sharing.case, at) if manages is None else manages


@register_closing_guard
def no_request_unanswered(case: Any, now: datetime) -> list[str]:
    """A request for information is answered, one way or the other, before the case closes."""
    waiting = Sharing.objects.filter(case=case, outcome=Sharing.Outcome.WAITING, withdrawn_at=None).order_by("reference")
    return [
        f"Answer the request {reference}, or record that it was not shared" for reference in waiting.values_list("reference", flat=True)
    ]


for _ids, _words in (
    (("P20-1",), "A section 47 enquiry may be supported, once its date and who asks are on the record"),
    (("P20-2",), "A child protection process may be supported, once its date and who asks are on the record"),
    (("P20-3",), "Child protection work with a child who is or was on a plan may be supported; for another purpose a manager or the court decides"),
    (("P20-4",), "Outside child protection nothing is shared with an authority without the court’s permission, its reference and date"),
    (("F3.62-3",), "What is shared is the minimum, with whom and how; not sharing has its reasons too"),
    (("F3.62-2",), "Where nobody consents, a child’s safety comes first; anything else waits for the court, or a manager with legal advice"),
    (("F2.102-2",), "Court papers may go to an authority that protects a child; for anything else the court is asked first"),
    (("F3.89-1",), "A request that the policy does not list is answered only after a manager and legal advice have decided"),
    (("F2.60-9",), "What went wrong in the work, a threat or violence included, is recorded and a manager looks at it"),
    (("P20-5",), "Every request is kept with who asked, what for, the answer, what was shared, how, when and by whom"),
    (("P22-1",), "An authority that protects a child may be told, and the purpose is on the record"),
    (("P22-2",), "Nothing is shared directly with a MARAC; what was shared all the same is an incident"),
    (("P26-1",), "A named officer who acts to protect a child may be told"),
    (("P26-2",), "For any other purpose of the police the court’s permission is needed"),
    (("P31-5",), "A 16A goes to a party only on a basis that is written down"),
    (("P40-1", "P40-2"), "Details of a prohibited steps order go out only with the court’s permission, which is asked for"),
    (("P40-3",), "At an immediate risk they may go without it, with reasons, and the manager is told"),
    (("P45-2",), "Nothing is sent to the National Referral Mechanism: the authority is asked to refer"),
    (("P49-3", "P49-5"), "A concern about a professional is told to nobody but the LADO, or the police at an immediate risk, until the LADO directs"),
):  # fmt: skip
    register_carrier(_ids, Carrier("rule", _words))

register_carrier(
    ("P23-1", "P23-2"), Carrier("screen", "What a MARAC is, and how the authority may pass information on, beside every request")
)
register_carrier(("P25-1",), Carrier("screen", "What MAPPA is, beside every request"))
