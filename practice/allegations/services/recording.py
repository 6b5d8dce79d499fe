"""An allegation reaches Cafcass: a file of its own, and who is told within the hour (framework 4.15–4.18)."""

from datetime import datetime
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.models.users import REGISTERED_ROLES
from cafcass_cases.cases.models import Case, Stage
from cafcass_cases.cases.services import next_reference, restrict_case
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty

from .. import rules
from ..models import Allegation, RegulatorNotice, Strand
from .guards import lock, must_be, must_have_happened, must_say

REASON = "An allegation about a member of staff: only those who need to know"


@service
def record_allegation(
    *,
    kind: str,
    standing: str,
    what: str,
    source: str,
    arose_at: datetime,
    by: Any,
    now: datetime,
    person: User | None = None,
    person_name: str = "",
    children: str = "",
    about_case: Case | None = None,
    from_complaint: bool = False,
    complaint_reference: str = "",
    in_doubt: bool = False,
    discussed_with: str = "",
    discussed_at: datetime | None = None,
) -> Allegation:
    """Open the file of an allegation about somebody who works for Cafcass, or sits on its Board (framework 4.15, 4.16).

    ``arose_at`` (UTC) starts the clocks. Only named people know of the file: the manager who answers for it (the person's own, else
    the next in line), the directors, and nobody else; never the person, and not even the one who records it, unless they answer for
    it. ``in_doubt``: the director is asked how to proceed. Raises RuleRefused, Denied.
    """
    if by is not None and not by.is_active:
        raise Denied("Only those who work here can do this.")
    must_be(kind in Allegation.Kind.values, "F4.15-1", "Choose what kind of concern it is.", "kind")
    must_be(standing in Allegation.Standing.values, "F4.15-1", "Choose how they work for Cafcass.", "standing")
    must_be(person is not None or person_name.strip(), "F4.15-1", "Choose the person, or enter their name.", "person")
    what = must_say(what, "F4.15-1", "Write what is alleged, in the words in which it came.", "what")
    source = must_say(source, "F4.15-1", "Enter who told you.", "source")
    must_be(not from_complaint or complaint_reference.strip(), "F4.17-1", "Enter the complaint’s reference.", "complaint_reference")
    must_have_happened(arose_at, now, "arose_at")
    must_have_happened(discussed_at, now, "discussed_at")
    if person is not None and by is not None and person.pk == by.pk:
        raise RuleRefused("F4.16-1", "You cannot open a file about yourself. Tell your manager now.", field="person")
    responsible = rules.next_in_line(person, now)
    if responsible is None:
        raise RuleRefused("F4.16-1", "There is nobody to answer for this. Ask an administrator to name the directors, and ring one now.")
    directors = (rules.area_director(person, now), rules.safeguarding_director(person, now))
    file = _open_file(arose_at, now)
    allegation = Allegation(
        file=file, about_case=about_case, kind=kind, person=person, person_name="" if person else person_name.strip(), standing=standing,
        is_registered=person is not None and person.role in REGISTERED_ROLES, what=what, source=source, children=children.strip(),
        arose_at=arose_at, from_complaint=from_complaint, complaint_reference=complaint_reference.strip(), in_doubt=in_doubt,
        discussed_with=discussed_with.strip(), discussed_at=discussed_at, responsible=responsible,
    )  # fmt: skip
    allegation.save()
    named = {user.pk: user for user in (responsible, *directors) if user is not None}
    restrict_case(case=file, reason=REASON, named=list(named.values()), next_owner=responsible, by=None, now=now)
    for strand in Strand.Kind.values:
        if strand != Strand.Kind.PRACTICE or from_complaint:
            Strand(allegation=allegation, kind=strand).save()
    _open_duties(allegation, by=by, now=now)
    return allegation


def _open_file(received_at: datetime, now: datetime) -> Case:
    """A file without a court, a team or people: so it is in nobody's scope but theirs who are named."""
    file = Case(
        reference=next_reference("A", now), law="", application_types=["Allegation about a member of staff"], stage=Stage.OPEN,
        received_at=received_at, opened_at=received_at,
    )  # fmt: skip
    file.save()
    return file


def _open_duties(one: Allegation, *, by: Any, now: datetime) -> None:
    how: dict[str, Any] = {"case": one.file, "event_at": one.arose_at, "owner": one.responsible, "by": by, "now": now}
    open_duty(key="allegation-directors-told", subject=one, **how)
    if one.discussed_at is None or not one.discussed_with:
        open_duty(key="allegation-discussed", subject=one, **how)
    if one.in_doubt:
        open_duty(key="allegation-route", subject=one, **how)
    open_duty(key="allegation-contact", subject=one, **how)
    open_duty(key="allegation-lado", subject=one, **how)
    for regulator in regulators_of(one):
        notice = RegulatorNotice(allegation=one, regulator=regulator, moment=RegulatorNotice.Moment.ONGOING)
        notice.save()
        open_duty(key="allegation-regulator", subject=notice, detail=str(notice), **how)


def regulators_of(one: Allegation) -> list[str]:
    """Social Work England for who is registered with it; the Disclosure and Barring Service for everybody."""
    known = RegulatorNotice.Regulator
    return [known.SOCIAL_WORK_ENGLAND, known.DBS] if one.is_registered else [known.DBS]


@service
def record_discussed(*, allegation: Allegation, with_whom: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """It was talked over with the person's manager or another; for a Board member, with the Chair and the Chief Executive (4.16)."""
    rules.must_manage(by, allegation, now, "record this")
    must_have_happened(at, now, "at")
    allegation = lock(allegation)
    allegation.discussed_with, allegation.discussed_at = must_say(with_whom, "F4.16-1", "Enter with whom.", "with_whom"), at
    allegation.save()
    discharge(key="allegation-discussed", subject=allegation, at=at, by=by, now=now)
    return allegation


@service
def record_route(*, allegation: Allegation, route: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """What the director decided on the way to proceed, where there was doubt (framework 4.17)."""
    rules.must_manage(by, allegation, now, "record this")
    must_have_happened(at, now, "at")
    allegation = lock(allegation)
    allegation.route, allegation.route_at = must_say(route, "F4.17-1", "Write what was decided.", "route"), at
    allegation.save()
    discharge(key="allegation-route", subject=allegation, at=at, by=by, now=now)
    return allegation


@service
def record_told(*, allegation: Allegation, whom: str, at: datetime, by: Any, now: datetime) -> Allegation:
    """A director was told at ``at`` (UTC): "area" or "safeguarding". Both told ends the duty of the hour (framework 4.18)."""
    rules.must_manage(by, allegation, now, "tell the directors")
    must_have_happened(at, now, "at")
    one = lock(allegation)
    found = rules.area_director(one.person, at)
    if whom != "area":
        found = rules.safeguarding_director(one.person, at) or rules.safeguarding_director(one.person, now)
    if found is None:
        raise RuleRefused(
            "F4.18-1", "Nobody else holds this post. Ask an administrator to name somebody, and tell the other director.", field="whom"
        )
    if whom == "area":
        one.area_director, one.area_director_told_at = found, at
    else:
        one.safeguarding_director, one.safeguarding_director_told_at = found, at
    one.save()
    if one.area_director_told_at and one.safeguarding_director_told_at:
        last = max(one.area_director_told_at, one.safeguarding_director_told_at)
        discharge(key="allegation-directors-told", subject=one, at=last, by=by, now=now)
    return one
