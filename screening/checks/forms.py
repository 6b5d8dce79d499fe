"""What the ledger asks: short, several checks at once, most of it already chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f

from .models import POLICE, Check, CheckRequest, Consent, Kind
from .services import BODIES, CRITERIA, FORMS, JUDGED_KINDS, PLAN, POLICE_HEADINGS, TRIGGERS


def named(check: Check) -> str:
    """A check with whose it is: "Local authority: Leeds, Mark Dawson"."""
    if check.person is None or check.name == check.person.full_name:
        return check.title
    return f"{check.title}, {check.person.full_name}"


def check_choices(checks: Iterable[Check]) -> list[f.Choice]:
    return [f.Choice(str(check.pk), named(check), hint=check.why, object=check) for check in checks]


class OfChecks(f.GovukForm):
    """A form about several checks; all of them are chosen unless somebody takes one out."""

    checks = f.CheckboxesField(label="Which checks?", missing="Choose at least one check", small=True)

    def __init__(self, *args: Any, checks: Sequence[Check] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checks"].choices = check_choices(checks)  # type: ignore[attr-defined]


class RequestForm(OfChecks):
    requested_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)
    method = f.RadiosField(label="How?", missing="Choose how you asked", choices=CheckRequest.Method.choices)
    basis = f.TextAreaField(
        label="Why is asking lawful, necessary and proportionate?", rows=5, missing="Write why asking is lawful, necessary and proportionate",
        hint="One answer for all. Written for you where they are the standard checks of a C100.",
    )  # fmt: skip


class ChaseForm(OfChecks):
    chased_at = f.LocalDateTimeField(label="When did you chase?", missing="Enter when you chased", not_future=True, now_button=True)
    said = f.TextAreaField(label="What was said? (optional)", required=False, rows=2)


class NothingHeldForm(OfChecks):
    checks = f.CheckboxesField(label="Which answered that they hold nothing?", missing="Choose at least one check", small=True)
    received_at = f.LocalDateTimeField(label="When did the answers come?", missing="Enter when they came", not_future=True, now_button=True)
    received_from = f.TextField(label="Who answered? (optional)", required=False, max_length=200)


class DropForm(OfChecks):
    checks = f.CheckboxesField(label="Which are not made?", missing="Choose at least one check", small=True)
    reason = f.TextAreaField(label="Why?", missing="Write why it is not made", rows=3)


class LevelTwoForm(f.GovukForm):
    check_id = f.HiddenField()
    needed = f.YesNoField(label="Is a level 2 police check needed?", missing="Say whether it is needed")
    rationale = f.TextAreaField(label="Why?", missing="Write your reasons, for yes and for no alike", rows=2)


class LevelTwoForAll(f.GovukForm):
    repeats = {"parties": f.Repeat(LevelTwoForm, fixed=True)}


class JudgeForm(f.GovukForm):
    needed = f.YesNoField(label="Are checks needed?", missing="Say whether checks are needed", yes_reveals=("kinds", "criteria"))
    kinds = f.CheckboxesField(
        label="Which checks?", missing="Choose which checks are needed", choices=[(kind.value, kind.label) for kind in JUDGED_KINDS]
    )
    criteria = f.CheckboxesField(
        label="What does your judgement rest on?", missing="Choose what your judgement rests on", choices=list(CRITERIA.items())
    )
    rationale = f.TextAreaField(label="Why?", missing="Write your reasons, for yes and for no alike", rows=3)


class ConsentForm(OfChecks):
    answer = f.RadiosField(label="What did they answer?", missing="Choose what they answered", choices=[
        f.Choice("given", Consent.Answer.GIVEN.label, reveals=("signed_as",)),
        f.Choice("refused", Consent.Answer.REFUSED.label, reveals=("court_asked", "court_reason")),
        f.Choice("not_sought", Consent.Answer.NOT_SOUGHT.label, reveals=("reason",)),
    ])  # fmt: skip
    signed_as = f.TextField(label="In which name is the form signed?", missing="Enter the name in which the form is signed", max_length=160)
    court_asked = f.YesNoField(
        label="Will you ask the court for a direction?", missing="Say whether you will ask the court for a direction"
    )
    court_reason = f.TextAreaField(
        label="Why will you ask the court, or why not?", missing="Write why you ask the court, or why not", rows=3
    )
    reason = f.TextAreaField(
        label="Why were they not asked?", missing="Write why they were not asked", rows=3, hint="A good reason, such as danger to somebody."
    )
    answered_at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class DirectionForm(f.GovukForm):
    directed = f.YesNoField(label="Did the court direct the checks?", missing="Say whether the court directed the checks")
    words = f.TextAreaField(label="What did the court direct?", missing="Write what the court directed", rows=3)
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


RESULTS = {
    None: ("nothing", "information", "denied", "none"),
    Kind.INTERNATIONAL: ("nothing", "information", "partial", "denied", "none"),
    Kind.CONFIRMATION: ("information", "partial", "denied"),
}
CONFIRMATION_WORDS = {
    "information": "Yes: the court has it, and I have seen it",
    "partial": "In part",
    "denied": "No: I have asked the authority to make it available",
}


class ResultForm(f.GovukForm):
    """What came back. Only what its kind of check can bring is asked."""

    result = f.RadiosField(label="What came?", missing="Choose what came")
    criminal_records = f.TextAreaField(
        label=POLICE_HEADINGS["criminal_records"], missing="Write what the police hold, or “Nothing held”", rows=2
    )
    domestic_abuse = f.TextAreaField(
        label=POLICE_HEADINGS["domestic_abuse"], missing="Write what the police hold, or “Nothing held”", rows=2
    )
    mappa_marac = f.TextAreaField(label=POLICE_HEADINGS["mappa_marac"], missing="Write what the police hold, or “Nothing held”", rows=2)
    other = f.TextAreaField(label=POLICE_HEADINGS["other"], missing="Write what the police hold, or “Nothing held”", rows=2)
    offences = f.TextAreaField(
        label="Offences, one on a line (optional)", required=False, rows=4,
        hint="As the police wrote them, with the Act, the day and the outcome. Each is held against the list of offences.",
    )  # fmt: skip
    answer = f.TextAreaField(label="What did they say?", missing="Write what came back", rows=4)
    plan = f.RadiosField(
        label="Is, or was, a child on a child protection plan?", missing="Choose what they said of a plan", choices=list(PLAN.items())
    )
    received_from = f.TextField(label="Who answered? (optional)", required=False, max_length=200)
    received_at = f.LocalDateTimeField(label="When did it come?", missing="Enter when it came", not_future=True, now_button=True)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        police, authority = check.kind in POLICE, check.kind == Kind.AUTHORITY
        asked = tuple(POLICE_HEADINGS) + ("offences",) if police else ("answer",)
        asked += ("plan",) if authority else ()
        for name in (*POLICE_HEADINGS, "offences", "answer", "plan"):
            if name not in asked:
                del self.fields[name]
        values = RESULTS.get(check.kind, RESULTS[None])  # type: ignore[call-overload]
        labels = CONFIRMATION_WORDS if check.kind == Kind.CONFIRMATION else dict(Check.Result.choices)
        # A field stands under one choice only; where two bring it, it is shown to both, and the service asks for it.
        brings = {} if "partial" in values else {"information": asked}
        if not brings:
            for name in asked:
                self.fields[name].required = False
        self.fields["result"].choices = [f.Choice(value, labels[value], reveals=brings.get(value, ())) for value in values]  # type: ignore[attr-defined]

    @property
    def findings(self) -> dict[str, str]:
        data = self.cleaned_data
        return {"Answer": data["answer"]} if "answer" in data else {key: data.get(key, "") for key in POLICE_HEADINGS}


class ReviewForm(f.GovukForm):
    conclusion = f.RadiosField(label="What do you conclude?", missing="Choose what you conclude", choices=[
        f.Choice("no_concern", Check.Conclusion.NO_CONCERN.label),
        f.Choice("concern", Check.Conclusion.CONCERN.label),
        f.Choice("immediate", Check.Conclusion.IMMEDIATE.label, hint="The next page logs the concern."),
    ])  # fmt: skip
    analysis = f.TextAreaField(
        label="What does it mean for the child?",
        required=False,
        rows=4,
        hint="Where nothing is held, you may leave it empty. No answer is not an answer that all is well.",
    )
    together = f.YesNoField(
        label="Is living together again (reunification) being considered?",
        missing="Say whether it is being considered",
        yes_reveals=("reunification",),
    )
    reunification = f.TextAreaField(label="What does it mean for that?", missing="Write what it means for living together again", rows=3)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if check.kind not in POLICE:
            del self.fields["together"]
            del self.fields["reunification"]


class CourtFormsForm(f.GovukForm):
    forms_seen = f.CheckboxesField(label="Which forms did you read?", missing="Choose which forms you read", choices=list(FORMS.items()))
    harm_box = f.YesNoField(
        label="Does the application say that a child has suffered or risks harm (the harm box)?",
        missing="Say what the harm box says",
        yes_reveals=("c1a",),
    )
    c1a = f.RadiosField(
        label="Is the C1A there?",
        missing="Say whether the C1A is there",
        choices=[("completed", "Yes"), ("not_completed", "No, it is missing")],
    )
    words = f.TextAreaField(label="What do the forms say of harm? (optional)", required=False, rows=3)
    read_at = f.LocalDateTimeField(label="When did you read them?", missing="Enter when you read them", not_future=True, now_button=True)


class ProceedingsForm(f.GovukForm):
    none_known = f.RadiosField(label="Does the court know of earlier or other proceedings?", missing="Choose one", choices=[
        f.Choice("none", "None known"), f.Choice("listed", "Yes", reveals=("words",)),
    ])  # fmt: skip
    words = f.TextAreaField(label="Which?", missing="List the proceedings", rows=3)
    read_at = f.LocalDateTimeField(label="When did you look?", missing="Enter when you looked", not_future=True, now_button=True)


class OfPeople(f.GovukForm):
    person = f.RadiosField(label="Who?", missing="Choose who")

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in people]  # type: ignore[attr-defined]


class ExtendedForm(OfPeople):
    bodies = f.CheckboxesField(label="Whom will you ask?", required=False, choices=list(BODIES.items()))
    other = f.TextField(label="Another body (optional)", required=False, max_length=160)
    reason = f.TextAreaField(
        label="Why is this needed, and why are the core checks not enough?", missing="Write why this is needed", rows=3
    )

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["bodies", "other"], "Choose whom you will ask")


class InternationalForm(OfPeople):
    country = f.TextField(label="Which country?", missing="Enter the country", max_length=120, width=20)
    trigger = f.RadiosField(
        label="What points to information abroad?", missing="Choose what points to information abroad", choices=list(TRIGGERS.items())
    )
    reason = f.TextAreaField(label="What exactly?", missing="Write what points to it", rows=2)
    guidance_read = f.ConfirmField(label="I have consulted the police checks guidance", missing="Consult the police checks guidance first")


class EnquiryForm(f.GovukForm):
    source = f.TextField(
        label="Whom did you ask?", hint="Name and job, such as “A. Reid, health visitor”", missing="Enter whom you asked", max_length=200
    )
    about = f.TextAreaField(label="What did you ask?", missing="Write what you asked", rows=3)
    asked_at = f.LocalDateTimeField(label="When?", missing="Enter when you asked", not_future=True, now_button=True)


class WorkBeforeChecksForm(f.GovukForm):
    work = f.TextAreaField(label="What work goes ahead, or went ahead?", missing="Write what work goes ahead", rows=2)
    reason = f.TextAreaField(label="Why can it not wait for the checks?", missing="Write why it cannot wait for the checks", rows=3)
    decided_at = f.LocalDateTimeField(
        label="When was this decided?", missing="Enter when this was decided", not_future=True, now_button=True
    )


class CourtToldForm(f.GovukForm):
    told_at = f.LocalDateTimeField(
        label="When was it sent to the court?", missing="Enter when it was sent", not_future=True, now_button=True
    )
    how = f.TextField(label="How?", missing="Enter how it was sent", max_length=200)


class ConcludeForm(f.GovukForm):
    conclusion = f.RadiosField(label="What do the checks show?", missing="Choose what the checks show")
    words = f.TextAreaField(
        label="In your words",
        hint="Screening alone is not an assessment of risk: say also what the checks cannot show.",
        missing="Write what the checks show, and what they cannot show",
        rows=4,
    )
    authority_assessed = f.YesNoField(
        label="Has the authority made a fuller assessment?",
        missing="Say whether the authority has made such an assessment",
        no_reveals=("follow_up", "follow_up_by"),
    )
    follow_up = f.TextAreaField(label="What is done to have it made?", missing="Write what is done to have it made", rows=2)
    follow_up_by = f.LocalDateField(label="By when?", missing="Enter by when", not_past=True)

    def __init__(self, *args: Any, public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concern = f.Choice(
            "concern",
            "Concern, short of an immediate referral",
            hint="The court is advised that a fuller safety assessment is needed first.",
        )
        if public:
            concern = f.Choice("concern", "Concern, short of an immediate referral", reveals=("authority_assessed",))
        else:
            for name in ("authority_assessed", "follow_up", "follow_up_by"):
                del self.fields[name]
        immediate = f.Choice("immediate", "Concern that cannot wait", hint="Log the concern at once: the protection procedure runs.")
        self.fields["conclusion"].choices = [f.Choice("no_concern", "No concern"), concern, immediate]  # type: ignore[attr-defined]


class FollowUpForm(f.GovukForm):
    words = f.TextAreaField(label="What came of it?", missing="Write what came of it", rows=3)
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class AuthorityForm(f.GovukForm):
    authority = f.SelectField(label="Which authority?", missing="Choose the authority")

    def __init__(self, *args: Any, authorities: Iterable[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]


class RiskForm(f.GovukForm):
    victim = f.RadiosField(label="Was the victim under 18?", missing="Say whether the victim was under 18", choices=[
        ("yes", "Yes"), ("no", "No"), ("unknown", "Not known yet: ask the police"),
    ])  # fmt: skip
    sources = f.TextAreaField(
        label="What else is known, and from whom?", missing="Write what else is known, and from whom", rows=3,
        hint="Probation, police, health, MAPPA and their assessments of risk. The list alone decides nothing.",
    )  # fmt: skip
    is_risk = f.YesNoField(label="Is this person a Risk to Children?", missing="Say whether this person is a Risk to Children")
    reason = f.TextAreaField(label="Why?", missing="Write your reasons", rows=3)


class NoConcernForm(f.GovukForm):
    reason = f.TextAreaField(
        label="Why is there no concern at all for any child?", missing="Write why there is no concern at all for any child", rows=4
    )


class KeepForm(f.GovukForm):
    still_needed = f.YesNoField(label="Is it still needed?", missing="Say whether it is still needed", yes_reveals=("keep_until",))
    keep_until = f.LocalDateField(label="Until when?", missing="Enter until when", not_past=True)
    reason = f.TextAreaField(
        label="Why is it needed, or how was it destroyed?", missing="Write why it is needed, or how it was destroyed", rows=3
    )
