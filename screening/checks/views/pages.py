"""The ledger, one check, and the checks of a manager’s cases."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cafcass_cases.accounts.rules import is_manager
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.views.base import CaseAction, CasePage
from cafcass_cases.ui.components import Event, Row
from cafcass_cases.ui.views import ServicePage
from cafcass_cases.ui.words import london

from .. import forms, selectors, services
from ..facts import facts_of
from ..ledger import groups_of
from ..models import Kind
from ..needs import gaps
from .base import InLedger, State, is_askable, ledger_url


class ShowChecks(InLedger, CasePage):
    """Person by check, with state, clock and next action: the page that is used all day."""

    title = "Checks"
    template_name = "checks/show_checks.html"

    def get_back_url(self) -> str:
        return reverse("screening:show_screening", args=[self.case.pk])

    def page_context(self) -> dict[str, Any]:
        ledger = selectors.ledger_of(self.case)
        checks = ledger.checks
        waiting = selectors.undecided_by_person(checks)
        names = {check.person_id: check.person.full_name for check in checks if check.person}
        to_ask = [check for check in checks if is_askable(check)]
        return {
            "groups": groups_of(self.case, checks, waiting),
            "counts": selectors.counts(checks),
            "begun": bool(checks),
            "to_ask": to_ask,
            "request_words": f"Request {len(to_ask)} check{'s' if len(to_ask) != 1 else ''}",
            "to_search": any(check.kind == Kind.OWN_RECORDS and check.state in services.OPEN_TO_ASK for check in checks),
            "asked": [check for check in checks if check.state in services.ASKED_FOR],
            "consent_people": list(
                {check.person_id: check.person for check in checks if check.needs_consent and check.is_open and check.person}.values()
            ),
            "proposed": [check for check in checks if check.state == State.PROPOSED],
            "gaps": [(names.get(gap.person, ""), gap.person, gap.words) for gap in gaps(facts_of(self.case, self.now, checks))]
            if checks
            else [],
            "offences": ledger.offences,
            "may_decide_none": is_manager(self.request.user),
            "exceptions": ledger.exceptions,
            "conclusion": ledger.conclusion,
            "kept": [check for check in checks if check.keep_until],
            "unlinked": [(one, selectors.direction_is_open(one)) for one in ledger.consents],
        }


class ShowCheck(InLedger, CasePage):
    """One check: what came back, what was concluded, and its story."""

    template_name = "checks/show_check.html"

    def find_case(self) -> Case:
        self.check = selectors.check_for(self.request.user, self.kwargs["check_id"], self.now)
        self.person = self.check.person
        return self.check.case

    def get_title(self) -> str:
        return forms.named(self.check)

    def page_context(self) -> dict[str, Any]:
        check = self.check
        rows = [Row("Why it is needed", check.why or "–"), Row("State", check.get_state_display())]
        if check.asked_in:
            rows.append(Row("Asked", f"{london(check.asked_in.requested_at)}, {check.asked_in.get_method_display().lower()}"))
            rows.append(Row("Why asking was right", check.asked_in.basis))
        if check.consent:
            rows.append(Row("Consent", f"{check.consent.get_answer_display()}, {london(check.consent.answered_at)}"))
        if check.received_at:
            rows.append(
                Row(
                    "Came",
                    f"{london(check.received_at)}{', ' + check.received_from if check.received_from else ''}: {check.get_result_display()}",
                )
            )
        rows += [Row(heading, words) for heading, words in selectors.shown_findings(check)]
        if check.rationale:
            rows.append(Row("Reasons", check.rationale))
        if check.conclusion:
            rows.append(Row("Concluded", f"{check.get_conclusion_display()}, {check.reviewed_by}"))
        if check.analysis:
            rows.append(Row("What it means for the child", check.analysis))
        if check.reunification:
            rows.append(Row("For living together again", check.reunification))
        if check.keep_until:
            rows.append(
                Row("Kept until", f"{check.keep_until:%-d %B %Y} (local default, or as decided): then looked at again, or destroyed")
            )
        return {
            "check": check,
            "rows": rows,
            "story": [
                Event(step.get_what_display(), step.at, by=str(step.done_by or step.created_by or ""), text=_entered(step))
                for step in selectors.steps_of(check)
            ],
        }  # fmt: skip


def _entered(step: Any) -> str:
    """The words of a step; and, where it was typed later than it was done, when."""
    late = (step.created_at - step.at).total_seconds() > 120
    return ". ".join(part for part in (step.note, f"Entered {london(step.created_at)}" if late else "") if part)


class OpenChecks(InLedger, CaseAction):
    title = "Start the checks"
    success_message = "The checks that this case needs are listed."

    def perform(self) -> str:
        services.open_checks(case=self.case, by=self.request.user, now=self.now)
        return ledger_url(self.case)


class SearchOwnRecords(InLedger, CaseAction):
    needs = "user_works"
    title = "Search our own records"
    success_message = "Everybody of this case was searched for."

    def perform(self) -> str:
        services.search_own_records(case=self.case, by=self.request.user, now=self.now)
        return ledger_url(self.case)


class ListOpenChecks(ServicePage):
    """The checks of a manager's cases that are not in: how old, whose, and the exceptions of the month (framework 2.22, 2.23)."""

    title = "Checks not yet in"
    template_name = "checks/list_open_checks.html"

    def prepare(self) -> None:
        if not is_manager(self.request.user):
            raise PermissionDenied

    def page_context(self) -> dict[str, Any]:
        queue = selectors.queue_of(self.request.user, self.now)
        return {"queue": queue, "exceptions": selectors.exceptions_of_month(self.request.user, self.now)}
