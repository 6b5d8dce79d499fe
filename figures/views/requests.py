"""The register of requests for information."""

from typing import Any

from django.urls import reverse

from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import Denied
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.views import ServiceFormView, ServicePage
from cafcass_cases.ui.words import london_date as in_words

from .. import selectors, services
from ..forms import statistics as forms
from ..models import InformationRequest
from .statistics import usual_period


class ListRequests(ServicePage):
    title = "Requests for information"
    template_name = "figures/list_requests.html"

    def prepare(self) -> None:
        if not selectors.may_see_statistics(self.request.user):
            raise Denied("The register is for managers, Heads of Practice, Assistant Directors, auditors and administrators.")

    def get_back_url(self) -> str:
        return reverse("figures:show_statistics")

    def page_context(self) -> dict[str, Any]:
        return {
            "requests": [(one, state_of(one, london_date(self.now))) for one in selectors.requests_for_information(self.request.user)],
            "may_keep": selectors.may_keep_requests(self.request.user),
        }


def state_of(request: InformationRequest, today: Any) -> tuple[str, str]:
    """How it stands, in words and a colour."""
    due = request.review_due_on if request.replied_on else request.due_on
    if not request.is_open:
        return "Answered", "green"
    what = "Review" if request.replied_on else "Reply"
    return (f"{what} late", "red") if due and today > due else (f"{what} due {in_words(due)}", "blue")


class ShowRequest(ServicePage):
    template_name = "figures/show_request.html"

    def prepare(self) -> None:
        self.record = selectors.request_for_information(self.request.user, self.kwargs["request_id"])

    def get_title(self) -> str:
        return f"Request {self.record.reference}"

    def get_back_url(self) -> str:
        return reverse("figures:list_requests")

    def page_context(self) -> dict[str, Any]:
        one = self.record
        days = [
            ("Received", one.received_on), ("Reply due", one.due_on), ("Answered", one.replied_on), ("Review asked for", one.review_asked_on),
            ("Review due", one.review_due_on), ("Review finished", one.reviewed_on),
        ]  # fmt: skip
        return {
            "record": one,
            "rows": [Row(what, in_words(day)) for what, day in days if day],
            "state": state_of(one, london_date(self.now)),
            "may_keep": selectors.may_keep_requests(self.request.user),
        }


class RequestForm(ServiceFormView):
    """A step of one request, for whoever keeps the register."""

    record: InformationRequest

    def prepare(self) -> None:
        self.record = selectors.request_for_information(self.request.user, self.kwargs["request_id"])
        if not selectors.may_keep_requests(self.request.user):
            raise Denied("Administrators keep the register.")

    def get_caption(self) -> str:
        return self.record.reference

    def get_back_url(self) -> str:
        return self.record.get_absolute_url()

    def keep(self, form: Any) -> Any:
        """Call one service."""
        raise NotImplementedError

    def perform(self, form: Any) -> str:
        self.keep(form)
        return self.record.get_absolute_url()


class RecordRequest(ServiceFormView):
    form_class = forms.RecordRequestForm
    title = "Record a request for information"
    submit_label = "Save the request"
    success_message = "The request is recorded."
    draft = True

    def prepare(self) -> None:
        if not selectors.may_keep_requests(self.request.user):
            raise Denied("Administrators keep the register.")

    def get_back_url(self) -> str:
        return reverse("figures:list_requests")

    def perform(self, form: Any) -> str:
        record = services.record_information_request(by=self.request.user, now=self.now, **form.cleaned_data)
        return record.get_absolute_url()


class ReplyToRequest(RequestForm):
    form_class = forms.ReplyForm
    title = "Record the reply"
    submit_label = "Save the reply"
    success_message = "The reply is recorded."

    def initial_values(self) -> dict[str, Any]:
        first, last = usual_period(self.now)
        return {"version": self.record.version, "first_day": first, "last_day": last, "known_on": london_date(self.now)}

    def keep(self, form: forms.ReplyForm) -> Any:
        return services.reply_to_request(request=self.record, by=self.request.user, now=self.now, **form.facts())


class AskForReview(RequestForm):
    form_class = forms.AskReviewForm
    title = "A review is asked for"
    success_message = "The review is on the register."

    def keep(self, form: Any) -> Any:
        return services.ask_for_review(request=self.record, by=self.request.user, now=self.now, **form.cleaned_data)


class RecordReview(RequestForm):
    form_class = forms.ReviewForm
    title = "Record the review"
    submit_label = "Save the review"
    success_message = "The review is recorded."

    def keep(self, form: Any) -> Any:
        return services.record_review(request=self.record, by=self.request.user, now=self.now, **form.cleaned_data)
