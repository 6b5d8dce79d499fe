"""What an application brings into the record: a new case whole; to a known one only what the court has changed since.

A value that staff have changed, or entered themselves, is never overwritten: the difference waits for a person. A detail
that the court calls confidential becomes so at once; one that it no longer calls confidential waits for a person too.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cafcass_cases.accounts.models import Team
from cafcass_cases.cases.models import Case, ContactDetail, Court, Hearing, Person, Relationship
from cafcass_cases.cases.services import (
    add_name,
    add_person,
    change_case,
    change_person,
    create_case,
    move_hearing,
    record_contact_detail,
    relate,
    schedule_hearing,
    set_confidentiality,
)
from cafcass_cases.core.clock import london
from cafcass_cases.duties.models import Ending
from cafcass_cases.duties.services import end_duties, open_duty

from .court_data import CourtApplication, CourtContact, CourtPerson
from .models import CourtDifference

PERSON_FIELDS = {"given_names": "first names", "family_name": "family name", "date_of_birth": "date of birth", "sex": "sex"}
CASE_FIELDS = {
    "court_case_id": "case in the court’s system",
    "court_number": "court number",
    "known_to_authority": "known to the authority",
}
HEARING = "hearing"
HEARING_DUTY = "court-hearing-gone"
VACATED = "Vacated, adjourned or cancelled"
UNLISTED = "No longer in the court’s list"
Confidentiality = ContactDetail.Confidentiality

RELATIONS = {
    "mother": Relationship.Kind.PARENT, "father": Relationship.Kind.PARENT, "parent": Relationship.Kind.PARENT,
    "step father": Relationship.Kind.STEP_PARENT, "step mother": Relationship.Kind.STEP_PARENT, "step parent": Relationship.Kind.STEP_PARENT,
    "grand parent": Relationship.Kind.GRANDPARENT, "grandparent": Relationship.Kind.GRANDPARENT,
    "guardian": Relationship.Kind.CARER, "special guardian": Relationship.Kind.CARER,
}  # fmt: skip


@dataclass
class Changes:
    """What was taken in, and what waits for a person, in words without personal data."""

    taken: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)


def court_of(application: CourtApplication) -> Court | None:
    """The court by its EPIMS id, else by its name or an alias."""
    if application.court_epims_id:
        court = Court.objects.filter(epims_id=application.court_epims_id).first()
        if court:
            return court
    return court_called(application.court_name)


def court_called(name: str) -> Court | None:
    """The court of the directory with this name or other name; None where there is none."""
    if not name:
        return None
    known = (court for court in Court.objects.filter(aliases__icontains=name) if name.lower() in {alias.lower() for alias in court.aliases})
    return Court.objects.filter(name__iexact=name).first() or next(known, None)


def create_from_court(
    application: CourtApplication, *, team: Team | None, by: Any, now: datetime, arrived_at: datetime | None = None
) -> Case:
    """A new case with everybody in the application, their details, relationships and hearings. It reached Cafcass at ``arrived_at``, else
    when it was submitted."""
    case = create_case(
        law=application.law,
        application_types=application.application_types or ("Not stated",),
        received_at=min(arrived_at or application.submitted_at or now, now),
        court=court_of(application),
        team=team,
        court_case_id=application.court_case_id,
        court_number=application.court_number,
        known_to_authority=application.known_to_authority,
        harm_alleged_on_c1a=application.harm_alleged_on_c1a,
        c8_unread=application.has_c8 and not application.flags_given,
        by=by,
        now=now,
    )
    people = [(theirs, _add(case, theirs, by, now)) for theirs in application.people]
    _relate(application, people, by, now)
    for hearing in application.hearings:
        schedule_hearing(case=case, kind=hearing.kind, starts_at=hearing.starts_at, by=by, now=now)
    if case.court is None and application.court_name:
        # No court is guessed: a document for the court names it, so a person says which one it is.
        _differ(case, None, "court", "court", "", application.court_name, Changes())
    return case


def _add(case: Case, theirs: CourtPerson, by: Any, now: datetime) -> Person:
    born = theirs.date_of_birth
    person = add_person(
        case=case,
        role=theirs.role,
        given_names=theirs.given_names,
        family_name=theirs.family_name,
        # A date of birth in the future cannot be recorded as one: it stays in the court's record and among the doubts.
        date_of_birth=born if born is None or born <= now.date() else None,
        sex=theirs.sex,
        court_party_id=theirs.party_id,
        doubts=list(theirs.doubts),
        by=by,
        now=now,
    )
    if theirs.previous_name and theirs.previous_name.lower() not in (theirs.family_name.lower(), person.full_name.lower()):
        add_name(person=person, kind="former", family_name=theirs.previous_name, by=by, now=now)
    for contact in theirs.contacts:
        _add_contact(person, contact, by, now)
    return person


def _add_contact(person: Person, contact: CourtContact, by: Any, now: datetime) -> None:
    record_contact_detail(
        person=person,
        kind=contact.kind,
        value=contact.value or contact.postcode,
        postcode=contact.postcode,
        confidentiality={True: Confidentiality.CONFIDENTIAL, False: Confidentiality.OPEN, None: Confidentiality.NOT_ASKED}[
            contact.confidential
        ],
        source="Court application",
        by=by,
        now=now,
    )


def _relate(application: CourtApplication, people: list[tuple[CourtPerson, Person]], by: Any, now: datetime) -> None:
    """How the parties stand to each child, where the application leaves no doubt which party is meant."""
    sides = {
        "applicant": [person for theirs, person in people if theirs.role == "applicant"],
        "respondent": [person for theirs, person in people if theirs.role == "respondent"],
    }
    for theirs, child in people:
        if theirs.role != "subject_child":
            continue
        for side, said in (("applicant", theirs.applicants_relationship), ("respondent", theirs.respondents_relationship)):
            if said and len(sides[side]) == 1:
                kind = RELATIONS.get(said.lower(), Relationship.Kind.OTHER_RELATIVE)
                relate(person=sides[side][0], other=child, kind=kind, note=said, by=by, now=now)
        for name in theirs.lives_with:
            carers = [person for _, person in people if person.full_name.lower() == name.lower() and not person.is_child]
            carers = carers or (sides.get(name.lower(), []) if len(sides.get(name.lower(), [])) == 1 else [])
            for carer in carers[:1]:
                relate(person=child, other=carer, kind=Relationship.Kind.LIVES_WITH, by=by, now=now)


def take_in_changes(case: Case, before: CourtApplication | None, after: CourtApplication, *, by: Any, now: datetime) -> Changes:
    """Take in what the court has changed since ``before`` (None: a case that staff opened themselves)."""
    changes = Changes()
    _case_fields(case, before, after, changes, by, now)
    known = {person.court_party_id: person for person in case.people.filter(withdrawn_at=None) if person.court_party_id}
    earlier = {person.party_id: person for person in before.people} if before else {}
    renamed = _renamed(before, after)
    for theirs in after.people:
        ours = known.get(theirs.party_id) or known.get(renamed.get(theirs.party_id, "-")) or _same_person(case, theirs)
        if ours is None:
            _add(case, theirs, by, now)
            changes.taken.append("a new person")
            continue
        _person_fields(ours, earlier.get(theirs.party_id) or earlier.get(renamed.get(theirs.party_id, "-")), theirs, changes, by, now)
        _contacts(ours, theirs, changes, by, now)
    _hearings(case, before, after, changes, by, now)
    return changes


def _renamed(before: CourtApplication | None, after: CourtApplication) -> dict[str, str]:
    """New id → former id, where the court gives no ids of its own (public law) and exactly one person of a role took another's place."""
    if before is None or after.law != "public":
        return {}
    found = {}
    for role in {person.role for person in after.people}:
        then, now = ([person.party_id for person in one.people if person.role == role] for one in (before, after))
        gone, came = set(then) - set(now), set(now) - set(then)
        if len(gone) == len(came) == 1:
            found[came.pop()] = gone.pop()
    return found


