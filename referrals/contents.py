"""What a written referral and a 16A must say, filled in from the record, and what is missing (policy 12, 13, 24, 28 to 31; framework 2.102).

Facts entered once are used again; harm, a child's words and analysis are taken child by child and never shared (DESIGN §10.13).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from cafcass_cases.cases.models import Case, ContactDetail, Person, Relationship
from cafcass_cases.cases.selectors import current_details, parents_and_carers
from cafcass_cases.core.clock import london
from cafcass_cases.documents.recipients import Recipient, withheld_details
from cafcass_cases.documents.registry import Preflight
from safeguarding.models import Concern, ConcernChild, Enquiry, Supervision

from .models import ParentInformed, Referral, ReferralChild, RiskAssessment

STATUTORY_STATEMENT = (
    "This risk assessment is made under section 16A of the Children Act 1989. An officer of the Service who is given cause to "
    "suspect that the child concerned is at risk of harm must make a risk assessment in relation to that child and provide it "
    "to the court."
)
MARAC_WORDING = (
    "This referral relates to domestic abuse. We ask you to consider referring the family to the multi-agency risk assessment "
    "conference (MARAC). Cafcass is not permitted to make a referral to the MARAC itself. Please tell us whether you have made "
    "one."
)


@dataclass(frozen=True)
class Section:
    """One section of the written referral: what it is, where it comes from, and whether it can go without."""

    key: str
    label: str
    rule: str
    blocks: bool = False
    hint: str = ""

    @property
    def rows(self) -> int:
        """How many lines its box has."""
        return 8 if self.key in ("concern", "evidence", "analysis") else 2 if self.key in SHORT else 4


FACTS = ("children", "responsibility", "school", "gp", "health_visitor", "religion", "language", "ethnicity", "disability")
"""What stands in one table of the document; the rest is prose under headings of its own."""
SHORT = ("school", "gp", "health_visitor", "religion", "language", "ethnicity", "disability")
WRITTEN_SECTIONS = (
    Section("concern", "The exact nature of the concern", "F2.102-1", blocks=True),
    Section("evidence", "Evidence of harm, or of the risk of future harm", "P12-1", blocks=True, hint="Each item with its source and date"),
    Section("analysis", "Analysis", "P12-2", blocks=True, hint="What the evidence means for each child, apart from the facts"),
    Section("action_sought", "What the authority is asked to do", "P12-2", blocks=True),
    Section("background", "Background of the children and family, and other children who may be at risk", "F2.102-1"),
    Section("children", "The children: full name, date of birth, address and telephone number", "F2.102-1"),
    Section("responsibility", "Who has parental responsibility, and other carers", "F2.102-1"),
    Section("school", "School or nursery", "F2.102-1"),
    Section("gp", "GP", "F2.102-1"),
    Section("health_visitor", "Health visitor", "F2.102-1"),
    Section("religion", "Religion", "F2.102-1"),
    Section("language", "Language spoken at home", "F2.102-1"),
    Section("ethnicity", "Ethnic origin", "F2.102-1"),
    Section("disability", "Disabilities", "F2.102-1"),
    Section("risk_work", "Risk identification or assessment by Cafcass so far", "F2.102-1"),
    Section("child_view", "How much each child knows, and what each child thinks of it", "F2.102-1"),
    Section("parents_know", "How much the parents or carers know, and what they were told would happen", "F2.102-1"),
    Section("permission", "Whether the parents agreed to the referral", "F2.102-1"),
    Section("proceedings", "The proceedings and the stage they have reached", "F2.102-1"),
)
"""Policy 12's evidence, analysis and action sought, and the sixteen items of framework 2.102."""


EARLY_HELP_LABELS = {
    "concern": "What the family needs help with",
    "evidence": "What is known, and from whom",
    "analysis": "Why help is needed now",
    "action_sought": "The help that is sought",
    "background": "Background of the children and family",
    "risk_work": "The work of Cafcass so far",
    "parents_know": "What the parents or carers know of this referral",
    "permission": "Consent",
}
"""An early help referral asks for help with the parents' consent: it says nothing of enquiries (policy 15)."""


