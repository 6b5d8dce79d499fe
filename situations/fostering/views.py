"""Private fostering: the record, the notification of the authority, and its answer."""

from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import authorities, children_of, people_of_case
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage
from cafcass_cases.core.clock import london_date
from safeguarding.models import Concern
from safeguarding.views.base import OfConcern

from . import forms, presenting, selectors, services
from .models import Arrangement


class Recording:
    """What the two ways in share: from the case, and from a concern."""

    form_class = forms.ArrangementForm
    title = "A child who lives with somebody else"
    submit_label = "Save"
    success_message = "It is recorded."
    template_name = "fostering/arrangement_form.html"
    concern: Concern | None = None

    def form_kwargs(self) -> dict[str, Any]:
        return {"children": list(children_of(self.case)), "adults": selectors.adults_of(self.case)}  # type: ignore[attr-defined]

    def perform(self, form: Any) -> str:
        cleaned = {**form.cleaned_data, "carer": form.cleaned_data["carer"] or None}
        row = services.record_arrangement(case=self.case, concern=self.concern, by=self.request.user, now=self.now, **cleaned)  # type: ignore[attr-defined]
        return row.get_absolute_url()


class RecordArrangement(Recording, CaseForm):
    needs = "user_works"

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)


class RecordArrangementOfConcern(Recording, OfConcern, CaseForm):
    needs = "user_works"


class OfArrangement:
    panel = "people"
    arrangement: Arrangement

    def find_case(self) -> Case:
        self.arrangement = selectors.arrangement_for(self.request.user, self.kwargs["arrangement_id"], self.now)  # type: ignore[attr-defined]
        return self.arrangement.case

    def get_person(self) -> Any:
        return self.arrangement.child

    def get_back_url(self) -> str:
        return self.arrangement.get_absolute_url()


class ShowArrangement(OfArrangement, CasePage):
    template_name = "fostering/show_arrangement.html"

    def get_title(self) -> str:
        return f"Private fostering: {self.arrangement.child.full_name}"

    def get_back_url(self) -> str:
        return reverse("cases:show_person", args=[self.arrangement.child_id])

    def page_context(self) -> dict[str, Any]:
        row = self.arrangement
        return {
            "arrangement": row,
            "is_fostered": row.is_private_fostering(london_date(self.now)),
            "rows": presenting.arrangement_rows(row),
            "details": presenting.details_rows(row, people_of_case(self.case)),
            "notification": presenting.notification_rows(row),
            "duties": list(selectors.duties_of(row)),
            "concerns": selectors.concerns_about(row.child),
            "next": presenting.next_step(row, london_date(self.now)) if self.case.user_works else None,
        }


class ArrangementChange(OfArrangement, CaseForm):
    needs = "user_works"
    submit_label = "Save"
    success_message = "It is recorded."

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("fostering", self.arrangement.pk, self.case.pk)

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.arrangement.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> Any:
        raise NotImplementedError


class RecordDetails(ArrangementChange):
    """What the notification must say: filled in from the record (policy 38)."""

    form_class = forms.DetailsForm
    title = "The household and parental responsibility"

    def form_kwargs(self) -> dict[str, Any]:
        people = [person for person in people_of_case(self.case) if person.pk != self.arrangement.child_id]
        return {"people": people, "adults": [person for person in people if not person.is_child]}

    def initial_values(self) -> dict[str, Any]:
        row = self.arrangement
        saved = row.details_at is not None
        return {
            "household": selectors.people_by_id(self.case, row.household) if saved else selectors.household_of(row.child, row.carer),
            "responsible": selectors.people_by_id(self.case, row.responsible) if saved else selectors.holders_of_responsibility(row.child),
            "household_others": row.household_others or ("" if row.carer else row.carer_name),
            "responsible_others": row.responsible_others,
            "agreed": row.agreed,
        }

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_details(arrangement=self.arrangement, by=self.request.user, now=self.now, **cleaned)


class IssueNotification(OfArrangement, CaseAction):
    needs = "user_works"
    title = "Make the notification"
    success_message = "The notification is made."

    def perform(self) -> str:
        services.issue_notification(arrangement=self.arrangement, by=self.request.user, now=self.now)
        return self.arrangement.get_absolute_url()


class NotifyAuthority(ArrangementChange):
    """Mark the notification sent; what has gone already is never refused (policy 38)."""

    form_class = forms.NotifyForm
    title = "Notify the local authority"
    submit_label = "Mark it sent"
    success_message = "The authority is notified. Record its answer when it comes."
    template_name = "fostering/notify_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": list(authorities())}

    def initial_values(self) -> dict[str, Any]:
        return {"authority": self.arrangement.authority}

    def page_context(self) -> dict[str, Any]:
        return {"arrangement": self.arrangement}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.notify_authority(
            arrangement=self.arrangement, how=cleaned["how"], to=cleaned["to"], authority=cleaned["authority"] or None,
            sent_at=cleaned["sent_at"] if cleaned["when"] == "earlier" else None, by=self.request.user, now=self.now,
        )  # fmt: skip


class RecordAnswer(ArrangementChange):
    form_class = forms.AnswerForm
    title = "What the authority answered"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_answer(arrangement=self.arrangement, by=self.request.user, now=self.now, **cleaned)


class ExpectLonger(ArrangementChange):
    form_class = forms.LongerForm
    title = "It will last 28 days or more"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.expect_longer(arrangement=self.arrangement, by=self.request.user, now=self.now, **cleaned)


class EndArrangement(ArrangementChange):
    form_class = forms.EndForm
    title = "The child lives there no more"

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.end_arrangement(arrangement=self.arrangement, by=self.request.user, now=self.now, **cleaned)
