"""What may be read of the screening ledger, starting from a case that the reader was let into. Moments in UTC."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Allocation, Case, LinkProposal, Person, RoleInCase
from cafcass_cases.cases.selectors import record_for, visible_cases
from cafcass_cases.core.clock import from_london, london_date
from cafcass_cases.core.gather import gather

from .models import POLICE, Check, ChecksConclusion, CheckStep, Consent, Kind, OffenceFound, WorkBeforeChecks


@dataclass(frozen=True)
class CheckLine:
    """One check as a letter to the court states it.

    ``is_disclosable`` is false where naming the authority would tell where somebody lives whose address is confidential.
    """

    person: Person | None
    kind: str
    state: str
    words: str
    is_disclosable: bool
    check: Check


def checks_of(case: Case) -> list[Check]:
    """Every check of the case, those entered in error left out, with person, authority, request and consent."""
    return list(_checks(case))


def _checks(case: Case) -> QuerySet[Check]:
    rows = Check.objects.filter(case=case, withdrawn_at=None)
    return rows.select_related("person", "authority", "asked_in", "consent", "reviewed_by").order_by("created_at")


@dataclass(frozen=True)
class Ledger:
    """Everything that stands on a case's ledger."""

    checks: list[Check]
    offences: list[OffenceFound]
    consents: list[Consent]
    exceptions: list[WorkBeforeChecks]
    conclusion: ChecksConclusion | None


def ledger_of(case: Case) -> Ledger:
    """The checks, offences, consents, exceptions and last conclusion of the case, in one query."""
    checks, offences, consents, exceptions, conclusions = gather(
        _checks(case), _offences(case), _consents(case), _exceptions(case), _conclusions(case)[:1]
    )
    return Ledger(list(checks), list(offences), list(consents), list(exceptions), next(iter(conclusions), None))


def check_for(user: User, check_id: UUID | str, at: datetime) -> Check:
    """Raises Http404."""
    return record_for(user, Check.objects.select_related("person", "authority", "asked_in", "consent"), check_id, at)


def steps_of(check: Check) -> list[CheckStep]:
    """What was done about a check, in order."""
    return list(check.steps.select_related("done_by", "created_by"))


def offences_of(case: Case) -> list[OffenceFound]:
    """The offences that police checks of this case returned."""
    return list(_offences(case))


def _offences(case: Case) -> QuerySet[OffenceFound]:
    rows = OffenceFound.objects.filter(check_made__case=case, withdrawn_at=None)
    return rows.select_related("person", "check_made", "decided_by", "marker", "no_concern_by", "concern")


def offence_for(user: User, offence_id: UUID | str, at: datetime) -> OffenceFound:
    """Raises Http404."""
    return record_for(user, OffenceFound.objects.select_related("person", "check_made__case"), offence_id, at, path="check_made__case")


def consents_of(case: Case) -> list[Consent]:
    """Who agreed to which checks, who refused, and who was not asked."""
    return list(_consents(case))


def _consents(case: Case) -> QuerySet[Consent]:
    return Consent.objects.filter(person__case=case, withdrawn_at=None).select_related("person", "recorded_by")


def exceptions_of(case: Case) -> list[WorkBeforeChecks]:
    """Where work went ahead before the checks were in, newest first."""
    return list(_exceptions(case))


def _exceptions(case: Case) -> QuerySet[WorkBeforeChecks]:
    return case.works_before_checks.filter(withdrawn_at=None).select_related("decided_by").order_by("-decided_at")


def exception_for(user: User, exception_id: UUID | str, at: datetime) -> WorkBeforeChecks:
    """Raises Http404."""
    return record_for(user, WorkBeforeChecks.objects.select_related("decided_by"), exception_id, at)


def conclusion_of(case: Case) -> ChecksConclusion | None:
    """What the checks as a whole show, as last concluded."""
    return _conclusions(case).first()


def _conclusions(case: Case) -> QuerySet[ChecksConclusion]:
    return case.checks_conclusions.select_related("concluded_by")


def is_begun(case: Case) -> bool:
    """Whether the ledger of this case was opened."""
    return Check.objects.filter(case=case).exists()


