"""The tab of the case, one request with its answer, and what is done about it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.rules import may_see_withdrawn
from cafcass_cases.cases.views.base import CaseForm, CasePage
from cafcass_cases.policy.catalogue import cite
from sharing import presenting, selectors, services
from sharing.forms import answering as forms
from sharing.models import Disclosure, InformedAgency, Permission, Sharing
from sharing.rules import may_view_risk
from sharing.services.agencies import OVER
from sharing.standing import FOR_COURT, FOR_MANAGER, children_of_sharing, standing_of
from sharing.table import Answer


class ListSharing(CasePage):
    """Every request, who knows of our involvement, and incidents."""

    panel = "sharing"
    title = "Sharing information"
    template_name = "sharing/list_sharing.html"

    def page_context(self) -> dict[str, Any]:
        found = selectors.tab_of(self.case, withdrawn=may_see_withdrawn(self.request.user))
        return {**found, "is_over": self.case.stage in OVER}


class OfSharing:
    panel = "sharing"
    sharing: Sharing
    case: Case

    def find_case(self) -> Case:
        self.sharing = selectors.sharing_for(self.request.user, self.kwargs["sharing_id"], self.now)  # type: ignore[attr-defined]
        return self.sharing.case  # type: ignore[no-any-return]

    def get_caption(self) -> str:
        return f"{self.sharing.reference} · {self.sharing.recipient_words}"


class SharingForm(OfSharing, CaseForm):
    needs = "user_works"

    def get_back_url(self) -> str:
        return self.sharing.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("sharing", self.sharing.pk, self.case.pk)

    def draft_label(self) -> str:
        return f"{self.title}, {self.sharing.reference}"

    def perform(self, form: Any) -> str:
        self.serve(form.cleaned_data)
        return self.sharing.get_absolute_url()

    def serve(self, data: dict[str, Any]) -> Any:
        """Call one service with the cleaned data."""
        raise NotImplementedError


class ShowSharing(OfSharing, CasePage):
    """The request, the policy's answer with its paragraph, what is still needed, and what was shared."""

    template_name = "sharing/show_sharing.html"

    def get_title(self) -> str:
        return f"May we tell {self.sharing.recipient_inside}?"

    def get_back_url(self) -> str:
        return reverse("sharing:list_sharing", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        sharing = self.sharing
        disclosures, permissions, duties = selectors.rows_of_sharing(sharing)
        found = standing_of(sharing, self.now)
        open_ = sharing.withdrawn_at is None and self.case.user_works
        return {
            "sharing": sharing,
            "standing": found,
            "cited": cite(sharing.rule)
            if sharing.rule
            else "Not listed in the policy"
            if sharing.answer == Answer.NOT_YET
            else "The policy is silent",
            "rows": presenting.rows_of(sharing, children_of_sharing(sharing)),
            "disclosures": [(one, may_view_risk(self.request.user, one, self.now, manages=self.case.user_manages)) for one in disclosures],
            "permissions": permissions,
            "duties": [duty for duty in duties if duty.is_open],
            "offers": presenting.offers(sharing, found, permissions, user_manages=self.case.user_manages) if open_ else [],
            "orders": selectors.protecting_orders(self.case) if sharing.rule.startswith("P40") else [],
        }


class ShareInformation(SharingForm):
    """What is shared. About to be shared, it needs its ground; shared already, it is always kept."""

    form_class = forms.ShareForm
    title = "Record what is shared"
    submit_label = "Record what is shared"
    success_message = "What was shared is recorded."
    template_name = "sharing/share.html"
    draft = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"sharing": self.sharing, "allowed": self.standing.allowed, "assessments": selectors.assessments_to_give(self.sharing)}

    @property
    def standing(self) -> Any:
        return standing_of(self.sharing, self.now)

    def initial_values(self) -> dict[str, Any]:
        return {"shared_with": self.sharing.contact_person}

    def page_context(self) -> dict[str, Any]:
        return {"sharing": self.sharing, "standing": self.standing}

    def serve(self, data: dict[str, Any]) -> None:
        services.share(sharing=self.sharing, by=self.request.user, now=self.now, **data)


