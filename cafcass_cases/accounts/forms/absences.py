from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from .. import selectors
from ..models import User
from .people import people, places


class AbsenceForm(f.GovukForm):
    user = f.SelectField(label="Who is away?", missing="Choose who is away")
    starts_at = f.LocalDateTimeField(label="Away from", missing="Enter when they are away from")
    ends_at = f.LocalDateTimeField(label="Back at", missing="Enter when they are back", now_button=False)
    cover = f.SelectField(
        label="Who covers?",
        hint="What comes for them goes to this person meanwhile. Without cover, what comes for a manager goes to the Head of Practice.",
        required=False,
        empty_label="Nobody",
    )
    note = f.TextField(
        label="Arrangements (optional)",
        hint="Colleagues can read this. Do not write why somebody is away.",
        required=False,
        max_length=200,
    )
    version = f.VersionField(required=False)

    def __init__(self, *args: Any, users: Iterable[User] = (), absent: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].choices = people(_who_may_cover())
        if absent is not None:
            del self.fields["user"]
        else:
            self.fields["user"].choices = people(users)


def _who_may_cover() -> Iterable[User]:
    return selectors.staff()


class RotaForm(f.GovukForm):
    manager = f.SelectField(label="Who is on duty?", missing="Choose who is on duty")
    service_area = f.SelectField(label="For which service area?", required=False, empty_label="The whole country")
    starts_at = f.LocalDateTimeField(label="From", missing="Enter when the duty starts")
    ends_at = f.LocalDateTimeField(label="Until", missing="Enter when the duty ends", now_button=False)
    telephone = f.TextField(
        label="Telephone number answered out of hours", missing="Enter the telephone number", input_type="tel", width=20, max_length=30
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].choices = people(selectors.managers())
        self.fields["service_area"].choices = places(selectors.areas())


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Reason", missing="Write why it is taken back", rows=3, max_length=500)
