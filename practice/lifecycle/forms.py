"""What is asked about the stages of a case and its meetings: short, since most is on the record."""

from collections.abc import Iterable, Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f

from .models import CaseEnding, Meeting


def children_choices(children: Iterable[Person]) -> list[f.Choice]:
    return [f.Choice(str(child.pk), child.full_name, object=child) for child in children]


class EndingForm(f.GovukForm):
    kind = f.RadiosField(label="What ended the case?", missing="Choose what ended the case", choices=CaseEnding.Kind.choices)
    ended_at = f.LocalDateTimeField(label="When?", missing="Enter when it ended", not_future=True)
    words = f.TextAreaField(label="What did the court decide? (optional)", required=False, rows=3)
    services = f.RadiosField(
        label="Do the child or the carers need more services after this?", missing="Choose whether more services are needed",
        hint="Early help needs the parents’ agreement. Where a child may suffer harm, log a concern instead: that needs none.",
        choices=[
            f.Choice(value, label, reveals=() if value == CaseEnding.Services.NONE else ("services_words",) if value == CaseEnding.Services.AGREED else ("declined_words",))
            for value, label in CaseEnding.Services.choices
        ],
    )  # fmt: skip
    services_words = f.TextAreaField(
        label="Which services, and what have the parents agreed?", missing="Write which services, and what the parents agreed", rows=3
    )
    declined_words = f.TextAreaField(
        label="Which services, and what do the parents say?", missing="Write which services, and what the parents say", rows=3
    )


class ServicesAskedForm(f.GovukForm):
    asked_at = f.LocalDateTimeField(
        label="When did you ask for them?", missing="Enter when you asked for them", not_future=True, now_button=True
    )
    how = f.TextAreaField(label="Of whom, and how?", missing="Write of whom you asked for them, and how", rows=2)


class DirectionForm(f.GovukForm):
    directed_on = f.LocalDateField(label="On which day did the court direct it?", missing="Enter the day of the direction", not_future=True)
    words = f.TextAreaField(label="What did the court ask for?", missing="Write what the court asked for", rows=3)


class ExcuseForm(f.GovukForm):
    reason = f.TextAreaField(label="Why need they not be told?", missing="Write why they need not be told", rows=3)


class TellAgenciesForm(f.GovukForm):
    """``agencies``: those that are owed word. A manager may say in the same breath that the rest need not be told."""

    agencies = f.CheckboxesField(
        label="Who was told?", missing="Choose at least one agency that was told",
        hint="Untick whoever was told in another way or on another day, and whoever is still to be told.",
    )  # fmt: skip
    told_at = f.LocalDateTimeField(label="When were they told?", missing="Enter when they were told", not_future=True, now_button=True)
    how = f.TextField(label="How?", hint="The same for all you ticked", missing="Enter how they were told", width="full", max_length=200)
    rest = f.RadiosField(
        label="Those you unticked", required=False,
        choices=[
            f.Choice("owed", "Are still to be told, or were told in another way"),
            f.Choice("excused", "Need not be told", reveals=("reason",)),
        ],
    )  # fmt: skip
    reason = f.TextAreaField(label="Why need they not be told?", missing="Write why they need not be told", rows=3)

    def __init__(self, *args: Any, agencies: Sequence[f.Choice] = (), by_manager: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].choices = list(agencies)  # type: ignore[attr-defined]
        if not by_manager:
            del self.fields["rest"], self.fields["reason"]


