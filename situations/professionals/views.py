"""The pages about somebody who works with children: thin, each calls one service."""

from typing import Any

from django.shortcuts import redirect

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.cases.selectors import home_authority, people_of_case
from cafcass_cases.cases.selectors.lists import authorities, staff
from cafcass_cases.cases.views.base import CaseAction, CaseForm, CasePage

from . import contents, forms, progress, selectors, services
from .models import LadoReferral, LadoStep, ProfessionalConcern


class OfProfessional:
    """Fetches the record of the address, and through it the case."""

    panel = "concerns"
    professional: ProfessionalConcern
    needs_lado = True

    def find_case(self) -> Case:
        self.professional = selectors.professional_for(self.request.user, self.kwargs["professional_id"], self.now)  # type: ignore[attr-defined]
        return self.professional.case

    def prepare(self) -> Any:
        found = super().prepare()  # type: ignore[misc]
        if self.needs_lado and self.lado is None:
            return redirect(self.professional.get_absolute_url())
        return found

    @property
    def lado(self) -> LadoReferral:
        return selectors.lado_of(self.professional)  # type: ignore[return-value]

    @property
    def user(self) -> User:
        return self.request.user  # type: ignore[attr-defined, no-any-return]

    def get_caption(self) -> str:
        return f"Concern {self.professional.concern.reference}"

    def get_back_url(self) -> str:
        return self.professional.get_absolute_url()

    def draft_subject(self) -> tuple[str, Any, Any]:
        return ("professional", self.professional.pk, self.professional.case_id)

    def draft_label(self) -> str:
        return f"{self.title}, {self.professional.concern.reference}"  # type: ignore[attr-defined]


class LadoForm(OfProfessional, CaseForm):
    """A form about the referral that includes the LADO. ``verb`` is the service, which takes the cleaned answers by name."""

    needs = "user_works"
    template_name = "professionals/form.html"
    verb: Any = None

    def perform(self, form: Any) -> str:
        self.serve(dict(form.cleaned_data))
        return self.professional.get_absolute_url()

    def serve(self, cleaned: dict[str, Any]) -> None:
        type(self).verb(lado=self.lado, by=self.user, now=self.now, **cleaned)


class ManagerForm(LadoForm):
    needs = "user_manages"


class AboutForm:
    """What both pages that say who it is share."""

    form_class = forms.ProfessionalForm
    title = "Who works with children?"
    submit_label = "Continue"
    template_name = "professionals/form.html"

    def form_kwargs(self) -> dict[str, Any]:
        people = [one for one in people_of_case(self.case) if not one.is_child]  # type: ignore[attr-defined]
        return {"people": people, "staff": staff(), "authorities": authorities()}


class RecordProfessional(AboutForm, CaseForm):
    """From the path: what the concern has begun is gone on with, else the person is named here."""

    needs = "user_works"
    panel = "concerns"

    def find_case(self) -> Case:
        self.concern = selectors.concern_of(self.request.user, self.kwargs["concern_id"], self.now)
        return self.concern.case

    def prepare(self) -> Any:
        super().prepare()
        begun = selectors.of_case(self.case, self.request.user).filter(concern=self.concern).first()
        return redirect(begun.get_absolute_url()) if begun and "another" not in self.request.GET else None

    def get_caption(self) -> str:
        return f"Concern {self.concern.reference}"

    def get_back_url(self) -> str:
        return self.concern.get_absolute_url()

    def perform(self, form: Any) -> str:
        found = services.record_professional(
            concern=self.concern, identified_at=self.now, by=self.request.user, now=self.now, **form.cleaned_data
        )
        return found.get_absolute_url()


class DescribeProfessional(AboutForm, OfProfessional, CaseForm):
    needs = "user_works"
    needs_lado = False

    def initial_values(self) -> dict[str, Any]:
        one = self.professional
        return {
            "person": str(one.person_id) if one.person_id else forms.SOMEBODY_ELSE if one.name else "", "name": one.name, "capacity": one.capacity,
            "colleague": str(one.colleague_id or ""), "job": one.job, "employer": one.employer, "children_known": one.children_known,
            "authority": str(one.authority_id or "") or self._at_home(),
        }  # fmt: skip

    def _at_home(self) -> str:
        home = home_authority(self.professional.person, self.now) if self.professional.person else None
        return str(home.pk) if home else ""

    def perform(self, form: Any) -> str:
        services.record_professional(
            concern=self.professional.concern, professional=self.professional, by=self.user, now=self.now, **form.cleaned_data
        )
        return self.professional.get_absolute_url()


