"""What several forms of this room share."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.ui import forms as f


class OfChildForm(f.GovukForm):
    """Asks which child, unless the case has one or the address says it."""

    child = f.RadiosField(label="Which child?", missing="Choose the child")

    def __init__(self, *args: Any, children: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [f.Choice(str(child.pk), child.full_name, object=child) for child in children]  # type: ignore[attr-defined]
