"""Pages of what the authority answered, and whether it is safe enough."""

from typing import Any
from uuid import UUID

from referrals import services
from referrals.forms import outcomes as forms
from referrals.models import Outcome

from .base import ReferralForm, child_rows, page_of


class RecordOutcome(ReferralForm):
    """The authority's decision for each child, or a mere acknowledgement."""

    form_class = forms.RecordOutcomeForm
    title = "Record what the authority answered"
    submit_label = "Save the answer"
    template_name = "referrals/record_outcome.html"

    def initial_values(self) -> dict[str, Any]:
        return {"children": child_rows([row.child for row in self.referral.children.select_related("child")])}

    def page_context(self) -> dict[str, Any]:
        return {"referral": self.referral}

    def get_success_message(self) -> str:
        return self.sentence

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        common = {
            "referral": self.referral, "received_at": data["received_at"], "given_by": data["given_by"], "how": data["how"],
            "by": self.request.user, "now": self.now,
        }  # fmt: skip
        if data["kind"] == "acknowledgement":
            services.record_acknowledgement(**common, said=data["said"])
            self.sentence = "The acknowledgement is recorded. It is not an outcome: the clock runs on."
        else:
            services.record_outcome(**common, outcomes=forms.outcomes_from(data["children"]))
            self.sentence = "The outcome is recorded."
        return page_of(self.referral)


class JudgeOutcome(ReferralForm):
    """Is it safe enough for each child? Why? (policy 18)"""

    form_class = forms.JudgeOutcomeForm
    title = "Is the outcome safe enough?"
    submit_label = "Save your judgement"
    draft = True
    template_name = "referrals/judge_outcome.html"

    def _rows(self) -> list[Any]:
        rows = list(self.referral.children.select_related("child", "referral").exclude(outcome=""))
        return [row for row in rows if row.needs_judgement] or rows

    def initial_values(self) -> dict[str, Any]:
        rows = {row.child: row for row in self._rows()}
        return {
            "children": child_rows(
                list(rows), authority_reasons=lambda child: rows[child].authority_reasons, analysis=lambda child: rows[child].analysis
            )
        }

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("safe-enough")}

    def page_context(self) -> dict[str, Any]:
        return {"referral": self.referral, "rows": self._rows()}

    def get_success_message(self) -> str:
        if self.difference:
            return "Your judgement is recorded. The difference with the authority is open: supervision comes first."
        return "Your judgement is recorded."

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        self.difference = services.judge_outcome(
            referral=self.referral,
            judgements={
                UUID(row["child_id"]): services.Judgement(row["safe_enough"], row["analysis"], row["authority_reasons"])
                for row in data["children"]
            },
            judged_at=data["judged_at"],
            lateness_reason=data.get("lateness_reason", ""),
            by=self.request.user,
            now=self.now,
        )
        return page_of(self.difference or self.referral)


class RecordReasons(ReferralForm):
    """The authority's reasons for taking no further action, as it gave them (policy 18)."""

    form_class = forms.RecordReasonsForm
    title = "Record the authority’s reasons"
    success_message = "The authority’s reasons are recorded."

    def initial_values(self) -> dict[str, Any]:
        rows = self.referral.children.select_related("child").filter(outcome=Outcome.NO_FURTHER_ACTION)
        return {"children": child_rows([row.child for row in rows])}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.record_authority_reasons(
            referral=self.referral, reasons={UUID(row["child_id"]): row["reasons"] for row in data["children"]},
            received_at=data["received_at"], by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.referral)
