"""Deciding to refer, and what kind of referral it is (policy 12, 13, 15 and 30)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.cases.models.people import RoleInCase
from cafcass_cases.cases.services import next_reference
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import open_duty, withdraw_duties
from referrals.models import Outcome, Referral, ReferralChild, Sought
from safeguarding.models import Concern, ConcernChild, Supervision
from safeguarding.models.children import SIGNIFICANT, HarmKind, Threshold

from .assessments import keep_drafts_current, open_16a_duties
from .common import locked, must_have_happened, must_work_on
from .writing import owe_marac_request

SOUGHT = {"safety": Sought.SECTION_47, "need": Sought.SECTION_17, "early_help": Sought.EARLY_HELP, "advice": Sought.ADVICE}
"""What each kind of decision asks the authority for, unless the person who refers says otherwise."""


def _is_significant(concern: Concern, rows: list[ConcernChild], supervision: Supervision | None, kind: str) -> bool:
    # The safest reading: what is not yet known counts as significant where the referral is for safety (DESIGN §10.9).
    if concern.danger_now or concern.serious:
        return True
    thresholds = [supervision.agreed_threshold] if supervision and supervision.agreed_threshold else [r.threshold for r in rows]
    if any(threshold in SIGNIFICANT for threshold in thresholds):
        return True
    unknown = not thresholds or any(threshold in ("", Threshold.NOT_YET_KNOWN) for threshold in thresholds)
    return kind == "safety" and unknown


@service
def decide_referral(
    *,
    concern: Concern,
    authority: LocalAuthority,
    children: Iterable[Person],
    basis: str,
    decided_at: datetime,
    by: Any,
    now: datetime,
    supervision_id: UUID | None = None,
    kind: str = "safety",
    sought: str | None = None,
    reasons: str = "",
    marac_agreed: bool | None = None,
) -> Referral:
    """Open the referral of ``children`` to the authority in whose area they live, and the clock of its call (policy 12).

    A decision repeated while nobody has been rung adds its children to the referral that is there, and starts no second
    clock. A referral that includes a subject child opens the section 16A duty for every subject child of the case (policy 30).
    """
    wanted = {child.pk: child for child in children}
    supervision = Supervision.objects.filter(pk=supervision_id).first() if supervision_id else None
    rows = list(ConcernChild.objects.filter(concern=concern, child_id__in=wanted).prefetch_related("harms"))
    existing = list(
        Referral.objects.select_for_update().filter(concern=concern, authority=authority, withdrawn_at=None).prefetch_related("children")
    )
    for referral in existing:
        unanswered = {row.child_id for row in referral.children.all() if not row.outcome}
        if referral.made_at is None or set(wanted) <= unanswered:
            _join(referral, wanted, supervision_id, marac_agreed)
            if marac_agreed:
                owe_marac_request(referral, at=decided_at, by=by, now=now)
            _open_16a(concern, wanted.values(), event_at=decided_at, by=by, now=now)
            return referral
    referral = Referral(
        reference=next_reference("R", now),
        case=concern.case,
        concern=concern,
        authority=authority,
        kind=Referral.Kind.EARLY_HELP if kind == "early_help" else Referral.Kind.SAFETY,
        sought=sought or SOUGHT[kind],
        basis=basis,
        reasons=reasons,
        supervision_id=supervision_id,
        decided_at=decided_at,
        decided_by=by,
        significant_harm=_is_significant(concern, rows, supervision, kind),
        domestic_abuse=any(harm.kind == HarmKind.DOMESTIC_ABUSE for row in rows for harm in row.harms.all()),
        marac_agreed=marac_agreed,
        is_urgent=concern.danger_now or concern.serious or basis in (Referral.Basis.REFER_NOW, Referral.Basis.DISSENT),
    )
    referral.save()
    for child in wanted.values():
        ReferralChild(referral=referral, child=child).save()
    open_duty(
        key="telephone-referral", case=concern.case, subject=referral, concern_id=concern.pk,
        event_at=decided_at, by=by, now=now, detail=authority.name,
    )  # fmt: skip
    _open_16a(concern, wanted.values(), event_at=decided_at, by=by, now=now)
    keep_drafts_current(concern)
    return referral


def _join(referral: Referral, wanted: dict[UUID, Person], supervision_id: UUID | None, marac_agreed: bool | None) -> None:
    known = {row.child_id for row in referral.children.all()}
    for child_id, child in wanted.items():
        if child_id not in known:
            ReferralChild(referral=referral, child=child).save()
    if supervision_id and not referral.supervision_id:
        referral.supervision_id = supervision_id
    if marac_agreed is not None:
        referral.marac_agreed = marac_agreed
    if not referral.domestic_abuse:  # it may have become known since
        rows = ConcernChild.objects.filter(concern=referral.concern_id, child__referrals__referral=referral)
        referral.domestic_abuse = rows.filter(harms__kind=HarmKind.DOMESTIC_ABUSE).exists()
    referral.save()


def _open_16a(concern: Concern, children: Iterable[Person], *, event_at: datetime, by: Any, now: datetime) -> None:
    if not any(child.role == RoleInCase.SUBJECT_CHILD for child in children):
        return
    subject_children = Person.objects.filter(case_id=concern.case_id, role=RoleInCase.SUBJECT_CHILD, withdrawn_at=None)
    open_16a_duties(concern=concern, children=subject_children, event_at=event_at, by=by, now=now)


@service
def change_referral_kind(*, referral: Referral, kind: str, sought: str, reason: str, by: Any, now: datetime) -> Referral:
    """Make an early help referral a safety referral, or the other way, with reasons (policy 15)."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    if not reason.strip():
        raise RuleRefused("P15-4", "Write why you are changing the type of referral.", field="reason")
    before = referral.get_sought_display()
    # Early help asks for help, never for enquiries.
    referral.kind, referral.kind_reason = kind, reason
    referral.sought = Sought.EARLY_HELP if kind == Referral.Kind.EARLY_HELP else sought
    referral.save()
    for writing in referral.writings.filter(sent_at=None, withdrawn_at=None):
        writing.document_id = None  # what is sent next is a document of the new type
        if writing.content.get("action_sought") == before:
            writing.content["action_sought"] = referral.get_sought_display()
        writing.save()
    return referral