def are_complete(case: Case) -> bool:
    """Whether every check of the case was made and reviewed, or a reason says why it was not."""
    checks = checks_of(case)
    return bool(checks) and not any(check.is_open for check in checks)


def results_for_letter(case: Case) -> list[CheckLine]:
    """Each check that the court is told of, in the order of the ledger: its state and what came back."""
    lines = []
    for check in checks_of(case):
        if check.state == Check.State.PROPOSED:
            continue
        lines.append(
            CheckLine(check.person, check.kind, check.state, words_of(check), is_disclosable=not check.is_place_confidential, check=check)
        )
    return lines


def words_of(check: Check) -> str:
    """What came of a check, in a sentence or two."""
    if check.state == Check.State.DROPPED:
        return f"Not made. {check.rationale}".strip()
    if check.kind in (Kind.POLICE_2_DECISION, Kind.JUDGEMENT):
        if check.decision is None:
            return "Not yet decided."
        return f"{'Yes' if check.decision else 'No'}. {check.rationale}"
    if check.state not in (Check.State.RECEIVED, Check.State.REVIEWED):
        return "No answer yet." if check.requested_at else "Not yet made."
    said = " ".join(f"{heading}: {text}" for heading, text in shown_findings(check))
    parts = [check.get_result_display() + "." if check.result else "", said, check.analysis]
    return " ".join(part for part in parts if part)


def shown_findings(check: Check) -> list[tuple[str, str]]:
    """(heading, words) of what came back; what is kept for the software's own use begins with a line below."""
    return [(heading, str(text)) for heading, text in check.findings.items() if not heading.startswith("_") and text not in ("", None)]


def gaps_for_advice(case: Case) -> list[tuple[str, str]]:
    """(requirement, sentence) of each thing that must be there before advice to the court on this case goes out (policy 56 to 59)."""
    checks = checks_of(case)
    found: list[tuple[str, str]] = []
    if case.law == "public" and not any(check.kind == Kind.ENQUIRY and check.state != Check.State.DROPPED for check in checks):
        found.append(("P56-1", "List whom you asked for relevant information about the child."))
    for check in checks:
        who = f" about {check.person.full_name}" if check.person else ""
        if check.kind in POLICE and check.state == Check.State.RECEIVED:
            found.append(("P57-1", f"Review what the police sent{who}, and say what it means for the child."))
        elif check.kind == Kind.POLICE_2_DECISION and check.is_open:
            found.append(("P58-2", f"Decide, with reasons, on a level 2 police check{who}."))
        elif check.kind == Kind.JUDGEMENT and check.is_open:
            found.append(("P59-1", f"Decide, with reasons, whether further checks are needed{who}."))
    return found


def gaps_for_reunification(case: Case) -> list[tuple[str, str]]:
    """(requirement, sentence) for each police answer that was not weighed for living together again (policy 57)."""
    return [
        (
            "P57-2",
            f"Say what the police information about {check.person.full_name if check.person else 'the family'} means for living together again.",
        )
        for check in checks_of(case)
        if check.kind in POLICE
        and check.state == Check.State.REVIEWED
        and check.result in ("information", "partial")
        and not check.reunification.strip()
    ]


def must_be_ready_for_advice(case: Case, *, reunification: bool = False) -> None:
    """Raise RuleRefused, naming everything that is missing, unless advice to the court on this case may go out."""
    from cafcass_cases.core.errors import RuleRefused

    missing = gaps_for_advice(case) + (gaps_for_reunification(case) if reunification else [])
    if missing:
        raise RuleRefused(missing[0][0], "Finish these before advice goes to the court.", missing=[words for _, words in missing])


def consent_for(user: User, consent_id: UUID | str, at: datetime) -> Consent:
    """Raises Http404."""
    return record_for(user, Consent.objects.select_related("person"), consent_id, at, path="person__case")


def direction_is_open(consent: Consent) -> bool:
    """Whether the court is to be asked and has not answered."""
    return bool(consent.court_asked) and "The court:" not in consent.court_reason


def conclusion_for(user: User, conclusion_id: UUID | str, at: datetime) -> ChecksConclusion:
    """Raises Http404."""
    return record_for(user, ChecksConclusion, conclusion_id, at)


