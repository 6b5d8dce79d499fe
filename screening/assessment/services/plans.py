"""Plans with owners and dates, needs beyond safety, and what the authority's work leaves out (framework 2.2, 2.29, 2.36, 2.60)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case, Person
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.departures import block

from ..lists import AREAS, AUTHORITY_STEPS
from ..models import AuthorityWorkCheck, CasePlan, NeedsAssessment, PlanAction, RiskIdentification
from ..selectors import newest_form
from .common import discharge, must_be_past, must_be_written, must_manage, must_work_on, open_duty

Stage, Centre = CasePlan.Stage, CasePlan.Centre
FIRST_PLANS = (Stage.EARLY, Stage.PUBLIC)
"""Plans of the first days of a case: they rest on the risk identification form."""


@dataclass(frozen=True, kw_only=True)
class ActionFacts:
    """One point of a plan. Its owner is a colleague, or somebody outside (``outside``), whom the practitioner then follows."""

    what: str
    owner: User | None = None
    outside: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A case plan. ``areas``: the note by area, for those that were considered."""

    stage: str
    areas: Mapping[str, str]
    protecting: str = ""
    centre_needed: str = Centre.NONE
    centre: str = Centre.NONE
    local_support: str = ""
    monitoring: str = ""
    actions: Sequence[ActionFacts] = ()


def add_actions(actions: Sequence[ActionFacts], *, case: Case, at: datetime, by: Any, now: datetime, **of: Any) -> list[PlanAction]:
    """The points of a plan, each a duty of its owner by its date. Raises :class:`RuleRefused` for one without an owner or a date."""
    rows = []
    for one in actions:
        must_be_written(one.what, "F2.37T-6", "Write what is to be done.", "actions")
        if one.owner is None and not one.outside.strip():
            raise RuleRefused("F2.37T-6", f"Say who answers for this point: {one.what.strip()}", field="actions")
        if one.due_on is None:
            raise RuleRefused("F2.37T-6", f"Enter by when: {one.what.strip()}", field="actions")
        row = PlanAction(case=case, what=one.what.strip(), owner=one.owner, outside=one.outside.strip(), due_on=one.due_on, **of)
        row.save()
        open_duty(key="plan-action", case=case, subject=row, event_at=at, owner=one.owner, agreed_on=one.due_on, by=by, now=now)
        rows.append(row)
    return rows


@service
def finish_action(*, action: PlanAction, done_at: datetime, result: str, by: Any, now: datetime) -> PlanAction:
    """What came of a point of a plan, at ``done_at`` (UTC)."""
    row = PlanAction.objects.select_for_update(of=("self",)).select_related("case").get(pk=action.pk)
    must_work_on(row.case, by=by, now=now)
    must_be_past(done_at, now, "done_at")
    must_be_written(result, "F2.37T-6", "Write what came of it.", "result")
    row.done_at, row.done_by, row.result = done_at, by, result.strip()
    row.save()
    discharge(key="plan-action", subject=row, at=done_at, by=by, now=now)
    return row


@service
def write_plan(*, case: Case, facts: PlanFacts, written_at: datetime, by: Any, now: datetime) -> CasePlan:
    """A new version of the case plan. It rests on the newest completed risk identification form (framework 2.37).

    Supported contact is refused where the risk calls for supervised, however far the next supervised centre is (framework 2.60).
    """
    must_work_on(case, by=by, now=now)
    must_be_past(written_at, now, "written_at")
    if facts.stage not in Stage.values:
        raise RuleRefused("F2.4-1", "Choose the stage of the case.", field="stage")
    known = {entry.key for entry in AREAS}
    areas = {key: text.strip() for key, text in facts.areas.items() if key in known and text.strip()}
    if not areas:
        raise RuleRefused("F2.2-1", "Write about at least one of the ten areas.", field="areas")
    if facts.centre_needed == Centre.SUPERVISED and facts.centre == Centre.SUPPORTED:
        raise RuleRefused(
            "F2.60-11",
            "The risk calls for supervised contact, so a family is never sent to a supported centre, even where no other is near.",
            field="centre",
        )
    newest = newest_form(case)
    if newest is not None and newest.domestic_abuse != RiskIdentification.Abuse.NONE:
        must_be_written(
            facts.protecting, "F2.60-8", "Write how the work is arranged so that everybody is safe, joint meetings included.", "protecting"
        )
    last = CasePlan.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    plan = CasePlan(
        case=case, number=last + 1, stage=facts.stage, risk=newest_form(case, completed=True), areas=areas, protecting=facts.protecting.strip(),
        centre_needed=facts.centre_needed, centre=facts.centre, local_support=facts.local_support.strip(), monitoring=facts.monitoring.strip(),
        written_at=written_at, written_by=by,
    )  # fmt: skip
    plan.save()
    add_actions(facts.actions, case=case, plan=plan, at=written_at, by=by, now=now)
    return plan


