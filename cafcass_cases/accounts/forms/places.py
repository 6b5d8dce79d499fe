from typing import Any

from cafcass_cases.ui import forms as f

from .. import selectors
from ..models import Role
from .people import people, places


class AreaForm(f.GovukForm):
    name = f.TextField(label="Name of the service area", missing="Enter the service area's name", max_length=120, width=20)
    head_of_practice = f.SelectField(
        label="Head of Practice",
        hint="Receives what is late, and what comes for a manager whom nobody covers",
        required=False,
        empty_label="Nobody yet",
    )
    assistant_director = f.SelectField(label="Assistant Director", required=False, empty_label="Nobody yet")
    version = f.VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head_of_practice"].choices = people(selectors.holders(Role.HEAD_OF_PRACTICE))
        self.fields["assistant_director"].choices = people(selectors.holders(Role.ASSISTANT_DIRECTOR))


class TeamForm(f.GovukForm):
    name = f.TextField(label="Name of the team", missing="Enter the team's name", max_length=120, width=20)
    service_area = f.SelectField(label="Service area", missing="Choose a service area")
    manager = f.SelectField(label="Manager", required=False, empty_label="Nobody yet")
    version = f.VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service_area"].choices = places(selectors.areas())
        self.fields["manager"].choices = people(selectors.managers())