def letter_record_for(user: User, letter_id: UUID | str, at: datetime) -> WorkBeforeChecks | ChecksConclusion:
    """What a letter to the court is about: work before the checks, or a conclusion of concern. Raises Http404."""
    if WorkBeforeChecks.objects.filter(pk=letter_id).exists():
        return exception_for(user, letter_id, at)
    return conclusion_for(user, letter_id, at)


def letter_kind(record: WorkBeforeChecks | ChecksConclusion) -> str:
    """The kind of document that tells the court."""
    return "work-before-checks" if isinstance(record, WorkBeforeChecks) else "fuller-assessment"


def people_to_check(case: Case) -> list[Person]:
    """Everybody of the case of whom a check can be made, parties first."""
    people = case.people.filter(withdrawn_at=None).exclude(role=RoleInCase.PROFESSIONAL).order_by("created_at")
    order = [RoleInCase.APPLICANT, RoleInCase.RESPONDENT, RoleInCase.OTHER_ADULT]
    return sorted(people, key=lambda one: order.index(one.role) if one.role in order else len(order))


def undecided_by_person(checks: list[Check]) -> dict[Any, int]:
    """How many candidates of our own records nobody has decided on, by person, in one query; none where all is reviewed."""
    people = {check.person_id for check in checks if check.kind == Kind.OWN_RECORDS and check.state == Check.State.RECEIVED}
    if not people:
        return {}
    found: dict[Any, int] = {}
    proposals = LinkProposal.objects.filter(
        Q(person__in=people) | Q(other__in=people), state=LinkProposal.State.PROPOSED, person__withdrawn_at=None, other__withdrawn_at=None
    ).exclude(Q(person__case__is_restricted=True) | Q(other__case__is_restricted=True))
    for pair in proposals.values_list("person_id", "other_id"):
        for one in set(pair) & people:
            found[one] = found.get(one, 0) + 1
    return found


@dataclass(frozen=True)
class Waiting:
    """A case of the queue: how many checks are not in, the oldest request among them, and who holds the case."""

    case: Case
    open: int
    oldest: datetime
    owner: str


def queue_of(user: User, at: datetime) -> list[Waiting]:
    """The cases in the user's reach with checks that are not in, the longest waiting first (framework 2.23)."""
    rows = Check.objects.filter(case__in=visible_cases(user, at), withdrawn_at=None).exclude(
        state__in=(Check.State.REVIEWED, Check.State.DROPPED)
    )
    found: dict[Any, list[Check]] = {}
    for row in rows.select_related("case").order_by("needed_at"):
        found.setdefault(row.case_id, []).append(row)
    holders = {
        one.case_id: one.practitioner.full_name
        for one in Allocation.objects.filter(case__in=list(found), ends_at=None).select_related("practitioner")
    }
    queue = [
        Waiting(checks[0].case, len(checks), min(one.requested_at or one.needed_at for one in checks), holders.get(case_id, "Nobody yet"))
        for case_id, checks in found.items()
    ]
    return sorted(queue, key=lambda one: one.oldest)


def exceptions_of_month(user: User, at: datetime) -> list[WorkBeforeChecks]:
    """Work before the checks, in the user's reach, since the first of the month (framework 2.22: keep these few)."""
    first = london_date(at).replace(day=1)
    rows = WorkBeforeChecks.objects.filter(
        case__in=visible_cases(user, at), withdrawn_at=None, decided_at__gte=from_london(first, time.min)
    )
    return list(rows.select_related("case__team", "decided_by").order_by("case__team__name", "decided_at"))


def counts(checks: list[Check]) -> dict[str, Any]:
    """How many are done, of how many."""
    shown = [check for check in checks if check.state != Check.State.DROPPED]
    return {"all": len(shown), "done": sum(not check.is_open for check in shown), "open": sum(check.is_open for check in shown)}


def forms_read(case: Case) -> tuple[bool, str] | None:
    """(harm box, C1A) as whoever read the court's forms recorded them; None where nobody has. For forms that ask it again, filled in."""
    row = Check.objects.filter(case=case, kind=Kind.COURT_FORMS, withdrawn_at=None, reviewed_at__isnull=False).first()
    return (bool(row.findings.get("_harm_box")), str(row.findings.get("_c1a", ""))) if row else None
