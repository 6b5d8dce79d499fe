"""Groups of questions asked several times over: one for each action, or one for each child."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from .base import GovukForm

TOTAL = "TOTAL_FORMS"
HIGHEST = 200


@dataclass(frozen=True)
class Repeat:
    """How a group repeats.

    ``item`` is its name ("action"). ``minimum`` groups must be filled in; ``missing`` is the sentence when they are
    not. ``fixed`` gives exactly one group for each dictionary in ``initial``, whose ``_title`` heads it; a group then
    never counts as blank. ``form_kwargs`` gives keyword arguments to each group's form.
    """

    form_class: "type[GovukForm]"
    item: str = "item"
    title: str = ""
    minimum: int = 0
    maximum: int = 20
    extra: int = 1
    fixed: bool = False
    missing: str = ""
    form_kwargs: "Callable[[GovukForm], dict[str, Any]] | None" = None


class GroupFormSet:
    """The groups of one :class:`Repeat`, read from posted data or from ``initial``."""

    def __init__(
        self,
        repeat: Repeat,
        *,
        prefix: str,
        data: Mapping[str, Any] | None,
        files: Any,
        initial: Sequence[Mapping[str, Any]] = (),
        now: Any,
        parent: "GovukForm",
    ) -> None:
        self.repeat, self.prefix = repeat, prefix
        self.is_bound = data is not None and f"{prefix}-{TOTAL}" in data
        self.errors_above: list[str] = []
        if self.is_bound and not repeat.fixed:
            total = self._total(data or {})
        else:
            total = len(initial) if repeat.fixed else max(len(initial), repeat.minimum, repeat.extra)
        extra = repeat.form_kwargs(parent) if repeat.form_kwargs else {}
        self.forms: list[GovukForm] = []
        for index in range(total):
            first = initial[index] if index < len(initial) else {}
            form = repeat.form_class(
                data=data if self.is_bound else None,
                files=files if self.is_bound else None,
                prefix=f"{prefix}-{index}",
                initial={k: v for k, v in first.items() if k != "_title"},
                now=now,
                **extra,
            )
            form.group_title = first.get("_title") or f"{(repeat.title or repeat.item).capitalize()} {index + 1}"
            form.group_index = index
            self.forms.append(form)

    def _total(self, data: Mapping[str, Any]) -> int:
        try:
            total = int(data.get(f"{self.prefix}-{TOTAL}") or 0)
        except ValueError:
            total = 0
        return max(0, min(total, self.repeat.maximum, HIGHEST))

    def blank(self, form: "GovukForm") -> bool:
        return not self.repeat.fixed and form.is_untouched()

    def clean(self) -> list[dict[str, Any]] | None:
        """The cleaned groups, blank ones left out, or None where something is wrong."""
        filled = [form for form in self.forms if not self.blank(form)]
        valid = all([form.is_valid() for form in filled])
        if not self.repeat.fixed and len(filled) < self.repeat.minimum:
            self.errors_above.append(
                self.repeat.missing or f"Enter at least {self.repeat.minimum} {self.repeat.item}{'' if self.repeat.minimum == 1 else 's'}"
            )
            valid = False
        return [form.cleaned_data for form in filled] if valid else None

    def error_items(self) -> list[tuple[str, str]]:
        """Pairs of link and sentence for the error summary."""
        items = [(f"#{self.prefix}", sentence) for sentence in self.errors_above]
        for form in self.forms:
            if form.is_bound and form.checked and not self.blank(form):
                items += [(link, f"{form.group_title}: {text}") for link, text in form.error_items()]
        return items

    @property
    def can_add(self) -> bool:
        return not self.repeat.fixed and len(self.forms) < self.repeat.maximum

    @property
    def can_remove(self) -> bool:
        return not self.repeat.fixed and len(self.forms) > max(self.repeat.minimum, 1)

    def render(self) -> SafeString:
        return render_to_string("ui/forms/repeat.html", {"groups": self})

    def __str__(self) -> str:
        return self.render()


def add_group(data: QueryDict, prefix: str) -> QueryDict:
    """The posted data with one blank group more."""
    changed = data.copy()
    changed[f"{prefix}-{TOTAL}"] = str(int(data.get(f"{prefix}-{TOTAL}") or 0) + 1)
    return changed


def remove_group(data: QueryDict, prefix: str, index: int) -> QueryDict:
    """The posted data without one group; those after it move up."""
    changed = QueryDict(mutable=True)
    total = int(data.get(f"{prefix}-{TOTAL}") or 0)
    for key, values in data.lists():
        if key.startswith(f"{prefix}-"):
            number, _, rest = key[len(prefix) + 1 :].partition("-")
            if number.isdigit():
                position = int(number)
                if position == index:
                    continue
                if position > index:
                    key = f"{prefix}-{position - 1}-{rest}"
        changed.setlist(key, values)
    changed[f"{prefix}-{TOTAL}"] = str(max(total - 1, 0))
    return changed
