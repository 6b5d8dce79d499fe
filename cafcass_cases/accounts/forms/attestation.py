from typing import Any

from cafcass_cases.ui import forms as f

NAMES = ("read", "understood", "act")


class AttestForm(f.GovukForm):
    """The three sentences of the version, each confirmed by itself."""

    read = f.ConfirmField(label="read", missing="Confirm that you have read it")
    understood = f.ConfirmField(label="understood", missing="Confirm that you have understood it")
    act = f.ConfirmField(label="act", missing="Confirm that you will act on it")

    def __init__(self, *args: Any, wording: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in zip(NAMES, wording, strict=False):
            self.fields[name].label = sentence
            self.fields[name].missing = f"Confirm: {sentence}"
