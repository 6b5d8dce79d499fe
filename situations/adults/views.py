"""The pages about an adult at risk: thin, each calls one service."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import people_of_case
from cafcass_cases.cases.selectors.lists import authorities
from cafcass_cases.cases.views.base import CaseForm, CasePage
from safeguarding.selectors import police_forces

from . import contents, forms, progress, rules, selectors, services
from .models import AdultConcern, AdultReferral


class OfAdult:
    """Fetches the record of the address, and through it the case."""

    panel = "concerns"
    adult: AdultConcern
    needs_referral = False

    def find_case(self) -> Case:
        self.adult = selectors.adult_for(self.request.user, self.kwargs["adult_id"], self.now)  # type: ignore[attr-defined]
        return self.adult.case

    def prepare(self) -> Any:
        found = super().prepare()  # type: ignore[misc]
        return redirect(self.adult.get_absolute_url()) if self.needs_referral and self.referral is None else found

    @property
    def referral(self) -> AdultReferral:
        return selectors.referral_of(self.adult)  # type: ignore[return-value]

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[attr-defined, no-any-return]

    def get_caption(self) -> str:
        return f"Adult {self.adult.reference}"

    def get_back_url(self) -> str:
        return self.adult.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("adult", self.adult.pk, self.adult.case_id)

    def draft_label(self) -> str:
        return f"{self.title}, {self.adult.reference}"  # type: ignore[attr-defined]


class AdultPage(OfAdult, CaseForm):
    """A form about an adult. ``verb`` is the service, which takes the cleaned answers by name; ``moment`` is the field it calls ``at``."""

    needs = "user_works"
    template_name = "adults/form.html"
    verb: Any = None
    moment = ""

    def perform(self, form: Any) -> str:
        cleaned = dict(form.cleaned_data)
        if self.moment:
            cleaned["at"] = cleaned.pop(self.moment)
        self.serve(cleaned)
        return self.adult.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> None:
        type(self).verb(adult=self.adult, by=self.user, now=self.now, **cleaned)


class ReferralPage(AdultPage):
    needs_referral = True

    def serve(self, cleaned: dict[str, Any]) -> None:
        type(self).verb(referral=self.referral, by=self.user, now=self.now, **cleaned)


class AboutAdult:
    """What the pages that say which adult it is share."""

    form_class = forms.AdultForm
    title = "An adult at risk"
    submit_label = "Save"
    success_message = "It is recorded. What it sets running is listed below."
    template_name = "adults/record.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"people": [one for one in people_of_case(self.case) if not one.is_child]}  # type: ignore[attr-defined]


class RecordAdult(AboutAdult, CaseForm):
    """Without a concern about a child."""

    needs = "user_works"
    panel = "concerns"
    draft = True
    concern: Any = None

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("case", self.case.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"An adult at risk, {self.case.reference}"

    def perform(self, form: Any) -> str:
        adult = services.record_adult_concern(case=self.case, concern=self.concern, by=self.request.user, now=self.now, **form.cleaned_data)
        return adult.get_absolute_url()


class RecordAdultOfConcern(RecordAdult):
    """From a concern about a child: what that concern has begun is gone on with."""

    def find_case(self) -> Case:
        self.concern = selectors.concern_for(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case

    def prepare(self) -> Any:
        super().prepare()
        begun = selectors.begun_with(self.concern)
        return redirect(begun.get_absolute_url()) if begun and "another" not in self.request.GET else None

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()  # type: ignore[no-any-return]


class DescribeAdult(AboutAdult, AdultPage):
    """Say which adult it is, where a concern about a child began it."""

    success_message = "It is recorded."

    def form_kwargs(self) -> dict[str, Any]:
        return {**super().form_kwargs(), "begun": True}

    def initial_values(self) -> dict[str, Any]:
        one = self.adult
        return {
            "person": str(one.person_id) if one.person_id else forms.SOMEBODY_ELSE if one.name else "",
            "name": one.name,
            "what": one.what,
        }

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_adult_concern(
            adult=self.adult, case=self.case, concern=self.adult.concern, recognised_at=self.adult.recognised_at, danger_now=False,
            by=self.user, now=self.now, **cleaned,
        )  # fmt: skip


class ShowAdult(OfAdult, CasePage):
    """Where it stands, what is owed, and the next step."""

    template_name = "adults/show_adult.html"

    def get_title(self) -> str:
        return "An adult at risk"

    def get_back_url(self) -> str:
        return self.adult.concern.get_absolute_url() if self.adult.concern else self.page_url("show_case")

    def page_context(self) -> dict[str, Any]:
        adult, referral, case = self.adult, self.referral, self.case
        reports = selectors.police_reports_of(adult)
        state, tone = progress.state_words(adult, referral)
        following = progress.next_step(adult, referral, self.user, manages=case.user_manages, police_told=bool(reports))
        authority = referral.authority if referral else selectors.home_of(adult, self.now)
        return {
            "adult": adult, "referral": referral, "state": state, "tone": tone, "reports": reports, "duties": selectors.duties_of(adult),
            "next": following if case.user_works else None, "authority": authority, "contact": selectors.adult_services(authority),
            "missing": contents.referral_missing(referral) if referral and not referral.sent_at else [],
            "may_view": rules.may_view_adult_dissent(self.user, adult, self.now) and adult.is_dissent and not adult.dissent_viewed_at,
            "may_hold": case.user_manages and adult.requested_by_id != self.user.pk,
        }  # fmt: skip


class RecordAdultPoliceReport(AdultPage):
    form_class = forms.PoliceForm
    title = "Record a report to the police"
    submit_label = "Save the report"
    success_message = "The report to the police is recorded."
    template_name = "adults/police.html"
    verb = services.record_adult_police_report

    def form_kwargs(self) -> dict[str, Any]:
        return {"forces": police_forces()}

    def serve(self, cleaned: dict[str, Any]) -> None:
        super().serve({**cleaned, "force": cleaned["force"] or None})


class AskAdultSupervision(AdultPage):
    form_class = forms.AskForm
    title = "Ask for supervision on an adult safeguarding referral"
    submit_label = "Ask for supervision"
    success_message = "Supervision is asked for."
    verb = services.ask_adult_supervision
    moment = "requested_at"

    def initial_values(self) -> dict[str, Any]:
        return {"text": self.adult.what}


class HoldAdultSupervision(AdultPage):
    """The manager's record: refer or not, and why."""

    form_class = forms.HoldForm
    needs = "user_manages"
    title = "Record the supervision"
    success_message = "The supervision is recorded."
    template_name = "adults/hold.html"
    verb = services.hold_adult_supervision

    def page_context(self) -> dict[str, Any]:
        return {"adult": self.adult}