def label_of(section: Section, referral: Referral) -> str:
    """What a section is called in this referral."""
    return EARLY_HELP_LABELS.get(section.key, section.label) if referral.is_early_help else section.label


def written_missing(referral: Referral, content: dict[str, Any]) -> list[Preflight]:
    """The pre-flight list: what is missing, and what of it stops a referral that is not urgent."""
    return [
        Preflight(label_of(section, referral), blocks=section.blocks, rule=section.rule)
        for section in WRITTEN_SECTIONS
        if not str(content.get(section.key, "")).strip()
    ]


def marac_is_due(referral: Referral, content: dict[str, Any]) -> bool:
    """Whether the referral asks for a MARAC: domestic abuse, a manager agreed, and none is known to be open (policy 24)."""
    return bool(referral.domestic_abuse and referral.marac_agreed and content.get("marac_open") != "open")


def _lines(values: list[str]) -> str:
    return "\n".join(value for value in values if value.strip())


def _day(moment: datetime | None) -> str:
    return f"{london(moment):%-d %B %Y}" if moment else "date not known"


def _time(moment: datetime | None) -> str:
    return f"{london(moment):%-d %B %Y, %H:%M}" if moment else "time not known"


def _withheld(case: Case, recipient: Recipient) -> set[Any]:
    return {detail.pk for detail in withheld_details(case, recipient)}


def _about_each(children: list[Person], value: Any) -> str:
    found = [(child, value(child)) for child in children]
    return _lines([f"{child}: {text}" for child, text in found if text])


def _details(child: Person, kinds: tuple[str, ...], now: datetime, withheld: set[Any]) -> str:
    told = [one for one in current_details(child, now) if one.kind in kinds and one.pk not in withheld]
    return "; ".join(f"{one.value}{f', {one.postcode}' if one.postcode and one.postcode not in one.value else ''}" for one in told)


def prefilled_referral(referral: Referral, now: datetime) -> dict[str, Any]:
    """Every section as far as the record fills it. Details withheld from the authority are left out."""
    concern, case = referral.concern, referral.case
    rows = list(concern.children.select_related("child").prefetch_related("harms").filter(child__referrals__referral=referral))
    children = [row.child for row in referral.children.select_related("child")]
    withheld = _withheld(case, Recipient("local_authority", referral.authority.name))
    kinds = ContactDetail.Kind
    supervision = latest_supervision(concern)
    return {
        # Early help is asked for with the parents' consent: need, not harm, is what it names (policy 15).
        "concern": _lines([*(f"{row.child}: {row.harm_words}" for row in rows if not referral.is_early_help), concern.said]),
        "evidence": evidence_text(concern),
        "analysis": _lines([*(f"{row.child}: {row.analysis}" for row in rows if row.analysis), supervision.practitioner_analysis if supervision else ""]),
        "action_sought": referral.get_sought_display(),
        "background": _lines([
            *(f"{other}: {other.connected_how}" for other in case.people.filter(role="connected_child", withdrawn_at=None) if other not in children),
            *(f"Where {row.child} is: {row.where_now}" for row in rows if row.where_now),
        ]),
        "children": _about_each(children, lambda child: _lines_of_child(child, now, withheld)),
        "responsibility": _responsibility(children),
        "school": _about_each(children, lambda child: _details(child, (kinds.SCHOOL, kinds.NURSERY), now, withheld)),
        "gp": _about_each(children, lambda child: _details(child, (kinds.GP,), now, withheld)),
        "health_visitor": _about_each(children, lambda child: _details(child, (kinds.HEALTH_VISITOR,), now, withheld)),
        "religion": _about_each(children, lambda child: child.religion),
        "language": _about_each(children, lambda child: f"{child.language}{', interpreter needed' if child.interpreter_needed else ''}".strip(", ")),
        "ethnicity": _about_each(children, lambda child: child.ethnicity),
        "disability": _about_each(children, lambda child: child.disability),
        "risk_work": _risk_work(concern, supervision),
        "child_view": _lines([f"{row.child}: {row.child_knows or row.child_words}" for row in rows if row.child_knows or row.child_words]),
        "parents_know": parents_text(referral) or concern.family_told,
        "permission": permission_text(referral),
        "proceedings": proceedings_text(case, now),
        "marac_open": "unknown" if referral.domestic_abuse else "",
    }  # fmt: skip


