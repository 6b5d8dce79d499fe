"""The directories: everybody signed in reads them, administrators keep them."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from cafcass_cases.accounts.rules import may_administer
from cafcass_cases.accounts.views.frame import link
from cafcass_cases.ui.components import Action, FilterField, NavItem, Row
from cafcass_cases.ui.markup import component
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServicePage

from ..models import AuthorityContact, Court, LocalAuthority, PoliceForce
from ..presenting import url
from ..selectors import directories as places
from ..services import directories as services

LISTS = (
    ("Local authorities", "list_authorities"), ("Family courts", "list_family_courts"), ("Police forces", "list_police_forces"),
)  # fmt: skip
MOST = 100
INVENTED_ENDING = ".example"


def _tag(text: str, tone: str) -> SafeString:
    return component("tag", {"text": text, "classes": f"govuk-tag--{tone}"})


def _marked(value: str, invented: bool | None = None) -> Any:
    """The value, marked where nobody answers it: an address that ends in .example is nobody's."""
    if not value:
        return ""
    if value.endswith(INVENTED_ENDING) if invented is None else invented:
        return format_html("{} {}", value, _tag("Invented", "grey"))
    return value


def _web(address: str) -> Any:
    return format_html('<a class="govuk-link app-long-words" href="{0}" rel="noreferrer">{0}</a>', address) if address else ""


class Listed(ServicePage):
    """One of the three lists, each with a way to the others."""

    template_name = "cases/directories/list.html"
    current = ""
    intro = ""
    columns: tuple[str, ...] = ()

    def asked(self, name: str) -> str:
        return self.request.GET.get(name, "").strip()[:MOST]

    def page_context(self) -> dict[str, Any]:
        page = paginate(self.request, self.found())
        return {
            "lists": [NavItem(label, url(name), name == self.current) for label, name in LISTS],
            "intro": self.intro,
            "page": page,
            "columns": self.columns,
            "rows": [self.row(one) for one in page],
            "filters": self.filters(),
            "may_administer": may_administer(self.request.user),
        }

    def found(self) -> Any:
        raise NotImplementedError

    def row(self, place: Any) -> list[Any]:
        raise NotImplementedError

    def filters(self) -> list[FilterField]:
        raise NotImplementedError


class ListAuthorities(Listed):
    title = "Local authorities"
    current = "list_authorities"
    intro = "England's authorities with children's services: whom to ring by day and at night, and their local arrangements."
    columns = ("Name", "Region", "Can be rung")

    def found(self) -> Any:
        return places.authorities_found(self.asked("words"), self.asked("region"))

    def row(self, place: Any) -> list[Any]:
        rung = [words for words, there in (("By day", place.day_number), ("at night", place.night_number)) if there]
        gaps = [
            words for words, there in (("No daytime number", place.day_number), ("No number at night", place.night_number)) if not there
        ]
        state = _tag(" · ".join(gaps), "orange") if gaps else " and ".join(rung)
        return [link(place.name, url("show_authority", authority_id=place.pk)), place.region, state]

    def filters(self) -> list[FilterField]:
        regions = [(region, region) for region in places.regions()]
        return [
            FilterField("words", "Name or code", (), self.asked("words")),
            FilterField("region", "Region", regions, self.asked("region")),
        ]


class ListFamilyCourts(Listed):
    title = "Family courts"
    current = "list_family_courts"
    intro = "The family courts of England, and the authorities each serves."
    columns = ("Name", "Designated Family Judge area", "Serves")

    def found(self) -> Any:
        return places.courts_found(self.asked("words"), self.asked("region"))

    def row(self, place: Any) -> list[Any]:
        served = ", ".join(area.authority.name for area in place.serves_now) or _tag("No authority", "orange")
        return [link(place.name, url("show_family_court", court_id=place.pk)), place.dfj_area, served]

    def filters(self) -> list[FilterField]:
        regions = [(region, region) for region in places.court_regions()]
        return [
            FilterField("words", "Name, other name or area", (), self.asked("words")),
            FilterField("region", "Region", regions, self.asked("region")),
        ]


class ListPoliceForces(Listed):
    title = "Police forces"
    current = "list_police_forces"
    intro = "The territorial police forces of England. If anyone is in danger now, ring 999 first."
    columns = ("Name", "Telephone")

    def found(self) -> Any:
        return places.forces_found(self.asked("words"))

    def row(self, place: PoliceForce) -> list[Any]:
        return [link(place.name, url("show_police_force", force_id=place.pk)), _marked(place.telephone, place.is_invented)]

    def filters(self) -> list[FilterField]:
        return [FilterField("words", "Name", (), self.asked("words"))]


class OfPlace:
    """A page of one authority, court or police force."""

    kwargs: dict[str, Any]
    request: Any
    place: Any

    def prepare(self) -> None:
        self.place = self.find()

    def find(self) -> Any:
        raise NotImplementedError

    def own_url(self) -> str:
        raise NotImplementedError

    def get_back_url(self) -> str:
        return self.own_url()

    def get_caption(self) -> str:
        return self.place.name