class ReferAdultNow(AdultPage):
    form_class = forms.ReferNowForm
    title = "Refer the adult now"
    submit_label = "Refer now"
    success_message = "Decided. Write the referral and send it; supervision follows."
    verb = services.refer_adult_now
    moment = "decided_at"


class WriteAdultReferral(ReferralPage):
    form_class = forms.WriteForm
    title = "Write the adult safeguarding referral"
    success_message = "The referral is saved."
    draft = True
    verb = services.write_adult_referral

    def form_kwargs(self) -> dict[str, Any]:
        return {"authorities": authorities()}

    def initial_values(self) -> dict[str, Any]:
        one = self.referral
        home = None if one.authority_id else selectors.home_of(self.adult, self.now)
        return {
            "authority": str(one.authority_id or (home.pk if home else "")),
            "harm": one.harm,
            "risk": one.risk,
            "asked": one.asked,
            "version": one.version,
        }


class RecordAdultTold(ReferralPage):
    form_class = forms.ToldForm
    title = "Are the adult and the family aware?"
    success_message = "It is recorded."
    template_name = "adults/told.html"
    verb = services.record_adult_told

    def initial_values(self) -> dict[str, Any]:
        names = (
            "adult_told",
            "adult_told_at",
            "adult_told_how",
            "adult_reason",
            "family_told",
            "family_told_at",
            "family_told_how",
            "family_reason",
        )
        return {name: getattr(self.referral, name) for name in names}


class SendAdultReferral(ReferralPage):
    form_class = forms.SendForm
    title = "Send the adult safeguarding referral"
    submit_label = "Record that it is sent"
    success_message = "It is recorded as sent."
    template_name = "adults/send.html"
    verb = services.send_adult_referral

    def page_context(self) -> dict[str, Any]:
        return {
            "adult": self.adult, "referral": self.referral, "contact": selectors.adult_services(self.referral.authority),
            "missing": contents.referral_missing(self.referral),
        }  # fmt: skip


class RecordAdultAnswer(ReferralPage):
    form_class = forms.AnswerForm
    title = "What adult services answered"
    success_message = "It is recorded."
    verb = services.record_adult_answer
    moment = "answered_at"


class CompleteAdultConcern(AdultPage):
    form_class = forms.CompleteForm
    title = "Complete it"
    success_message = "It is completed."
    verb = services.complete_adult_concern
    moment = "completed_at"


class ViewAdultDissent(AdultPage):
    form_class = forms.ViewForm
    needs = "user_manages"
    title = "Your view of the referral"
    success_message = "Your view is recorded."
    template_name = "adults/hold.html"
    verb = services.view_adult_dissent
    moment = "viewed_at"

    def prepare(self) -> Any:
        found = super().prepare()
        if not rules.may_view_adult_dissent(self.user, self.adult, self.now):
            raise PermissionDenied
        return found

    def page_context(self) -> dict[str, Any]:
        return {"adult": self.adult}
