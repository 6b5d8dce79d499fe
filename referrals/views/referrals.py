"""Pages of a referral: its clock, the call, the writing, the parents, the copy, the chase."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse

from cafcass_cases.cases.views.base import CaseForm, CasePage
from referrals import selectors, services
from referrals.contents import WRITTEN_SECTIONS, label_of, marac_is_due, written_missing
from referrals.forms import referrals as forms
from referrals.models import Chase, Outcome, ParentInformed, StrategyDiscussion
from referrals.steps_next import must_be_judged, next_step, state_words
from referrals.timeline import events_of, lines_of_referral, moment_of

from .base import InPanel, ReferralAction, ReferralForm, ReferralPage, page_of


class ListReferrals(InPanel, CasePage):
    """The tab "Referrals and court" of a case."""

    title = "Referrals and court"
    template_name = "referrals/list_referrals.html"

    def get_back_url(self) -> str:
        return ""

    def page_context(self) -> dict[str, Any]:
        outcomes = dict(Outcome.choices)
        return {
            "referrals": [
                (referral, *state_words(referral), [(row["name"], outcomes.get(row["outcome"], "")) for row in referral.story_children])
                for referral in selectors.referrals_of(self.case)
            ],
            "assessments": selectors.assessments_of(self.case),
            "meetings": selectors.meetings_of(self.case),
            "updates": selectors.updates_of(self.case),
            "concerns": selectors.open_concerns(self.case),
            "owed": selectors.owed_to_court(self.case),
        }


class ShowReferral(ReferralPage):
    """One referral: where it stands, its own clock, the next step, and everything that happened."""

    template_name = "referrals/show_referral.html"

    def find_case(self) -> Any:
        self.referral = selectors.referral_with_surroundings(self.request.user, self.kwargs["referral_id"], self.now)
        return self.referral.case

    def get_title(self) -> str:
        return f"Referral to {self.referral.authority}"

    def page_context(self) -> dict[str, Any]:
        referral = self.referral
        writings = list(referral.writings.filter(withdrawn_at=None))
        duties = selectors.duties_on(referral, *writings)
        draft = next((writing for writing in writings if not writing.is_sent), None)
        words, tone = state_words(referral)
        told = dict(ParentInformed.Told.choices)
        answered = {
            row["parent"]: {**row, "words": told[row["told"]], "told_at": moment_of(row["told_at"])} for row in referral.story_parents
        }
        kinds, outcomes = dict(StrategyDiscussion.Kind.choices), dict(Outcome.choices)
        return {
            "referral": referral, "state": words, "tone": tone, "duties": duties, "writings": writings, "draft": draft,
            "must_be_judged": must_be_judged(referral),
            "next": next_step(referral, {duty.key for duty in duties if duty.ended_at is None}) if self.case.user_works else None,
            "children": [{**row, "words": outcomes.get(row["outcome"], ""), "outcome_at": moment_of(row["outcome_at"])} for row in referral.story_children],
            "parents": [(parent, answered.get(str(parent.pk))) for parent in selectors.parents_of(referral)],
            "missing": written_missing(referral, draft.content) if draft else [],
            "sections": [(label_of(section, referral), draft.content.get(section.key)) for section in WRITTEN_SECTIONS] if draft else [],
            "story": events_of(lines_of_referral(referral)),
            "contacts": selectors.answered_first(selectors.contacts_from(referral.around_contacts), self.now),
            "differences": referral.story_differences,
            "meetings": [(row["id"], kinds[row["kind"]]) for row in referral.around_meetings],
        }  # fmt: skip


class RecordCall(ReferralForm):
    """Record a telephone call to the authority: an attempt, or somebody reached."""

    form_class = forms.RecordCallForm
    title = "Record a telephone call"
    submit_label = "Save the call"
    success_message = "The call is recorded."
    template_name = "referrals/record_call.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("telephone-referral")}

    def page_context(self) -> dict[str, Any]:
        return {"referral": self.referral, "contacts": selectors.whom_to_ring(self.referral, self.now)}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.record_call(
            referral=self.referral, called_at=data["called_at"], result=data["result"], number=data["number"],
            spoke_to=data["spoke_to"], role=data["role"], summary=data["summary"],
            lateness_reason=data.get("lateness_reason", ""), by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.referral)


class RecordParents(ReferralForm):
    """Each parent and carer: told before, told after, or not told and why (policy 15)."""

    form_class = forms.RecordParentsForm
    title = "Who was told of the referral"
    success_message = "Who was told is recorded."

    def initial_values(self) -> dict[str, Any]:
        rows = []
        answered = {row.parent_id: row for row in self.referral.parents_informed.all()}
        for parent in selectors.parents_of(self.referral):
            row: Any = answered.get(parent.pk)
            first: dict[str, Any] = {"_title": str(parent), "parent_id": str(parent.pk)}
            if row:
                after = "_after" if row.told == ParentInformed.Told.AFTER else ""
                first |= {"told": row.told, "reason_kinds": row.reason_kinds, "reason": row.reason}
                first |= {
                    f"told{after}_at": row.told_at,
                    f"how{after}": row.how,
                    f"reaction{after}": row.reaction,
                    f"agreed{after}": row.agreed,
                }
            rows.append(first)
        return {"parents": rows}

    def perform(self, form: Any) -> str:
        people = {parent.pk: parent for parent in selectors.parents_of(self.referral)}
        answers = []
        for row in form.cleaned_data["parents"]:
            after = "_after" if row["told"] == "after" else ""
            answers.append(
                services.ParentAnswer(
                    parent=people[UUID(row["parent_id"])], told=row["told"], told_at=row[f"told{after}_at"], how=row[f"how{after}"],
                    reaction=row[f"reaction{after}"], agreed=row[f"agreed{after}"], reason_kinds=tuple(row["reason_kinds"]),
                    reason=row["reason"],
                )
            )  # fmt: skip
        services.record_parent_informed(referral=self.referral, answers=answers, by=self.request.user, now=self.now)
        return page_of(self.referral)


class RecordConsent(ReferralForm):
    """A parent or carer consents to an early help referral (policy 15)."""

    form_class = forms.RecordConsentForm
    title = "Record consent"
    success_message = "The consent is recorded."

    def perform(self, form: Any) -> str:
        services.record_consent(referral=self.referral, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.referral)


class RecordRefusal(ReferralForm):
    """Consent to an early help referral is refused (framework 2.63)."""

    form_class = forms.RecordRefusalForm
    title = "Consent is refused"
    success_message = "The refusal is recorded."

    def perform(self, form: Any) -> str:
        services.record_refusal(referral=self.referral, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.referral)


class ChangeReferralKind(ReferralForm):
    """A safety referral instead of early help, or the other way (policy 15)."""

    form_class = forms.ChangeKindForm
    title = "Change the type of referral"
    success_message = "The type of referral is changed."

    def initial_values(self) -> dict[str, Any]:
        return {"kind": self.referral.kind, "sought": self.referral.sought}

    def perform(self, form: Any) -> str:
        services.change_referral_kind(referral=self.referral, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.referral)


class BeginWriting(ReferralAction):
    """Begin the written referral, filled in from the record."""

    title = "Write the referral"

    def perform(self) -> str:
        services.write_referral(referral=self.referral, content={}, by=self.request.user, now=self.now)
        return reverse("referrals:write_referral", args=[self.referral.pk])


class WriteReferral(ReferralForm):
    """Write the referral: filled in from the record, saved as it is typed."""

    form_class = forms.WriteReferralForm
    title = "Write the referral"
    submit_label = "Save and look at it"
    success_message = "The written referral is saved. It is not yet sent."
    draft = True

    def prepare(self) -> Any:
        answer = super().prepare()
        self.writing = services.draft_of(self.referral)
        return answer or (None if self.writing else HttpResponseRedirect(page_of(self.referral)))

    def initial_values(self) -> dict[str, Any]:
        return {**self.writing.content, "version": self.writing.version}

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "domestic_abuse": self.referral.domestic_abuse,
            "labels": {one.key: label_of(one, self.referral) for one in WRITTEN_SECTIONS},
        }

    def perform(self, form: Any) -> str:
        content = dict(form.cleaned_data)
        version = content.pop("version")
        services.write_referral(referral=self.referral, content=content, version=version, by=self.request.user, now=self.now)
        return page_of(self.referral)


class IssueWrittenReferral(ReferralAction):
    """Make the document as it will be sent."""

    title = "Issue the written referral"
    success_message = "The document is made. Send it, then mark it sent."

    def perform(self) -> str:
        services.issue_written_referral(referral=self.referral, by=self.request.user, now=self.now)
        return page_of(self.referral)


class MarkReferralSent(ReferralForm):
    """The written referral was sent, or is sent now (policy 12)."""

    form_class = forms.MarkSentForm
    title = "Mark the written referral sent"
    submit_label = "Mark it sent"
    success_message = "The written referral is recorded as sent."
    template_name = "referrals/mark_sent.html"

    def initial_values(self) -> dict[str, Any]:
        return {"sent_to": self.referral.authority.written_referral_address, "method": "email"}

    def prepare(self) -> Any:
        answer = super().prepare()
        self.writing = services.draft_of(self.referral)
        self.missing = written_missing(self.referral, self.writing.content) if self.writing else []
        self.unanswered = selectors.parents_unanswered(self.referral)
        return answer

    def form_kwargs(self) -> dict[str, Any]:
        gaps = not self.writing or any(gap.blocks for gap in self.missing) or self.unanswered
        return {"ask_to_go_now": bool(gaps) and not self.referral.is_urgent, "late": self.is_late("written-referral")}

    def page_context(self) -> dict[str, Any]:
        return {
            "referral": self.referral, "writing": self.writing, "missing": self.missing, "unanswered": self.unanswered,
            "marac": bool(self.writing) and marac_is_due(self.referral, self.writing.content), "rung": self.referral.has_calls,
        }  # fmt: skip

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.record_written_referral(
            referral=self.referral, sent_at=data["sent_at"], method=data["method"], sent_to=data["sent_to"],
            must_go_now=data.get("must_go_now", ""), lateness_reason=data.get("lateness_reason", ""),
            copied_to_social_worker=data["copied"] if data["has_social_worker"] else None, by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.referral)


class RecordChase(ReferralForm):
    """Chase the authority for its decision (policy 12)."""

    form_class = forms.RecordChaseForm
    title = "Record a chase"
    submit_label = "Save the chase"
    template_name = "referrals/record_call.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": self.is_late("chase")}

    def page_context(self) -> dict[str, Any]:
        return {"referral": self.referral, "contacts": selectors.whom_to_ring(self.referral, self.now)}

    def get_success_message(self) -> str:
        if self.chase.counts:
            return "The chase is recorded."
        if self.chase.method == Chase.Method.EMAIL:
            return "The e-mail is recorded. Nobody reads it out of hours, so the chase stays open: ring the out-of-hours team."
        return "The attempt is recorded. Nobody answered, so the chase stays open."

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        self.chase = services.record_chase(
            referral=self.referral, chased_at=data["chased_at"], method=data["method"], spoke_to=data["spoke_to"], said=data["said"],
            answered=data["answered"] is not False, lateness_reason=data.get("lateness_reason", ""), by=self.request.user, now=self.now,
        )  # fmt: skip
        return page_of(self.referral)


class RecordMaracAnswer(ReferralForm):
    """What the authority said about referring to the MARAC (policy 24)."""

    form_class = forms.RecordMaracAnswerForm
    title = "Record the MARAC answer"
    success_message = "The answer is recorded."

    def perform(self, form: Any) -> str:
        services.record_marac_answer(referral=self.referral, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.referral)


class WithdrawReferral(ReferralForm):
    """Entered in error."""

    form_class = forms.WithdrawReferralForm
    title = "Withdraw a referral entered in error"
    submit_label = "Withdraw it"
    warning = True
    success_message = "The referral is withdrawn. Auditors can still see it."

    def perform(self, form: Any) -> str:
        services.withdraw_referral(referral=self.referral, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return reverse("referrals:list_referrals", args=[self.case.pk])


class ShowWrittenReferral(InPanel, CasePage):
    """Where a duty on a written referral leads: the page of its referral."""

    def find_case(self) -> Any:
        self.writing = selectors.writing_for(self.request.user, self.kwargs["writing_id"], self.now)
        return self.writing.referral.case

    def prepare(self) -> Any:
        super().prepare()
        return HttpResponseRedirect(page_of(self.writing.referral))


class GiveManagerCopy(InPanel, CaseForm):
    """The manager was given a copy of the written referral (framework 2.108)."""

    form_class = forms.GiveCopyForm
    needs = "user_works"
    title = "Record the manager’s copy"
    success_message = "The manager’s copy is recorded."

    def find_case(self) -> Any:
        self.writing = selectors.writing_for(self.request.user, self.kwargs["writing_id"], self.now)
        return self.writing.referral.case

    def get_back_url(self) -> str:
        return page_of(self.writing.referral)

    def form_kwargs(self) -> dict[str, Any]:
        return {"late": any(d.due_at and d.due_at < self.now and d.ended_at is None for d in selectors.duties_on(self.writing))}

    def perform(self, form: Any) -> str:
        services.give_manager_copy(writing=self.writing, by=self.request.user, now=self.now, **form.cleaned_data)
        return page_of(self.writing.referral)
