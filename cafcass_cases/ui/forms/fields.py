"""The plain fields: text, numbers, files, one tick, and hidden values."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from ..markup import component
from .bound import GovukBoundField


class GovukField(forms.Field):
    """What every field shares.

    ``missing`` is the sentence shown when nothing was given: it says what to do. ``label_size`` is s, m, l, xl or
    "plain"; ``heading`` makes the label the page's h1. A field that a choice reveals is asked only when it is chosen.
    """

    asks = "Enter"

    def __init__(
        self,
        *,
        label: str = "",
        hint: str = "",
        missing: str = "",
        required: bool = True,
        label_size: str | None = None,
        heading: bool = False,
        label_hidden: bool = False,
        initial: Any = None,
        disabled: bool = False,
        widget: forms.Widget | type[forms.Widget] | None = None,
        validators: Sequence[Any] = (),
    ) -> None:
        self.hint = hint
        self.label_size = label_size
        self.heading = heading
        self.label_hidden = label_hidden
        self.missing = missing or f"{self.asks} {_as_object(label)}"
        super().__init__(
            label=label,
            required=required,
            initial=initial,
            disabled=disabled,
            widget=widget,
            validators=validators,
            error_messages={"required": self.missing},
        )
        # Kept apart from ``required``, which a revealing choice switches off while it is not taken.
        self.asked = required

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> GovukBoundField:
        return GovukBoundField(form, self, field_name)

    def first_control_id(self, bound: GovukBoundField) -> str:
        return bound.auto_id

    def render_group(self, bound: GovukBoundField) -> SafeString:
        raise NotImplementedError

    def display(self, value: Any) -> str:
        """A raw or initial value as a person reads it, on a check page or beside another's text."""
        return "" if value is None else str(value)

    def is_blank(self, data: Any) -> bool:
        """Whether nothing was typed or chosen."""
        return data in (None, "", [])


def _as_object(label: str) -> str:
    """A label turned into the end of a sentence: "Court name?" gives "court name"."""
    text = label.strip().rstrip("?:.")
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


class TextField(GovukField):
    """One line of text. Cleaned to a stripped string, empty when left out."""

    def __init__(
        self,
        *,
        width: int | str | None = None,
        autocomplete: str = "",
        inputmode: str = "",
        input_type: str = "text",
        spellcheck: bool | None = None,
        max_length: int | None = 255,
        prefix: str = "",
        suffix: str = "",
        **common: Any,
    ) -> None:
        self.width, self.autocomplete, self.inputmode, self.input_type = width, autocomplete, inputmode, input_type
        self.spellcheck, self.max_length, self.prefix, self.suffix = spellcheck, max_length, prefix, suffix
        super().__init__(widget=forms.TextInput, **common)

    def to_python(self, value: Any) -> str:
        text = "" if value is None else str(value).strip()
        if "\x00" in text:
            raise ValidationError("Take out the characters that cannot be shown.")
        if self.max_length and len(text) > self.max_length:
            raise ValidationError(f"{self.label.rstrip('?')} must be {self.max_length} characters or fewer. You wrote {len(text)}.")
        return text

    def _classes(self) -> str:
        if self.width in (None, "full"):
            return ""
        return f"govuk-input--width-{self.width}" if isinstance(self.width, int) else f"govuk-!-width-{self.width}"

    def render_group(self, bound: GovukBoundField) -> SafeString:
        shown = bound.value()
        params = {
            **bound.common(),
            "label": bound.label_params(),
            "classes": self._classes(),
            "type": self.input_type,
            "value": "" if self.input_type == "password" or shown is None else shown,
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "spellcheck": self.spellcheck,
        }
        if self.prefix:
            params["prefix"] = {"text": self.prefix}
        if self.suffix:
            params["suffix"] = {"text": self.suffix}
        return component("input", params)

    def display(self, value: Any) -> str:
        return "•" * 8 if self.input_type == "password" and value else super().display(value)


class EmailField(TextField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"input_type": "email", "spellcheck": False, "autocomplete": "off"}
        super().__init__(**{**defaults, **kwargs})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
            raise ValidationError("Enter an e-mail address like name@example.gov.uk")
        return text


