"""What may be read of the screening ledger, starting from a case that the reader was let into. Moments in UTC."""

from collections.abc import Collection, Iterable
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
from screening.selectors import application_of

from .models import CONFIRMATIONS, POLICE, Check, ChecksConclusion, CheckStep, Consent, Kind, OffenceFound, WorkBeforeChecks


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


def _conclusions(case: Case) -> QuerySet[ChecksConclusion]:
    return case.checks_conclusions.select_related("concluded_by")


def is_begun(case: Case) -> bool:
    """Whether the ledger of this case was opened."""
    return Check.objects.filter(case=case).exists()


def are_complete(case: Case) -> bool:
    """Whether every check of the case was made and reviewed, or a reason says why it was not."""
    checks = checks_of(case)
    return bool(checks) and not any(check.is_open for check in checks)


def results_for_letter(checks: Iterable[Check]) -> list[CheckLine]:
    """Each of a ledger's checks that the court is told of, by kind and parties first: its state and what came back."""
    kinds, roles = list(Kind.values), [RoleInCase.APPLICANT, RoleInCase.RESPONDENT, RoleInCase.SUBJECT_CHILD]

    def place(check: Check) -> tuple[Any, ...]:
        role = check.person.role if check.person else ""
        return (
            kinds.index(check.kind),
            roles.index(role) if role in roles else len(roles),
            check.created_at,
            str(check.person or ""),
            check.name,
        )

    lines = []
    for check in sorted(checks, key=place):
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


HEADINGS = (
    "Forms read", "Harm box", "C1A", "What they say", "Answer", "Child protection plan", "Searched for", "Candidates in other cases", "Criminal records",
    "Domestic abuse incidents", "MAPPA or MARAC", "Other information", "Note",
)  # fmt: skip
"""In which order what came back is shown."""


def shown_findings(check: Check) -> list[tuple[str, str]]:
    """(heading, words) of what came back; what is kept for the software's own use begins with a line below."""
    shown = [(heading, str(text)) for heading, text in check.findings.items() if not heading.startswith("_") and text not in ("", None)]
    # The database keeps no order of its own.
    return sorted(shown, key=lambda one: HEADINGS.index(one[0]) if one[0] in HEADINGS else len(HEADINGS))


WAITS_FOR_OTHERS = ("P56-1", "P58-2", "P59-1", "F2.21-1")
"""What may have to wait for an answer from outside. What the police have sent already is read: that waits for nobody."""


def gaps_for_advice(case: Case, together: Collection[UUID] = (), *, tells_court: bool = False) -> list[tuple[str, str]]:
    """(requirement, sentence) of each thing that :func:`checks_before_advice` finds."""
    return [(rule, words) for rule, words, _ in checks_before_advice(case, together, tells_court=tells_court)]


def checks_before_advice(
    case: Case, together: Collection[UUID] = (), *, tells_court: bool = False, ledger: Ledger | None = None
) -> list[tuple[str, str, Check | None]]:
    """(requirement, sentence, check) of each thing that must be there before advice to the court on this case goes (policy 56 to 59).

    Each is something that we do ourselves. An answer that has not come yet is none of it: the advice says that it is outstanding.
    Where the court was told in writing of work before the checks (framework 2.22), what was outstanding then holds nothing up.
    ``tells_court``: the advice says so itself. ``together``: the ids of adults with whom a child may live again, whose police
    information is weighed for that (policy 57). ``ledger``: where it is at hand.
    """
    rows, excepted = (ledger.checks, ledger.exceptions) if ledger else gather(_checks(case), _exceptions(case))
    checks, exception = list(rows), next((one for one in excepted if one.court_told_at or tells_court), None)
    found: list[tuple[str, str, Check | None]] = []
    asked = any(check.kind == Kind.ENQUIRY and check.state != Check.State.DROPPED for check in checks)
    if case.law == "public" and not asked and exception is None:
        found.append(("P56-1", "List whom you asked for relevant information about the child.", None))
    for check in checks:
        gap = _gap_of(check, together)
        if gap and not (gap[0] in WAITS_FOR_OTHERS and exception and check.needed_at <= exception.decided_at):
            found.append((*gap, check))
    return sorted(found, key=lambda one: (one[0][0] != "P", one[0], one[1]))  # the policy's first, in its order