def _same_person(case: Case, theirs: CourtPerson) -> Person | None:
    """Somebody whom staff entered before the court's application came, by name and role."""
    return case.people.filter(
        court_party_id="",
        role=theirs.role,
        given_names__iexact=theirs.given_names,
        family_name__iexact=theirs.family_name,
        withdrawn_at=None,
    ).first()


def _settle(what: str, name: str, ours: Any, old: Any, new: Any, changes: Changes, *, case: Case, person: Person | None = None) -> bool:
    """Whether the court's new value is to be taken in; where staff changed theirs, the difference is kept for a person."""
    if new in (None, "", old, ours):
        return False
    if ours in (None, "") or ours == old:
        changes.taken.append(what)
        return True
    _differ(case, person, what, name, ours, new, changes)
    return False


def _differ(case: Case, person: Person | None, what: str, name: str, ours: Any, theirs: Any, changes: Changes) -> CourtDifference:
    open_one = CourtDifference.objects.filter(case=case, person=person, field=name, state=CourtDifference.State.OPEN).first()
    difference = open_one or CourtDifference(case=case, person=person, field=name, what=what)
    difference.ours, difference.theirs = _said(ours), _said(theirs)
    difference.save()
    changes.different.append(what)
    return difference


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _case_fields(case: Case, before: CourtApplication | None, after: CourtApplication, changes: Changes, by: Any, now: datetime) -> None:
    taken: dict[str, Any] = {}
    for name, what in CASE_FIELDS.items():
        new, old = getattr(after, name), getattr(before, name, "")
        if _settle(what, name, getattr(case, name), old, new, changes, case=case):
            taken[name] = new
    types, old_types = list(after.application_types), list(before.application_types) if before else []
    if types and types != old_types and types != case.application_types:
        if case.application_types == old_types:
            taken["application_types"] = types
            changes.taken.append("orders applied for")
        else:
            _differ(case, None, "orders applied for", "application_types", "; ".join(case.application_types), "; ".join(types), changes)
    court = court_of(after)
    if court and case.court is None:
        taken["court"] = court
        changes.taken.append("court")
    if after.harm_alleged_on_c1a and not case.harm_alleged_on_c1a:
        taken["harm_alleged_on_c1a"] = True
        changes.taken.append("a C1A")
    if after.has_c8 and not after.flags_given and not (before and before.has_c8):
        taken["c8_unread"] = True
        changes.taken.append("a C8")
    if taken:
        change_case(case=case, changes=taken, by=by, now=now, reason="As the court now says")


