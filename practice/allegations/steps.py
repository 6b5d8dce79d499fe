"""Steps of scenarios about allegations against staff."""

from typing import Any

from cafcass_cases.cases.models import LocalAuthority
from cafcass_cases.core.steps import World, step

from . import services
from .models import Allegation, RegulatorNotice, Strand


@step
def record_allegation(
    world: World,
    *,
    kind: str,
    person: str,
    what: str,
    source: str,
    standing: str = "employed",
    case: str = "",
    children: str = "",
    **more: Any,
) -> Allegation:
    """An allegation about a member of the cast ("at_work", "outside", "adult", "enquiry", "unsuitable")."""
    one = services.record_allegation(
        kind=kind, standing=standing, person=world.user(person), what=what, source=source, children=children, arose_at=world.now,
        about_case=world.get(case) if case else None, by=world.by, now=world.now, **more,
    )  # fmt: skip
    world.put("the file", one.file)
    return one


@step
def tell_director_of_allegation(world: World, *, allegation: str, whom: str) -> Allegation:
    """The director of the area ("area") or with safeguarding responsibility ("safeguarding") is told."""
    return services.record_told(allegation=world.get(allegation), whom=whom, at=world.now, by=world.by, now=world.now)


@step
def decide_contact_with_children(world: World, *, allegation: str, contact: str, reasons: str) -> Allegation:
    """A manager's decision: "suspended", "limited" or "continues"."""
    return services.decide_contact(
        allegation=world.get(allegation), contact=contact, reasons=reasons, at=world.now, by=world.by, now=world.now
    )


@step
def refer_member_of_staff(world: World, *, allegation: str, authority: str, text: str, supervision: str) -> Allegation:
    """Decided, supervised and written; approval and telling the person follow."""
    one, how = world.get(allegation), {"by": world.by, "now": world.now}
    services.decide_lado(allegation=one, refer=True, reasons="", at=world.now, **how)
    services.record_supervision(allegation=one, with_whom=supervision, at=world.now, **how)
    return services.write_lado(allegation=one, text=text, authority=LocalAuthority.objects.get(name=authority), **how)


@step
def approve_staff_referral(world: World, *, allegation: str) -> Allegation:
    """A manager named on the file, not the writer, approves the text."""
    return services.approve_lado(allegation=world.get(allegation), by=world.by, now=world.now)


@step
def send_staff_referral(world: World, *, allegation: str, to: str) -> Allegation:
    """The referral goes to the authority for its Designated Officer."""
    return services.send_lado(allegation=world.get(allegation), to=to, at=world.now, by=world.by, now=world.now)


@step
def tell_member_of_staff(world: World, *, allegation: str, told_by: str, agreed_with: str = "", agreed: str | None = None) -> Allegation:
    """The person is told, after the authority agreed."""
    return services.tell_person(
        allegation=world.get(allegation), told_at=world.now, told_by=told_by, words="That enquiries are made.", agreed_with=agreed_with,
        agreed_at=world.moment(agreed), by=world.by, now=world.now,
    )  # fmt: skip


@step
def conclude_strand(world: World, *, allegation: str, strand: str, outcome: str, reasons: str) -> Strand:
    """What a strand ("protection", "police", "conduct") concluded, in the proper words."""
    row = world.get(allegation).strands.get(kind=strand)
    return services.conclude_strand(strand=row, outcome=outcome, reasons=reasons, at=world.now, by=world.by, now=world.now)


@step
def decide_on_regulator(world: World, *, allegation: str, regulator: str, moment: str, notify: bool, reasons: str) -> RegulatorNotice:
    """Social Work England ("swe") or the barring service ("dbs"), "ongoing" or "concluded"; where they are told, the notice is sent."""
    notice = world.get(allegation).notices.get(regulator=regulator, moment=moment)
    decided = services.decide_regulator(notice=notice, notify=notify, reasons=reasons, by=world.by, now=world.now)
    return services.send_notice(notice=notice, at=world.now, by=world.by, now=world.now) if notify else decided


@step
def close_allegation(world: World, *, allegation: str) -> Allegation:
    """Every strand is concluded and the regulators are told again."""
    return services.close_allegation(allegation=world.get(allegation), by=world.by, now=world.now)


@step
def discuss_allegation(world: World, *, allegation: str, with_whom: str) -> Allegation:
    """It is talked over with the person's manager or another."""
    return services.record_discussed(allegation=world.get(allegation), with_whom=with_whom, at=world.now, by=world.by, now=world.now)


@step
def support_member_of_staff(world: World, *, allegation: str, support: str) -> Allegation:
    """What support was offered to the person."""
    return services.record_support(allegation=world.get(allegation), support=support, at=world.now, by=world.by, now=world.now)
