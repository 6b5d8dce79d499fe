"""The adult safeguarding referral: written, the adult and family made aware, sent as the local procedure says (policy 41)."""

from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.cases.services.guards import must_be_written, must_have_happened, must_work_on
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.documents.recipients import Recipient
from cafcass_cases.documents.services import issue, refuse_what_blocks
from cafcass_cases.duties.departures import block
from cafcass_cases.duties.services import discharge, open_duty
from sharing.services import record_incident
from situations.adults.contents import referral_missing
from situations.adults.models import AdultReferral

from .common import locked_referral

Told = AdultReferral.Told


@service
def write_adult_referral(
    *,
    referral: AdultReferral,
    harm: str,
    risk: str,
    asked: str,
    authority: LocalAuthority | None,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> AdultReferral:
    """Write the referral: the nature of the harm, or the risk of it, or both (policy 41). Raises RuleRefused with neither."""
    referral = locked_referral(referral)
    referral.expect_version(version)
    must_work_on(referral.adult.case, by=by, now=now)
    if referral.sent_at:
        raise RuleRefused("P41-2", "This was sent, so it stands as it is.")
    must_be_written(f"{harm}{risk}", "P41-3", "Write the nature of the harm, or the risk of it.", "harm")
    referral.harm, referral.risk, referral.asked = harm.strip(), risk.strip(), asked.strip()
    referral.authority, referral.document_id = authority, None
    referral.save()
    return referral


@service
def record_adult_told(
    *,
    referral: AdultReferral,
    adult_told: str,
    family_told: str,
    by: Any,
    now: datetime,
    adult_told_at: datetime | None = None,
    adult_told_how: str = "",
    adult_reason: str = "",
    family_told_at: datetime | None = None,
    family_told_how: str = "",
    family_reason: str = "",
) -> AdultReferral:
    """Whether the adult and the family were made aware; why not, only where telling would probably cause harm (policy 41)."""
    referral = locked_referral(referral)
    must_work_on(referral.adult.case, by=by, now=now)
    if adult_told not in (Told.TOLD, Told.NOT_TOLD):
        raise RuleRefused("P41-4", "Say whether the adult was made aware.", field="adult_told")
    if family_told not in Told.values:
        raise RuleRefused("P41-4", "Say whether the family was made aware.", field="family_told")
    for told, at, reason, who in (
        (adult_told, adult_told_at, adult_reason, "adult"),
        (family_told, family_told_at, family_reason, "family"),
    ):
        if told == Told.NOT_TOLD:
            must_be_written(reason, "P41-4", "Write what harm, or further harm, telling would probably cause.", f"{who}_reason")
        elif told == Told.TOLD and at is None:
            raise RuleRefused("P41-4", "Enter when they were told.", field=f"{who}_told_at")
        must_have_happened(at, now=now, field=f"{who}_told_at")
    referral.adult_told, referral.adult_told_at, referral.adult_told_how = adult_told, adult_told_at, adult_told_how.strip()
    referral.adult_reason, referral.family_told, referral.family_told_at = adult_reason.strip(), family_told, family_told_at
    referral.family_told_how, referral.family_reason = family_told_how.strip(), family_reason.strip()
    referral.save()
    moments = [at for at in (adult_told_at, family_told_at) if at]
    discharge(key="adult-told", subject=referral.adult, at=max(moments, default=now), by=by, now=now)
    return referral


@service
def send_adult_referral(
    *,
    referral: AdultReferral,
    procedure: str,
    by: Any,
    now: datetime,
    sent_at: datetime | None = None,
    method: str = "email",
    sent_to: str = "",
) -> AdultReferral:
    """Mark the referral sent, at ``sent_at`` (None or this minute: it is about to go; UTC), as the local procedure says (policy 41).

    About to go, it is refused without the harm or the risk, or before the adult and family were made aware; an immediate risk waits
    for neither of them to be told: that becomes a duty. What has already gone is saved, as an incident where they were not told.
    """
    referral = locked_referral(referral)
    adult = referral.adult
    must_work_on(adult.case, by=by, now=now)
    moment = sent_at or now
    must_have_happened(moment, now=now, field="sent_at")
    if referral.sent_at:
        raise RuleRefused("P41-2", "It is recorded as sent already.")
    must_be_written(procedure, "P41-2", "Write which local procedure you followed: its name, page or form.", "procedure")
    intention = moment > now - timedelta(minutes=1)
    if intention:
        refuse_what_blocks(referral_missing(referral), case=referral.adult.case, subject=referral)
        if not referral.are_told and not adult.danger_now:
            block(
                "P41-4", "Make the adult and their family aware first, or record that telling would probably cause harm.", case=adult.case,
                subject=referral, missing=["Whether the adult and the family were made aware"],
            )  # fmt: skip
        if referral.document_id is None:
            referral = _issue(referral, by=by, now=now)
    elif not (referral.are_told or adult.danger_now):
        record_incident(
            case=adult.case, rule="P41-4", what="The adult safeguarding referral went before the adult and the family were made aware.",
            happened_at=moment, by=by, now=now, concern=adult.concern, subject=referral,
        )  # fmt: skip
    referral.procedure, referral.method, referral.sent_to = procedure.strip(), method, sent_to
    referral.sent_at, referral.sent_by = moment, by
    referral.save()
    discharge(key="adult-referral", subject=adult, at=moment, by=by, now=now)
    if not referral.are_told:
        open_duty(key="adult-told", case=adult.case, subject=adult, concern_id=adult.concern_id, event_at=moment, by=by, now=now)
    return referral


def _issue(referral: AdultReferral, *, by: Any, now: datetime) -> AdultReferral:
    name = referral.authority.name if referral.authority else ""
    document = issue(kind="adult-referral", subject=referral, recipient=Recipient("local_authority", name), by=by, now=now)
    referral.document_id = document.pk
    referral.save()
    return referral


@service
def record_adult_answer(*, referral: AdultReferral, answer: str, at: datetime, by: Any, now: datetime) -> AdultReferral:
    """What adult services answered."""
    referral = locked_referral(referral)
    must_work_on(referral.adult.case, by=by, now=now)
    must_be_written(answer, "P41-2", "Write what adult services answered.", "answer")
    must_have_happened(at, now=now, field="answered_at")
    referral.answer, referral.answered_at = answer.strip(), at
    referral.save()
    return referral
