"""What is asked of a manager who samples, and of the practitioner."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.accounts.models import User
from cafcass_cases.cases.models import Case
from cafcass_cases.core.clock import london_date
from cafcass_cases.ui import forms as f

from .models import Finding, Sample, SampledCase
from .points import POINT, POINTS
from .proofs import Shown


class TakeSampleForm(f.GovukForm):
    since = f.LocalDateField(
        label="Cases held since", hint="Cases that they hold now, or held on this day or after.", missing="Enter a date", not_future=True
    )
    way = f.RadiosField(
        label="How are the cases taken?", missing="Choose how the cases are taken",
        choices=[
            f.Choice(Sample.Way.RANDOM, "By chance", hint="The seed is kept, so anybody can see that chance took them", reveals=("many",)),
            f.Choice(Sample.Way.CHOSEN, "I choose them", reveals=("cases",)),
        ],
    )  # fmt: skip
    many = f.IntegerField(label="How many cases?", missing="Enter how many cases", min_value=1, max_value=20, width=2)
    cases = f.CheckboxesField(label="Which cases?", missing="Choose at least one case", choices=[])
    why = f.TextAreaField(label="Why now, or why these cases? (needed where you choose them)", required=False, rows=2)
    is_concerned = f.YesNoField(
        label="Are you concerned about this practice?",
        hint="Then this list is the place to start. It is not a judgement.",
        missing="Say whether you are concerned",
    )

    def __init__(self, *args: Any, cases: Sequence[Case] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [f.Choice(str(case.pk), case.reference, object=case) for case in cases]  # type: ignore[attr-defined]


class PointForm(f.GovukForm):
    """One point on one case. What the record proves stands above the answer, with links (``shown``); else it is a question."""

    point = f.HiddenField()
    state = f.RadiosField(label="Is it shown?", required=False, label_size="s", choices=Finding.State.choices)
    where = f.TextField(
        label="Where else is it shown?",
        hint="Needed, with the day, where the record does not show it by itself",
        required=False,
        max_length=300,
    )
    seen_on = f.LocalDateField(label="On which day?", required=False, not_future=True)
    note = f.TextAreaField(label="What is missing?", required=False, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = self.initial.get("shown") or Shown()
        self.question = self.initial.get("question", "")

    @property
    def is_open(self) -> bool:
        """Whether what can be added is seen at once: where something is there, is wrong, or no record could prove the point."""
        key = self["point"].value() or self.initial.get("point", "")
        filled = any(self.initial.get(name) for name in ("where", "seen_on", "note")) or self.is_bound
        return filled or not POINT[key].provable if key in POINT else True


class CheckCaseForm(f.GovukForm):
    repeats = {"points": f.Repeat(PointForm, item="point", fixed=True)}


class ActionForm(f.GovukForm):
    what = f.TextAreaField(label="What is to be done?", missing="Write what is to be done", rows=3)
    about = f.RadiosField(label="About what?", missing="Choose what it is about", choices=[])
    point = f.SelectField(label="About which point? (optional)", required=False, choices=[(point.key, point.title) for point in POINTS])
    owner = f.RadiosField(label="Who does it?", missing="Choose who does it", choices=[])
    due_on = f.LocalDateField(label="By when?", missing="Enter by when", not_past=True)

    def __init__(self, *args: Any, cases: Sequence[SampledCase] = (), owners: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = [f.Choice("practice", "The practice, not one case")]
        about += [f.Choice(str(row.pk), row.case.reference, object=row) for row in cases]
        self.fields["about"].choices = about  # type: ignore[attr-defined]
        self.fields["owner"].choices = [f.Choice(str(user.pk), user.full_name, object=user) for user in owners]  # type: ignore[attr-defined]


class SignForm(f.GovukForm):
    strengths = f.TextAreaField(label="What is done well? (optional)", required=False, rows=3)
    judgement = f.TextAreaField(
        label="What does the sample show?", hint="Weaknesses and gaps in safeguarding, and what you will do about them. The practitioner reads this and answers.",
        missing="Write what the sample shows", rows=6,
    )  # fmt: skip


class AnswerForm(f.GovukForm):
    answer = f.TextAreaField(
        label="Your answer",
        hint="What you agree with, what you see otherwise, and what would help you.",
        missing="Write your answer",
        rows=6,
    )


class CompleteActionForm(f.GovukForm):
    result = f.TextAreaField(label="What came of it?", missing="Write what came of it", rows=3)
    at = f.LocalDateTimeField(label="When was it done?", missing="Enter when it was done", not_future=True, now_button=True)


def first_day(now: Any) -> Any:
    """A year back, where a sample begins when nobody says otherwise."""
    today = london_date(now)
    return today.replace(year=today.year - 1, day=min(today.day, 28))
