"""Words and rows of this room's pages, and the one next step."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london

from . import rules
from .models import SeriousIncident, Snapshot

Decision = SeriousIncident.Decision


def with_review_standing(case: Any, user: Any, now: datetime) -> Case:
    """The case with ``user_knows``, ``user_directs`` and ``user_reviews`` (manages or directs) beside what it has."""
    case.user_knows = hasattr(case, "user_works") and (case.user_works or case.user_keeps or case.user_manages or user.role == "auditor")
    for flag in ("user_works", "user_keeps", "user_manages"):
        setattr(case, flag, getattr(case, flag, False))
    case.user_is_safeguarding_director = rules.is_safeguarding_director(user, now)
    case.user_directs = case.user_is_safeguarding_director or rules.is_area_director(user, case, now)
    case.user_reviews = case.user_directs or case.user_manages
    return case  # type: ignore[no-any-return]


def with_securing(case: Any, user: Any, appointments: Any) -> Any:
    """The case with ``user_secures`` beside the rest: who manages or directs, and the manager appointed to it (framework 3.42)."""
    case.user_secures = case.user_reviews or rules.may_secure(user, appointments)
    return case


def _at(moment: datetime | None, otherwise: str = "Not yet") -> str:
    return london(moment) if moment else otherwise


def _told(person: Any, at: datetime | None) -> str:
    return f"{person.full_name}, {_at(at)}" if at and person else "Not yet"


def rows_of(one: SeriousIncident) -> list[Row]:
    """The notification's contents, and who was told."""
    rows = [
        Row("Child", one.child.full_name if one.child else "No child: a domestic abuse related death"),
        Row("When it happened", _at(one.happened_at, "Not known")),
        Row("When it was known", _at(one.known_at)),
        Row(
            "Expected or not", f"{one.get_expected_display()}{': followed as unexpected' if one.expected == one.Expected.DOUBTFUL else ''}"
        ),
        Row("Abuse or neglect suspected", one.get_abuse_display()),
        Row("Another child at risk", f"Yes. {one.others_words}" if one.others_at_risk else "No"),
        Row("Authority", one.authority.name if one.authority else "Not known"),
        Row("Manager told", _at(one.manager_told_at)),
        Row("Assistant Director told", _told(one.area_director, one.area_director_told_at)),
        Row("Safeguarding director told", _told(one.safeguarding_director, one.safeguarding_director_told_at)),
        Row("The partnership’s decision", f"{one.get_decision_display()}{', ' + _at(one.decision_at) if one.decision_at else ''}"),
        Row("Stage", one.get_stage_display()),
        Row("Support", one.support or "Not planned yet"),
    ]
    if one.partnership_told_at:
        rows.append(Row("Our representative told", _at(one.partnership_told_at)))
    if one.authority_notified:
        rows.append(Row("The authority’s own notification", one.authority_notified))
    return rows


def disclosure_rows(one: SeriousIncident) -> list[Row]:
    """The family, the court and the partnership, in the order in which they come."""
    return [
        Row("Family told by the partnership", _at(one.family_told_at)),
        Row("Court told", _at(one.court_told_at)),
        Row("Leave to disclose asked for", _at(one.leave_asked_at)),
        Row("Leave given", _at(one.leave_given_at)),
        Row("Partnership’s permission for an outside reviewer", _at(one.partnership_permission_at)),
        Row("Other proceedings", one.processes or "None recorded"),
    ]


class Next(NamedTuple):
    label: str
    url: str


def _steps(one: SeriousIncident, case: Any, secured: Any, appointments: Any) -> Iterator[Next]:
    def to(label: str, name: str) -> Next:
        return Next(label, reverse(f"learning:{name}", args=[one.pk]))

    if not one.directors_told:
        yield to("Tell the directors", "record_told")
    if (
        one.decision == Decision.HELD
        and secured is None
        and case.user_directs
        and not any(each.kind == "securing" for each in appointments)
    ):
        yield to("Appoint who secures the file", "appoint")
    if one.decision == Decision.HELD and secured is None:
        yield to("Secure the file", "secure_file")
    if not one.support:
        yield to("Plan support", "record_support")
    if not one.decision or one.decision == Decision.CONSIDERED:
        yield to("Record what the partnership decided", "record_decision")
    if case.user_directs and one.decision in (Decision.HELD, Decision.DECLINED) and not one.remit_sent_at:
        yield to("Confirm the remit of our own review", "send_remit")


def next_step(one: SeriousIncident, case: Any, secured: Any, appointments: Any) -> Next | None:
    """The one thing to do next, for whoever manages or directs; and for who is appointed to secure the file, that."""
    if one.closed_at:
        return None
    if case.user_reviews:
        return next(_steps(one, case, secured, appointments), None)
    return Next("Secure the file", reverse("learning:secure_file", args=[one.pk])) if case.user_secures and secured is None else None


def groups_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The frozen record as it is shown: as kept, its moments read back."""
    return [
        {"title": group["title"], "rows": [{**row, "entered_at": datetime.fromisoformat(row["entered_at"])} for row in group["rows"]]}
        for group in snapshot.content
    ]
