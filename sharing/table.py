"""May we tell them? The one table of recipients and purposes, and the answer the policy gives to each (policy 20 to 26, 40, 49).

What stands in no row is not listed: not yet, until a manager and legal advice decide.
"""

from dataclasses import dataclass
from enum import StrEnum

PROFESSIONAL_CONCERN = "professional_concern"
PROHIBITED_STEPS = "prohibited_steps"


class Answer(StrEnum):
    """The answer, as the record keeps it."""

    PERMITTED = "permitted"
    COURT_PERMISSION = "court_permission"
    PERMISSION_OR_RISK = "permission_or_risk"
    MANAGER_PURPOSE = "manager_purpose"
    RISK_ONLY = "risk_only"
    APPROVAL = "approval"
    CONSENT = "consent"
    OWN_RULES = "own_rules"
    LADO_DIRECTION = "lado_direction"
    NOT_YET = "not_yet"
    PROHIBITED = "prohibited"


ANSWER_WORDS = {
    Answer.PERMITTED: "Yes",
    Answer.COURT_PERMISSION: "Only with the court’s permission",
    Answer.PERMISSION_OR_RISK: "Only with the court’s permission, or at an immediate risk",
    Answer.MANAGER_PURPOSE: "Only with the court’s permission, or a manager’s child protection purpose",
    Answer.RISK_ONLY: "Only at an immediate risk",
    Answer.APPROVAL: "Yes, once a manager has read and approved it",
    Answer.CONSENT: "Only with a parent’s consent",
    Answer.OWN_RULES: "By its own rules of disclosure",
    Answer.LADO_DIRECTION: "No, until the LADO directs",
    Answer.NOT_YET: "Not yet",
    Answer.PROHIBITED: "No",
}
ANSWER_TONES = {Answer.PERMITTED: "green", Answer.PROHIBITED: "red", Answer.LADO_DIRECTION: "red", Answer.NOT_YET: "orange"}
"""Colours beside the words; yellow for the rest."""


@dataclass(frozen=True)
class RecipientKind:
    """Somebody outside who asks, or whom we want to tell. ``audience`` is whom the confidentiality guard takes them for.

    ``is_agency``: told of our involvement, they are told when it ends.
    """

    key: str
    label: str
    audience: str = "others"
    hint: str = ""
    is_agency: bool = True


RECIPIENTS = {
    kind.key: kind
    for kind in (
        RecipientKind("local_authority", "A local authority", "local_authority"),
        RecipientKind("police", "The police", "police"),
        RecipientKind("school", "The child’s school", "school"),
        RecipientKind("agency", "Another agency that works with the child", hint="Such as a GP, a nursery or a health visitor"),
        RecipientKind("hospital", "A hospital that is treating the child now"),
        RecipientKind("probation", "A probation officer or offender manager"),
        RecipientKind("lado", "The Local Authority Designated Officer (LADO)", "local_authority"),
        RecipientKind("employer", "Somebody’s employer"),
        RecipientKind("child_solicitor", "The child’s solicitor", "child_solicitor", is_agency=False),
        RecipientKind("party", "A parent, another party, or their solicitor", "parties", is_agency=False),
        RecipientKind("marac", "A multi-agency risk assessment conference (MARAC)"),
        RecipientKind("nrm", "The National Referral Mechanism (NRM)"),
        RecipientKind("other", "Anyone else"),
    )
}

PURPOSES = {
    "section_47": "A section 47 enquiry",
    "protection_process": "Its child protection process, after an investigation",
    "protection_plan": "Child protection work with a child who is or was on a protection plan",
    "safety_referral": "Our own referral of a child’s safety",
    "early_help": "Early help or family support",
    "section_17": "A child in need assessment (section 17)",
    "child_protection": "Child protection: an offence against a child, or powers of immediate protection",
    PROHIBITED_STEPS: "A prohibited steps order that protects the child",
    "treating": "The child’s treatment now",
    "offender_contact": "A registered sex offender’s contact with a child",
    "childs_case": "The child’s own case",
    "section_16a": "A section 16A risk assessment",
    PROFESSIONAL_CONCERN: "A concern about somebody who works with children",
    "other": "Anything else",
}


@dataclass(frozen=True)
class Row:
    """One row: the answer, the requirement it rests on, why in words, and what the record must hold first.

    ``rule`` is the requirement cited; "" where the policy is silent. ``needs`` are fields of the record. ``at_risk``: where a child
    is in immediate danger, the minimum necessary may go now, with reasons.
    """

    answer: Answer
    rule: str
    words: str
    needs: tuple[str, ...] = ()
    at_risk: bool = True