class RecordPermission(SharingForm):
    """The court is asked, and answers; or the LADO directs."""

    form_class = forms.PermissionForm
    title = "Permission to share"
    success_message = "The permission is recorded."

    def prepare(self) -> None:
        super().prepare()
        answer = self.sharing.row.answer
        if answer not in (*FOR_COURT, Answer.LADO_DIRECTION):
            raise Http404
        self.giver = Permission.Giver.LADO if answer == Answer.LADO_DIRECTION else Permission.Giver.COURT

    def get_title(self) -> str:
        return "The LADO’s direction" if self.giver == Permission.Giver.LADO else "The court’s permission"

    def initial_values(self) -> dict[str, Any]:
        asked = self.sharing.permissions.filter(giver=self.giver, result=Permission.Result.ASKED, withdrawn_at=None).first()
        return {"asked_at": asked.asked_at} if asked else {}

    def serve(self, data: dict[str, Any]) -> None:
        services.record_permission(sharing=self.sharing, giver=self.giver, by=self.request.user, now=self.now, **data)


class DecideSharing(SharingForm):
    """A manager decides what the policy does not list, or leaves to a manager."""

    form_class = forms.DecideForm
    needs = "user_manages"
    title = "Decide whether it may be shared"
    success_message = "Your decision is recorded."
    draft = True

    def prepare(self) -> None:
        super().prepare()
        if self.sharing.answer not in FOR_MANAGER:
            raise Http404

    def form_kwargs(self) -> dict[str, Any]:
        return {"answer": self.sharing.answer}

    def serve(self, data: dict[str, Any]) -> None:
        services.decide_sharing(sharing=self.sharing, at=data.pop("decided_at"), by=self.request.user, now=self.now, **data)


class RecordNotShared(SharingForm):
    form_class = forms.NotSharedForm
    title = "Record that it is not shared"
    success_message = "That it is not shared is recorded."

    def initial_values(self) -> dict[str, Any]:
        return {"reason": self.sharing.not_shared_reason or self.sharing.row.words}

    def serve(self, data: dict[str, Any]) -> None:
        services.record_not_shared(sharing=self.sharing, by=self.request.user, now=self.now, **data)


class WithdrawSharing(SharingForm):
    form_class = forms.WithdrawForm
    title = "This request was entered in error"
    submit_label = "Withdraw it"
    success_message = "The request is withdrawn."
    warning = True

    def perform(self, form: Any) -> str:
        services.withdraw_sharing(sharing=self.sharing, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("sharing:list_sharing", args=[self.case.pk])


class ViewRisk(CaseForm):
    """A manager looks at what was shared at an immediate risk (policy 40)."""

    form_class = forms.ViewForm
    needs = ""
    panel = "sharing"
    title = "Your view of what was shared"
    success_message = "Your view is recorded."
    template_name = "sharing/view_risk.html"
    disclosure: Disclosure

    def find_case(self) -> Case:
        self.disclosure = selectors.disclosure_for(self.request.user, self.kwargs["disclosure_id"], self.now)
        return self.disclosure.sharing.case

    def prepare(self) -> None:
        super().prepare()
        if not may_view_risk(self.request.user, self.disclosure, self.now, manages=self.case.user_manages):
            raise PermissionDenied

    def get_back_url(self) -> str:
        return self.disclosure.sharing.get_absolute_url()

    def page_context(self) -> dict[str, Any]:
        return {"disclosure": self.disclosure}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.view_sharing_at_risk(disclosure=self.disclosure, view=data["view"], at=data["seen_at"], by=self.request.user, now=self.now)
        return self.get_back_url()


class RecordEndingTold(CaseForm):
    """An agency that knew of our involvement is told that it has ended."""

    form_class = forms.EndingToldForm
    needs = "user_works"
    panel = "sharing"
    success_message = "That they were told is recorded."
    agency: InformedAgency

    def find_case(self) -> Case:
        self.agency = selectors.agency_for(self.request.user, self.kwargs["agency_id"], self.now)
        return self.agency.case

    def get_title(self) -> str:
        return f"Tell {self.agency.words} that our involvement has ended"

    def get_back_url(self) -> str:
        return reverse("sharing:list_sharing", args=[self.case.pk])

    def draft_label(self) -> str:
        return f"End of our involvement, {self.case.reference}"

    def perform(self, form: Any) -> str:
        services.record_ending_told(agency=self.agency, by=self.request.user, now=self.now, **form.cleaned_data)
        return self.get_back_url()
