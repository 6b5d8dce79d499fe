"""What may be read of screening's pathway and stages. Moments in UTC, days in London."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import record_for
from cafcass_cases.cases.selectors.lists import staff
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.gather import gather
from cafcass_cases.duties.models import Duty
from referrals.models import Referral
from safeguarding.models import Supervision

from .lists import AREAS, AUTHORITY_STEPS, words_of
from .models import (
    AuthorityWorkCheck,
    CasePlan,
    NeedsAssessment,
    PlanAction,
    RiskIdentification,
    SafetyAssessment,
    ScreeningConclusion,
    Section120,
    Section120Letter,
)

STAGE_WORDS = {"section_120": "Section 120 pathway", "screening": "Screening", "risk": "Risk identification", "safety": "Safety assessment"}


@dataclass(frozen=True)
class Conclusion:
    """What one stage ended with, in words that a letter may use. ``record`` is what it stands on."""

    stage: str
    title: str
    words: str
    day: date
    record: Any = None


def _latest(rows: Any, day: str) -> Any:
    return rows.filter(withdrawn_at=None).order_by(day).last()


def pathway_of(case: Case) -> Section120 | None:
    """The reading of the court's papers that counts now."""
    found = Section120.objects.filter(case=case, withdrawn_at=None, superseded_by=None)
    return found.select_related("concern", "case", "read_by", "nothing_by", "needs_16a_by").order_by("read_at").last()


def conclusions_of(case: Case) -> list[Conclusion]:
    """The conclusion of each stage that has one, in order: the pathway, screening, risk identification, safety assessment."""
    found: list[Conclusion] = []

    def add(stage: str, words: str, at: Any, record: Any) -> None:
        found.append(Conclusion(stage, STAGE_WORDS[stage], words, london_date(at), record))

    pathway = pathway_of(case)
    if pathway is not None and pathway.outcome:
        add("section_120", pathway.get_outcome_display(), pathway.nothing_at or pathway.read_at, pathway)
    screening = _latest(ScreeningConclusion.objects.filter(case=case), "concluded_at")
    if screening is not None:
        add(
            "screening",
            _statements(
                screening, ["All relevant checks were made." if screening.checks_satisfied else "Not all relevant checks were made."]
            ),
            screening.concluded_at,
            screening,
        )
    risk = _latest(RiskIdentification.objects.filter(case=case).exclude(completed_at=None), "number")
    if risk is not None:
        add("risk", _statements(risk, []), risk.completed_at, risk)
    safety = _latest(SafetyAssessment.objects.filter(case=case).exclude(submitted_at=None), "submitted_at")
    if safety is not None:
        add(
            "safety",
            "There are grounds to intervene." if safety.grounds else "There are no grounds to intervene.",
            safety.submitted_at,
            safety,
        )
    return found


def _statements(record: Any, first: list[str]) -> str:
    recorded = (
        "All welfare concerns are recorded."
        if record.concerns_recorded
        else f"Not all welfare concerns are recorded: {record.concerns_action}"
    )
    grounds = "There are grounds to intervene." if record.grounds else "There are no grounds to intervene."
    return " ".join([*first, recorded, grounds])


def letter_for(user: User, letter_id: UUID | str, at: datetime) -> Section120Letter:
    """Raises Http404."""
    return record_for(user, Section120Letter.objects.select_related("case", "pathway__concern", "authority", "concern"), letter_id, at)


def form_for(user: User, form_id: UUID | str, at: datetime) -> RiskIdentification:
    """Raises Http404."""
    return record_for(user, RiskIdentification.objects.select_related("case", "concern", "submitted_by"), form_id, at)


def assessment_for(user: User, assessment_id: UUID | str, at: datetime) -> SafetyAssessment:
    """Raises Http404."""
    return record_for(user, SafetyAssessment.objects.select_related("case", "concern", "order", "submitted_by"), assessment_id, at)


def plan_for(user: User, plan_id: UUID | str, at: datetime) -> CasePlan:
    """Raises Http404."""
    return record_for(user, CasePlan.objects.select_related("case", "risk", "written_by", "approved_by"), plan_id, at)


def action_for(user: User, action_id: UUID | str, at: datetime) -> PlanAction:
    """Raises Http404."""
    return record_for(user, PlanAction.objects.select_related("case", "owner", "plan", "assessment"), action_id, at)


