"""Turns the parameters of a GOV.UK component into HTML.

The parameters are those of the GOV.UK Frontend macros, in snake case, and the templates in ``templates/ui/components``
give the same HTML as the macros; the tests prove it against the fixtures that GOV.UK Frontend publishes. Where a macro
takes ``html``, the text given here is a ``SafeString``.
"""

from collections.abc import Mapping
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

Params = dict[str, Any]


def described_by(params: Mapping[str, Any], identity: str, *, start: str = "") -> str:
    """The ids that describe a control: what was given, then its hint, then its error."""
    ids = [start or params.get("described_by") or ""]
    if params.get("hint"):
        ids.append(f"{identity}-hint")
    if params.get("error_message"):
        ids.append(f"{identity}-error")
    return " ".join(i for i in ids if i)


def _has_text(value: Any) -> bool:
    return bool(value) and bool(value.get("text"))


def _control(params: Params) -> Params:
    identity = params.get("id") or params.get("name") or ""
    return {**params, "id": identity, "aria_described_by": described_by(params, identity)}


def _input(params: Params) -> Params:
    done = _control(params)
    group = params.get("form_group") or {}
    done["type"] = params.get("type") or "text"
    done["has_value"] = params.get("value") not in (None, "")
    done["wrapped"] = (
        _has_text(params.get("prefix"))
        or _has_text(params.get("suffix"))
        or _has_text(group.get("before_input"))
        or _has_text(group.get("after_input"))
    )
    return done


def _textarea(params: Params) -> Params:
    done = _control(params)
    done["rows"] = params.get("rows") or 5
    return done


def _character_count(params: Params) -> Params:
    done = _textarea({**params, "described_by": f"{params.get('id') or params.get('name')}-info"})
    limit = params.get("maxwords") or params.get("maxlength")
    done["count_type"] = "words" if params.get("maxwords") else ""
    done["count_message"] = f"You can enter up to {limit} {'words' if params.get('maxwords') else 'characters'}"
    return done


def _select(params: Params) -> Params:
    done = _control(params)
    chosen = params.get("value")
    items = []
    for item in filter(None, params.get("items") or ()):
        value = item.get("value", item.get("text"))
        selected = item.get("selected")
        if selected is None:
            selected = bool(chosen) and value == chosen
        items.append({**item, "has_value": "value" in item, "is_selected": selected})
    done["items"] = items
    return done


def _choices(params: Params, *, several: bool) -> Params:
    prefix = params.get("id_prefix") or params.get("name") or ""
    fieldset = params.get("fieldset")
    start = (fieldset or {}).get("described_by") or (params.get("described_by") if several else "") or ""
    whole = described_by(params, prefix, start=start)
    # Position counts every entry, dividers included; the first has no number, so that an error can link to it.
    items = []
    for position, item in enumerate(params.get("items") or (), start=1):
        if not item:
            continue
        if item.get("divider"):
            items.append(item)
            continue
        identity = item.get("id") or (prefix if position == 1 else f"{prefix}-{position}")
        checked = item.get("checked")
        if checked is None:
            if several:
                checked = item.get("value") in (params.get("values") or ())
            else:
                checked = bool(params.get("value")) and item.get("value") == params.get("value")
        describes = "" if fieldset or not several else whole
        if item.get("hint"):
            describes = f"{describes} {identity}-item-hint".strip()
        items.append(
            {
                **item,
                "id": identity,
                "name": (item.get("name") if several else None) or params.get("name"),
                "is_checked": checked,
                "aria_described_by": describes,
                "conditional_html": (item.get("conditional") or {}).get("text") or "",
            }
        )
    return {**params, "id": prefix, "items": items, "aria_described_by": whole, "several": several}


def _date_input(params: Params) -> Params:
    identity = params.get("id") or ""
    fieldset = params.get("fieldset")
    values = params.get("values") or {}
    name_prefix = f"{params['name_prefix']}-" if params.get("name_prefix") else ""
    given = params.get("items") or [
        {"name": "day", "classes": "govuk-input--width-2"},
        {"name": "month", "classes": "govuk-input--width-2"},
        {"name": "year", "classes": "govuk-input--width-4"},
    ]
    some_in_error = any(i.get("error") or "govuk-input--error" in (i.get("classes") or "") for i in given)
    items = []
    for item in given:
        name = item["name"]
        classes = item.get("classes") or ""
        if "govuk-input--width-" not in classes:
            classes = f"govuk-input--width-{4 if name == 'year' else 2} {classes}".strip()
        wrong = item.get("error") or (item.get("error") is not False and params.get("error_message") and not some_in_error)
        if wrong and "govuk-input--error" not in classes:
            classes += " govuk-input--error"
        items.append(
            _input(
                {
                    "label": {"text": item.get("label") or name.capitalize(), "classes": "govuk-date-input__label"},
                    "id": item.get("id") or f"{identity}-{name}",
                    "classes": f"govuk-date-input__input {classes}",
                    "name": name_prefix + name,
                    "value": item["value"] if "value" in item else values.get(name_prefix + name, values.get(name)),
                    "inputmode": item.get("inputmode") or "numeric",
                    "autocomplete": item.get("autocomplete"),
                    "pattern": item.get("pattern"),
                    "attributes": item.get("attributes"),
                }
            )
        )
    start = (fieldset or {}).get("described_by") or ""
    return {**params, "items": items, "aria_described_by": described_by(params, identity, start=start)}


def _summary_list(params: Params) -> Params:
    rows = [row for row in params.get("rows") or () if row]
    some = any((row.get("actions") or {}).get("items") for row in rows)
    return {**params, "rows": rows, "some_actions": some}


def _task_list(params: Params) -> Params:
    prefix = params.get("id_prefix") or "task-list"
    items = [
        {**item, "hint_id": f"{prefix}-{number}-hint", "status_id": f"{prefix}-{number}-status"}
        for number, item in enumerate(params.get("items") or (), start=1)
        if item
    ]
    return {**params, "items": items}


_PREPARE = {
    "input": _input,
    "textarea": _textarea,
    "character-count": _character_count,
    "select": _select,
    "file-upload": _control,
    "radios": lambda params: _choices(params, several=False),
    "checkboxes": lambda params: _choices(params, several=True),
    "date-input": _date_input,
    "summary-list": _summary_list,
    "task-list": _task_list,
}


class _Quiet(dict[str, Any]):
    """An option that was not given is empty. Templates ask for many; a plain dictionary makes each miss slow."""

    def __missing__(self, key: str) -> str:
        return ""


def _quiet(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        # The template walks over these by ``.items``.
        return value if key == "attributes" else _Quiet({k: _quiet(v, k) for k, v in value.items()})
    if isinstance(value, list):
        return [_quiet(v) for v in value]
    return value


def component(name: str, params: Params) -> SafeString:
    """The HTML of one component, for example ``component("tag", {"text": "Late", "classes": "govuk-tag--red"})``."""
    prepare = _PREPARE.get(name)
    prepared = prepare(params) if prepare else params
    template = get_template(f"ui/components/{name.replace('-', '_')}.html")
    return mark_safe(template.render({"p": _quiet(prepared)}).strip())