def _lines_of_child(child: Person, now: datetime, withheld: set[Any]) -> str:
    kinds = ContactDetail.Kind
    born = (
        f"born {child.date_of_birth:%-d %B %Y}"
        if child.date_of_birth
        else ("not yet born" if child.is_unborn else "date of birth not known")
    )
    return "; ".join(part for part in (born, _details(child, (kinds.ADDRESS, kinds.TELEPHONE), now, withheld)) if part)


def _responsibility(children: list[Person]) -> str:
    links = Relationship.objects.filter(other__in=children, parental_responsibility=True, withdrawn_at=None, to_on=None)
    holders = [f"{link.person} has parental responsibility for {link.other}" for link in links.select_related("person", "other")]
    carers = [
        f"{adult} is a parent or carer of {child}"
        for child in children
        for adult in parents_and_carers(child)
        if not any(text.startswith(f"{adult} has") and text.endswith(str(child)) for text in holders)
    ]
    return _lines([*holders, *carers])


def latest_supervision(concern: Concern) -> Supervision | None:
    """The supervision that was held last, signed or not."""
    return concern.supervisions.filter(withdrawn_at=None).exclude(held_at=None).order_by("-held_at").first()


CHILDREN = Prefetch("children", ReferralChild.objects.select_related("child"))


def evidence_items(concern: Concern) -> list[dict[str, str]]:
    """What the record holds as evidence, each with its source and date."""
    source = concern.source_detail or concern.get_source_display()
    items = [{"item": concern.said, "source": source, "date": _day(concern.happened_at or concern.reached_us_at)}]
    for row in concern.children.select_related("child").prefetch_related("harms"):
        if row.visible:
            items.append({"item": f"{row.child}: {row.visible}", "source": "What was visible", "date": _day(concern.recognised_at)})
    for enquiry in concern.enquiries.filter(withdrawn_at=None, result=Enquiry.Result.CONTACTED).select_related("person"):
        if enquiry.answer:
            who = str(enquiry.person) if enquiry.person else enquiry.who or enquiry.get_source_display()
            items.append({"item": enquiry.answer, "source": who, "date": _day(enquiry.happened_at)})
    return items


def evidence_text(concern: Concern) -> str:
    return _lines([f"{item['item']} (source: {item['source']}, {item['date']})" for item in evidence_items(concern)])


def _risk_work(concern: Concern, supervision: Supervision | None) -> str:
    lines = [f"Concern {concern.reference} recorded, recognised on {_time(concern.recognised_at)}."]
    if supervision and supervision.held_at:
        lines.append(f"Situational case supervision held on {_time(supervision.held_at)}. {supervision.agreed_harm}".strip())
    return _lines(lines)


def parents_text(referral: Referral) -> str:
    """What each parent or carer was told. The reason for not telling somebody is for the record, not for this page."""
    lines = []
    for row in referral.parents_informed.select_related("parent"):
        if row.told == ParentInformed.Told.NOT_TOLD:
            kinds = dict(ParentInformed.REASONS)
            why = "; ".join(kinds[kind] for kind in row.reason_kinds if kind in kinds) or "see our record"
            lines.append(f"{row.parent} has not been told: {why}. Please speak to us before you tell them.")
        else:
            lines.append(f"{row.parent}: {row.get_told_display().lower()}, {_time(row.told_at)}. {row.reaction}".strip())
    return _lines(lines)


def permission_text(referral: Referral) -> str:
    if referral.is_early_help:
        if referral.consent_at:
            return f"{referral.consent_by} consented on {_day(referral.consent_at)}, {referral.consent_how}."
        return ""
    answers = [
        f"{row.parent} {'agreed' if row.agreed else 'did not agree'}"
        for row in referral.parents_informed.select_related("parent")
        if row.agreed is not None
    ]
    return _lines([*answers, "This is a safety referral: consent is not required."])


