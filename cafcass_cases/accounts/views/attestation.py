"""Confirming a version of the policy, and who has not yet."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html

from cafcass_cases.core.clock import london
from cafcass_cases.ui.components import Row
from cafcass_cases.ui.markup import component
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceFormView

from .. import attesting
from ..forms.attestation import NAMES, AttestForm
from ..services import attest_to_policy
from .frame import TablePage


def _when(moment: Any) -> str:
    return f"{london(moment):%a %-d %B %Y, %H:%M}"


class AttestToPolicy(ServiceFormView):
    """Each for themselves, in the words kept with the version."""

    form_class = AttestForm
    title = "Confirm that you have read the policy"
    submit_label = "Confirm"
    success_message = "Thank you. Your confirmation is recorded."
    template_name = "accounts/attest_to_policy.html"
    owed: attesting.Owed

    def prepare(self) -> None:
        found = attesting.owed_by(self.request.user, self.now)
        if found is None:
            raise Http404
        self.owed = found

    def get_caption(self) -> str:
        return f"{self.owed.version.title}, version {self.owed.version.number}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"wording": self.owed.version.attestation_wording}

    def page_context(self) -> dict[str, Any]:
        made = self.owed.made
        rows = [Row("Confirmed", _when(made.attested_at)), *(Row("", sentence) for sentence in made.wording)] if made else []
        return {"owed": self.owed, "made": made, "rows": rows, "is_late": self.owed.is_late(self.now)}

    def perform(self, form: Any) -> str:
        attest_to_policy(
            policy_version=self.owed.version,
            confirmations=[form.cleaned_data[name] for name in NAMES],
            by=self.request.user,
            now=self.now,
        )
        return reverse("accounts:attest_to_policy")


class ListAttestations(TablePage):
    """Who has confirmed the version in force and who has not, late or not."""

    title = "Confirmations of the policy"
    section = "accounts:list_attestations"
    template_name = "accounts/list_attestations.html"

    def prepare(self) -> None:
        if not attesting.may_list_attestations(self.request.user):
            raise PermissionDenied("Only managers, administrators and auditors see who has confirmed the policy.")

    def page_context(self) -> dict[str, Any]:
        everybody = attesting.attestations_of_staff(self.request.user, self.now)
        waiting = [one for one in everybody if one.made is None]
        late = [one for one in waiting if one.is_late(self.now)]
        page = paginate(self.request, everybody if "all" in self.request.GET else waiting, per_page=50)
        return {
            **super().page_context(),
            "version": attesting.version_to_attest(self.now),
            "summary": [
                Row("Confirmed", len(everybody) - len(waiting)),
                Row("Not yet, still in time", len(waiting) - len(late)),
                Row("Not yet, and late", len(late)),
            ],
            "page": page,
            "shows_all": "all" in self.request.GET,
            "columns": ["Who", "Role", "Team", "Due", "State"],
            "rows": [self.row(one) for one in page],
        }

    def row(self, one: attesting.Owed) -> list[Any]:
        late = one.is_late(self.now)
        if one.made:
            words, tone = ("Confirmed late", "orange") if late else ("Confirmed", "green")
        else:
            words, tone = ("Late", "red") if late else ("Not yet", "blue")
        state = component("tag", {"text": words, "classes": f"govuk-tag--{tone}"})
        when = format_html("{} {}", state, _when(one.made.attested_at)) if one.made else state
        return [one.user.full_name, one.user.get_role_display(), one.user.team or "", _when(one.due_at), when]
