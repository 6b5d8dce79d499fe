"""Who may do what on a concern, in one place (DESIGN §6)."""

from datetime import datetime

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.cases.rules import may_manage_case, may_work_on_case
from cafcass_cases.cases.selectors import allocated_practitioner
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Concern, Dissent, Supervision


def may_answer_cause(user: User, concern: Concern, at: datetime) -> bool:
    """The child's own practitioner, or who logged the concern while working on the case; anybody who works on it if nobody holds it."""
    if not may_work_on_case(user, concern.case, at):
        return False
    if user.role == Role.PRACTITIONER or concern.created_by_id == user.pk:
        return True
    holder = allocated_practitioner(concern.case, at)
    return holder is None or holder.pk == user.pk


def may_hold_supervision(
    user: User, concern: Concern, supervision: Supervision | None, at: datetime, *, manages: bool | None = None
) -> bool:
    """A manager of the case, never the one who asked for it (policy 9). ``manages``: where it was asked for the user before."""
    if supervision is not None and supervision.requested_by_id == user.pk:
        return False
    if user.role == Role.PRACTITIONER:
        return False
    return may_manage_case(user, concern.case, at) if manages is None else manages


def may_dissent(user: User, concern: Concern, at: datetime) -> bool:
    """Any practitioner working on the case: a manager's "no" or silence stops nobody who is convinced (DESIGN §10.1)."""
    return may_work_on_case(user, concern.case, at)


def may_view_dissent(user: User, dissent: Dissent, at: datetime) -> bool:
    """Heads of Practice and Assistant Directors of the case's area record a view on it, never the dissenter."""
    senior = user.role in (Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR) or dissent.head_of_practice_id == user.pk
    return senior and user.pk != dissent.dissented_by_id and may_manage_case(user, dissent.concern.case, at)


for _ids, _words in (
    (("P0-2",), "The software asks who decides and why, and decides nothing itself"),
    (("P0-3",), "A manager comments, asks or signs, and cannot alter a practitioner’s words"),
    (("P1-1",), "A concern is about children of the case, subject or connected"),
    (("P2-2",), "The threshold of significant harm is rated for each child, with the reason"),
    (("P2-3", "F2.14-3"), "Every child of a concern has at least one kind of harm; “something else” needs words"),
    (("P5-1",), "Each child is referred to the authority in whose area the child lives"),
    (("P6-1",), "A concern says whether it is about somebody who works with children"),
    (("P7-2",), "A report to the police waits for nothing inside Cafcass"),
    (("P8-2",), "When a child in care tells of more, a report to the police is decided, with the reason"),
    (("P9-2", "P10-3", "F2.81-2"), "Supervision is not signed without reflection, agreement, decision, reason and the ten points"),
    (("P9-3",), "Who asks for supervision does not record or sign it"),
    (("P10-2",), "Every agreed action has an owner and a date before the record is signed"),
    (("P11-2",), "A concern asked about with neither parent nor authority needs the reason"),
    (("P16-1",), "A concern is not completed with a connected child unanswered"),
    (("P24-3",), "Where domestic abuse is feared, supervision says whether the authority is asked to consider MARAC"),
    (("P27-1",), "Yes to “cause to suspect” stands, and no manager can answer no"),
    (("P55-2",), "What was done and when it was typed are both kept and shown"),
    (("P55-3", "P55-4"), "A concern is not completed, nor its case closed, while anything stands open"),
    (("F2.77-1",), "In public law a concern is marked new or integral, with the reason"),
    (("F1.16-1",), "A decision is kept with its reasons, what was considered, who took it and when"),
    (("F2.66-1",), "A concern is logged in a case at any stage, and ends with a referral or with a manager’s signed reasons for none"),
    (("F2.113-2",), "A case that ends, by withdrawal too, is not closed over an open concern: the duty to refer outlives it"),
    (("F2.76-1",), "A child outside the proceedings has a record and the whole procedure like any other"),
    (("F2.85-2",), "An authority that is asked says whether a child has a protection plan; without that no concern is completed"),
    (("F2.87-3",), "A child left alone: what is done, who was called and when"),
    (("F2.87-2",), "Medical attention is asked about with the first question"),
):
    register_carrier(_ids, Carrier("rule", _words))

register_carrier(("F2.96-1", "F2.96-2"), Carrier("screen", "Only what was visible of an injury is asked, never more"))
register_carrier(("F2.89-1",), Carrier("screen", "Enquiries say to ask no more than is needed, and stop where an authority investigates"))
register_carrier(("F2.82-1",), Carrier("screen", "The signed record of supervision, printable, beside the practitioner’s request"))
register_carrier(
    ("F2.67-1", "F2.67-2", "F2.78-1"), Carrier("screen", "What harm and significant harm are, where they are chosen for each child")
)
register_carrier(
    ("F2.73-1",), Carrier("screen", "A concern says whether earlier ones about its children were unreported or stand unresolved")
)
register_carrier(
    ("F2.74-1",), Carrier("screen", "An enquiry says to ask no more than is needed, and to leave what happened to those who investigate")
)
register_carrier(("P1-2",), Carrier("screen", "What nobody has done yet shows as late, to the practitioner and on the manager’s clocks"))
register_carrier(("P2-1",), Carrier("screen", "National and local guidance beside each concern; contacts with agencies in the chronology"))