def proceedings_text(case: Case, now: datetime) -> str:
    hearing = case.hearings.filter(starts_at__gt=now, vacated_at=None, withdrawn_at=None).order_by("starts_at").first()
    lines = [
        f"{case.get_law_display()} proceedings ({', '.join(case.application_types) or 'application type not recorded'})"
        f"{f' before {case.court}' if case.court else ''}, stage: {case.get_stage_display().lower()}."
    ]
    lines.append(f"Next hearing: {hearing.kind}, {_time(hearing.starts_at)}." if hearing else "No hearing is listed.")
    return _lines(lines)


# The section 16A risk assessment

RECOMMENDATIONS = (
    ("urgent_hearing", "List an urgent hearing to consider changing the arrangements for the child"),
    ("direct_authority", "Direct the local authority to undertake urgent enquiries"),
    ("section_37", "Direct a section 37 investigation"),
    ("alert", "Note the risk, which may have been resolved after referral to the local authority"),
    ("other", "Something else"),
)


def prefilled_16a(concern: Concern) -> dict[str, Any]:
    """Every part that concerns the family as a whole, as far as the record fills it."""
    rows = concern.children.select_related("child").prefetch_related("harms")
    return {
        "trigger": f"{concern.get_source_display()}{f' ({concern.source_detail})' if concern.source_detail else ''}, "
        f"recognised as a concern on {_time(concern.recognised_at)}.",
        "concerns": _lines([concern.said, *(f"{row.child}: {row.harm_words}" for row in rows)]),
        "evidence": evidence_items(concern),
        "no_evidence_yet": False,
        "sources": _sources(concern),
        "no_sources_reason": "",
        "still_to_do": "",
        "protective_action": protective_text(concern),
        "referral_made": referrals_text(concern),
        "outcome_known": "known" if outcomes_text(concern) else "not_known",
        "outcome": outcomes_text(concern),
        "later_action": "",
        "recommendations": [],
    }  # what is said of a child is said on the child's own row


FOLLOWING = ("protective_action", "referral_made", "outcome_known", "outcome")
"""Parts that follow the record until somebody writes over them: a referral made after the draft was begun must be in it."""


def follow_record(content: dict[str, Any], concern: Concern) -> dict[str, Any]:
    """The content with each of these parts brought up to date where it still says what the record said (policy 30)."""
    fresh = prefilled_16a(concern)
    before = content.get("as_recorded", {})
    kept = {key: fresh[key] if content.get(key, "") == before.get(key, "") else content[key] for key in FOLLOWING}
    if fresh["outcome"] and not content.get("outcome", "").strip():
        kept |= {"outcome_known": "known", "outcome": fresh["outcome"]}
    return {**content, **kept, "as_recorded": {key: fresh[key] for key in FOLLOWING}}


def prefilled_child(concern: Concern, child: Person) -> dict[str, str]:
    """What the concern says of one child, and of no other."""
    row: ConcernChild | None = concern.children.prefetch_related("harms").filter(child=child).first()
    if row is None:
        return {"harm": "", "risk": "", "child_says": ""}
    threshold = row.get_threshold_display().lower()
    return {
        "harm": _lines([row.harm_words if row.harms.all() else "", row.visible, row.where_now and f"Now: {row.where_now}"]),
        "risk": _lines([row.analysis, f"Significant harm: {threshold}. {row.threshold_reason}".strip()]),
        "child_says": row.child_words,
    }


def _sources(concern: Concern) -> list[dict[str, str]]:
    found = []
    for enquiry in concern.enquiries.filter(withdrawn_at=None, result=Enquiry.Result.CONTACTED).select_related("person"):
        is_party = bool(enquiry.person and enquiry.person.role in ("applicant", "respondent"))
        found.append({
            "who": str(enquiry.person) if enquiry.person else enquiry.who or enquiry.get_source_display(),
            "relationship": enquiry.get_source_display() + (" (a party)" if is_party else ""),
            "view": enquiry.answer,
            "outside": "" if is_party else "yes",
        })  # fmt: skip
    return found