class AreasForm(f.GovukForm):
    considered_at = f.LocalDateTimeField(label="When?", missing="Enter when you considered them", not_future=True, now_button=True)
    areas = f.CheckboxesField(
        label="Which areas did you consider?", missing="Choose at least one area", hint="As far as this child needs it. The child’s view runs through each.",
    )  # fmt: skip
    note = f.TextAreaField(
        label="What did you find? (optional)",
        required=False,
        rows=4,
        hint="Say also what diversity means here: language, faith, culture, disability.",
    )

    def __init__(self, *args: Any, areas: Sequence[f.Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = list(areas)  # type: ignore[attr-defined]


class MeetingForm(f.GovukForm):
    kind = f.RadiosField(
        label="What kind of meeting is it?", missing="Choose what kind of meeting it is", choices=Meeting.Kind.choices,
        hint="A strategy discussion is recorded on the concern. Nobody from Cafcass goes to a MARAC.",
    )  # fmt: skip
    children = f.CheckboxesField(label="About which children?", missing="Choose at least one child")
    authority = f.SelectField(label="Which local authority? (optional)", required=False, empty_label="None: another agency")
    convened_by = f.TextField(label="Who convenes it?", hint="Name and job, or the agency", missing="Enter who convenes it", max_length=200)
    starts_at = f.LocalDateTimeField(label="When is it held? (optional)", required=False, now_button=False)
    invited_at = f.LocalDateTimeField(
        label="When did we learn of it?", missing="Enter when we learned of it", not_future=True, now_button=True
    )
    family_present = f.TextField(
        label="Who of the family will be there? (optional)", required=False, max_length=200,
        hint="What is kept from them is then kept out of what we send.",
    )  # fmt: skip

    def __init__(self, *args: Any, children: Iterable[Person] = (), authorities: Iterable[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = children_choices(children)  # type: ignore[attr-defined]
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]


class AnswerForm(f.GovukForm):
    capacity = f.RadiosField(label="In what capacity?", missing="Choose in what capacity", hint="You tell the meeting.")
    contribution = f.RadiosField(
        label="What do we contribute?", missing="Choose what we contribute",
        choices=[f.Choice("attend", "Attend", reveals=("agreed_by", "agreed_at")), ("write", "Send information in writing, and do not attend"), ("neither", "Neither")],
    )  # fmt: skip
    agreed_by = f.SelectField(
        label="Which manager agreed?",
        required=False,
        empty_label="Nobody yet",
        hint="Needed before a conference or a panel. If you are a manager, leave it.",
    )
    agreed_at = f.LocalDateTimeField(label="When?", required=False, not_future=True, now_button=True)
    words = f.TextAreaField(label="What is our part worth to the child?", missing="Write what our part is worth to the child", rows=3)
    child_view = f.TextAreaField(label="What does the child think of it, or why was the child not asked?", required=False, rows=2)
    facts = f.TextAreaField(
        label="What do we know that the others may not? (optional)",
        required=False,
        rows=4,
        hint="Facts that matter to the child. They go before the meeting.",
    )
    not_to_be_said = f.TextAreaField(
        label="What may not be said there? (optional)", required=False, rows=2,
        hint="Addresses kept secret, or what others told us. Ask the chair to hear it without the person it must be kept from.",
    )  # fmt: skip
    legal_advice = f.TextAreaField(label="What does legal advice say may be told?", required=False, rows=2)
    version = f.VersionField(required=False)

    def __init__(
        self,
        *args: Any,
        managers: Sequence[f.Choice] = (),
        capacities: Sequence[Any] = (),
        closed: bool = False,
        by_manager: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = list(capacities)  # type: ignore[attr-defined]
        self.fields["agreed_by"].choices = list(managers)  # type: ignore[attr-defined]
        if not closed:
            del self.fields["legal_advice"]
        if closed or by_manager:
            del self.fields["agreed_by"], self.fields["agreed_at"]
            self.fields["contribution"].choices = Meeting.Contribution.choices  # type: ignore[attr-defined]


class InformedForm(f.GovukForm):
    informed_at = f.LocalDateTimeField(label="When did it go?", missing="Enter when it went", not_future=True, now_button=True)
    how = f.TextField(label="How, and to whom?", missing="Write how it went, and to whom", max_length=200)


class AttendanceForm(f.GovukForm):
    attended_at = f.LocalDateTimeField(label="When was it?", missing="Enter when it was", not_future=True)
    capacity = f.RadiosField(label="In what capacity were you there?", missing="Choose in what capacity you were there")
    capacity_told = f.YesNoField(label="Did you tell the meeting in what capacity?", missing="Say whether you told the meeting")
    notes = f.TextAreaField(label="What was said?", missing="Write what was said", rows=5)
    opinion = f.TextAreaField(
        label="What opinion did you give? (optional)",
        required=False,
        rows=2,
        hint="It is kept with the line that it rests on what is known so far.",
    )
    voiced = f.TextAreaField(
        label="What concerns did you voice there? (optional)",
        required=False,
        rows=2,
        hint="A poor decision is questioned in the room, not afterwards.",
    )
    took_part = f.YesNoField(
        label="Did you take part in deciding?", missing="Say whether you took part in deciding", yes_reveals=("part_in_decision",),
        hint="Only the supervisor of a Family Assistance Order may. If you did, say so: your manager looks at it.",
    )  # fmt: skip
    part_in_decision = f.TextAreaField(label="What part did you take?", missing="Write what part you took", rows=2)
    may_be_compromised = f.YesNoField(
        label="Could our role be compromised?", missing="Say whether our role could be compromised", yes_reveals=("compromised",)
    )
    compromised = f.TextAreaField(label="How?", missing="Write how it could be compromised", rows=2)

    def __init__(self, *args: Any, capacities: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if capacities:
            self.fields["capacity"].choices = list(capacities)  # type: ignore[attr-defined]
        else:
            del self.fields["capacity"]


class DecisionForm(f.GovukForm):
    decided = f.TextAreaField(label="What was decided?", missing="Write what was decided", rows=4)
    decided_from = f.TextField(label="Who told us?", hint="Name and job", missing="Enter who told you", max_length=200)
    decided_at = f.LocalDateTimeField(label="When did we know?", missing="Enter when you knew", not_future=True, now_button=True)
    plans = f.CheckboxesField(
        label="Which children were placed on a protection plan?", required=False, hint="Leave all empty where none was."
    )
    category = f.SelectField(
        label="Category of the plan", required=False, choices=[(one, one) for one in ("Neglect", "Physical abuse", "Emotional abuse", "Sexual abuse", "More than one")],
    )  # fmt: skip
    plan_from = f.LocalDateField(label="From which day?", required=False)
    tell_court = f.YesNoField(
        label="Is the court to be told?", missing="Say whether the court is to be told", no_reveals=("tell_court_words",)
    )
    tell_court_words = f.TextAreaField(label="Why not?", missing="Write why the court need not be told", rows=2)

    groups = [
        f.Group("The decision", ["decided", "decided_from", "decided_at"]),
        f.Group("A protection plan", ["plans", "category", "plan_from"]),
    ]

    def __init__(self, *args: Any, children: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plans"].choices = children_choices(children)  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        placed = bool(self.cleaned_data.get("plans"))
        self.require_if(placed, "category", "Choose the category of the plan")
        self.require_if(placed, "plan_from", "Enter from which day the plan runs")


class CourtToldForm(f.GovukForm):
    told_at = f.LocalDateTimeField(
        label="When was the court told?", missing="Enter when the court was told", not_future=True, now_button=True
    )
    how = f.TextField(label="How?", missing="Write how the court was told", max_length=200)


class CompromisedForm(f.GovukForm):
    words = f.TextAreaField(label="What was decided?", missing="Write what was decided", rows=3)
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class PlanForm(f.GovukForm):
    words = f.TextAreaField(label="What follows from it? (optional)", required=False, rows=3)


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why?", missing="Write why", rows=2)
