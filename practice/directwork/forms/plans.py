"""The plan of work with one child (framework 2.40, 2.47, 4.5, 4.6, 1.28)."""

from typing import Any

from cafcass_cases.ui import forms as f

from ..models import HOMES, Away, Material, Transport, Venue
from .common import OfChildForm

VENUE_HINTS = {
    Venue.CAR: "Never. It is here so that it can be refused.",
    Venue.WORKERS_HOME: "Never. It is here so that it can be refused.",
    Venue.OFFICE: "Almost all offices have a room for children",
}
VENUE_REVEALS = {
    Venue.CONTACT_CENTRE: ("supervised_needed",),
}


class AnswerForm(f.GovukForm):
    """One question about the child's disability: the question heads it."""

    question = f.HiddenField(required=False)
    answer = f.TextAreaField(label="Answer", missing="Write the answer, or “not yet asked”", rows=2)


class PlanForm(OfChildForm):
    purpose = f.TextAreaField(
        label="What is the work for?", hint="A clear purpose, in line with the case plan", missing="Write what the work is for", rows=2
    )
    planned_for = f.LocalDateTimeField(label="When? (optional)", required=False)
    about_event = f.YesNoField(
        label="Will you ask about something that may have happened to the child?",
        hint="Once significant harm is suspected, you do not ask: children’s social care and the police do.",
        missing="Say whether you will ask about something that may have happened",
    )
    venue = f.RadiosField(
        label="Where will you see the child?", missing="Choose where you will see the child",
        choices=[f.Choice(value, label, hint=VENUE_HINTS.get(value, ""), reveals=VENUE_REVEALS.get(value, ())) for value, label in Venue.choices
                 if value not in (Venue.CAR, Venue.WORKERS_HOME)]
        + [f.Choice(value, Venue(value).label, hint=VENUE_HINTS[value]) for value in (Venue.CAR, Venue.WORKERS_HOME)],
    )  # fmt: skip
    second_adult = f.TextField(
        label="If it is a home: which other adult will be there?", hint="The child’s own home, the foster home or the children’s home",
        required=False, max_length=200,
    )  # fmt: skip
    supervised_needed = f.YesNoField(
        label="Does the risk call for supervised contact?", missing="Say whether the risk calls for supervised contact",
        yes_reveals=("centre_supervises",),
    )  # fmt: skip
    centre_supervises = f.YesNoField(label="Does this centre supervise contact?", missing="Say whether this centre supervises contact")
    venue_detail = f.TextField(label="Where exactly? (optional)", required=False, max_length=200)
    in_bedroom = f.YesNoField(
        label="Would the work be done in the child’s bedroom?",
        hint="Looking in when the child invites you to, such as to see new curtains, is not focused work.",
        missing="Say whether the work would be done in the child’s bedroom",
    )
    child_wish = f.TextAreaField(
        label="Where does the child wish to be seen?", missing="Write where the child wishes to be seen, or why you could not ask", rows=2
    )
    wish_met = f.YesNoField(label="Is that where it will be?", missing="Say whether it will be there", no_reveals=("wish_explained",))
    wish_explained = f.TextAreaField(label="How did you explain to the child why not?", missing="Write how you explained it", rows=2)
    told_of_place = f.TextField(
        label="What were the child and the carer told of the place, and how long it takes?",
        hint="Asked where the child is taken away from home", required=False, max_length=300,
    )  # fmt: skip
    transport = f.RadiosField(
        label="Who takes the child there?", missing="Choose who takes the child there",
        choices=[f.Choice(value, label, reveals=("transport_reason",) if value == Transport.PRACTITIONER else ()) for value, label in Transport.choices],
    )  # fmt: skip
    transport_reason = f.TextField(
        label="Why you, and which health and safety rules did you check?",
        hint="Left empty, a warning stays on the plan",
        required=False,
        max_length=300,
    )
    is_first = f.YesNoField(
        label="Is it your first interview with the child?", missing="Say whether it is the first interview",
        yes_reveals=("familiar_person", "no_familiar_reason"),
    )  # fmt: skip
    familiar_person = f.TextField(label="Which person whom the child knows will be there?", required=False, max_length=200)
    no_familiar_reason = f.TextField(label="If nobody, why not?", required=False, max_length=300)
    who_else = f.TextField(label="Who else will be there? (optional)", required=False, max_length=200)
    understanding = f.TextAreaField(
        label="How do you fit the work to the child’s age, understanding, language and culture?",
        missing="Write how you fit the work to the child", rows=3,
    )  # fmt: skip
    interpreter = f.TextField(label="Interpreter (if needed)", hint="Never somebody of the family", required=False, max_length=200)
    adjustments = f.TextAreaField(label="How do you overcome what stands between you and the child’s voice?", required=False, rows=3)
    other_needs = f.TextAreaField(label="Access, medicine, meals, worship (optional)", required=False, rows=2)
    materials = f.CheckboxesField(
        label="What will you use? (optional)", hint="Cafcass is not a treatment agency: therapy is not among them.", required=False,
        choices=Material.choices,
    )  # fmt: skip
    version = f.VersionField()

    groups = [
        f.Group("What and when", ["child", "purpose", "planned_for", "about_event"]),
        f.Group("Where", ["venue", "second_adult", "venue_detail", "in_bedroom", "child_wish", "wish_met", "told_of_place", "transport"]),
        f.Group("Who is there", ["is_first", "who_else"]),
        f.Group("How the child can take part", ["understanding", "interpreter", "adjustments", "other_needs", "materials"]),
        f.Group(
            "Questions about the child’s disability", ["answers"], hint="The set that administrators keep; write what you know or will ask."
        ),
    ]
    repeats = {"answers": f.Repeat(AnswerForm, fixed=True, item="question")}

    def __init__(self, *args: Any, needs: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("answers"):
            self.groups = self.groups[:-1]
        if needs:
            self.fields["adjustments"].help_text = f"The record says: {'; '.join(needs)}."
            self.fields["adjustments"].required = self.fields["adjustments"].asked = True  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        answers = self.cleaned_data
        self.require_if(answers.get("venue") in HOMES, "second_adult", "Name the other adult who will be in the home")
        self.require_if(
            answers.get("venue") in Away, "told_of_place", "Write what the child and the carer were told of the place and how long it takes"
        )
        if answers.get("is_first"):
            self.require_one_of(
                ["familiar_person", "no_familiar_reason"], "Name somebody the child knows who will be there, or write why nobody can be"
            )
