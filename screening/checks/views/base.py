"""What the pages and forms of the ledger share."""

from typing import Any

from django.contrib import messages
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.cases.views.base import CaseForm

from .. import services
from ..models import ASKED, Check, Kind
from ..offences import old_label_in

State = Check.State


def ledger_url(case: Case) -> str:
    return reverse("checks:show_checks", args=[case.pk])


class InLedger:
    panel = "screening"
    case: Case

    def get_back_url(self) -> str:
        return ledger_url(self.case)


def is_askable(check: Check) -> bool:
    """Whether it can be asked for now: consent where it is needed, and an authority that is known."""
    if check.kind not in ASKED or check.state not in services.OPEN_TO_ASK:
        return False
    return not (check.needs_consent and check.state == State.NEEDED) and not (check.kind == Kind.AUTHORITY and check.authority_id is None)


class LedgerForm(InLedger, CaseForm):
    """A form that leads back to the ledger. ``serve`` calls one service."""

    needs = "user_works"

    def perform(self, form: Any) -> str:
        answer = self.serve(form)
        said = old_label_in(*(value for value in form.cleaned_data.values() if isinstance(value, str)))
        if said:
            messages.warning(self.request, said)
        return answer or ledger_url(self.case)

    def serve(self, form: Any) -> str | None:
        raise NotImplementedError

    @property
    def common(self) -> dict[str, Any]:
        return {"by": self.request.user, "now": self.now}
