"""Which concern a special path belongs to."""

from typing import Any

from cafcass_cases.ui import forms as f
from cafcass_cases.ui.words import london


class ChooseConcernForm(f.GovukForm):
    concern = f.RadiosField(label="Is it part of a concern that is already logged?", missing="Choose the concern, or a new one")

    def __init__(self, *args: Any, concerns: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        logged = [
            f.Choice(str(one.pk), f"Yes: {one.reference}, recognised {london(one.recognised_at)}", object=one, hint=_harms(one))
            for one in concerns
        ]
        self.fields["concern"].choices = [*logged, f.Choice("new", "No, this is new: log the concern first")]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("concern") == "new":
            self.cleaned_data["concern"] = None


def _harms(concern: Any) -> str:
    return "; ".join(f"{row.child}: {row.harm_words}" for row in concern.children.all())