@service
def approve_plan(*, plan: CasePlan, by: Any, now: datetime) -> CasePlan:
    """A manager approves the plan. A first plan without a completed risk identification form waits for it (framework 2.28 and 2.37)."""
    row = CasePlan.objects.select_for_update(of=("self",)).select_related("case", "risk").get(pk=plan.pk)
    must_manage(row.case, by=by, now=now)
    if row.written_by_id == by.pk:
        raise RuleRefused("F2.28-2", "You wrote this plan, so another manager approves it.")
    row.risk = newest_form(row.case, completed=True) or row.risk
    if row.risk is None and row.stage in FIRST_PLANS:
        rule = "F2.28-2" if row.stage == Stage.PUBLIC else "F2.37T-4"
        block(rule, "A first case plan rests on the risk identification form. Complete the form first.", case=row.case, subject=row)
    row.approved_at, row.approved_by = now, by
    row.save()
    return row


@service
def record_needs(
    *, case: Case, children: Sequence[Person], needs: str, recorded_at: datetime, by: Any, now: datetime, agency: str = "", childs_part: str = "",
    parents_part: str = "", consent: str = "", consent_words: str = "", actions: Sequence[ActionFacts] = (),
) -> NeedsAssessment:  # fmt: skip
    """Needs and strengths beyond safety, recorded once for the family (framework 2.34 to 2.37).

    In public law one that another agency made is reviewed; we make none. A protection referral waits for no consent.
    """
    must_work_on(case, by=by, now=now)
    must_be_past(recorded_at, now, "recorded_at")
    if not children:
        raise RuleRefused("FR4-1", "Choose the children it is about.", field="children")
    if any(child.case_id != case.pk or not child.is_child for child in children):
        raise RuleRefused("FR4-1", "Choose children of this case.", field="children")
    must_be_written(needs, "FR4-1", "Write the needs and the strengths.", "needs")
    if case.law == "public":
        must_be_written(agency, "F2.36-1", "In public law we make no such assessment: enter whose it is that you reviewed.", "agency")
    elif not agency.strip():
        if consent not in NeedsAssessment.Consent.values:
            raise RuleRefused("F2.37-1", "Say whether child and family agreed, refused, or were not asked.", field="consent")
        must_be_written(consent_words, "F2.37-1", "Write who agreed, when and how; or why not, or why nobody was asked.", "consent_words")
    row = NeedsAssessment(
        case=case, children=[child.pk for child in children], agency=agency.strip(), needs=needs.strip(), childs_part=childs_part.strip(),
        parents_part=parents_part.strip(), consent=consent, consent_words=consent_words.strip(), recorded_at=recorded_at, recorded_by=by,
    )  # fmt: skip
    row.save()
    add_actions(actions, case=case, needs=row, at=recorded_at, by=by, now=now)
    return row


@service
def check_authority_work(
    *, case: Case, assessments: str, missing: Sequence[str], checked_at: datetime, by: Any, now: datetime, missing_note: str = "",
    tell_court: bool | None = None, no_court_reason: str = "",
) -> AuthorityWorkCheck:  # fmt: skip
    """Public law: which steps the authority's assessments between them do not show. What is missing is told to it, and to the court."""
    must_work_on(case, by=by, now=now)
    must_be_past(checked_at, now, "checked_at")
    if case.law != "public":
        raise RuleRefused("F2.29-1", "This is for public law. In private law the three stages are ours.")
    must_be_written(assessments, "F2.29-1", "Write which of the authority’s assessments you read.", "assessments")
    known = [entry.key for entry in AUTHORITY_STEPS if entry.key in missing]
    if known:
        must_be_written(missing_note, "F2.29-1", "Write what is missing.", "missing_note")
        if tell_court is None:
            raise RuleRefused("F2.37T-8", "Say whether the court is told.", field="tell_court")
        if not tell_court:
            must_be_written(no_court_reason, "F2.37T-8", "Write why the court is not told.", "no_court_reason")
    row = AuthorityWorkCheck(
        case=case, assessments=assessments.strip(), missing=known, missing_note=missing_note.strip(),
        no_court_reason=no_court_reason.strip() if known and not tell_court else "", checked_at=checked_at, checked_by=by,
    )  # fmt: skip
    row.save()
    discharge(key="authority-checked", subject=case, at=checked_at, by=by, now=now)
    common = {"case": case, "subject": row, "event_at": checked_at, "by": by, "now": now}
    if known:
        open_duty(key="authority-told-missing", **common)
        if tell_court:
            open_duty(key="court-told-missing", **common)
    return row


@service
def record_told(*, check: AuthorityWorkCheck, whom: str, told_at: datetime, how: str, by: Any, now: datetime) -> AuthorityWorkCheck:
    """The authority or the court (``whom``) was told at ``told_at`` (UTC) what is missing."""
    row = AuthorityWorkCheck.objects.select_for_update(of=("self",)).select_related("case").get(pk=check.pk)
    must_work_on(row.case, by=by, now=now)
    must_be_past(told_at, now, "told_at")
    must_be_written(how, "F2.29-1", "Write how, and whom, you told.", "how")
    if whom == "court":
        row.court_told_at, row.court_told_how = told_at, how.strip()
    else:
        row.authority_told_at, row.authority_told_how = told_at, how.strip()
    row.save()
    discharge(key="court-told-missing" if whom == "court" else "authority-told-missing", subject=row, at=told_at, by=by, now=now)
    return row
