"""What is asked at the three stages. What an earlier stage knows stands there already, to be put right."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person, RoleInCase
from cafcass_cases.ui import forms as f
from safeguarding.models.children import Standing

from ..lists import Entry
from ..models import Likelihood, RiskIdentification, SafetyAssessment, ScreeningConclusion

Abuse = RiskIdentification.Abuse
OTHERS = 3
"""How many factors outside the list one form takes."""


class ConcludeScreeningForm(f.GovukForm):
    checks_satisfied = f.YesNoField(
        label="Were all relevant checks made?", missing="Say whether all relevant checks were made", no_reveals=("checks_note",)
    )
    checks_note = f.TextAreaField(label="Which were not, and why?", missing="Write which checks were not made, and why", rows=2)
    interviews = f.TextAreaField(label="Whom did you speak to, and what did they say? (optional)", required=False, rows=3)
    concerns_recorded = f.YesNoField(
        label="Are all welfare concerns recorded?", missing="Say whether all concerns are recorded", no_reveals=("concerns_action",)
    )
    concerns_action = f.TextAreaField(label="What is done about it?", missing="Write what is done to have every concern recorded", rows=2)
    grounds = f.YesNoField(
        label="Are there grounds to intervene?",
        missing="Say whether there are grounds to intervene",
        yes_reveals=("reasons", "interventions"),
    )
    reasons = f.TextAreaField(label="What are they?", missing="Write what the grounds are", rows=3)
    interventions = f.CheckboxesField(
        label="What is done?", missing="Choose what is done", choices=ScreeningConclusion.Intervention.choices
    )
    priority = f.RadiosField(
        label="Priority of the case", missing="Choose the priority of the case", choices=ScreeningConclusion.Priority.choices
    )
    concluded_at = f.LocalDateTimeField(
        label="When did you conclude?", missing="Enter when you concluded", not_future=True, now_button=True
    )


class MetForm(f.GovukForm):
    person_id = f.HiddenField()
    met_on = f.LocalDateField(label="Met on (leave it where you did not)", required=False, not_future=True)


class PeopleForm(f.GovukForm):
    not_seen_reason = f.TextAreaField(
        label="Was a child not seen? Why?", hint="Leave it where you met every child of the application.", required=False, rows=2
    )
    repeats = {"met": f.Repeat(MetForm, fixed=True)}
    groups = [f.Group("", ["met", "not_seen_reason"])]

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean(self) -> None:
        super().clean()
        rows = self.cleaned_data.get("met")
        if rows is None:
            return
        met = {row["person_id"] for row in rows if row["met_on"]}
        if not any(str(one.pk) in met for one in self.people if not one.is_child):
            self.add_error(None, "Enter when you met at least one adult")
        unseen = [one.full_name for one in self.people if one.role == RoleInCase.SUBJECT_CHILD and str(one.pk) not in met]
        if unseen and not self.cleaned_data.get("not_seen_reason", "").strip():
            self.add_error("not_seen_reason", f"Write why you have not seen {' and '.join(unseen)}")


class FactorsForm(f.GovukForm):
    """Each factor of the list is there, not known, or considered and not there."""

    present = f.CheckboxesField(label="Which risk factors are there?", required=False, hint="No factor belongs to one kind of harm.")
    others = f.TextAreaField(label="Others, outside the list (optional)", hint=f"One on each line, up to {OTHERS}.", required=False, rows=2)
    unknown = f.CheckboxesField(label="Which do you not know about yet?", required=False)
    rest_absent = f.ConfirmField(label="I have considered each of the others, and it is not there", required=False)

    def __init__(self, *args: Any, factors: Sequence[Entry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factors = factors
        choices = [f.Choice(entry.key, entry.words, hint=entry.hint) for entry in factors]
        self.fields["present"].choices = choices  # type: ignore[attr-defined]
        self.fields["unknown"].choices = [f.Choice(entry.key, entry.words) for entry in factors]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        present, unknown = set(self.cleaned_data.get("present") or ()), set(self.cleaned_data.get("unknown") or ())
        if present & unknown:
            names = ", ".join(entry.words.lower() for entry in self.factors if entry.key in present & unknown)
            self.add_error("unknown", f"Choose one answer for each: {names}")
        if len(self.other_lines) > OTHERS:
            self.add_error("others", f"Write up to {OTHERS}, one on each line")
        if len(present | unknown) < len(self.factors) and not self.cleaned_data.get("rest_absent"):
            self.add_error("rest_absent", "Confirm that you considered each of the others, or mark what is not known yet")

    @property
    def other_lines(self) -> list[str]:
        return [line.strip() for line in (self.cleaned_data.get("others") or "").splitlines() if line.strip()]


class FactorForm(f.GovukForm):
    key = f.HiddenField(required=False)
    other = f.HiddenField(required=False)
    about = f.CheckboxesField(label="About whom?", missing="Choose about whom")
    source = f.TextField(label="Who or what says so?", missing="Enter who or what says so", max_length=300)
    standing = f.RadiosField(label="How does it stand?", missing="Say how it stands", choices=Standing.choices)
    information_on = f.LocalDateField(label="Date of the information (optional)", required=False, not_future=True)
    likelihood = f.RadiosField(label="How likely is harm to a child from it?", missing="Say how likely harm is", choices=Likelihood.choices)

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in people]  # type: ignore[attr-defined]


class DetailForm(f.GovukForm):
    repeats = {"factors": f.Repeat(FactorForm, fixed=True, form_kwargs=lambda form: {"people": form.people})}

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)


class ConclusionsForm(f.GovukForm):
    domestic_abuse = f.RadiosField(
        label="Is there domestic abuse?", missing="Say whether there is domestic abuse", hint="Asked in every case, even where nobody speaks of it.",
        choices=[
            f.Choice(Abuse.ALLEGED, Abuse.ALLEGED.label, reveals=("domestic_abuse_response",)),
            f.Choice(Abuse.SIGNS, Abuse.SIGNS.label),
            f.Choice(Abuse.NONE, Abuse.NONE.label),
        ],
    )  # fmt: skip
    domestic_abuse_response = f.TextAreaField(
        label="How is it answered, and what may stand in the way of help?", missing="Write how the allegation is answered", rows=3,
        hint="Such as racism, being in a same-sex relationship, a disability, or immigration.",
    )  # fmt: skip
    domestic_abuse_basis = f.TextAreaField(
        label="Whom did you ask, each apart? On what else does your answer rest?",
        missing="Write whom you asked, or on what your answer rests",
        rows=2,
    )
    continuing_risk = f.RadiosField(
        label="Is a violent parent a continuing risk?", required=False, hint="Answer it where there is, or may be, domestic abuse.",
        choices=[("yes", "Yes"), ("no", "No")],
    )  # fmt: skip
    analysis = f.TextAreaField(label="Your first analysis", missing="Write your first analysis", rows=5)
    actions = f.TextAreaField(label="What would reduce or manage the risk?", required=False, rows=3)
    dispute_impact = f.TextAreaField(
        label="How does the dispute affect each child?", missing="Write how the dispute affects each child", rows=3
    )
    worker_risk = f.YesNoField(
        label="Is anybody who works with the family at risk?",
        missing="Say whether anybody who works with the family is at risk",
        yes_reveals=("worker_plan",),
    )
    worker_plan = f.TextAreaField(label="What is the health and safety plan?", missing="Write the health and safety plan", rows=3)
    concerns_recorded = f.YesNoField(
        label="Are all welfare concerns recorded?", missing="Say whether all concerns are recorded", no_reveals=("concerns_action",)
    )
    concerns_action = f.TextAreaField(label="What is done about it?", missing="Write what is done to have every concern recorded", rows=2)
    grounds = f.YesNoField(
        label="Are there grounds to intervene?", missing="Say whether there are grounds to intervene", yes_reveals=("grounds_reason",)
    )
    grounds_reason = f.TextAreaField(
        label="What are they, and what is done?", missing="Write what the grounds are, and what is done", rows=3
    )
    submitted_at = f.LocalDateTimeField(
        label="When did you finish this?", missing="Enter when you finished this", not_future=True, now_button=True
    )
    groups = [
        f.Group("Domestic abuse", ["domestic_abuse", "domestic_abuse_basis", "continuing_risk"]),
        f.Group("Analysis", ["analysis", "actions", "dispute_impact"]),
        f.Group("Those who work with the family", ["worker_risk"]),
        f.Group("Conclusions", ["concerns_recorded", "grounds", "submitted_at"]),
    ]

    def __init__(self, *args: Any, private: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not private:
            del self.fields["dispute_impact"]
            self.groups = [f.Group("Analysis", ["analysis", "actions"]) if group.title == "Analysis" else group for group in self.groups]


class BeginSafetyForm(f.GovukForm):
    ordered_as = f.RadiosField(
        label="What did the court order?", missing="Choose what the court ordered", choices=SafetyAssessment.Ordered.choices
    )
    ordered_on = f.LocalDateField(label="When?", missing="Enter when the court ordered it", not_future=True)
    expert = f.TextField(label="Did the court name an expert to assess instead? Who? (optional)", required=False, max_length=200)


class ExpertForm(f.GovukForm):
    expert = f.TextField(label="Who is the court’s expert?", missing="Enter who the court’s expert is", max_length=200)
    reported_at = f.LocalDateTimeField(
        label="When did the expert’s report come? (leave it where it has not)", required=False, not_future=True
    )


class SafetyAboutForm(f.GovukForm):
    domestic_abuse = f.YesNoField(label="Is there domestic abuse?", missing="Say whether there is domestic abuse")
    family_perpetrator = f.YesNoField(
        label="Is the harm said to come from a member of the family?", missing="Say whether the harm is said to come from a member of the family",
        yes_reveals=("not_asked_reason",),
    )  # fmt: skip
    not_asked_reason = f.TextAreaField(label="Would it be unsafe to ask that person? Why? (optional)", required=False, rows=2)


class ElementsForm(f.GovukForm):
    """One text for each key element that applies."""

    def __init__(self, *args: Any, elements: Sequence[Entry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry in elements:
            self.fields[entry.key] = f.TextAreaField(label=entry.words, hint=entry.hint, required=False, rows=4)


class ActionForm(f.GovukForm):
    what = f.TextField(label="What is to be done?", missing="Write what is to be done", max_length=400)
    owner = f.SelectField(label="Who answers for it?", required=False, empty_label="Somebody outside Cafcass")
    outside = f.TextField(label="Who, where it is somebody outside", required=False, max_length=160)
    due_on = f.LocalDateField(label="By when?", missing="Enter by when")

    def __init__(self, *args: Any, staff: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in staff]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        self.require_if(not self.cleaned_data.get("owner") and bool(self.cleaned_data.get("what")), "outside", "Enter who answers for it")


class WithActions(f.GovukForm):
    """A form that ends with the points of a plan."""

    def __init__(self, *args: Any, staff: Sequence[Any] = (), **kwargs: Any) -> None:
        self.staff = staff
        super().__init__(*args, **kwargs)


def actions_repeat(minimum: int) -> f.Repeat:
    return f.Repeat(ActionForm, item="point", minimum=minimum, maximum=20, form_kwargs=lambda form: {"staff": form.staff})


class SafetyPlanForm(WithActions):
    continuing_risk = f.YesNoField(label="Does the risk go on?", missing="Say whether the risk goes on", yes_reveals=("safety_plan",))
    safety_plan = f.TextAreaField(
        label="What is the safety plan that you made with the child and the parents?", missing="Write the safety plan", rows=4
    )
    long_term_referral = f.YesNoField(
        label="Does a longer-term risk call for a referral?",
        hint="Almost everybody who is in prison comes out.",
        missing="Say whether a longer-term risk calls for a referral",
    )
    long_term_reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=2)
    review_on = f.LocalDateField(
        label="Is there a day on which to look again? (optional)", hint="Such as a release from prison", required=False
    )
    review_what = f.TextField(label="What happens then?", required=False, max_length=200)
    tools = f.TextAreaField(label="Which tools did you use, as agreed with the family? (optional)", required=False, rows=2)
    more_than_screening = f.TextAreaField(
        label="On what does this rest, besides screening?",
        hint="Leave it where a risk identification form is completed.",
        required=False,
        rows=2,
    )
    safeguarding_acts = f.TextAreaField(
        label="What safeguards the child and the adults?", missing="Write what safeguards the child and the adults", rows=3
    )
    grounds = f.YesNoField(label="Are there grounds to intervene?", missing="Say whether there are grounds to intervene")
    submitted_at = f.LocalDateTimeField(
        label="When did you finish this?", missing="Enter when you finished this", not_future=True, now_button=True
    )
    repeats = {"actions": actions_repeat(1)}
    groups = [
        f.Group("Safety and the longer term", ["continuing_risk", "long_term_referral", "long_term_reason", "review_on", "review_what"]),
        f.Group("The plan", ["actions"], hint="Each point has somebody who answers for it, and a date."),
        f.Group("Conclusions", ["tools", "more_than_screening", "safeguarding_acts", "grounds", "submitted_at"]),
    ]