class ShowProfessional(OfProfessional, CasePage):
    """Where it stands: the order of paragraph 51, what is owed, the text as it will be sent, what came after."""

    template_name = "professionals/show_professional.html"
    needs_lado = False

    def get_title(self) -> str:
        return "Somebody who works with children"

    def get_back_url(self) -> str:
        return self.professional.concern.get_absolute_url()  # type: ignore[no-any-return]

    def page_context(self) -> dict[str, Any]:
        one, lado, case = self.professional, self.lado, self.case
        state, tone = progress.state_words(one)
        order = selectors.order_of(lado) if lado else []
        supervised = bool(order) and order[0].done
        next_step = progress.next_step(one, self.user, manages=case.user_manages, supervised=supervised) if case.user_works else None
        context = {
            "professional": one, "lado": lado, "state": state, "tone": tone, "next": next_step, "duties": selectors.duties_of(one),
            "contact": selectors.lado_contact(one), "steps": [], "order": order,
        }  # fmt: skip
        if lado is None:
            return context
        return context | {
            "missing": contents.content_missing(lado) if lado.behaviour else [],
            "texts": contents.paragraphs(lado) if lado.behaviour else (),
            "approved": contents.is_approved(lado),
            "unsafe_agreed": contents.is_unsafe_agreed(lado),
            "words_agreed": contents.are_words_agreed(lado),
            "may_issue": not lado.document_id and not lado.sent_at and all(stage.done for stage in order[:4]),
            "steps": list(lado.steps.filter(withdrawn_at=None)),
        }


class DecideLado(OfProfessional, CaseForm):
    form_class = forms.DecideForm
    needs = "user_works"
    needs_lado = False
    title = "Is the LADO involved?"
    submit_label = "Save the decision"
    success_message = "The decision is recorded."
    template_name = "professionals/decide.html"

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        services.decide_on_lado(
            professional=self.professional,
            refer=data["refer"],
            rationale=data["rationale"],
            at=data["decided_at"],
            by=self.user,
            now=self.now,
        )
        return self.professional.get_absolute_url()


class WriteLado(LadoForm):
    form_class = forms.WriteForm
    title = "What the LADO is told"
    submit_label = "Save, and ask the manager to read it"
    success_message = "Saved. The manager is asked to read and approve it."
    draft = True
    verb = services.write_lado

    def initial_values(self) -> dict[str, Any]:
        lado = self.lado
        return {
            "behaviour": lado.behaviour or self.professional.concern.said, "children_at_risk": lado.children_at_risk, "evidence": lado.evidence,
            "version": lado.version,
        }  # fmt: skip


class ApproveLado(ManagerForm):
    """The manager reads the very text that will be sent."""

    form_class = forms.ApproveForm
    title = "Read and approve the referral that includes the LADO"
    submit_label = "Approve it"
    success_message = "Approved. A later change to the text needs approval again."
    template_name = "professionals/approve.html"

    def page_context(self) -> dict[str, Any]:
        return {"texts": contents.paragraphs(self.lado), "missing": contents.content_missing(self.lado)}

    def initial_values(self) -> dict[str, Any]:
        return {"version": self.lado.version}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.approve_lado(lado=self.lado, at=self.now, version=cleaned["version"], by=self.user, now=self.now)


class RecordTelling(LadoForm):
    form_class = forms.TellingForm
    title = "Tell the individual"
    success_message = "It is recorded."
    template_name = "professionals/telling.html"
    verb = services.record_telling

    def page_context(self) -> dict[str, Any]:
        return {"approved": contents.is_approved(self.lado), "professional": self.professional}


class AgreeNotToTell(ManagerForm):
    form_class = forms.AgreeForm
    title = "Is it unsafe to tell them?"
    success_message = "It is recorded."
    template_name = "professionals/agree.html"

    def page_context(self) -> dict[str, Any]:
        return {"lado": self.lado}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.agree_not_to_tell(lado=self.lado, at=self.now, by=self.user, now=self.now, **cleaned)


class IssueLado(OfProfessional, CaseAction):
    """Make the document as it will be sent."""

    needs = "user_works"
    success_message = "The document is made."

    def perform(self) -> str:
        services.issue_lado(lado=self.lado, by=self.user, now=self.now)
        return self.professional.get_absolute_url()


