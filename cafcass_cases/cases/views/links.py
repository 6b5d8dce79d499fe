"""The same human being in other cases: proposed, decided, undone. Every look is logged in the case that was looked into."""

from typing import Any

from django.core.exceptions import PermissionDenied

from .. import rules, selectors, services
from ..forms.cases import ReasonForm
from ..forms.people import DecideLinkForm
from ..models import LinkProposal
from .base import CaseAction as Action
from .base import CasePage, OfCase, OfPerson, PersonForm


class MayLink(OfPerson):
    """Its own permission (DESIGN §3): the person's case, and minimal cards of people in cases that are not theirs."""

    needs = "user_works"

    def prepare(self) -> None:
        super().prepare()
        if not rules.may_link_people(self.request.user):
            raise PermissionDenied


class ListLinks(MayLink, CasePage):
    template_name = "cases/list_links.html"
    reads = "Possible links across cases"

    def get_title(self) -> str:
        return f"Is {self.person.full_name} known in other cases?"

    def prepare(self) -> None:
        super().prepare()
        self.cards = [_card(one, self.person) for one in selectors.proposals_of(self.request.user, self.person, self.now)]

    def get_cases(self) -> list[Any]:
        cases = {self.case.pk: self.case}
        cases.update({card["other"].case_id: card["other"].case for card in self.cards})
        return list(cases.values())

    def page_context(self) -> dict[str, Any]:
        return {"cards": self.cards, "searches": self.person.own_records_searches.select_related("created_by").order_by("-searched_at")}

    def get_back_url(self) -> str:
        return self.person_url()


def _card(proposal: LinkProposal, person: Any) -> dict[str, Any]:
    other = proposal.other if proposal.person_id == person.pk else proposal.person
    return {"proposal": proposal, "other": other}


class MayLinkCase(OfCase):
    """The same permission, for everybody of a case at once."""

    needs = "user_works"
    panel = "screening"

    def prepare(self) -> None:
        super().prepare()
        if not rules.may_link_people(self.request.user):
            raise PermissionDenied


class ListOwnRecords(MayLinkCase, CasePage):
    title = "Our own records"
    template_name = "cases/list_own_records.html"
    reads = "Our own records: people of other cases"

    def prepare(self) -> None:
        super().prepare()
        self.state = selectors.own_records_state(self.case)
        self.cards: dict[Any, list[dict[str, Any]]] = {one.person.pk: [] for one in self.state.people}
        for proposal in selectors.proposals_of_case(self.request.user, self.case, self.now):
            for person in (proposal.person, proposal.other):
                if person.pk in self.cards:
                    self.cards[person.pk].append(_card(proposal, person))

    def get_cases(self) -> list[Any]:
        cases = {self.case.pk: self.case}
        cases.update({card["other"].case_id: card["other"].case for cards in self.cards.values() for card in cards})
        return list(cases.values())

    def page_context(self) -> dict[str, Any]:
        wanted = len(self.state.not_searched) + len(self.state.to_search_again)
        return {
            "state": self.state,
            "wanted": wanted,
            "search_label": "Search for everybody" if self.state.not_searched else "Search again with what was learned",
            "people": [(one, self.cards[one.person.pk]) for one in self.state.people],
        }


class SearchOwnRecords(MayLinkCase, Action):
    needs = "user_works"

    def perform(self) -> str:
        self.searched = services.search_own_records(case=self.case, by=self.request.user, now=self.now)
        return self.page_url("list_own_records")

    def get_success_message(self) -> str:
        return f"{self.searched} searched." if self.searched != 1 else "One person searched."


class FindLinks(MayLink, Action):
    needs = "user_works"

    def perform(self) -> str:
        self.found = services.propose_links(person=self.person, by=self.request.user, now=self.now)
        return self.page_url("list_links", person_id=self.person.pk)

    def get_success_message(self) -> str:
        many = len(self.found)
        return "Nobody in another case comes near." if not many else f"{many} to look at." if many > 1 else "One to look at."


class OfProposal(MayLink, PersonForm):
    """The proposal is decided from the side whose case the user works on."""

    needs = "user_works"

    def find_case(self) -> Any:
        self.proposal, self.person, self.other = selectors.proposal_for(self.request.user, self.kwargs["proposal_id"], self.now)
        return self.person.case

    def get_cases(self) -> list[Any]:
        return [self.case, self.other.case]

    def get_back_url(self) -> str:
        return self.page_url("list_links", person_id=self.person.pk)

    def page_context(self) -> dict[str, Any]:
        return {"proposal": self.proposal, "other": self.other}


class DecideLink(OfProposal):
    title = "Are they the same human being?"
    form_class = DecideLinkForm
    template_name = "cases/decide_link.html"
    success_message = "The decision is saved. It can be taken back."

    def perform(self, form: DecideLinkForm) -> str:
        data = form.cleaned_data
        services.decide_link(proposal=self.proposal, same=data["same"] == "yes", reason=data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class UndoLink(OfProposal):
    title = "Take the decision back"
    form_class = ReasonForm
    template_name = "cases/decide_link.html"
    submit_label = "Take it back"
    success_message = "The decision is taken back. Nothing is lost."

    def perform(self, form: ReasonForm) -> str:
        services.undo_link(proposal=self.proposal, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