@service
def record_consent(
    *,
    referral: Referral,
    consent_by: str,
    how: str,
    consent_at: datetime,
    by: Any,
    now: datetime,
    consent_children: str = "",
    consent_court: str = "",
) -> Referral:
    """A parent or carer consented to an early help referral (policy 15).

    ``consent_children``: what each child says of it, or why a child was not asked; ``consent_court``: the court's permission, with
    judge and date, which live proceedings need (framework 2.63, policy 20).
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(consent_at, now=now, field="consent_at")
    referral.consent_by, referral.consent_how, referral.consent_at = consent_by, how, consent_at
    referral.consent_children, referral.consent_court = consent_children.strip(), consent_court.strip()
    referral.save()
    return referral


@service
def record_refusal(
    *, referral: Referral, refused_by: str, harm: bool | None, reason: str, refused_at: datetime, by: Any, now: datetime
) -> Referral:
    """A child or parent refuses an early help referral: whether losing the service could bring significant harm is asked (framework 2.63).

    Yes opens supervision: it may have to be a safety referral. No, with the reason, lets it rest.
    """
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    must_have_happened(refused_at, now=now, field="refused_at")
    if harm is None:
        raise RuleRefused("F2.63-3", "Say whether a child could come to significant harm without this help.", field="harm")
    if not reason.strip():
        raise RuleRefused("F2.63-3", "Write why, or why not.", field="reason")
    referral.refused_by, referral.refused_at, referral.refused_harm, referral.refused_reason = refused_by, refused_at, harm, reason.strip()
    referral.save()
    if harm:
        concern = referral.concern
        open_duty(
            key="supervision-requested", case=concern.case, subject=concern, concern_id=concern.pk, event_at=refused_at, by=by, now=now
        )
    return referral


@service
def withdraw_referral(*, referral: Referral, reason: str, by: Any, now: datetime) -> Referral:
    """Entered in error: kept, struck out, and its duties withdrawn. A referral that was made cannot be unmade."""
    referral = locked(referral)
    must_work_on(referral.case, by=by, now=now)
    if referral.made_at:
        raise RuleRefused("withdraw", "Somebody at the authority was told of this referral, so it stands. Record what changed instead.")
    referral.withdrawn_at, referral.withdrawn_by, referral.withdrawn_reason = now, by, reason
    referral.save()
    withdraw_duties(subject=referral, reason=reason, by=by, now=now)
    return referral


def subject_children_in(referral: Referral) -> list[ReferralChild]:
    """The rows of a referral's subject children: only they make the court concerned (policy 13)."""
    return list(referral.children.select_related("child").filter(child__role=RoleInCase.SUBJECT_CHILD))


def is_answered(referral: Referral) -> bool:
    """Whether the authority has given an outcome for every child."""
    outcomes = [row.outcome for row in referral.children.all()]
    return bool(outcomes) and all(outcome in Outcome.values for outcome in outcomes)