UNLISTED = Row(Answer.NOT_YET, "", "The policy does not list this, so it is not shared until a manager and legal advice have decided.")
_NO_MARAC = Row(
    Answer.PROHIBITED, "P22-2",
    "Information from proceedings cannot be shared with a MARAC: it has no child protection responsibility of its own. "
    "Tell the local authority, and ask it to refer to the MARAC.",
    at_risk=False,
)  # fmt: skip
_NO_NRM = Row(
    Answer.PROHIBITED, "P45-2",
    "Cafcass is not a first responder. Ask the local authority to refer the child to the National Referral Mechanism.",
    at_risk=False,
)  # fmt: skip
_UNTIL_LADO = Row(
    Answer.LADO_DIRECTION, "P49-3",
    "A concern about a professional is told to nobody outside but the LADO, and the police at an immediate risk. "
    "The LADO decides what else is shared, and with whom.",
    at_risk=False,
)  # fmt: skip
_PSO = Row(
    Answer.PERMISSION_OR_RISK, "P40-2",
    "Ask the court for permission to share details of the order. At an immediate risk to the child’s safety they may go without it.",
)  # fmt: skip
_COURT = "Outside child protection, the court’s permission is needed first."

TABLE: dict[tuple[str, str], Row] = {
    ("local_authority", "section_47"): Row(
        Answer.PERMITTED, "P20-1", "Information may go to support a section 47 enquiry.", ("gateway_on", "contact_person")
    ),
    ("local_authority", "protection_process"): Row(
        Answer.PERMITTED, "P20-2", "Information may go to support a child protection process that follows an investigation.", ("gateway_on", "contact_person")
    ),
    ("local_authority", "protection_plan"): Row(
        Answer.PERMITTED, "P20-3", "Information may go to support child protection work with a child who is or was on a protection plan.", ("plan", "contact_person")
    ),
    ("local_authority", "safety_referral"): Row(
        Answer.PERMITTED, "P15-1", "A referral of a child’s safety needs nobody’s consent. Log the concern and refer from there."
    ),
    ("local_authority", "early_help"): Row(
        Answer.CONSENT, "P15-4", "Early help needs the consent of a parent or carer: record who consented, to what, and how."
    ),
    ("local_authority", "section_17"): Row(Answer.COURT_PERMISSION, "P20-4", _COURT),
    ("local_authority", "other"): Row(Answer.COURT_PERMISSION, "P20-4", _COURT),
    ("police", "child_protection"): Row(
        Answer.PERMITTED, "P26-1", "Information may go to an officer who acts to protect a child.", ("contact_person",)
    ),
    ("police", "other"): Row(Answer.COURT_PERMISSION, "P26-2", _COURT),
    ("police", PROFESSIONAL_CONCERN): Row(
        Answer.RISK_ONLY, "P49-3", "A concern about a professional goes to the police only at an immediate risk of harm to a child or adult."
    ),
    ("school", PROHIBITED_STEPS): _PSO,
    ("agency", PROHIBITED_STEPS): _PSO,
    ("lado", PROFESSIONAL_CONCERN): Row(
        Answer.APPROVAL, "P51-2", "A manager reads and approves what goes to the LADO. It goes with the referral to the authority.", at_risk=True
    ),
    ("hospital", "treating"): Row(
        Answer.PERMITTED, "", "What the child’s treatment needs may go, and no more.", ("contact_person",)
    ),
    ("probation", "offender_contact"): Row(
        Answer.PERMITTED, "P53-1", "The officer’s views are sought urgently: what they need to give them may go.", ("contact_person",)
    ),
    ("child_solicitor", "childs_case"): Row(Answer.PERMITTED, "", "The child’s solicitor acts for the child. Share the minimum, and record it."),
    ("party", "section_16a"): Row(
        Answer.OWN_RULES, "P31-5", "A section 16A risk assessment has rules of disclosure of its own: say on what basis this party receives it.", at_risk=False
    ),
    ("marac", "other"): _NO_MARAC,
    ("nrm", "other"): _NO_NRM,
}  # fmt: skip
for _kind in ("employer", "school", "agency", "hospital", "probation", "child_solicitor", "party", "other"):
    TABLE[_kind, PROFESSIONAL_CONCERN] = _UNTIL_LADO

PAST_PLAN = Row(
    Answer.MANAGER_PURPOSE, "P20-3",
    "The child was on a protection plan, and this request is not for child protection. A manager may record that its purpose is "
    "child protection; else the court’s permission is needed first.",
)  # fmt: skip
"""In place of the court's permission alone, where the child is or was on a plan (the policy's paragraph 20 can be read both ways)."""


def row_for(recipient_kind: str, purpose: str, *, plan: str = "") -> Row:
    """The row of the table. ``plan``: "now" or "past" where a child is or was on a protection plan."""
    if recipient_kind in ("marac", "nrm"):
        return TABLE[recipient_kind, "other"]
    found = TABLE.get((recipient_kind, purpose), UNLISTED)
    if found.rule == "P20-4" and plan in ("now", "past"):
        return PAST_PLAN
    return found


def purposes_for(recipient_kind: str) -> list[str]:
    """The purposes that the table lists for a recipient, in order, and "anything else"."""
    if recipient_kind in ("marac", "nrm"):
        return ["other"]
    return [purpose for purpose in PURPOSES if (recipient_kind, purpose) in TABLE and purpose != "other"] + ["other"]
