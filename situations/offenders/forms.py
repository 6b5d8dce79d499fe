"""Forms about an offender: shape only, the rules are the services'."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f

from .models import Evidence, Known, Offender, ViewSought


class OffenderForm(f.GovukForm):
    person = f.RadiosField(label="Who is it?", missing="Choose who it is", choices=[])
    registered = f.RadiosField(
        label="Is this a registered sex offender?", missing="Say whether this is a registered sex offender", choices=Known.choices
    )
    convicted = f.YesNoField(
        label="Is there a conviction for a sexual offence?", missing="Say whether there is a conviction", yes_reveals=("offence", "convicted_on"),
        hint="The risk to a child of contact with somebody so convicted is taken as significant (policy 53)",
    )  # fmt: skip
    offence = f.TextField(label="Of which offence?", missing="Write of which offence", width="full", max_length=300)
    convicted_on = f.LocalDateField(label="When? (optional)", required=False, not_future=True)
    mappa = f.RadiosField(
        label="Is this person managed under MAPPA?", missing="Say whether this person is managed under MAPPA",
        hint="MAPPA is how the police, the Prison Service and Probation manage the risk of violent and sexual offenders who live in the community (policy 25)",
        choices=[
            f.Choice("yes", "Yes", reveals=("mappa_category", "mappa_level", "lead_agency")), f.Choice("no", "No"), f.Choice("unknown", "Not known"),
        ],
    )  # fmt: skip
    mappa_category = f.SelectField(
        label="Category", required=False, empty_label="Not known", choices=[(v, t) for v, t in Offender.Category.choices if v]
    )
    mappa_level = f.SelectField(
        label="Level", required=False, empty_label="Not known", choices=[(v, t) for v, t in Offender.Level.choices if v]
    )
    lead_agency = f.TextField(label="Lead agency (optional)", required=False, width=20, max_length=120)
    source = f.TextField(label="How is this known?", missing="Write how this is known", width="full", max_length=200)
    known_at = f.LocalDateTimeField(label="When did you learn it?", missing="Enter when you learned it", not_future=True, now_button=True)
    version = f.VersionField()

    def __init__(self, *args: Any, people: Sequence[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].choices = [f.Choice(str(p.pk), p.full_name, hint=p.get_role_display(), object=p) for p in people]  # type: ignore[attr-defined]


class ContactForm(f.GovukForm):
    children = f.CheckboxesField(label="Which children are in contact?", missing="Choose at least one child", choices=[])
    what = f.TextAreaField(label="What contact is there, and who is there?", missing="Write what contact there is", rows=4)
    known_at = f.LocalDateTimeField(
        label="When did you become aware of it?", missing="Enter when you became aware of it", not_future=True, now_button=True,
        hint="The clock for asking probation runs from here",
    )  # fmt: skip

    def __init__(self, *args: Any, children: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [f.Choice(str(c.pk), c.full_name, hint=c.get_role_display(), object=c) for c in children]  # type: ignore[attr-defined]


class SeekViewForm(f.GovukForm):
    asked_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)
    whom = f.RadiosField(label="Whom did you ask?", missing="Choose whom you asked", choices=ViewSought.Whom.choices)
    who = f.TextField(label="Name and post", missing="Write whom you asked: name and post", width="full", max_length=200)
    result = f.RadiosField(
        label="What came of it?", missing="Choose what came of it",
        choices=[
            f.Choice("answered", "They gave their view", reveals=("view",)), f.Choice("asked", "They have our question"),
            f.Choice("attempted", "I reached nobody", hint="This is recorded as an attempt. Ask again"),
        ],
    )  # fmt: skip
    view = f.TextAreaField(label="What is their view?", missing="Write their view", rows=5)


class RecordViewForm(f.GovukForm):
    answered_at = f.LocalDateTimeField(label="When did they answer?", missing="Enter when they answered", not_future=True, now_button=True)
    view = f.TextAreaField(label="What is their view?", missing="Write their view", rows=5)


class SourceForm(f.GovukForm):
    source = f.HiddenField()
    state = f.RadiosField(
        label="Where does it stand?", required=False,
        choices=[f.Choice(value, label, reveals={"obtained": ("analysis",), "unavailable": ("why",)}.get(value, ())) for value, label in Evidence.State.choices],
    )  # fmt: skip
    analysis = f.TextAreaField(label="What does it show?", required=False, rows=3)
    why = f.TextAreaField(label="Why is it not available?", missing="Write why it is not available", rows=2)


class EvidenceForm(f.GovukForm):
    scrutiny = f.TextAreaField(label="What does the evidence show, taken together?", required=False, rows=5)
    groups = [f.Group("The sources, and what they show together", ["sources", "scrutiny"])]
    repeats = {"sources": f.Repeat(SourceForm, item="source", fixed=True)}


class AskAgencyForm(f.GovukForm):
    what = f.RadiosField(
        label="What happened?", missing="Choose what happened",
        choices=[
            f.Choice("asked", "We asked, or chased", reveals=("asked_of", "asked_at")),
            f.Choice("answered", "They answered", reveals=("answer", "answered_at")),
            f.Choice("not_asked", "They are not involved, so they are not asked", reveals=("why",)),
        ],
    )  # fmt: skip
    asked_of = f.TextField(label="Whom did you ask?", hint="Name and post", missing="Write whom you asked", width="full", max_length=200)
    asked_at = f.LocalDateTimeField(label="When did you ask?", missing="Enter when you asked", not_future=True, now_button=True)
    answer = f.TextAreaField(label="What did they tell?", missing="Write what they told", rows=5)
    answered_at = f.LocalDateTimeField(label="When did they answer?", missing="Enter when they answered", not_future=True, now_button=True)
    why = f.TextAreaField(label="Why are they not asked?", missing="Write why they are not asked", rows=2)


class ChildAnalysisForm(f.GovukForm):
    child_id = f.HiddenField()
    analysis = f.TextAreaField(label="What does the information mean for this child?", required=False, rows=4)


class MappaAnalysisForm(f.GovukForm):
    repeats = {"children": f.Repeat(ChildAnalysisForm, item="child", fixed=True)}


class ReasonForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=3)


class ConsiderMappaForm(f.GovukForm):
    manager = f.SelectField(
        label="With which manager did you talk it over?", missing="Choose the manager with whom you talked it over", choices=[]
    )
    considered_at = f.LocalDateTimeField(label="When?", missing="Enter when you talked it over", not_future=True, now_button=True)
    sought = f.YesNoField(label="Should the agencies of MAPPA know of this person?", missing="Say whether they should know")
    reason = f.TextAreaField(
        label="Why, or why not?",
        hint="What may be told goes by the table of sharing: to the police, for a child’s protection.",
        missing="Write why, or why not",
        rows=3,
    )

    def __init__(self, *args: Any, managers: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in managers]
