"""What is asked for plans, needs, and the authority's work."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f

from ..lists import AREAS, AUTHORITY_STEPS
from ..models import CasePlan, NeedsAssessment
from .stages import WithActions, actions_repeat


class WritePlanForm(WithActions):
    stage = f.RadiosField(label="At which stage is the case?", missing="Choose the stage of the case")
    protecting = f.TextAreaField(
        label="How is the work arranged so that everybody is safe?", hint="Joint meetings, waiting rooms, what is not passed on. Needed where there may be domestic abuse.",
        required=False, rows=3,
    )  # fmt: skip
    centre_needed = f.RadiosField(
        label="Which contact does the risk call for?", missing="Choose the contact that the risk calls for", choices=CasePlan.Centre.choices
    )
    centre = f.RadiosField(
        label="Which contact centre is planned?", missing="Choose the contact centre that is planned", choices=CasePlan.Centre.choices
    )
    local_support = f.TextAreaField(
        label="Which local support did you tell the child and the parents about? (optional)", required=False, rows=2
    )
    monitoring = f.TextAreaField(label="How is the plan followed? (optional)", required=False, rows=2)
    written_at = f.LocalDateTimeField(
        label="When did you write this?", missing="Enter when you wrote this", not_future=True, now_button=True
    )
    repeats = {"actions": actions_repeat(0)}

    def __init__(self, *args: Any, public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = [one for one in CasePlan.Stage if one.value.startswith("public") == public]
        self.fields["stage"].choices = [f.Choice(one.value, one.label) for one in stages]  # type: ignore[attr-defined]
        for entry in AREAS:
            self.fields[f"area_{entry.key}"] = f.TextAreaField(label=entry.words, required=False, rows=3)
        self.groups = [
            f.Group("", ["stage"]),
            f.Group(
                "Ten areas",
                [f"area_{entry.key}" for entry in AREAS],
                hint="Each as far as the child needs it now, with the child’s view and diversity running through it.",
            ),
            f.Group("Working safely", ["protecting", "centre_needed", "centre", "local_support"]),
            f.Group("Who does what", ["actions", "monitoring", "written_at"]),
        ]

    @property
    def areas(self) -> dict[str, str]:
        return {entry.key: self.cleaned_data[f"area_{entry.key}"] for entry in AREAS}


class NeedsForm(WithActions):
    children = f.CheckboxesField(label="Which children is it about?", missing="Choose the children it is about")
    agency = f.TextField(label="Did another agency make it? Which?", hint="Leave it where it is ours.", required=False, max_length=200)
    needs = f.TextAreaField(label="Needs and strengths", missing="Write the needs and the strengths", rows=6)
    childs_part = f.TextAreaField(label="The child’s part in it (optional)", required=False, rows=2)
    parents_part = f.TextAreaField(label="The parents’ part in it (optional)", required=False, rows=2)
    consent = f.RadiosField(
        label="Did child and family agree?", required=False, choices=NeedsAssessment.Consent.choices,
        hint="Needed for one of ours. A protection referral waits for no consent.",
    )  # fmt: skip
    consent_words = f.TextAreaField(label="Who, when and how; or why not", required=False, rows=2)
    recorded_at = f.LocalDateTimeField(
        label="When was it made, or reviewed?", missing="Enter when it was made, or reviewed", not_future=True, now_button=True
    )
    repeats = {"actions": actions_repeat(0)}

    def __init__(self, *args: Any, children: Sequence[Person] = (), public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in children]  # type: ignore[attr-defined]
        if public:
            self.fields["agency"].label = "Whose is it?"
            self.fields["agency"].hint = "In public law we review one that another agency made, and make none."  # type: ignore[attr-defined]


class FinishActionForm(f.GovukForm):
    result = f.TextAreaField(label="What came of it?", missing="Write what came of it", rows=3)
    done_at = f.LocalDateTimeField(label="When was it done?", missing="Enter when it was done", not_future=True, now_button=True)


class AuthorityWorkForm(f.GovukForm):
    assessments = f.TextAreaField(
        label="Which of the authority’s assessments did you read?", missing="Write which assessments you read", rows=2
    )
    missing_steps = f.CheckboxesField(
        label="Which of these do they not show?", hint="Leave all blank where each is shown.", required=False,
        choices=[f.Choice(entry.key, entry.words) for entry in AUTHORITY_STEPS],
    )  # fmt: skip
    missing_note = f.TextAreaField(label="What is missing?", required=False, rows=3)
    tell_court = f.RadiosField(
        label="Is the court told of it?", required=False,
        choices=[f.Choice("yes", "Yes"), f.Choice("no", "No", reveals=("no_court_reason",))],
    )  # fmt: skip
    no_court_reason = f.TextAreaField(label="Why not?", missing="Write why the court is not told", rows=2)
    checked_at = f.LocalDateTimeField(label="When did you check?", missing="Enter when you checked", not_future=True, now_button=True)


class ToldForm(f.GovukForm):
    how = f.TextField(label="Whom did you tell, and how?", missing="Write how, and whom, you told", max_length=200)
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when you told them", not_future=True, now_button=True)