def _person_fields(ours: Person, before: CourtPerson | None, after: CourtPerson, changes: Changes, by: Any, now: datetime) -> None:
    taken: dict[str, Any] = {}
    for name, what in PERSON_FIELDS.items():
        new, old = getattr(after, name), getattr(before, name, None)
        if name == "date_of_birth" and new and new > now.date():
            continue
        if _settle(what, name, getattr(ours, name), old, new, changes, case=ours.case, person=ours):
            taken[name] = new
    if after.party_id and ours.court_party_id != after.party_id:
        taken["court_party_id"] = after.party_id
    if taken:
        change_person(person=ours, changes=taken, by=by, now=now, reason="As the court now says")


def _contacts(ours: Person, theirs: CourtPerson, changes: Changes, by: Any, now: datetime) -> None:
    details = list(ours.contact_details.filter(withdrawn_at=None))
    for contact in theirs.contacts:
        same = next(
            (one for one in details if one.kind == contact.kind and _squeeze(one.value) == _squeeze(contact.value or contact.postcode)),
            None,
        )
        if same is None:
            _add_contact(ours, contact, by, now)
            changes.taken.append(f"{contact.kind} of a person")
        elif contact.confidential and same.confidentiality != Confidentiality.CONFIDENTIAL:
            set_confidentiality(detail=same, confidentiality=Confidentiality.CONFIDENTIAL, reason="The court says so", by=by, now=now)
            changes.taken.append("confidentiality")
        elif contact.confidential is False and same.confidentiality == Confidentiality.CONFIDENTIAL:
            _differ(ours.case, ours, "confidentiality", f"confidentiality:{same.pk}", "confidential", "not confidential", changes)


def _hearings(case: Case, before: CourtApplication | None, after: CourtApplication, changes: Changes, by: Any, now: datetime) -> None:
    """New hearings and moved ones are taken in. One that no longer stands at court is never taken off the record by itself: it was
    vacated, or only fell out of the court's list, and what is owed before it hangs on that."""
    old = before.hearings if before else ()
    gone = [hearing for hearing in old if hearing not in after.hearings]
    for hearing in after.hearings:
        same = _standing(case, starts_at=hearing.starts_at)
        if same:
            _listed_again(same, by, now)
        if hearing in old or same:
            continue
        moved = next((one for one in gone if one.kind == hearing.kind), None)
        ours = _standing(case, kind=moved.kind, starts_at=moved.starts_at) if moved else None
        if moved and ours:
            gone.remove(moved)
            move_hearing(hearing=ours, starts_at=hearing.starts_at, reason="The court moved it", by=by, now=now)
            _listed_again(ours, by, now)
            changes.taken.append("a moved hearing")
        else:
            schedule_hearing(case=case, kind=hearing.kind, starts_at=hearing.starts_at, by=by, now=now)
            changes.taken.append("a hearing")
    known_gone = before.hearings_gone if before else ()
    named = [hearing for hearing in after.hearings_gone if hearing not in known_gone]
    standing = {hearing.starts_at for hearing in after.hearings}
    for hearing in dict.fromkeys([*named, *(one for one in gone if one.starts_at > now)]):
        ours = None if hearing.starts_at in standing else _standing(case, starts_at=hearing.starts_at)
        if ours:
            theirs = VACATED if hearing in after.hearings_gone else UNLISTED
            difference = _differ(case, None, "a hearing", f"{HEARING}:{ours.pk}", hearing_words(ours), theirs, changes)
            open_duty(key=HEARING_DUTY, case=case, subject=difference, event_at=now, detail=theirs, by=by, now=now)


def _standing(case: Case, **which: Any) -> Hearing | None:
    return Hearing.objects.filter(case=case, vacated_at=None, withdrawn_at=None, **which).first()


def _listed_again(hearing: Hearing, by: Any, now: datetime) -> None:
    """The court lists it after all: nobody need decide any more."""
    for difference in CourtDifference.objects.filter(field=f"{HEARING}:{hearing.pk}", state=CourtDifference.State.OPEN):
        difference.state, difference.decided_at = CourtDifference.State.KEPT, now
        difference.reason = "The court lists the hearing again."
        difference.save()
        end_duties(subject=difference, keys=HEARING_DUTY, ending=Ending.NOT_NEEDED, at=now, by=by, now=now, note=difference.reason)


def hearing_words(hearing: Hearing) -> str:
    """A hearing as a difference shows it, and by which it is known whether it was moved here since: its kind and when it begins."""
    return f"{hearing.kind}, {london(hearing.starts_at):%-d %B %Y, %H:%M}"


def _squeeze(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