def _gap_of(check: Check, together: Collection[UUID]) -> tuple[str, str] | None:
    who = check.person.full_name if check.person else ""
    about = f" about {who}" if who else ""
    if check.kind in POLICE and check.state == Check.State.RECEIVED:
        return ("P57-1", f"Review what the police sent{about}, and say what it means for the child.")
    if check.kind in POLICE and check.person_id in together and _is_unweighed(check):
        return ("P57-2", f"Say what the police information{about} means for living together again.")
    if check.kind == Kind.POLICE_2_DECISION and check.is_open:
        return ("P58-2", f"Decide, with reasons, on a level 2 police check{about}.")
    if check.kind == Kind.CONFIRMATION and check.is_open:
        return ("F2.21-1", f"Have the authority confirm, or say that it does not: {CONFIRMATIONS.get(check.name, check.name)}.")
    if check.kind == Kind.JUDGEMENT and check.is_open:
        return ("P59-1", f"Decide, with reasons, whether further checks are needed{about}.")
    return None


def _is_unweighed(check: Check) -> bool:
    """Police information that was reviewed, and not for living together again (policy 57)."""
    return check.state == Check.State.REVIEWED and check.result in ("information", "partial") and not check.reunification.strip()


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


def candidates_to_decide(people: Collection[Any]) -> QuerySet[LinkProposal]:
    """Who of other cases may be one of these people, and nobody has said.

    A candidate of a restricted case is for whoever is named in it: nobody here may know of it, so nobody here is held up by it. People
    of a restricted case have their candidates like all others.
    """
    theirs = Q(person__in=people, other__case__is_restricted=False) | Q(other__in=people, person__case__is_restricted=False)
    return LinkProposal.objects.filter(theirs, state=LinkProposal.State.PROPOSED, person__withdrawn_at=None, other__withdrawn_at=None)


def undecided_by_person(checks: list[Check]) -> dict[Any, int]:
    """How many candidates of our own records nobody has decided on, by person, in one query; none where all is reviewed."""
    people = {check.person_id for check in checks if check.kind == Kind.OWN_RECORDS and check.state == Check.State.RECEIVED}
    if not people:
        return {}
    found: dict[Any, int] = {}
    for pair in candidates_to_decide(people).values_list("person_id", "other_id"):
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


def what_application_says(case: Case) -> dict[str, str]:
    """The harm box ("yes", "no") and the C1A, as the application gives them; empty where it does not say."""
    application = application_of(case)
    if application is None:
        return {"harm_box": "yes", "c1a": "completed"} if case.harm_alleged_on_c1a else {}
    found = {} if application.harm_alleged is None else {"harm_box": "yes" if application.harm_alleged else "no"}
    return found | {"c1a": application.c1a}


@dataclass(frozen=True)
class FormsRead:
    """What whoever read the court's forms recorded: ``c1a`` is "completed", "not_completed" or "not_required"."""

    harm_box: bool
    c1a: str
    words: str
    papers: str
    read_at: datetime


def forms_read(case: Case) -> FormsRead | None:
    """How the court's forms were last read; None where nobody has. For pages that ask it again, filled in."""
    row = Check.objects.filter(case=case, kind=Kind.COURT_FORMS, withdrawn_at=None).exclude(reviewed_at=None).first()
    if row is None or row.reviewed_at is None:
        return None
    said = {name: str(row.findings.get(name, "")) for name in ("_c1a", "What they say", "Forms read")}
    return FormsRead(bool(row.findings.get("_harm_box")), said["_c1a"], said["What they say"], said["Forms read"], row.reviewed_at)