def protective_text(concern: Concern) -> str:
    """What was done to protect the children, in order."""
    lines = [
        (report.reported_at, f"Reported to the police on {_time(report.reported_at)}.")
        for report in concern.police_reports.filter(withdrawn_at=None)
    ]
    supervision = latest_supervision(concern)
    if supervision and supervision.held_at:
        lines.append(
            (supervision.held_at, f"Situational case supervision held on {_time(supervision.held_at)}. {supervision.agreed_action}".strip())
        )
    for referral in concern.referrals.filter(withdrawn_at=None).select_related("authority"):
        if referral.made_at:
            lines.append((referral.made_at, f"Referred to {referral.authority} by telephone on {_time(referral.made_at)}."))
    return _lines([text for _, text in sorted(lines, key=lambda line: line[0])])


def referrals_text(concern: Concern) -> str:
    """The fact of each referral that was decided (policy 13 and 30)."""
    lines = []
    for referral in concern.referrals.filter(withdrawn_at=None).select_related("authority").prefetch_related(CHILDREN):
        names = ", ".join(str(row.child) for row in referral.children.all())
        when = f"made on {_time(referral.made_at)}" if referral.made_at else f"decided on {_time(referral.decided_at)}, not yet made"
        lines.append(f"Referral of {names} to {referral.authority}, {when}, seeking {referral.get_sought_display().lower()}.")
    return _lines(lines)


def outcomes_text(concern: Concern) -> str:
    """Each outcome that is known, child by child; empty where none is."""
    lines = []
    for referral in concern.referrals.filter(withdrawn_at=None).select_related("authority").prefetch_related(CHILDREN):
        for row in referral.children.all():
            if row.outcome:
                reasons = f" Reasons given: {row.authority_reasons}" if row.authority_reasons else ""
                lines.append(f"{row.child}: {row.get_outcome_display()} ({referral.authority}, {_time(row.outcome_at)}).{reasons}")
                if row.safe_enough is not None:
                    lines.append(f"We judge this {'safe enough' if row.safe_enough else 'not safe enough'} for {row.child}. {row.analysis}")
    return _lines(lines)


def assessment_missing(assessment: RiskAssessment) -> list[Preflight]:
    """What stops a 16A from being issued. Never the outcome, never the supervision (policy 27, 28, 30)."""
    content, found = assessment.content, []

    def ask(filled: object, text: str, rule: str) -> None:
        if not filled:
            found.append(Preflight(text, blocks=True, rule=rule))

    def has(key: str) -> bool:
        return bool(str(content.get(key, "")).strip())

    evidence = [item for item in content.get("evidence", []) if item.get("item", "").strip()]
    ask(has("trigger"), "What triggered it", "P13-2")
    ask(has("concerns"), "The concerns", "P28-1")
    ask(evidence or content.get("no_evidence_yet"), "Evidence, or a tick that there is none yet", "P28-1")
    for row in assessment.children.select_related("child"):
        ask(row.harm.strip() or row.risk.strip(), f"Harm or risk to {row.child}", "P31-4")
    ask(has("protective_action"), "What has been done to protect the children", "P13-2")
    referred = getattr(assessment, "has_referrals", None)
    if assessment.concern.referrals.filter(withdrawn_at=None).exists() if referred is None else referred:
        ask(content.get("outcome_known"), "The outcome of the referral, or that it is not yet known", "P30-2")
    outside = [one for one in content.get("sources", []) if one.get("who", "").strip() and one.get("outside")]
    ask(outside or has("no_sources_reason"), "Somebody outside the parties who was asked, or why nobody was", "P29-1")
    recommendations = content.get("recommendations", [])
    ask(recommendations, "What the court is asked to do", "P28-2")
    for number, one in enumerate(recommendations, 1):
        ask(one.get("reason", "").strip(), f"The reason for recommendation {number}", "P31-4")
    ask(assessment.urgent_hearing is not None, "Whether an urgent hearing is needed", "P13-3")
    if assessment.urgent_hearing:
        ask(assessment.urgent_reason.strip(), "Why the hearing is urgent", "P13-3")
        ask(assessment.urgent_by, "By when the hearing is needed", "P13-3")
    return found
