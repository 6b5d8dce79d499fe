"""Fields that offer choices: radios, yes or no, tick boxes and a select."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe

from ..markup import component
from .bound import GovukBoundField
from .fields import GovukField


@dataclass(frozen=True)
class Choice:
    """One answer. ``reveals`` names fields of the same form that are asked only when it is taken.

    ``object`` is what the cleaned value becomes. ``exclusive`` (tick boxes) is "None of these". A ``divider`` is a
    word such as "or", shown before the choice.
    """

    value: str
    label: str
    hint: str = ""
    reveals: Sequence[str] = ()
    object: Any = None
    divider: str | bool = ""
    exclusive: bool = False

    @property
    def cleaned(self) -> Any:
        return self.value if self.object is None else self.object


Choices = Iterable[Choice | tuple[Any, Any]]


class ChoiceBase(GovukField):
    """What the choice fields share: choices may be given late, as pairs, as :class:`Choice` or by a callable."""

    asks = "Choose"
    several = False

    def __init__(self, *, choices: Choices | Callable[[], Choices] = (), **common: Any) -> None:
        super().__init__(**common)
        self.choices = choices

    @property
    def choices(self) -> list[Choice]:
        if self._choices is None:
            given = self._given() if callable(self._given) else self._given
            self._choices = [c if isinstance(c, Choice) else Choice(str(c[0]), str(c[1])) for c in given]
        return self._choices

    @choices.setter
    def choices(self, given: Choices | Callable[[], Choices]) -> None:
        self._given = given if callable(given) else list(given)
        self._choices: list[Choice] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> "ChoiceBase":
        copy = super().__deepcopy__(memo)
        if callable(self._given):
            copy._choices = None
        return copy

    def find(self, value: Any) -> Choice | None:
        """The choice of a raw value, an object or an enumeration member."""
        if value is None or value == "":
            return None
        text = str(getattr(value, "value", value))
        for choice in self.choices:
            if choice.value == text or (choice.object is not None and choice.object == value):
                return choice
        return None

    def reveals(self) -> dict[str, Sequence[str]]:
        """Choice value → names of the fields that it reveals."""
        return {c.value: c.reveals for c in self.choices if c.reveals}

    def display(self, value: Any) -> str:
        if isinstance(value, list | tuple | set):
            return ", ".join(filter(None, (self.display(v) for v in value)))
        choice = self.find(value)
        return choice.label if choice else ""

    def _items(self, bound: GovukBoundField, chosen: set[str]) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        for choice in self.choices:
            if choice.divider:
                items.append({"divider": choice.divider if isinstance(choice.divider, str) else "or"})
            item: dict[str, Any] = {
                "value": choice.value,
                "text": choice.label,
                "checked": choice.value in chosen,
            }
            if choice.hint:
                item["hint"] = {"text": choice.hint}
            if choice.exclusive:
                item["behaviour"] = "exclusive"
            if choice.reveals:
                inner = "".join(bound.form[name].as_field_group() for name in choice.reveals)
                item["conditional"] = {"text": mark_safe(inner)}
            items.append(item)
        return items

    def chosen(self, value: Any) -> set[str]:
        """The raw values that are taken, from posted data or from an initial value."""
        values = value if isinstance(value, list | tuple | set) else [value]
        found = (self.find(v) for v in values)
        return {choice.value for choice in found if choice}


class RadiosField(ChoiceBase):
    """One of a few. ``inline`` puts two short answers side by side."""

    def __init__(self, *, inline: bool = False, small: bool = False, **common: Any) -> None:
        self.inline, self.small = inline, small
        super().__init__(widget=forms.TextInput, **common)

    def clean(self, value: Any) -> Any:
        if self.is_blank(value):
            if self.required:
                raise ValidationError(self.missing)
            return self.empty
        choice = self.find(value)
        if choice is None:
            raise ValidationError(self.missing)
        return choice.cleaned

    empty: Any = ""

    def render_group(self, bound: GovukBoundField) -> SafeString:
        classes = " ".join(name for name, on in (("govuk-radios--inline", self.inline), ("govuk-radios--small", self.small)) if on)
        params = {
            **bound.common(),
            "id_prefix": bound.auto_id,
            "fieldset": bound.fieldset_params(),
            "classes": classes,
            "items": self._items(bound, self.chosen(bound.value())),
        }
        return component("radios", params)


class YesNoField(RadiosField):
    """Yes or no, with no default. Cleaned to ``True``, ``False`` or ``None`` (not answered)."""

    empty = None
    asks = "Say yes or no:"

    def __init__(
        self,
        *,
        yes_reveals: Sequence[str] = (),
        no_reveals: Sequence[str] = (),
        yes_label: str = "Yes",
        no_label: str = "No",
        yes_hint: str = "",
        no_hint: str = "",
        **common: Any,
    ) -> None:
        common.setdefault("inline", not (yes_reveals or no_reveals or yes_hint or no_hint))
        answers = [
            Choice("yes", yes_label, hint=yes_hint, reveals=yes_reveals),
            Choice("no", no_label, hint=no_hint, reveals=no_reveals),
        ]
        super().__init__(choices=answers, **common)

    def find(self, value: Any) -> Choice | None:
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return super().find(value)

    def clean(self, value: Any) -> bool | None:
        answer = super().clean(value)
        return None if answer is None else answer == "yes"


class SelectField(RadiosField):
    """One of many, in a drop-down list."""

    def __init__(self, *, empty_label: str = "Choose", width: str = "", **common: Any) -> None:
        self.empty_label, self.width = empty_label, width
        super().__init__(**common)

    def render_group(self, bound: GovukBoundField) -> SafeString:
        chosen = self.chosen(bound.value())
        items = [{"value": "", "text": self.empty_label, "selected": not chosen}]
        items += [{"value": c.value, "text": c.label, "selected": c.value in chosen} for c in self.choices]
        params = {**bound.common(), "label": bound.label_params(), "items": items}
        if self.width:
            params["classes"] = f"govuk-!-width-{self.width}"
        return component("select", params)


class CheckboxesField(ChoiceBase):
    """Any number of choices. Cleaned to a list in the order offered."""

    asks = "Choose at least one:"
    several = True

    def __init__(self, *, small: bool = False, **common: Any) -> None:
        self.small = small
        super().__init__(widget=forms.SelectMultiple, **common)

    def clean(self, value: Any) -> list[Any]:
        raw = [str(v) for v in (value or [])]
        if not raw:
            if self.required:
                raise ValidationError(self.missing)
            return []
        if any(self.find(v) is None for v in raw):
            raise ValidationError(self.missing)
        taken = [c for c in self.choices if c.value in raw]
        alone = [c for c in taken if c.exclusive]
        if alone and len(taken) > 1:
            raise ValidationError(f"Choose what applies, or “{alone[0].label}”, not both.")
        return [c.cleaned for c in taken]

    def render_group(self, bound: GovukBoundField) -> SafeString:
        params = {
            **bound.common(),
            "id_prefix": bound.auto_id,
            "fieldset": bound.fieldset_params(),
            "classes": "govuk-checkboxes--small" if self.small else "",
            "items": self._items(bound, self.chosen(bound.value() or [])),
        }
        return component("checkboxes", params)
