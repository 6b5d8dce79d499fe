"""Short forms for a bad hour, and for the review after it: shape only; the rules stand in the services."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from .models import Appointment, SeriousIncident

Incident = SeriousIncident


def _staff(users: Iterable[Any]) -> list[f.Choice]:
    return [f.Choice(str(user.pk), f"{user.full_name}, {user.get_role_display()}", object=user) for user in users]


class StaffForm(f.GovukForm):
    """A form with a choice of staff in ``staff_fields``."""

    staff_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, staff: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _staff(staff)
        for name in self.staff_fields:
            self.fields[name].choices = choices


class IncidentForm(f.GovukForm):
    kind = f.RadiosField(label="What has happened?", missing="Choose what happened", choices=Incident.Kind.choices)
    child = f.RadiosField(label="Which child?", missing="Choose the child", required=False, choices=[])
    what = f.TextAreaField(label="What is known?", hint="A sentence is enough", missing="Write what is known, in a sentence", rows=3)
    happened_at = f.LocalDateTimeField(
        label="When did it happen? (leave empty if not known)", required=False, not_future=True, now_button=False
    )
    known_at = f.LocalDateTimeField(
        label="When did your manager, or you as manager, hear of it?",
        hint="The hour runs from here",
        missing="Enter when it was known",
        not_future=True,
    )
    expected = f.RadiosField(
        label="Was it expected?", missing="Say whether it was expected. If in doubt, say so",
        hint="Unexpected: not foreseen as a significant possibility a day before, or following such a collapse. If in doubt it is treated as unexpected.",
        choices=Incident.Expected.choices,
    )  # fmt: skip
    abuse = f.RadiosField(
        label="Is abuse or neglect suspected?", missing="Say whether abuse or neglect is suspected", choices=Incident.Abuse.choices
    )
    others_at_risk = f.YesNoField(
        label="Is any other child at risk?", missing="Say whether any other child is at risk", yes_reveals=("others_words",)
    )
    others_words = f.TextAreaField(label="Which child, and why?", missing="Write which child is at risk, and why", rows=2)

    def __init__(self, *args: Any, children: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in children]


class ToldForm(f.GovukForm):
    whom = f.RadiosField(label="Whom did you tell?", missing="Choose whom you told", choices=[])
    at = f.LocalDateTimeField(label="When did you speak to them?", missing="Enter when you told them", not_future=True, now_button=True)

    def __init__(self, *args: Any, posts: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = [f.Choice(*one) for one in posts]


class SupportForm(f.GovukForm):
    support = f.TextAreaField(
        label="What support is offered, and to whom?",
        hint="Everybody who worked with the child, and in the office",
        missing="Write what support is offered, and to whom",
        rows=4,
    )
    support_by = f.TextAreaField(
        label="Who else may support them? (optional)", hint="For example a trade union representative", required=False, rows=2
    )
    practitioner_informed_at = f.LocalDateTimeField(
        label="When was the practitioner last told how things stand? (optional)", required=False, not_future=True
    )


class AuthorityForm(f.GovukForm):
    told_at = f.LocalDateTimeField(
        label="When was our representative in the partnership told? (if they were)", required=False, not_future=True
    )
    words = f.TextAreaField(label="Has the authority notified the Panel? What does it say? (optional)", required=False, rows=2)

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["told_at", "words"], "Enter when our representative was told, or write what the authority says")


class DecisionForm(f.GovukForm):
    decision = f.RadiosField(
        label="What did the partnership decide?", missing="Choose what was decided",
        choices=[choice for choice in Incident.Decision.choices if choice[0]],
    )  # fmt: skip
    decided_by_whom = f.TextField(label="Who told you?", hint="Name, and for whom they spoke", missing="Enter who told you", max_length=200)
    at = f.LocalDateTimeField(label="When did the notice reach Cafcass?", missing="Enter when the notice reached Cafcass", not_future=True)


class StageForm(f.GovukForm):
    stage = f.RadiosField(label="Which stage is reached?", missing="Choose a stage", choices=Incident.Stage.choices)
    at = f.LocalDateTimeField(label="When?", missing="Enter when it was reached", not_future=True, now_button=True)


class UpdateForm(f.GovukForm):
    words = f.TextAreaField(label="What is new? (optional)", hint="The form itself is filled from the record", required=False, rows=5)


class AppointForm(StaffForm):
    staff_fields = ("person",)
    kind = f.RadiosField(
        label="To what?", missing="Choose what they are appointed to",
        choices=[
            f.Choice("securing", Appointment.Kind.SECURING.label, hint="A manager without line or performance duty in the case"),
            f.Choice("panel", Appointment.Kind.PANEL.label, hint="Never the practitioner’s immediate manager"),
            f.Choice("reviewer", Appointment.Kind.REVIEWER.label, hint="Of another service area, or outside Cafcass", reveals=("outside_name", "why_fit")),
        ],
    )  # fmt: skip
    person = f.SelectField(label="Who?", required=False, empty_label="Somebody outside Cafcass", choices=[])
    outside_name = f.TextField(label="Who, if outside Cafcass? (optional)", required=False, max_length=160)
    why_fit = f.TextAreaField(label="Why are they fit for it?", missing="Write why they are fit for it", rows=2)


class SecureForm(StaffForm):
    staff_fields = ("named", "next_owner")
    named = f.CheckboxesField(
        label="Who may see the case from now on?", missing="Name who may see it", choices=[],
        hint="The directors and the manager who secures it are named in any case. Where work goes on, for example with a brother or sister, name the practitioner.",
    )  # fmt: skip
    next_owner = f.SelectField(
        label="Who takes on what others still owe?",
        hint="Open tasks of people you do not name",
        required=False,
        choices=[],
        empty_label="Nobody",
    )
    practitioner_told_at = f.LocalDateTimeField(
        label="When was the practitioner told?", missing="Enter when the practitioner was told", not_future=True, now_button=True
    )
    paper = f.TextAreaField(
        label="Papers, notes and management records (optional)", hint="Where they are, and how they are sealed", required=False, rows=3
    )
    outside_at = f.TextField(label="Held at home or by a contractor? Where? (optional)", required=False, max_length=200)


class PaperForm(f.GovukForm):
    paper = f.TextAreaField(label="Papers, notes and management records (optional)", required=False, rows=3)
    fetched_at = f.LocalDateTimeField(label="When were papers held elsewhere fetched? (optional)", required=False, not_future=True)
    copy_given_at = f.LocalDateTimeField(
        label="When was a full copy given to the practitioner? (optional)", required=False, not_future=True
    )

    def clean(self) -> None:
        super().clean()
        self.require_one_of(["paper", "fetched_at", "copy_given_at"], "Write which papers, or enter when they were fetched or given")


class ReasonForm(f.GovukForm):
    reason = f.TextAreaField(label="Why do you need to open it?", missing="Write why you need to open it", rows=3)


class AnswerForm(f.GovukForm):
    approve = f.YesNoField(label="May they open it?", missing="Say whether they may open it")
    words = f.TextAreaField(label="Why?", missing="Write your reasons", rows=2)


class DisclosureForm(f.GovukForm):
    family_told_at = f.LocalDateTimeField(
        label="When did the partnership tell the family of the review?",
        hint="Before the court is asked: the court’s notice reaches the family",
        required=False,
        not_future=True,
    )
    court_told_at = f.LocalDateTimeField(label="When was the court told of the review?", required=False, not_future=True)
    leave_asked_at = f.LocalDateTimeField(label="When was the court asked for leave to disclose?", required=False, not_future=True)
    leave_given_at = f.LocalDateTimeField(label="When was leave given?", required=False, not_future=True)
    partnership_permission_at = f.LocalDateTimeField(
        label="When did the partnership permit disclosure to an outside reviewer?", required=False, not_future=True
    )
    processes = f.TextAreaField(
        label="Which other proceedings are there? (optional)",
        hint="Family court, police, criminal court, coroner: what must not pass from one to another, and when",
        required=False,
        rows=3,
    )

    def clean(self) -> None:
        super().clean()
        self.require_one_of(list(self.fields), "Enter at least one of these days, or write which other proceedings there are")


class ReleaseForm(f.GovukForm):
    to_whom = f.TextField(label="To whom?", missing="Enter to whom they go", max_length=200)
    is_employee = f.YesNoField(label="Are they employed by Cafcass?", missing="Say whether they are employed by Cafcass")
    what = f.TextAreaField(label="Which papers?", missing="Write which papers", rows=2)
    already = f.YesNoField(label="Were they given already?", missing="Say whether they were given already", yes_reveals=("released_at",))
    released_at = f.LocalDateTimeField(label="When?", missing="Enter when they were given", not_future=True)


class RemitForm(f.GovukForm):
    remit = f.TextAreaField(label="The remit, as it was confirmed", missing="Write the remit", rows=6)
    at = f.LocalDateTimeField(label="When was it confirmed in writing?", missing="Enter when it was confirmed in writing", not_future=True)


class ReportForm(f.GovukForm):
    interviews = f.TextAreaField(label="Who is interviewed? (optional)", required=False, rows=2)
    report = f.TextAreaField(
        label="The report",
        hint="What happened, what was known and when, what was done, and why it made sense then",
        missing="Write the draft",
        rows=16,
    )


class SendReportForm(f.GovukForm):
    to = f.TextField(label="To whom was it sent?", missing="Enter to whom it was sent", max_length=200)
    at = f.LocalDateTimeField(label="When?", missing="Enter when it was sent", not_future=True, now_button=True)


class DateForm(StaffForm):
    staff_fields = ("owner",)
    what = f.TextField(
        label="What is to be done?", hint="For example: chronology to the panel", missing="Write what is to be done by then", max_length=160
    )
    due_on = f.LocalDateField(label="By when?", missing="Enter the date")
    owner = f.SelectField(label="Who does it?", missing="Choose who does it", choices=[])


class ActionForm(StaffForm):
    staff_fields = ("owner",)
    what = f.TextAreaField(label="What is to be done?", missing="Write what is to be done", rows=3)
    owner = f.SelectField(label="Who does it? (may follow)", required=False, choices=[], empty_label="Not named yet")
    due_on = f.LocalDateField(label="By when? (may follow)", required=False)


class AgreeActionForm(StaffForm):
    staff_fields = ("owner",)
    owner = f.SelectField(label="Who does it?", required=False, choices=[], empty_label="Nobody yet")
    due_on = f.LocalDateField(label="By when?", required=False)


class DoneForm(f.GovukForm):
    words = f.TextAreaField(label="What was done?", missing="Write what was done", rows=3)
    at = f.LocalDateTimeField(label="When?", missing="Enter when it was done", not_future=True, now_button=True)


class WhenForm(f.GovukForm):
    at = f.LocalDateTimeField(label="When was it done?", missing="Enter when it was done", not_future=True, now_button=True)


class LearningForm(f.GovukForm):
    title = f.TextField(label="Title", missing="Enter a title", max_length=160)
    text = f.TextAreaField(
        label="What is learned?",
        hint="Nobody’s name, no place, no date that would tell whose case it was",
        missing="Write what is learned",
        rows=8,
    )


class OutsideForm(StaffForm):
    staff_fields = ("panel_member",)
    authority = f.SelectField(label="Which authority?", missing="Choose the authority", choices=[])
    what = f.TextField(label="What is it about?", hint="Without names", missing="Write what it is about, without names", max_length=200)
    is_unexpected_death = f.YesNoField(label="An unexpected death?", missing="Say whether it was an unexpected death")
    received_at = f.LocalDateTimeField(label="When did notice reach Cafcass?", missing="Enter when notice reached Cafcass", not_future=True)
    summary = f.TextAreaField(label="Summary, or where the report is published (optional)", required=False, rows=3)
    panel_member = f.SelectField(
        label="Who is asked to sit on or chair its panel? (optional)", required=False, choices=[], empty_label="Nobody"
    )
    agreed = f.YesNoField(label="Do you agree to it, as director?", required=False)

    def __init__(self, *args: Any, authorities: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]
