"""The checks' line on the hub of screening, where its duties lead, and what it tells in the chronology."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from cafcass_cases.audit.registry import belongs_to
from cafcass_cases.audit.services import orders_waiting
from cafcass_cases.cases.models import DisposalHold
from cafcass_cases.cases.registry import ChronologyLine, register_closing_guard
from cafcass_cases.core.clock import london
from cafcass_cases.duties.health_lines import HealthLine, register_health
from cafcass_cases.duties.registry import register_subject_url, register_subject_words
from safeguarding.path_views import PathView, register_path_view
from safeguarding.registry import register_duty_link
from screening.registry import ScreeningPart, State, register_screening_guard, register_screening_part

from .ledger import clocks_of
from .models import Check, CheckRequest, ChecksConclusion, Consent, Kind, OffenceFound, WorkBeforeChecks
from .selectors import checks_of, counts, forms_read

GROUP = "Checks"
DISPOSED_WITHIN = timedelta(days=2)
READ_HERE = {
    Kind.OWN_RECORDS: "",
    Kind.COURT_FORMS: "Read the court’s forms: the harm box, and whether the C1A is there",
    Kind.OTHER_PROCEEDINGS: "Record other proceedings, or that none are known",
}
for _label, _happened in (
    ("CheckRequest", "requested_at"), ("WorkBeforeChecks", "decided_at"), ("ChecksConclusion", "concluded_at"), ("Check", "needed_at"),
):  # fmt: skip
    belongs_to(f"checks.{_label}", group=GROUP, happened=_happened)
belongs_to("checks.Consent", "person__case", group=GROUP, happened="answered_at")
belongs_to("checks.CheckStep", "check_made__case", group=GROUP, happened="at")
belongs_to("checks.OffenceFound", "check_made__case", group=GROUP)


def _state(case: Any, user: Any, now: datetime) -> State | None:
    checks = checks_of(case)
    if not checks:
        return State("Not started", "grey", "Which checks follow from the application, the names and the addresses")
    many = counts(checks)
    if not many["open"]:
        return State("Done", "green")
    ours = [due for (_, key), due in clocks_of(case).items() if key in CLOCKED]
    late = any(due < now for due in ours)
    words = f"{many['done']} of {many['all']} done"
    return State("Late" if late else words, "red" if late else "blue", words if late else "")


CLOCKED = (
    "checks-requested",
    "checks-chased",
    "check-reviewed",
    "recheck-decided",
    "international-reminder",
    "court-told-of-work-before-checks",
)

register_screening_part(ScreeningPart("checks", "Checks", "checks:show_checks", 20, _state))


def _ledger(duty: Any) -> str:
    return reverse("checks:show_checks", args=[duty.case_id])


def _page(name: str, by: str = "subject_id") -> Any:
    return lambda duty: reverse(f"checks:{name}", args=[getattr(duty, by)])


for _key, _link in {
    "checks-requested": _page("request_checks", "case_id"),
    "screening-sources-read": _ledger,
    "police-2-decided": _page("decide_level_2", "case_id"),
    "further-checks-judged": _ledger,
    "recheck-decided": _page("decide_proposals", "case_id"),
    "checks-chased": _page("chase_checks", "case_id"),
    "international-reminder": _page("record_result"),
    "check-reviewed": _page("review_check"),
    "public-checks-confirmed": _ledger,
    "enquiries-made": _page("add_enquiry", "case_id"),
    "police-information-kept": _page("keep_police_information"),
    "listed-offence-followed": _ledger,
    "risk-to-children-decided": _page("decide_risk"),
    "work-before-checks-recorded": _page("record_work_before_checks", "case_id"),
    "court-told-of-work-before-checks": _page("tell_court"),
    "fuller-assessment-advised": _page("tell_court"),
    "authority-assessment-followed-up": _page("follow_up_assessment"),
}.items():
    register_duty_link(_key, _link)


def _of(model: Any, path: str = "case_id") -> Any:
    return lambda pk: reverse("checks:show_checks", args=[model.objects.values_list(path, flat=True).get(pk=pk)])


register_subject_url("checks.check", lambda pk: reverse("checks:show_check", args=[pk]))
register_subject_url("checks.checkrequest", _of(CheckRequest))
register_subject_url("checks.workbeforechecks", _of(WorkBeforeChecks))
register_subject_url("checks.checksconclusion", _of(ChecksConclusion))
register_subject_url("checks.offencefound", _of(OffenceFound, "check_made__case_id"))
for _label, _words in (
    ("check", "Check"), ("checkrequest", "Checks asked for"), ("workbeforechecks", "Work before the checks"),
    ("checksconclusion", "What the checks show"), ("offencefound", "Offence that a check returned"),
):  # fmt: skip
    register_subject_words(f"checks.{_label}", lambda pk, words=_words: words)


def _rows(**where: Any) -> tuple[Any, ...]:
    return (
        Check.objects.filter(withdrawn_at=None, reviewed_at__isnull=False, **where)
        .exclude(result="nothing")
        .select_related("person", "authority", "reviewed_by"),
        CheckRequest.objects.filter(**where),
        WorkBeforeChecks.objects.filter(withdrawn_at=None, **where),
        ChecksConclusion.objects.filter(**where).select_related("concluded_by"),
        Consent.objects.filter(withdrawn_at=None, **{f"person__{name}": value for name, value in where.items()}).select_related("person"),
        OffenceFound.objects.filter(
            withdrawn_at=None, decided_at__isnull=False, **{f"check_made__{name}": value for name, value in where.items()}
        ).select_related("person", "check_made", "decided_by"),
    )


def _lines(checks: Any, requests: Any, exceptions: Any, conclusions: Any, consents: Any, offences: Any) -> Iterator[ChronologyLine]:
    def url(case_id: Any) -> str:
        return reverse("checks:show_checks", args=[case_id])

    for one in requests:
        yield ChronologyLine(
            one.requested_at, one.created_at, "Checks were requested", one.get_method_display(), "enquiry", url(one.case_id)
        )
    for one in exceptions:
        yield ChronologyLine(one.decided_at, one.created_at, "Work went ahead before the checks", one.reason, "court", url(one.case_id))
    for one in conclusions:
        yield ChronologyLine(
            one.concluded_at, one.created_at, f"The checks: {one.get_conclusion_display().lower()}", one.words, "enquiry", url(one.case_id)
        )
    for one in checks:
        who = f", {one.person.full_name}" if one.person else ""
        yield ChronologyLine(
            one.reviewed_at,
            one.created_at,
            f"{one.title}{who}: reviewed",
            one.analysis or one.rationale,
            "enquiry",
            reverse("checks:show_check", args=[one.pk]),
        )
    for one in consents:
        title = f"{one.person.full_name}, consent to checks: {one.get_answer_display().lower()}"
        yield ChronologyLine(one.answered_at, one.created_at, title, one.reason or one.court_reason, "enquiry", url(one.person.case_id))
    for one in offences:
        title = f"{one.person.full_name}: {'Risk to Children' if one.state == 'risk' else 'decided not to be a Risk to Children'}"
        yield ChronologyLine(one.decided_at, one.created_at, title, one.reason, "enquiry", url(one.check_made.case_id))


register_path_view(PathView(key="screening-checks", rows=_rows, story=_lines))


@register_screening_guard
def _sources_not_read(case: Any, now: datetime) -> list[str]:
    """What whoever screens looks at by themselves, the same day: our own records, the court’s forms, other proceedings (framework 2.18)."""
    rows = Check.objects.filter(case=case, withdrawn_at=None, kind__in=READ_HERE).exclude(
        state__in=(Check.State.REVIEWED, Check.State.DROPPED)
    )
    open_rows = list(rows.select_related("person").order_by("created_at"))
    to_search = [one for one in open_rows if one.kind == Kind.OWN_RECORDS and one.state != Check.State.RECEIVED]
    phrases = ["Search our own records for everybody in the case"] if to_search else []
    phrases += [
        f"Decide on each candidate that our own records gave for {one.person.full_name}, and review what they hold"
        for one in open_rows
        if one.kind == Kind.OWN_RECORDS and one.state == Check.State.RECEIVED and one.person
    ]
    phrases += [words for kind, words in READ_HERE.items() if words and any(one.kind == kind for one in open_rows)]
    return phrases or _arrived_since(case)


def _arrived_since(case: Any) -> list[str]:
    """A later application, or a C1A, is read like the first."""
    read = forms_read(case)
    waiting = case.screenings.filter(screened_at=None).order_by("-arrived_at").first()
    if read is None or waiting is None or waiting.arrived_at <= read.read_at:
        return []
    return ["Read the court’s forms again: more has arrived since they were read"]


@register_health
def _disposals(now: datetime) -> Iterator[HealthLine]:
    """What was ordered to be destroyed, and waits for the owner of the tables. One query."""
    held = DisposalHold.objects.filter(lifted_at=None).values("case_id")
    oldest = orders_waiting().exclude(case_id__in=held).values_list("at", flat=True).first()
    late = bool(oldest and now - oldest > DISPOSED_WITHIN)
    words = f"Ordered {london(oldest):%-d %B %Y} and not yet carried out" if oldest else "Nothing waits"
    yield HealthLine("disposals", "Destruction of what may no longer be kept", words, not late)


@register_closing_guard
def _checks_not_reviewed(case: Any, now: datetime) -> list[str]:
    waiting = Check.objects.filter(case=case, withdrawn_at=None, state=Check.State.RECEIVED).count()
    return [f"review {waiting} answer{'s' if waiting != 1 else ''} to checks"] if waiting else []