class SendLado(LadoForm):
    form_class = forms.SendForm
    title = "Send the referral that includes the LADO"
    submit_label = "Record that it is sent"
    success_message = "It is recorded as sent. The outcome is to be followed up, and the court made aware."
    template_name = "professionals/send.html"
    verb = services.send_lado

    def page_context(self) -> dict[str, Any]:
        return {"order": selectors.order_of(self.lado)[:4], "contact": selectors.lado_contact(self.professional)}


class RecordLadoFollowUp(LadoForm):
    form_class = forms.FollowUpForm
    title = "Follow up the LADO referral"
    success_message = "It is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        verb = services.record_lado_outcome if cleaned["is_outcome"] else services.record_lado_follow_up
        verb(lado=self.lado, text=cleaned["text"], who=cleaned["who"], at=cleaned["happened_at"], by=self.user, now=self.now)


class RecordLadoDirection(LadoForm):
    form_class = forms.DirectionForm
    title = "What the LADO says may be shared"
    success_message = "The LADO’s direction is recorded."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_lado_direction(lado=self.lado, at=cleaned.pop("happened_at"), by=self.user, now=self.now, **cleaned)


class RecordLadoRequest(LadoForm):
    form_class = forms.RequestForm
    title = "The LADO asks for information"
    success_message = "It is on your task list until it is answered."

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.record_lado_request(lado=self.lado, at=cleaned.pop("happened_at"), by=self.user, now=self.now, **cleaned)


class AnswerLadoRequest(LadoForm):
    form_class = forms.AnswerForm
    title = "Answer the LADO"
    success_message = "The answer is recorded."
    template_name = "professionals/answer.html"

    def find_case(self) -> Case:
        self.step: LadoStep = selectors.step_for(self.request.user, self.kwargs["lado_step_id"], self.now)
        self.professional = self.step.lado.professional
        return self.professional.case

    def page_context(self) -> dict[str, Any]:
        return {"step": self.step}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.answer_lado_request(request=self.step, answer=cleaned["answer"], at=cleaned["answered_at"], by=self.user, now=self.now)


class RecordLadoMeeting(LadoForm):
    form_class = forms.MeetingForm
    title = "A LADO meeting"
    success_message = "It is recorded."
    template_name = "professionals/meeting.html"

    def serve(self, cleaned: dict[str, Any]) -> None:
        if cleaned["what"] == "attended":
            services.record_lado_meeting_attended(
                lado=self.lado, text=cleaned["text"], at=cleaned["attended_at"], by=self.user, now=self.now
            )
            return
        services.plan_lado_meeting(
            lado=self.lado,
            meeting_at=cleaned["meeting_at"] or self.now,
            attend=cleaned["what"] == "attend",
            text=cleaned["text"],
            by=self.user,
            now=self.now,
        )


class WriteCourtWords(LadoForm):
    form_class = forms.CourtWordsForm
    title = "What the court is told"
    submit_label = "Save, and ask the manager to agree"
    success_message = "Saved. The manager is asked to agree the words."
    verb = services.write_court_words

    def initial_values(self) -> dict[str, Any]:
        first = "A referral has been made to the local authority about an adult in this case who works with children. I will tell the court when I know the outcome."
        return {"words": self.lado.court_words or first, "version": self.lado.version}


class AgreeCourtWords(ManagerForm):
    form_class = forms.AgreeWordsForm
    title = "Agree the words for the court"
    submit_label = "Agree"
    success_message = "The words are agreed."
    template_name = "professionals/agree_words.html"

    def page_context(self) -> dict[str, Any]:
        return {"lado": self.lado}

    def initial_values(self) -> dict[str, Any]:
        return {"version": self.lado.version}

    def serve(self, cleaned: dict[str, Any]) -> None:
        services.agree_court_words(lado=self.lado, at=self.now, version=cleaned["version"], by=self.user, now=self.now)


class TellCourtOfLado(LadoForm):
    form_class = forms.TellCourtForm
    title = "Tell the court"
    submit_label = "Record that the court is told"
    success_message = "The court’s update is recorded."
    template_name = "professionals/agree_words.html"
    verb = services.tell_court_of_lado

    def page_context(self) -> dict[str, Any]:
        return {"lado": self.lado}
