"""A child in care has told of more: referred to the authority that looks after the child, and the police considered (policy 8)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.cases.selectors import home_authority
from cafcass_cases.cases.services.guards import must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.models import Duty, Ending
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from referrals.models import Referral
from safeguarding.models import Concern
from safeguarding.services import refer_now

from .models import Disclosure


def _locked(disclosure: Disclosure) -> Disclosure:
    found = Disclosure.objects.select_for_update(of=("self",)).select_related("case", "concern__case", "child", "authority")
    return found.get(pk=disclosure.pk)


@service
def begin_disclosure(*, concern: Concern, by: Any, now: datetime) -> Disclosure:
    """A concern says that a child in care told of more: the referral's clock runs from when it reached Cafcass (policy 8).

    Whose words they are comes from the concern where it names one child, or a child as its source; else it is said later.
    """
    rows = list(concern.children.select_related("child"))
    source = concern.source_person
    child = source if source is not None and source.is_child else rows[0].child if len(rows) == 1 else None
    disclosure = Disclosure(
        case=concern.case, concern=concern, child=child, disclosed_at=concern.reached_us_at, words=_words(concern, child),
        authority=home_authority(child, now) if child else None, police=concern.police_considered, police_reason=concern.police_considered_reason,
        police_decided_at=concern.recognised_at if concern.police_considered is not None else None, police_decided_by=by,
    )  # fmt: skip
    disclosure.save()
    _set_running(disclosure, by=by, now=now)
    return disclosure


def _words(concern: Concern, child: Person | None) -> str:
    """The child's own words, as the concern holds them."""
    row = concern.children.filter(child=child).first() if child else None
    if row is not None and row.child_words:
        return row.child_words
    return concern.said if concern.whose_words == Concern.Words.VERBATIM else ""


@service
def record_disclosure(
    *,
    concern: Concern,
    child: Person,
    words: str,
    authority: LocalAuthority,
    police: bool | None,
    police_reason: str,
    disclosed_at: datetime,
    by: Any,
    now: datetime,
    disclosure: Disclosure | None = None,
) -> Disclosure:
    """Say which child in care told of more and when, in the child's words; who looks after the child; whether the police are told.

    Raises RuleRefused without the words (policy 8), or without a decision on the police and its reason. What was told earlier than
    was thought runs from then.
    """
    must_work_on(concern.case, by=by, now=now)
    if child.case_id != concern.case_id or not child.is_child:
        raise RuleRefused("P8-1", "Choose a child of this case.", field="child")
    if not words.strip():
        raise RuleRefused("P8-1", "Write what the child said, word for word.", field="words")
    if police is None or not police_reason.strip():
        raise RuleRefused(
            "P8-2", "Say whether to report to the police as well, and why.", field="police" if police is None else "police_reason"
        )
    if disclosed_at > now:
        raise RuleRefused("P55-2", "When the child told it cannot be later than now.", field="disclosed_at")
    if disclosure is None:
        disclosure = concern.disclosures_in_care.filter(child=None, withdrawn_at=None).first() or Disclosure(
            case=concern.case, concern=concern
        )
    else:
        disclosure = _locked(disclosure)
    moved = not disclosure._state.adding and (disclosure.disclosed_at != disclosed_at or disclosure.child_id != child.pk)
    if police != disclosure.police or disclosure.police_decided_at is None:
        disclosure.police_decided_at, disclosure.police_decided_by = now, by
    disclosure.child, disclosure.disclosed_at, disclosure.words, disclosure.authority = child, disclosed_at, words.strip(), authority
    disclosure.police, disclosure.police_reason = police, police_reason.strip()
    disclosure.save()
    if moved:
        end_duties(
            subject=disclosure, keys="disclosure-referral", ending=Ending.NOT_NEEDED, at=now, by=by, now=now,
            note="Which child told, or when, was put right: it runs from then",
        )  # fmt: skip
    if police is False:
        end_duties(
            subject=disclosure, keys="disclosure-police", ending=Ending.NOT_REQUIRED, at=now, by=by, now=now, note=disclosure.police_reason
        )
    _set_running(disclosure, by=by, now=now)
    return disclosure