def check_for(user: User, check_id: UUID | str, at: datetime) -> AuthorityWorkCheck:
    """Raises Http404."""
    return record_for(user, AuthorityWorkCheck.objects.select_related("case"), check_id, at)


def around(pathway: Section120 | None, case: Case) -> dict[str, list[Any]]:
    """What the page of the pathway shows beside it, read at once: letters, duties, supervisions, referrals."""
    concern_id = pathway.concern_id if pathway else None
    subjects = [case.pk, *([pathway.pk] if pathway else [])]
    found = gather(
        Section120Letter.objects.filter(pathway=pathway.pk if pathway else None, withdrawn_at=None)
        .select_related("authority")
        .order_by("created_at"),
        Duty.objects.filter(subject_id__in=subjects, key__startswith="s120-").select_related("owner", "child", "case").order_by("due_at"),
        Supervision.objects.filter(concern=concern_id, withdrawn_at=None).order_by("held_at"),
        Referral.objects.filter(concern=concern_id, withdrawn_at=None).exclude(kind=Referral.Kind.EARLY_HELP).order_by("decided_at"),
    )
    return dict(zip(("letters", "duties", "supervisions", "referrals"), map(list, found), strict=True))


def newest_form(case: Case, *, completed: bool = False) -> RiskIdentification | None:
    """The newest risk identification form; the newest that is completed where asked for."""
    rows = RiskIdentification.objects.filter(case=case, withdrawn_at=None)
    return (rows.exclude(completed_at=None) if completed else rows).order_by("number").last()


def newest_plan(case: Case) -> CasePlan | None:
    return CasePlan.objects.filter(case=case, withdrawn_at=None).order_by("number").last()


def is_latest(form: RiskIdentification) -> bool:
    return not RiskIdentification.objects.filter(case=form.case_id, number__gt=form.number, withdrawn_at=None).exists()


def open_duties_of(case: Case, keys: tuple[str, ...]) -> list[Duty]:
    """Open duties of the case with these keys, those due first."""
    found = Duty.objects.filter(case=case, key__in=keys, ended_at=None)
    return list(found.select_related("owner", "child", "case").order_by("due_at"))


def colleagues(case: Case) -> list[User]:
    """Who may answer for a point of a plan: staff of the case's team first, then everybody."""
    return sorted(staff(), key=lambda one: (one.team_id != case.team_id, one.full_name))


def stages_of(case: Case) -> dict[str, Any]:
    """Every record of the three stages, of plans, needs and the authority's work, for the page of the stages."""
    screenings, forms, safeties, plans, needs, actions, works = gather(
        ScreeningConclusion.objects.filter(case=case, withdrawn_at=None).select_related("concluded_by").order_by("concluded_at"),
        RiskIdentification.objects.filter(case=case, withdrawn_at=None).select_related("submitted_by", "concern").order_by("number"),
        SafetyAssessment.objects.filter(case=case, withdrawn_at=None).select_related("submitted_by", "concern").order_by("ordered_on"),
        CasePlan.objects.filter(case=case, withdrawn_at=None).select_related("written_by", "approved_by", "risk").order_by("number"),
        NeedsAssessment.objects.filter(case=case, withdrawn_at=None).select_related("recorded_by").order_by("recorded_at"),
        PlanAction.objects.filter(case=case, withdrawn_at=None).select_related("owner").order_by("due_on"),
        AuthorityWorkCheck.objects.filter(case=case, withdrawn_at=None).order_by("checked_at"),
    )
    works = list(works)
    for work in works:
        work.missing_words = [words_of(AUTHORITY_STEPS, key) for key in work.missing]
    return {
        "screening": list(screenings)[-1:], "forms": list(forms), "safeties": list(safeties), "plans": list(plans), "needs": list(needs),
        "actions": list(actions), "works": works,
    }  # fmt: skip


def areas_not_reviewed(case: Case) -> list[str]:
    """The areas that the newest plan of this stage says nothing about, though an earlier stage did: to be looked at again (framework 2.4)."""
    plans = list(CasePlan.objects.filter(case=case, withdrawn_at=None).order_by("number"))
    if len(plans) < 2 or plans[-1].stage == plans[-2].stage:
        return [entry.words for entry in AREAS if plans and not plans[-1].areas.get(entry.key)]
    return [entry.words for entry in AREAS if plans[-1].areas.get(entry.key, "") in ("", plans[-2].areas.get(entry.key, ""))]
