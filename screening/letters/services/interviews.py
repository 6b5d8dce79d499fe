"""What the parties said before the first hearing."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import Case, Person
from cafcass_cases.cases.models.people import PARTY_ROLES
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from referrals.services.common import must_have_happened, must_work_on

from ..models import PartyInterview

Result = PartyInterview.Result


@service
def record_interview(
    *,
    case: Case,
    person: Person,
    result: str,
    happened_at: datetime,
    is_safe: bool | None,
    by: Any,
    now: datetime,
    safe_words: str = "",
    how: str = "",
    was_alone: bool | None = None,
    not_alone_reason: str = "",
    said_abuse: str = "",
    said_children: str = "",
    said_risks: str = "",
    said_wanted: str = "",
    needs: str = "",
    explained: bool | None = None,
    explained_words: str = "",
    reason: str = "",
) -> PartyInterview:
    """A talk with a party, or an attempt, at ``happened_at`` (UTC).

    Whether it was safe to contact them is answered every time (DESIGN §10.7). Whoever was spoken to was asked about domestic abuse
    apart and in privacy, or it is written why not (framework 2.60); and told what may be shared, with whom and why (framework 3.62). What happened is never refused, only what is left unsaid.
    """
    must_work_on(case, by=by, now=now)
    must_have_happened(happened_at, now=now, field="happened_at")
    if person.case_id != case.pk or person.role not in PARTY_ROLES or person.is_withdrawn:
        raise RuleRefused("letter-party", "Choose an applicant or a respondent of this case.", field="person")
    if is_safe is None:
        raise RuleRefused("safe-contact", "Say whether it was safe to contact them.", field="is_safe")
    if not is_safe and not safe_words.strip():
        raise RuleRefused("safe-contact", "Write what made it unsafe, and what you did about it.", field="safe_words")
    if result == Result.SPOKEN:
        _must_be_a_talk(how, was_alone, not_alone_reason, (said_abuse, said_children, said_risks, said_wanted))
        _must_have_explained(explained, explained_words)
    elif not reason.strip():
        raise RuleRefused("letter-no-talk", "Write why you did not speak, or what you tried.", field="reason")
    talk = PartyInterview(
        case=case, person=person, result=result, happened_at=happened_at, how=how, is_safe=is_safe, safe_words=safe_words.strip(),
        was_alone=was_alone, not_alone_reason=not_alone_reason.strip(), said_abuse=said_abuse.strip(), said_children=said_children.strip(),
        said_risks=said_risks.strip(), said_wanted=said_wanted.strip(), needs=needs.strip(), explained=explained,
        explained_words=explained_words.strip(), reason=reason.strip(),
    )  # fmt: skip
    talk.save()
    return talk


def _must_be_a_talk(how: str, was_alone: bool | None, not_alone_reason: str, said: tuple[str, ...]) -> None:
    if not how:
        raise RuleRefused("letter-how", "Say how you spoke to them.", field="how")
    if was_alone is None:
        raise RuleRefused(
            "F2.60-6", "Say whether you asked about domestic abuse apart from the other party, and in private.", field="was_alone"
        )
    if not was_alone and not not_alone_reason.strip():
        raise RuleRefused("F2.60-6", "Write why they were not asked apart and in private.", field="not_alone_reason")
    if not any(one.strip() for one in said):
        raise RuleRefused("letter-said", "Write what they said, in at least one of the parts.", field="said_children")


def _must_have_explained(explained: bool | None, words: str) -> None:
    if explained is None:
        raise RuleRefused("F3.62-1", "Say whether you told them what may be shared, with whom and why.", field="explained")
    if not words.strip():
        raise RuleRefused("F3.62-1", "Write whether they agree and what they can do, or why they were not told.", field="explained_words")
