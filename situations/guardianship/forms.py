"""Forms about special guardianship: shape only, the rules are the services'."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f

from .models import GuardianCheck, GuardianSupport


def _people(people: Sequence[Person]) -> list[f.Choice]:
    return [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in people]


class ConsiderForm(f.GovukForm):
    children = f.CheckboxesField(label="For which children?", missing="Choose at least one child", choices=[])
    people = f.CheckboxesField(
        label="Who are the prospective special guardians?", missing="Choose at least one prospective special guardian", choices=[],
        hint="Add somebody to the case first if they are not here",
    )  # fmt: skip
    considered_at = f.LocalDateTimeField(
        label="Since when is it considered?", missing="Enter since when it is considered", not_future=True, now_button=True
    )

    def __init__(self, *args: Any, children: Sequence[Person] = (), people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = _people(children)  # type: ignore[attr-defined]
        self.fields["people"].choices = _people(people)  # type: ignore[attr-defined]


class AddGuardianForm(f.GovukForm):
    person = f.RadiosField(label="Who?", missing="Choose who", choices=[])

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = _people(people)  # type: ignore[attr-defined]


class CheckForm(f.GovukForm):
    state = f.RadiosField(
        label="Where does the check stand?", missing="Choose where the check stands",
        choices=[
            f.Choice("awaited", "Awaited", reveals=("expected_on",)),
            f.Choice("completed", "Completed, and I have not seen it", reveals=("completed_on",)),
            f.Choice("seen", "Completed, and I have seen it", reveals=("seen_completed_on", "seen_at", "outcome", "analysis")),
        ],
    )  # fmt: skip
    expected_on = f.LocalDateField(label="When is it expected? (optional)", required=False)
    completed_on = f.LocalDateField(label="When was it completed?", missing="Enter when it was completed", not_future=True)
    seen_completed_on = f.LocalDateField(label="When was it completed?", missing="Enter when it was completed", not_future=True)
    seen_at = f.LocalDateTimeField(label="When did you see it?", missing="Enter when you saw it", not_future=True, now_button=True)
    outcome = f.RadiosField(label="What is its outcome? (optional)", required=False, choices=GuardianCheck.Outcome.choices)
    analysis = f.TextAreaField(
        label="Your analysis (optional)", hint="Needed before you support anything (policy 52)", required=False, rows=4
    )
    version = f.VersionField()


class WaitForm(f.GovukForm):
    timetable = f.TextAreaField(
        label="How is the wait built into the child’s timetable?", missing="Write how the wait is built into the timetable", rows=4
    )
    other_work = f.TextAreaField(label="What other work goes on meanwhile?", missing="Write what other work goes on", rows=4)


class SupportForm(f.GovukForm):
    what = f.RadiosField(label="What is it about?", missing="Choose what it is about", choices=GuardianSupport.What.choices)
    supports = f.YesNoField(label="Do you support it?", missing="Say whether you support it")
    reason = f.TextAreaField(label="Why?", missing="Write why", rows=4)
    decided_at = f.LocalDateTimeField(
        label="When?", missing="Enter when, or choose now", not_future=True, now_button=True,
        hint="If you are about to say so, choose now. If you said so already, enter when.",
    )  # fmt: skip


class ReasonForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=3)
