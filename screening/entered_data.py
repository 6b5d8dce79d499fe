"""An application that came on paper and was typed in: kept in a shape of our own, read back like the court's."""

from collections.abc import Mapping
from typing import Any

from .court_shapes import CannotRead, CourtApplication, CourtContact, CourtHearing, CourtPerson
from .court_values import as_list, as_mapping, as_moment, as_postcode, as_text, name_doubt, read_birth


def read_entered(item: Mapping[str, Any], path: str) -> CourtApplication:
    """What :class:`screening.forms.EnterApplicationForm` wrote. Raises :class:`CannotRead` where it is not of that shape."""
    data = item.get("entered")
    if not isinstance(data, Mapping) or data.get("law") not in ("private", "public"):
        raise CannotRead(f"{path}.entered: this should be an application that was entered here.")
    harm = data.get("harm_alleged")
    return CourtApplication(
        court_case_id=as_text(data.get("court_case_id")),
        law=data["law"],
        application_types=tuple(as_text(one) for one in as_list(data.get("application_types")) if as_text(one)),
        submitted_at=as_moment(data.get("submitted_at")),
        court_number=as_text(data.get("court_number")),
        court_epims_id=as_text(data.get("court_epims_id")),
        known_to_authority=as_text(data.get("known_to_authority")),
        harm_alleged=harm if isinstance(harm, bool) else None,
        harm_alleged_on_c1a=data.get("c1a") is True,
        has_c8=data.get("c8") is True,
        people=tuple(_person(as_mapping(one)) for one in as_list(data.get("people"))),
        hearings=tuple(CourtHearing("First hearing", starts) for starts in [as_moment(data.get("first_hearing_at"))] if starts),
        flags_given=any(
            as_mapping(contact).get("confidential")
            for one in as_list(data.get("people"))
            for contact in as_list(as_mapping(one).get("contacts"))
        ),
        authority_gss=as_text(data.get("authority_gss")),
        entered=True,
    )


def _person(value: Mapping[str, Any]) -> CourtPerson:
    role, given, family = as_text(value.get("role")), as_text(value.get("given_names")), as_text(value.get("family_name"))
    born, doubt = read_birth(value.get("date_of_birth"), role)
    contacts = [as_mapping(one) for one in as_list(value.get("contacts"))]
    return CourtPerson(
        party_id="",
        role=role,
        given_names=given,
        family_name=family,
        previous_name=as_text(value.get("previous_name")),
        date_of_birth=born,
        contacts=tuple(
            CourtContact(as_text(one.get("kind")), as_text(one.get("value")), as_postcode(one.get("postcode")), one.get("confidential"))
            for one in contacts
        ),
        doubts=tuple(filter(None, [doubt, name_doubt(given, family)])),
    )