class OfAuthority(OfPlace):
    place: LocalAuthority

    def find(self) -> LocalAuthority:
        return places.authority(self.kwargs["authority_id"])

    def own_url(self) -> str:
        return url("show_authority", authority_id=self.place.pk)


class OfCourt(OfPlace):
    place: Court

    def find(self) -> Court:
        return places.court(self.kwargs["court_id"])

    def own_url(self) -> str:
        return url("show_family_court", court_id=self.place.pk)


class OfForce(OfPlace):
    place: PoliceForce

    def find(self) -> PoliceForce:
        return places.force(self.kwargs["force_id"])

    def own_url(self) -> str:
        return url("show_police_force", force_id=self.place.pk)


class PlacePage:
    """The page of a place: its list behind it, its history beside it. Mix in before the place and the skeleton."""

    request: Any
    place: Any
    listed = ""

    def get_title(self) -> str:
        return self.place.name

    def get_caption(self) -> str:
        return ""

    def get_back_url(self) -> str:
        return url(self.listed)

    def page_context(self) -> dict[str, Any]:
        return {"place": self.place, "may_administer": may_administer(self.request.user), **self.shown()}

    def shown(self) -> dict[str, Any]:
        raise NotImplementedError


class ShowAuthority(PlacePage, OfAuthority, ServicePage):
    listed = "list_authorities"
    template_name = "cases/directories/show_authority.html"

    def get_caption(self) -> str:
        return self.place.region

    def shown(self) -> dict[str, Any]:
        place = self.place
        contacts = places.contacts_of(place)
        running = [one for one in contacts if one.ended_on is None]
        rung = {one.kind for one in running if one.telephone}
        return {
            "missing": [kind.label.lower() for kind in services.MUST_BE_RUNG if kind not in rung],
            "contacts": [self.contact_row(one) for one in running],
            "some_invented": any(one.is_invented for one in running),
            "ended": [one for one in contacts if one.ended_on is not None],
            "arrangements": [
                Row("Safeguarding children partnership", place.partnership_name),
                Row("Local procedures", _web(place.procedures_url)),
                Row("Thresholds", _web(place.thresholds_url)),
                Row("Escalation procedure", _web(place.escalation_procedure_url)),
                Row("Written referrals go to", _marked(place.written_referral_address)),
            ],
            "facts": [Row("Official name", place.official_name), Row("Kind", place.kind), Row("Codes", f"{place.code}, {place.gss_code}")],
            "courts": places.courts_serving(place),
        }

    def contact_row(self, contact: AuthorityContact) -> Row:
        lines = [line for line in (contact.name, contact.telephone, contact.email, contact.hours) if line]
        words = format_html("{}", lines[0]) if lines else ""
        for line in lines[1:]:
            words = format_html("{}<br>{}", words, line)
        if contact.is_invented:
            words = format_html("{}<br>{}", words, _tag("Invented", "grey"))
        kind = contact.get_kind_display()
        about = f"{kind}, {contact.name}" if contact.name else kind
        actions = [
            Action("Change", url("change_contact", contact_id=contact.pk), about), Action("End", url("end_contact", contact_id=contact.pk), about),
        ] if may_administer(self.request.user) else []  # fmt: skip
        return Row(kind, words, actions=actions)


class ShowFamilyCourt(PlacePage, OfCourt, ServicePage):
    listed = "list_family_courts"
    template_name = "cases/directories/show_court.html"

    def get_caption(self) -> str:
        return self.place.region

    def shown(self) -> dict[str, Any]:
        place = self.place
        rows = [
            Row("Address", place.address),
            Row("E-mail", _marked(place.email)),
            Row("Designated Family Judge area", place.dfj_area),
            Row("Also known as", "\n".join(place.aliases)),
            Row("ePIMS number", place.epims_id),
        ]
        return {"rows": rows, "authorities": places.authorities_served(place)}


class ShowPoliceForce(PlacePage, OfForce, ServicePage):
    listed = "list_police_forces"
    template_name = "cases/directories/show_police_force.html"

    def get_caption(self) -> str:
        return "Police force"

    def shown(self) -> dict[str, Any]:
        place = self.place
        rows = [Row("Telephone", _marked(place.telephone, place.is_invented)), Row("E-mail", _marked(place.email, place.is_invented))]
        return {"rows": rows}


class History(ServicePage):
    """Who changed what, when, and why."""

    title = "What was changed, by whom and why"
    template_name = "cases/directories/history.html"
    place: Any

    def page_context(self) -> dict[str, Any]:
        return {"page": paginate(self.request, places.history_of(self.place))}


class ShowAuthorityHistory(OfAuthority, History):
    pass


class ShowFamilyCourtHistory(OfCourt, History):
    pass


class ShowPoliceForceHistory(OfForce, History):
    pass