def _set_running(disclosure: Disclosure, *, by: Any, now: datetime) -> None:
    """Open what is owed, each where it is not done already: by its own time, in time or late."""
    concern = disclosure.concern
    common = {
        "case": disclosure.case,
        "subject": disclosure,
        "concern_id": concern.pk,
        "event_at": disclosure.disclosed_at,
        "by": by,
        "now": now,
    }
    if disclosure.referred_at is None:
        open_duty(key="disclosure-referral", child=disclosure.child, **common)
        for referral in concern.referrals.filter(made_at__isnull=False, withdrawn_at=None).order_by("made_at"):
            _referral_was_made(disclosure, referral, at=referral.made_at, by=by, now=now)  # type: ignore[arg-type]
    if disclosure.police and disclosure.reported_at is None:
        report = concern.police_reports.filter(withdrawn_at=None, reported_at__gte=disclosure.disclosed_at).order_by("reported_at").first()
        # Where somebody is in danger the concern's own report, within the hour, is this report too.
        if not (concern.danger_now and Duty.objects.filter(key="police-report", subject_id=concern.pk, ended_at=None).exists()) or report:
            open_duty(key="disclosure-police", child=disclosure.child, **common)
        if report is not None:
            _police_were_told(disclosure, at=report.reported_at, by=by, now=now)


@service
def refer_disclosure(*, disclosure: Disclosure, at: datetime, by: Any, now: datetime, ask_supervision: bool = True) -> Concern:
    """Refer now, to the authority that looks after the child (policy 8): the concern's own referral, never a second one.

    Supervision is asked for in the same moment where nobody has asked yet. Raises RuleRefused until child and authority are known.
    """
    disclosure = _locked(disclosure)
    if disclosure.child is None or disclosure.authority is None:
        raise RuleRefused("P8-1", "Say first which child told, and which authority looks after the child.")
    return refer_now(
        concern=disclosure.concern, children=[disclosure.child], reason="A child in care has told of more cruelty, abuse or neglect.", at=at,
        authorities={disclosure.child.pk: disclosure.authority}, ask_supervision=ask_supervision, by=by, now=now,
    )  # fmt: skip


@service
def referral_was_made(*, referral: Referral, at: datetime, by: Any, now: datetime) -> None:
    """The referral was telephoned at ``at`` (UTC): what a child of it told in care is referred."""
    for disclosure in Disclosure.objects.filter(concern_id=referral.concern_id, withdrawn_at=None, referred_at=None):
        _referral_was_made(disclosure, referral, at=at, by=by, now=now)


def _referral_was_made(disclosure: Disclosure, referral: Referral, *, at: datetime, by: Any, now: datetime) -> None:
    """It counts for the child it names; while nobody has said which child told, for any. One made before the child told does not."""
    if at < disclosure.disclosed_at or disclosure.referred_at is not None:
        return
    if disclosure.child_id and not referral.children.filter(child_id=disclosure.child_id).exists():
        return
    disclosure.referred_at = at
    disclosure.save()
    discharge(key="disclosure-referral", subject=disclosure, at=at, by=by, now=now)


@service
def police_were_told(*, concern: Concern, at: datetime, by: Any, now: datetime) -> None:
    """The police were told of the concern at ``at`` (UTC): of what the child told in care as well."""
    for disclosure in Disclosure.objects.filter(concern=concern, withdrawn_at=None, reported_at=None):
        _police_were_told(disclosure, at=at, by=by, now=now)


def _police_were_told(disclosure: Disclosure, *, at: datetime, by: Any, now: datetime) -> None:
    if at < disclosure.disclosed_at:
        return
    disclosure.reported_at = at
    disclosure.save()
    discharge(key="disclosure-police", subject=disclosure, at=at, by=by, now=now)


@service
def withdraw_disclosures(*, concern: Concern, reason: str, by: Any, now: datetime) -> None:
    """The concern was entered in error: so was this."""
    for disclosure in concern.disclosures_in_care.filter(withdrawn_at=None):
        disclosure.withdrawn_at, disclosure.withdrawn_by, disclosure.withdrawn_reason = now, by, reason
        disclosure.save()
