"""The forms of departures."""

from typing import Any

from cafcass_cases.ui import forms as f

from .models import Departure

OTHER, IN_ERROR = "other", "in_error"


class DepartureForm(f.GovukForm):
    """Everything that the preamble asks for, on one page. ``what`` is asked only where the address does not say it."""

    what = f.RadiosField(label="What do you depart from?", missing="Choose what you depart from")
    requirement = f.SelectField(label="Which requirement?", missing="Choose the requirement", empty_label="Choose a paragraph")
    assessment = f.TextAreaField(
        label="Your full assessment",
        hint="The child’s safety, welfare and best interests: what you know, what you do not, and the risk of each course.",
        missing="Write your full assessment",
        rows=8,
    )
    rationale = f.TextAreaField(label="Why is it right not to follow the policy here?", missing="Write the compelling reason", rows=5)
    discussed_with = f.RadiosField(label="Which manager did you discuss it with?", missing="Choose the manager you discussed it with")
    discussed_at = f.LocalDateTimeField(
        label="When did you discuss it?", missing="Enter when you discussed it", not_future=True, now_button=True
    )
    manager_view = f.RadiosField(
        label="What was the manager’s view?",
        hint="The decision is yours. The manager’s view is recorded beside it, and they are asked to confirm it.",
        missing="Choose whether the manager agreed",
        choices=Departure.View.choices,
    )
    manager_words = f.TextAreaField(label="In the manager’s words", missing="Write what the manager said", rows=4)
    decided_at = f.LocalDateTimeField(label="When did you decide?", missing="Enter when you decided", not_future=True, now_button=True)

    groups = [
        f.Group("Assessment and reason", ["assessment", "rationale"]),
        f.Group("The discussion with a manager", ["discussed_with", "discussed_at", "manager_view", "manager_words"]),
        f.Group("The decision", ["decided_at"]),
    ]

    def __init__(
        self, *args: Any, managers: Any = (), duties: Any = (), requirements: Any = (), fixed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discussed_with"].choices = [
            f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in managers
        ]
        if fixed:
            del self.fields["what"], self.fields["requirement"]
            return
        self.groups = [f.Group("From what", ["what"]), *self.groups]
        self.fields["requirement"].choices = list(requirements)
        open_now = [f.Choice(str(duty.pk), title, hint=hint, object=duty) for duty, title, hint in duties]
        if open_now:
            last = [f.Choice(OTHER, "Something else that the policy asks", reveals=("requirement",))]
            self.fields["what"].choices = [*open_now, *last]
        else:
            del self.fields["what"]
            self.groups = [f.Group("From what", ["requirement"]), *self.groups[1:]]


class ConfirmDepartureForm(f.GovukForm):
    manager_view = f.RadiosField(label="What was your view?", missing="Choose what your view was", choices=Departure.View.choices)
    words = f.TextAreaField(label="In your words", missing="Write what your view was", rows=4)


class EndDepartureForm(f.GovukForm):
    why = f.RadiosField(
        label="Why does it no longer stand?",
        missing="Choose why it no longer stands",
        choices=[
            f.Choice("followed", "The policy is followed from now on"),
            f.Choice(IN_ERROR, "It was entered in error", hint="The duty that it ended is open again, with the limit it had"),
        ],
    )
    reason = f.TextAreaField(label="What has changed?", missing="Write what has changed", rows=3)
