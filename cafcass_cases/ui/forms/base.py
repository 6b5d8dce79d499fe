"""The form that every room's forms are built on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cafcass_cases.core import clock

from ..markup import component
from .bound import GovukBoundField
from .choices import ChoiceBase
from .dates import LocalDateField, LocalDateTimeField
from .fields import ConfirmField, FileField, HiddenField
from .renderer import GovukRenderer
from .repeats import GroupFormSet, Repeat, add_group, remove_group


@dataclass(frozen=True)
class Group:
    """Questions that stand together under one legend. Names may be fields or repeats."""

    title: str
    names: Sequence[str]
    hint: str = ""
    size: str = "m"


class GovukForm(forms.Form):
    """Fields that render as GOV.UK components. Knows shape only; rules are the service's.

    ``now`` (UTC) is the request's moment, for "not in the future" and "it is now".
    """

    default_renderer = GovukRenderer
    use_required_attribute = False
    groups: ClassVar[Sequence[Group]] = ()
    repeats: ClassVar[Mapping[str, Repeat]] = {}

    def __init__(self, data: Any = None, files: Any = None, *, now: datetime | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_%s")
        kwargs.setdefault("label_suffix", "")
        super().__init__(data, files, **kwargs)
        self.now = now or clock.now()
        self.checked = False
        self.missing: tuple[str, ...] = ()
        self.group_title, self.group_index = "", 0
        self._repeat_sets: dict[str, GroupFormSet] | None = None
        for field in self.fields.values():
            if isinstance(field, LocalDateField):
                field.now = self.now

    # ---- repeats and kept text

    @property
    def repeat_sets(self) -> dict[str, GroupFormSet]:
        """The groups of each repeat, made when first needed so that a room's ``__init__`` can finish."""
        if self._repeat_sets is None:
            self._repeat_sets = {
                name: GroupFormSet(
                    repeat,
                    prefix=self.add_prefix(name),
                    data=self.data if self.is_bound else None,
                    files=self.files if self.is_bound else None,
                    initial=self.initial.get(name) or (),
                    now=self.now,
                    parent=self,
                )
                for name, repeat in self.repeats.items()
            }
        return self._repeat_sets

    def keep_unchecked(self) -> "GovukForm":
        """Show what was typed without judging it: for drafts, and while groups are added and removed."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        for groups in self.repeat_sets.values():
            for form in groups.forms:
                form.keep_unchecked()
        return self

    def freeze_now(self) -> QueryDict:
        """The posted data with every "it is now" turned into the time it meant."""
        data = QueryDict(mutable=True)
        for key, values in _lists(self.data):
            data.setlist(key, list(values))
        for form in [self, *(f for groups in self.repeat_sets.values() for f in groups.forms)]:
            for name, field in form.fields.items():
                if not isinstance(field, LocalDateTimeField):
                    continue
                html_name = form.add_prefix(name)
                parts = field.widget.value_from_datadict(data, {}, html_name)
                if parts.get("now") and not any(parts.get(p) for p in ("day", "month", "year", "time")):
                    data.pop(f"{html_name}-now", None)
                    for part, text in field.freeze(parts).items():
                        data[f"{html_name}-{part}"] = text
        return data

    @staticmethod
    def rearranged(data: QueryDict) -> QueryDict | None:
        """What "Add another" or "Remove" makes of the posted data; None where neither was pressed."""
        if add := data.get("add_group"):
            return add_group(data, add)
        if remove := data.get("remove_group"):
            prefix, _, index = remove.rpartition(":")
            if prefix and index.isdigit():
                return remove_group(data, prefix, int(index))
        return None

    def is_untouched(self) -> bool:
        """Nothing typed or chosen in any visible field."""
        return all(field.is_blank(self[name].data) for name, field in self.fields.items() if not isinstance(field, HiddenField))

    # ---- what is asked

    def revealing(self) -> dict[str, list[tuple[str, str]]]:
        """Revealed field → the (field, choice) pairs that reveal it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, field in self.fields.items():
            if isinstance(field, ChoiceBase):
                for value, names in field.reveals().items():
                    for revealed in names:
                        found.setdefault(revealed, []).append((name, value))
        return found

    def is_asked(self, name: str, revealing: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> bool:
        """Whether the answers so far ask this field: it is not revealed by any choice, or by one that was taken."""
        revealing = self.revealing() if revealing is None else revealing
        pairs = revealing.get(name)
        if not pairs:
            return True
        for parent, value in pairs:
            taken = self.fields[parent].chosen(self[parent].value() or "")  # type: ignore[attr-defined]
            if value in taken and self.is_asked(parent, revealing):
                return True
        return False

    def full_clean(self) -> None:
        if self.is_bound:
            revealing = self.revealing()
            for name in revealing:
                if name in self.fields:
                    field = self.fields[name]
                    field.required = field.asked and self.is_asked(name, revealing)
        super().full_clean()
        self.checked = True

    def _clean_fields(self) -> None:
        super()._clean_fields()
        revealing = self.revealing()
        for name in revealing:
            if name in self.fields and not self.is_asked(name, revealing):
                self._errors.pop(name, None)
                field = self.fields[name]
                if isinstance(field, LocalDateField):
                    field.wrong = ()
                self.cleaned_data[name] = _empty(field)
        for name, groups in self.repeat_sets.items() if self.is_bound else ():
            self.cleaned_data[name] = groups.clean()

    def is_valid(self) -> bool:
        valid = super().is_valid()
        return valid and all(self.cleaned_data.get(name) is not None for name in self.repeats)

    # ---- helpers for clean()

    def require_if(self, condition: Any, field: str, message: str = "") -> None:
        """Ask for ``field`` where ``condition`` holds. Does nothing where the field already has an error."""
        if condition and field not in self.errors and self.cleaned_data.get(field) in (None, "", [], False):
            self.add_error(field, message or self.fields[field].missing)

    def require_one_of(self, names: Sequence[str], message: str) -> None:
        """Ask for at least one of ``names``; the error stands at the first."""
        if any(name in self.errors for name in names):
            return
        if all(self.cleaned_data.get(name) in (None, "", [], False) for name in names):
            self.add_error(names[0], message)

    # ---- rendering

    def error_items(self) -> list[tuple[str, str]]:
        """Pairs of link and sentence, in the order of the page."""
        if not self.is_bound:
            return []
        items = [("", str(text)) for text in self.non_field_errors()]
        for name in self._page_order():
            if name in self.repeats:
                items += self.repeat_sets[name].error_items()
            elif name in self.errors:
                bound = self[name]
                items += [("" if bound.is_hidden else f"#{bound.link_id}", str(text)) for text in bound.errors]
        return items

    def _page_order(self) -> list[str]:
        """Every field and repeat in the order in which the page shows them, revealed ones after their choice."""
        order: list[str] = []
        for block in self.layout():
            for name in block.names:
                order.append(name)
                order += self._revealed_below(name)
        rest = [*self.fields, *self.repeats]
        return list(dict.fromkeys([*order, *rest]))

    def _revealed_below(self, name: str) -> list[str]:
        field = self.fields.get(name)
        if not isinstance(field, ChoiceBase):
            return []
        names: list[str] = []
        for below in field.reveals().values():
            for inner in below:
                names += [inner, *self._revealed_below(inner)]
        return names

    def error_summary(self) -> SafeString | str:
        """The GOV.UK error summary, or nothing."""
        items = self.error_items()
        if not items:
            return ""
        errors = [{"href": link, "text": text} if link else {"text": text} for link, text in items]
        errors += [{"text": text} for text in self.missing]
        return component("error-summary", {"title_text": "There is a problem", "error_list": errors})

    def layout(self) -> Iterator[Group]:
        """The blocks of the page: groups where the form has them, in the order of their first field."""
        revealed = set(self.revealing())
        owner = {name: group for group in self.groups for name in group.names}
        done: set[str] = set()
        for name in [*self.fields, *self.repeats]:
            if name in done or name in revealed:
                continue
            group = owner.get(name)
            if group:
                yield group
                done.update(group.names)
            else:
                yield Group("", [name])
                done.add(name)

    def parts_of(self, names: Sequence[str]) -> list[SafeString]:
        """The HTML of fields and repeats by name; hidden ones are left to the end of the form."""
        parts = []
        for name in names:
            if name in self.repeats:
                parts.append(self.repeat_sets[name].render())
            elif name in self.fields and not self[name].is_hidden:
                parts.append(self[name].as_field_group())
        return parts

    def blocks(self) -> list[tuple[Group, list[SafeString]]]:
        """The layout with its HTML, for the form template."""
        return [(group, parts) for group in self.layout() if (parts := self.parts_of(group.names))]

    def hidden_html(self) -> list[SafeString]:
        return [self[name].as_hidden() for name in self.fields if self[name].is_hidden]

    def render(self, template_name: str | None = None, context: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string(template_name or self.renderer.form_template_name, {"form": self})

    __str__ = render
    __html__ = render

    @property
    def has_heading(self) -> bool:
        """Whether a field's label is the page's h1."""
        return any(getattr(field, "heading", False) for field in self.fields.values())

    def has_files(self) -> bool:
        forms_ = [self, *(f for groups in self.repeat_sets.values() for f in groups.forms)]
        return any(isinstance(field, FileField) for form in forms_ for field in form.fields.values())

    def display(self, name: str) -> str:
        """A field's present value as a person reads it."""
        return self.fields[name].display(self[name].value())

    def display_rows(self, *, unasked: bool = False) -> list[tuple[str, str, str]]:
        """(name, label, text) of every visible field that was asked, for a check page; ``unasked`` adds the others."""
        revealing = self.revealing()
        rows: list[tuple[str, str, str]] = []
        for name in self._page_order():
            if name in self.repeats:
                for form in self.repeat_sets[name].forms:
                    if not self.repeat_sets[name].blank(form):
                        rows += [
                            (f"{name}-{form.group_index}-{n}", f"{form.group_title}: {label}", text)
                            for n, label, text in form.display_rows(unasked=unasked)
                        ]
            elif not self[name].is_hidden and (unasked or self.is_asked(name, revealing)):
                rows.append((name, str(self[name].label), self.display(name)))
        return rows

    def __getitem__(self, name: str) -> GovukBoundField:
        return super().__getitem__(name)  # type: ignore[return-value]


def _lists(data: Any) -> list[tuple[str, list[str]]]:
    if hasattr(data, "lists"):
        return list(data.lists())
    return [(k, list(v) if isinstance(v, list | tuple) else [v]) for k, v in (data or {}).items()]


def _empty(field: forms.Field) -> Any:
    """The cleaned value of a field that was not asked."""
    if isinstance(field, ChoiceBase):
        return [] if field.several else getattr(field, "empty", "")
    if isinstance(field, ConfirmField):
        return False
    if isinstance(field, LocalDateField | FileField):
        return None
    return field.to_python("")
