"""Words and rows of an allegation's page, and the one next step."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from cafcass_cases.ui.components import Row
from cafcass_cases.ui.words import london

from .models import Allegation


def _at(moment: datetime | None, otherwise: str = "Not yet") -> str:
    return str(london(moment)) if moment else otherwise


def _told(person: Any, at: datetime | None) -> str:
    return f"{person.full_name}, {_at(at)}" if at and person else "Not yet"


def rows_of(one: Allegation) -> list[Row]:
    rows = [
        Row("About", f"{one.name}, {one.get_standing_display().lower()}"),
        Row("Kind of concern", one.get_kind_display()),
        Row("From", one.source),
        Row("Children", one.children or "Not known"),
        Row("Known since", _at(one.arose_at)),
        Row("Answers for it", one.responsible.full_name if one.responsible else "Nobody"),
        Row("Talked over", f"{one.discussed_with}, {_at(one.discussed_at)}" if one.discussed_with else "Not yet"),
        Row("Assistant Director told", _told(one.area_director, one.area_director_told_at)),
        Row("Safeguarding director told", _told(one.safeguarding_director, one.safeguarding_director_told_at)),
        Row("Contact with children", f"{one.get_contact_display()}. {one.contact_reasons}" if one.contact else "Not decided yet"),
    ]
    if one.from_complaint:
        rows.append(Row("Complaint", f"{one.complaint_reference}: handled apart from it"))
    if one.in_doubt:
        rows.append(Row("How to proceed", one.route or "The director is asked"))
    if one.work:
        rows.append(Row("Suspension and work base", one.work))
    if one.told_at:
        agreed = f" Agreed with {one.telling_agreed_with}, {_at(one.telling_agreed_at)}." if one.telling_agreed_at else ""
        rows.append(Row("The person was told", f"{_at(one.told_at)}, by {one.told_by}.{agreed} {one.told_words}"))
    else:
        rows.append(Row("The person was told", f"No: unsafe. {one.unsafe_reasons}" if one.unsafe_reasons else "Not yet"))
    rows.append(Row("Support", f"{one.support} {_at(one.support_at, '')}" if one.support else "Not offered yet"))
    if one.keep_until:
        rows.append(Row("Record kept until", f"{one.keep_until:%-d %B %Y}"))
    return rows


def lado_rows(one: Allegation) -> list[Row]:
    decided = {True: "Told", False: f"Not told. {one.refer_reasons}", None: "Not decided yet"}[one.refer]
    return [
        Row("The Designated Officer", decided),
        Row("Supervision", f"{one.supervised_with}, {_at(one.supervised_at)}" if one.supervised_at else "Not yet"),
        Row("Authority", one.authority.name if one.authority else "Not chosen yet"),
        Row(
            "Approved",
            f"{one.lado_approved_by.full_name if one.lado_approved_by else ''}, {_at(one.lado_approved_at)}"
            if one.lado_approved_at
            else "Not yet",
        ),
        Row("Sent", f"{one.lado_sent_to}, {_at(one.lado_sent_at)}" if one.lado_sent_at else "Not yet"),
    ]


class Next(NamedTuple):
    label: str
    url: str


def _steps(one: Allegation) -> Iterator[Next]:
    def to(label: str, name: str) -> Next:
        return Next(label, reverse(f"allegations:{name}", args=[one.pk]))

    if not (one.area_director_told_at and one.safeguarding_director_told_at):
        yield to("Tell the directors", "record_told")
    if not one.contact:
        yield to("Decide on contact with children", "decide_contact")
    if not one.discussed_with:
        yield to("Record with whom it was talked over", "record_discussed")
    if one.in_doubt and not one.route:
        yield to("Record how to proceed", "record_route")
    if one.refer is None:
        yield to("Decide on the Designated Officer", "decide_lado")
    if one.refer and not one.lado_sent_at:
        if not one.supervised_at:
            yield to("Record supervision", "record_supervision")
        if not one.lado_text:
            yield to("Write what the authority is told", "write_lado")
        if one.needs_telling_decided:
            yield to("Tell the person", "tell_person")
        if one.lado_approved_at:
            yield to("Send the referral", "send_lado")
    if one.told_at and not one.support:
        yield to("Record the support offered", "record_support")


def next_step(one: Allegation) -> Next | None:
    return None if one.closed_at else next(_steps(one), None)
