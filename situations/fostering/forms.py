"""What is asked about private fostering."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f

from .models import Arrangement


def choices_of(people: Sequence[Person]) -> list[f.Choice]:
    return [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in people]


class ArrangementForm(f.GovukForm):
    child = f.RadiosField(label="Which child?", missing="Choose the child")
    carer = f.SelectField(label="With which adult of the case does the child live?", required=False, empty_label="Somebody else")
    carer_name = f.TextField(label="Their name, if somebody else (optional)", required=False, max_length=160)
    relation = f.RadiosField(
        label="How is that adult related to the child?",
        missing="Choose how the adult is related to the child",
        choices=Arrangement.Relation.choices,
    )
    started_on = f.LocalDateField(
        label="Since when has the child lived there?", hint="As near as you know", missing="Enter since when", not_future=True
    )
    length = f.RadiosField(
        label="Is it expected to last 28 days or more, in all?",
        missing="Say whether it is expected to last 28 days",
        choices=Arrangement.Length.choices,
    )
    known_at = f.LocalDateTimeField(
        label="When did you learn of it?", missing="Enter when you learned of it", not_future=True, now_button=True
    )
    told = f.TextAreaField(label="How do you know? (optional)", hint="It goes to the authority as you write it.", required=False, rows=2)

    def __init__(self, *args: Any, children: Sequence[Person] = (), adults: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = choices_of(children)  # type: ignore[attr-defined]
        self.fields["carer"].choices = [
            f.Choice(str(one.pk), f"{one.full_name} ({one.get_role_display().lower()})", object=one) for one in adults
        ]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["carer", "carer_name"], "Choose the adult, or enter a name")


class DetailsForm(f.GovukForm):
    household = f.CheckboxesField(label="Who lives in the household?", required=False)
    household_others = f.TextAreaField(label="Anybody else, or why it is not known (optional)", required=False, rows=2)
    responsible = f.CheckboxesField(label="Who holds parental responsibility?", required=False)
    responsible_others = f.TextAreaField(label="Anybody else, or why it is not known (optional)", required=False, rows=2)
    agreed = f.TextAreaField(
        label="Who of them could agree to the arrangement, and did they?",
        missing="Write who could agree to the arrangement, and whether they did",
        rows=2,
    )

    def __init__(self, *args: Any, people: Sequence[Person] = (), adults: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["household"].choices = choices_of(people)  # type: ignore[attr-defined]
        self.fields["responsible"].choices = choices_of(adults)  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["household", "household_others"], "Choose who lives in the household, or write why it is not known")
        self.require_one_of(["responsible", "responsible_others"], "Choose who holds parental responsibility, or write why it is not known")


class NotifyForm(f.GovukForm):
    when = f.RadiosField(
        label="When does it go?", missing="Say when it goes",
        choices=[f.Choice("now", "Now"), f.Choice("earlier", "It has gone already", reveals=("sent_at",))],
    )  # fmt: skip
    sent_at = f.LocalDateTimeField(label="When was it sent?", missing="Enter when it was sent", not_future=True)
    how = f.RadiosField(label="How?", missing="Choose how", choices=Arrangement.METHODS)
    to = f.TextField(label="To whom?", hint="Team or name at the authority", missing="Enter to whom it goes", max_length=200)
    authority = f.SelectField(label="Local authority", hint="In whose area the child lives now", missing="Choose the local authority")

    def __init__(self, *args: Any, authorities: Sequence[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]


class AnswerForm(f.GovukForm):
    answer = f.RadiosField(
        label="Does the authority know of the arrangement, and has it assessed it?",
        missing="Choose what the authority answered",
        choices=Arrangement.Answer.choices,
    )
    assessment_asked_at = f.LocalDateTimeField(
        label="When did you ask it to assess the arrangement?",
        hint="Where it did not know of it, or has not assessed it. Leave it otherwise.",
        required=False,
        not_future=True,
        now_button=True,
    )
    assessment_words = f.TextAreaField(label="What did it say to that? (optional)", required=False, rows=2)
    words = f.TextAreaField(label="Its answer, in its words (optional)", required=False, rows=3)
    answered_by = f.TextField(label="Who answered?", missing="Enter who answered", max_length=200)
    answered_at = f.LocalDateTimeField(label="When?", missing="Enter when it answered", not_future=True, now_button=True)

    def clean(self) -> None:
        super().clean()
        unassessed = self.cleaned_data.get("answer") in (Arrangement.Answer.UNKNOWN, Arrangement.Answer.NOT_ASSESSED)
        self.require_if(unassessed, "assessment_asked_at", "Ask the authority to assess it, and enter when you asked")


class LongerForm(f.GovukForm):
    expected_at = f.LocalDateTimeField(
        label="When did you learn that it will last 28 days or more?", missing="Enter when you learned it", not_future=True, now_button=True
    )


class EndForm(f.GovukForm):
    ended_on = f.LocalDateField(label="On which day did the child leave?", missing="Enter the day", not_future=True)
    ended_how = f.TextAreaField(
        label="Where does the child live now, and how do you know?", missing="Write where the child lives now", rows=2
    )
