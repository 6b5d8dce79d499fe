"""People of a case, their names, relationships and markers."""

from typing import Any

from django.urls import reverse

from .. import presenting, rules, selectors, services
from ..family_map import draw
from ..forms.people import ChangePersonForm, EndOnForm, MarkerForm, NameForm, PersonForm, RelationshipForm
from ..models import Marker, Relationship
from .base import CaseForm, CasePage, OfPerson
from .base import PersonForm as PersonFormPage


def person_details(data: dict[str, Any]) -> dict[str, Any]:
    """The form's answers as fields of a person."""
    names = (
        "role", "connected_how", "given_names", "family_name", "date_of_birth", "expected_on", "sex", "ethnicity", "religion",
        "language", "interpreter_needed", "disability", "occupation", "works_with_children",
    )  # fmt: skip
    details = {name: data[name] for name in names}
    return {**details, "is_unborn": bool(data["is_unborn"]), "connected_to": data["connected_to"] or None}


class ListPeople(CasePage):
    title = "People"
    panel = "people"
    template_name = "cases/list_people.html"

    def page_context(self) -> dict[str, Any]:
        people = selectors.people_of_case(self.case, details=True)
        relationships = selectors.relationships_of(self.case)
        markers = selectors.markers_of(people, self.now)
        homes = selectors.homes_among(people, relationships, self.now)
        return {
            "people": [(one, markers.get(one.pk, []), homes.get(one.pk)) for one in people],
            "map": draw(people, relationships, self.now),
        }


class AddPerson(CaseForm):
    title = "Add a person"
    form_class = PersonForm
    submit_label = "Save the person"
    panel = "people"
    draft = True

    def get_back_url(self) -> str:
        return self.page_url("list_people")

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"Add a person, {self.case.reference}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": selectors.people_of_case(self.case)}

    def perform(self, form: PersonForm) -> str:
        person = services.add_person(case=self.case, by=self.request.user, now=self.now, **person_details(form.cleaned_data))
        return reverse("cases:show_person", kwargs={"person_id": person.pk})


class ShowPerson(OfPerson, CasePage):
    template_name = "cases/show_person.html"
    reads = "Person"

    def get_title(self) -> str:
        return self.person.full_name

    def get_back_url(self) -> str:
        return self.page_url("list_people")

    def page_context(self) -> dict[str, Any]:
        person = self.person
        relationships = selectors.relationships_of(self.case)
        details, home = selectors.details_and_home(person, relationships, self.now)
        return {
            "rows": presenting.person_rows(person, self.now),
            "names": person.other_names.filter(withdrawn_at=None),
            "details": details,
            "home": home,
            "relationships": [one for one in relationships if person.pk in (one.person_id, one.other_id)],
            "markers": selectors.markers_of([person], self.now).get(person.pk, []),
            "linked": selectors.linked_people(person, self.request.user, self.now),
            "may_link": rules.may_link_people(self.request.user) and self.case.user_works,
        }


class ChangePerson(PersonFormPage):
    title = "Change what is known"
    form_class = ChangePersonForm
    success_message = "The change is saved."

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": [one for one in selectors.people_of_case(self.case) if one.pk != self.person.pk]}

    def initial_values(self) -> dict[str, Any]:
        person = self.person
        values = {name: getattr(person, name) for name in person_details(dict.fromkeys(PersonForm.base_fields, ""))}
        return {
            **values,
            "is_unborn": ["yes"] if person.is_unborn else [],
            "connected_to": str(person.connected_to_id or ""),
            "keep_old_name_as": "former",
            "version": person.version,
        }

    def perform(self, form: ChangePersonForm) -> str:
        data = form.cleaned_data
        services.change_person(
            person=self.person,
            changes=person_details(data),
            keep_old_name_as=data["keep_old_name_as"],
            reason=data["reason"],
            version=int(data["version"]) if data["version"].isdigit() else None,
            by=self.request.user,
            now=self.now,
        )
        return self.person_url()


class AddName(PersonFormPage):
    title = "Add another name"
    form_class = NameForm
    success_message = "The name is recorded."

    def perform(self, form: NameForm) -> str:
        services.add_name(person=self.person, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.person_url()


class RecordRelationship(PersonFormPage):
    form_class = RelationshipForm
    success_message = "The relationship is recorded."

    def get_title(self) -> str:
        return f"How {self.person.full_name} stands to others"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": [one for one in selectors.people_of_case(self.case) if one.pk != self.person.pk]}

    def perform(self, form: RelationshipForm) -> str:
        data = form.cleaned_data
        services.relate_to_several(
            person=self.person,
            others=data["others"],
            kind=data["kind"],
            parental_responsibility=data["parental_responsibility"],
            note=data["note"],
            from_on=data["from_on"],
            by=self.request.user,
            now=self.now,
        )
        return self.person_url()


class EndRelationship(PersonFormPage):
    title = "It no longer holds"
    form_class = EndOnForm

    def find_case(self) -> Any:
        self.relationship = selectors.record_for(self.request.user, Relationship, self.kwargs["relationship_id"], self.now)
        self.person = self.relationship.person
        return self.relationship.case

    def perform(self, form: EndOnForm) -> str:
        data = form.cleaned_data
        services.end_relationship(
            relationship=self.relationship, to_on=data["ended_on"], reason=data["reason"], by=self.request.user, now=self.now
        )
        return self.person_url()


class RecordMarker(PersonFormPage):
    needs = "user_works"
    form_class = MarkerForm
    title = "Record a marker"
    success_message = "The marker is recorded. It is seen wherever this human being is linked."

    def perform(self, form: MarkerForm) -> str:
        services.record_marker(person=self.person, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.person_url()


class EndMarker(PersonFormPage):
    needs = "user_works"
    title = "The marker no longer holds"
    form_class = EndOnForm

    def find_case(self) -> Any:
        self.marker = selectors.record_for(self.request.user, Marker, self.kwargs["marker_id"], self.now, path="recorded_for__case")
        self.person = self.marker.recorded_for
        return self.person.case

    def perform(self, form: EndOnForm) -> str:
        data = form.cleaned_data
        services.end_marker(marker=self.marker, ended_on=data["ended_on"], reason=data["reason"], by=self.request.user, now=self.now)
        return self.person_url()