class TextAreaField(GovukField):
    """Several lines of text. ``max_words`` or ``max_length`` adds a count beneath."""

    asks = "Write"

    def __init__(
        self,
        *,
        rows: int = 5,
        max_length: int | None = None,
        max_words: int | None = None,
        spellcheck: bool | None = True,
        autocomplete: str = "",
        **common: Any,
    ) -> None:
        self.rows, self.max_length, self.max_words = rows, max_length, max_words
        self.spellcheck, self.autocomplete = spellcheck, autocomplete
        super().__init__(widget=forms.Textarea, **common)

    def to_python(self, value: Any) -> str:
        # Browsers send CRLF; one form of line end keeps counts and comparisons true.
        text = "" if value is None else str(value).replace("\r\n", "\n").strip()
        if "\x00" in text:
            raise ValidationError("Take out the characters that cannot be shown.")
        if self.max_length and len(text) > self.max_length:
            raise ValidationError(f"Shorten this to {self.max_length} characters or fewer. You wrote {len(text)}.")
        if self.max_words and len(text.split()) > self.max_words:
            raise ValidationError(f"Shorten this to {self.max_words} words or fewer. You wrote {len(text.split())}.")
        return text

    def render_group(self, bound: GovukBoundField) -> SafeString:
        params = {
            **bound.common(),
            "label": bound.label_params(),
            "rows": self.rows,
            "value": bound.value(),
            "spellcheck": self.spellcheck,
            "autocomplete": self.autocomplete,
        }
        if self.max_length or self.max_words:
            params["maxlength" if not self.max_words else "maxwords"] = self.max_words or self.max_length
            return component("character-count", params)
        return component("textarea", params)


class IntegerField(TextField):
    """A whole number. Cleaned to ``int`` or ``None``."""

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, width: int | str | None = 4, **common: Any) -> None:
        self.min_value, self.max_value = min_value, max_value
        super().__init__(width=width, inputmode="numeric", spellcheck=False, **common)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value).replace(",", "").replace(" ", "")
        if not text:
            return None
        if not re.fullmatch(r"-?\d{1,12}", text):
            raise ValidationError("Enter a whole number, like 12")
        number = int(text)
        if self.min_value is not None and number < self.min_value:
            raise ValidationError(f"Enter {self.min_value} or more")
        if self.max_value is not None and number > self.max_value:
            raise ValidationError(f"Enter {self.max_value} or less")
        return number


class ConfirmField(GovukField):
    """One tick. A required one must be ticked. Cleaned to ``bool``."""

    asks = "Confirm:"

    def __init__(self, *, legend: str = "", **common: Any) -> None:
        self.legend = legend
        super().__init__(widget=forms.CheckboxInput, **common)

    def to_python(self, value: Any) -> bool:
        return value in (True, "on", "true", "True", "1")

    def validate(self, value: bool) -> None:
        if self.required and not value:
            raise ValidationError(self.missing)

    def is_blank(self, data: Any) -> bool:
        return not data

    def render_group(self, bound: GovukBoundField) -> SafeString:
        item: dict[str, Any] = {"value": "on", "text": bound.label, "checked": bool(bound.value())}
        params = bound.common()
        hint = params.pop("hint", None)
        if hint:
            item["hint"] = hint
        if self.legend:
            params["fieldset"] = {"legend": {"text": self.legend, "classes": "govuk-fieldset__legend--s"}}
        return component("checkboxes", {**params, "id_prefix": bound.auto_id, "items": [item]})

    def display(self, value: Any) -> str:
        return "Yes" if self.to_python(value) else "No"


class FileField(GovukField, forms.FileField):
    """A file chosen by the person. The browser forgets it when the page comes back, so errors ask for it again."""

    asks = "Choose"

    def __init__(
        self,
        *,
        accept: str = "",
        max_bytes: int | None = 10 * 1024 * 1024,
        **common: Any,
    ) -> None:
        self.accept, self.max_bytes = accept, max_bytes
        self.max_length, self.allow_empty_file = None, False
        GovukField.__init__(self, widget=forms.FileInput, **common)
        self.error_messages.update(
            {
                "invalid": "Choose the file again. It did not arrive.",
                "missing": "Choose the file again. It did not arrive.",
                "empty": "Choose a file that is not empty.",
            }
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = forms.FileField.clean(self, data, initial)
        if file and self.max_bytes and file.size > self.max_bytes:
            raise ValidationError(f"Choose a file smaller than {self.max_bytes // (1024 * 1024)} MB.")
        return file

    def render_group(self, bound: GovukBoundField) -> SafeString:
        attributes = {"accept": self.accept} if self.accept else {}
        params = {**bound.common(), "label": bound.label_params(), "attributes": attributes}
        return component("file-upload", params)

    def display(self, value: Any) -> str:
        return getattr(value, "name", "") or ""


class HiddenField(GovukField):
    """A value that travels with the form and is not shown."""

    def __init__(self, *, required: bool = False, **common: Any) -> None:
        super().__init__(widget=forms.HiddenInput, required=required, **common)

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)


class VersionField(HiddenField):
    """The version of the record that the person opened; cleaned to ``int`` or ``None`` for ``expect_version``."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value)
        return int(text) if text.isdecimal() and len(text) < 10 else None
