"""The authority's Designated Officer, and the person themselves (framework 4.19, 4.21, policy 49–51)."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.cases.services.guards import is_intention
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, end_duties, open_duty
from sharing.services import record_incident

from .. import rules
from ..models import Allegation, Contribution
from .guards import lock, must_be, must_have_happened, must_say


@service
def decide_lado(*, allegation: Allegation, refer: bool, reasons: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """Whether the referral to the authority includes its Designated Officer. For our own staff it does; not to needs reasons (4.19)."""
    rules.must_manage(by, allegation, now, "decide on the referral")
    must_be(refer is not None, "F4.19-1", "Choose yes or no.", "refer")
    if not refer:
        must_say(reasons, "F4.19-1", "The Designated Officer is told of all allegations. Write why not of this one.", "reasons")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    must_be(refer or one.lado_sent_at is None, "F4.19-1", "The referral has gone. It is not taken back here.")
    one.refer, one.refer_reasons, one.refer_decided_at = refer, reasons.strip(), at
    one.save()
    if refer:
        open_duty(key="allegation-lado", case=one.file, subject=one, event_at=one.arose_at, owner=one.responsible, by=by, now=now)
    else:
        end_duties(
            keys=["allegation-lado"],
            subject=one,
            ending="not_required",
            note=f"Decided against: {one.refer_reasons}",
            at=at,
            by=by,
            now=now,
        )
    return one


@service
def record_supervision(*, allegation: Allegation, with_whom: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """Situational case supervision was held about the allegation (policy 51)."""
    rules.must_manage(by, allegation, now, "record supervision")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    one.supervised_with, one.supervised_at = must_say(with_whom, "F4.19-1", "Enter with whom.", "with_whom"), at
    one.save()
    return one


@service
def write_lado(*, allegation: Allegation, text: str, authority: LocalAuthority | None, by: Any, now: datetime) -> Allegation:
    """What the authority is told. Another word voids the approval (policy 51)."""
    rules.must_manage(by, allegation, now, "write the referral")
    must_be(authority, "F4.19-1", "Choose the authority in whose area they work with children.", "authority")
    text = must_say(text, "F4.19-1", "Write what the authority is told.", "text")
    one = lock(allegation)
    must_be(one.lado_sent_at is None, "F4.19-1", "The referral has gone. Answer further questions as information given.")
    if (text, authority) != (one.lado_text, one.authority):
        one.lado_approved_at = one.lado_approved_by = None
    one.lado_text, one.authority, one.lado_written_by = text, authority, by
    one.save()
    return one


@service
def approve_lado(*, allegation: Allegation, by: Any, now: datetime) -> Allegation:
    """A manager named on the file approves this very text; not the one who wrote it (policy 51)."""
    rules.must_manage(by, allegation, now, "approve the referral")
    one = lock(allegation)
    must_be(one.lado_text, "F4.19-1", "There is no text yet.")
    if by is not None and one.lado_written_by_id == by.pk:
        raise RuleRefused("F4.19-1", "Another manager who is named on this file approves what you wrote.")
    one.lado_approved_by, one.lado_approved_at = by, now
    one.save()
    return one


def missing_before_sending(one: Allegation) -> list[str]:
    """What comes before the referral, in its order (policy 51)."""
    wanted = (
        (one.refer, "The decision that the Designated Officer is involved"),
        (one.supervised_at, "Situational case supervision"),
        (one.lado_text and one.authority_id, "The text, and the authority"),
        (one.lado_approved_at, "A manager’s approval of this very text"),
        (not one.needs_telling_decided, "The date the person was told, or a manager’s agreement that it is unsafe"),
    )
    return [words for there, words in wanted if not there]


@service
def send_lado(*, allegation: Allegation, to: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """The referral goes to the authority, for its Designated Officer. Refused while anything before it is missing (4.19, policy 51).

    The protection of a child never waits for this: a child's own referral goes at once, by their case.
    """
    rules.must_manage(by, allegation, now, "send the referral")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    missing = missing_before_sending(one)
    if missing:
        raise RuleRefused("F4.19-1", "Something comes first.", missing=missing)
    one.lado_sent_at, one.lado_sent_to = at, must_say(to, "F4.19-1", "Enter to whom it was sent.", "to")
    one.save()
    discharge(key="allegation-lado", subject=one, at=at, by=by, now=now)
    return one


@service
def tell_person(
    *,
    allegation: Allegation,
    told_at: datetime,
    told_by: str,
    words: str,
    by: Any,
    now: datetime,
    agreed_at: datetime | None = None,
    agreed_with: str = "",
    already: bool = False,
) -> Allegation:
    """The person was told: when, by whom, what; what may be said is agreed with the authority first (policy 50, 51).

    ``already``: they were told before it was agreed; that is recorded, and looked at as an incident. Support is owed from then on.
    """
    rules.must_manage(by, allegation, now, "record this")
    for at, field in ((told_at, "told_at"), (agreed_at, "agreed_at")):
        must_have_happened(at, now, field)
    one = lock(allegation)
    out_of_order = agreed_at is None or agreed_at > told_at or not agreed_with.strip()
    if out_of_order and not already:
        raise RuleRefused("F4.19-1", "First agree with the authority what they are told, and when.", field="agreed_at")
    one.told_at, one.told_by, one.told_words = told_at, must_say(told_by, "F4.19-1", "Enter who told them.", "told_by"), words.strip()
    one.telling_agreed_at, one.telling_agreed_with = agreed_at, agreed_with.strip()
    one.save()
    if out_of_order:
        record_incident(
            case=one.file,
            rule="P51-3",
            what="The person was told before it was agreed with the authority.",
            happened_at=told_at,
            by=by,
            now=now,
            subject=one,
        )
    if _names_who_raised_it(one):
        record_incident(
            case=one.file, rule="F4.30-1", what="The person was told who raised it.", happened_at=told_at, by=by, now=now, subject=one
        )
    open_duty(key="allegation-support", case=one.file, subject=one, event_at=told_at, owner=one.responsible, by=by, now=now)
    return one


def _names_who_raised_it(one: Allegation) -> bool:
    """Whether what the person was told holds the name of the colleague who told of them, by the whole name or the family name (4.30)."""
    raiser = one.created_by
    if raiser is None or raiser.pk == one.responsible_id:
        return False
    words = {word.strip(".,;:!?()’'\"") for word in one.told_words.split()}
    return raiser.full_name.split()[-1] in words or raiser.full_name.casefold() in one.told_words.casefold()


@service
def agree_unsafe(*, allegation: Allegation, reasons: str, by: Any, now: datetime) -> Allegation:
    """A manager agrees that telling them would put somebody at risk, or harm enquiries (policy 51)."""
    rules.must_manage(by, allegation, now, "agree to this")
    one = lock(allegation)
    one.unsafe_reasons, one.unsafe_agreed_by = must_say(reasons, "F4.19-1", "Write why it is unsafe.", "reasons"), by or one.responsible
    one.save()
    return one


@service
def record_support(*, allegation: Allegation, support: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """What support was offered to the person: staff care, a contact, their union (framework 4.14)."""
    rules.must_manage(by, allegation, now, "record support")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    one.support, one.support_at = must_say(support, "F4.22-1", "Write what support was offered.", "support"), at
    one.save()
    discharge(key="allegation-support", subject=one, at=at, by=by, now=now)
    return one


@service
def contribute(
    *, allegation: Allegation, words: str, to_whom: str, at: datetime, by: Any, now: datetime, attended: bool | None = False
) -> Contribution:
    """What was given to the authority for its strategy discussion, in writing or by telephone (framework 4.21, policy 50).

    Nobody of ours attends the Designated Officer's meeting: whoever is about to is refused; where somebody did, it is kept, as an incident.
    """
    rules.must_manage(by, allegation, now, "record this")
    must_have_happened(at, now, "at")
    if attended and is_intention(at, now=now):
        raise RuleRefused(
            "F4.21-1",
            "Nobody of ours attends the Designated Officer’s meeting: the decisions made there are the authority’s. Give the information in writing or by "
            "telephone. If somebody attended already, enter when.",
            field="attended",
        )
    row = Contribution(
        allegation=allegation, words=must_say(words, "F4.21-1", "Write what was given.", "words"),
        to_whom=must_say(to_whom, "F4.21-1", "Enter to whom.", "to_whom"), given_at=at,
    )  # fmt: skip
    row.save()
    if attended:
        record_incident(
            case=allegation.file, rule="P50-1", what="Somebody of ours attended the Designated Officer’s meeting.", happened_at=at, by=by, now=now,
            subject=allegation,
        )  # fmt: skip
    return row
