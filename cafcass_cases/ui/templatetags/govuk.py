"""Tags and filters of every template: GOV.UK and Ministry of Justice components, times in London, and clocks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from cafcass_cases.core import clock as the_clock

from .. import words
from ..components import Column, Event, FilterField, NavItem, Row, Task
from ..markup import component
from ..pagination import PageOfList
from ..submissions import new_token

register = template.Library()


# ---- filters


@register.filter
def london(moment: datetime | None) -> str:
    """ "Fri 6 March 2026, 16:40"."""
    return words.london(moment) if moment else ""


@register.filter
def london_date(day: date | datetime | None) -> str:
    """ "6 March 2026"."""
    return words.london_date(day) if day else ""


@register.filter
def london_time(moment: datetime | None) -> str:
    """ "16:40"."""
    return words.london_time(moment) if moment else ""


@register.filter
def duration_words(length: timedelta | None) -> str:
    return words.duration_words(length) if length is not None else ""


@register.filter
def yes_no(value: Any) -> str:
    """True, False and None as "Yes", "No" and "Not answered"."""
    return "Not answered" if value is None else "Yes" if value else "No"


@register.filter
def prose(text: str | None) -> SafeString:
    """What somebody wrote, with its paragraphs and line breaks."""
    return mark_safe(f'<div class="app-prose">{linebreaks(text or "", autoescape=True)}</div>')


# ---- small components


def _tone(block: str, tone: str) -> str:
    return f"{block}--{tone}" if tone else ""


@register.simple_tag
def tag(text: Any, tone: str = "") -> SafeString:
    return component("tag", {"text": text, "classes": _tone("govuk-tag", tone)})


@register.simple_tag
def badge(text: Any, tone: str = "") -> SafeString:
    return format_html('<span class="moj-badge {}">{}</span>', _tone("moj-badge", tone), text)


@register.simple_tag
def warning(text: Any) -> SafeString:
    return component("warning-text", {"text": text})


@register.simple_tag
def notification(text: Any, type: str = "", title: str = "") -> SafeString:
    """A banner inside the page; ``type`` "success" is green and announced at once."""
    html = text if isinstance(text, SafeString) and "<" in text else ""
    params = {"text": text, "html": html, "type": type, "title_text": title}
    return component("notification-banner", {**params, "title_id": f"notification-{new_token()[:8]}"})


@register.simple_tag
def masked(value: Any, what: str = "contact detail", note: str = "Confidential") -> SafeString:
    """A confidential detail that shows when it is tapped (DESIGN §10.10). Printed pages keep it masked."""
    if not value:
        return mark_safe("")
    return format_html(
        '<details class="app-masked"><summary class="app-masked__summary">{} <span class="app-masked__show">Show {}</span></summary>'
        '<span class="app-masked__value">{}</span></details>',
        component("tag", {"text": note, "classes": "govuk-tag--red"}),
        what,
        value,
    )


@register.simple_tag(takes_context=True)
def clock(context: Any, due_at: datetime | None, now: datetime | None = None, ended_at: datetime | None = None) -> SafeString:
    """A duty's clock: "due in 3 hours", "late by 2 days", or when it was done, and whether that was late."""
    if due_at is None:
        return mark_safe('<span class="app-clock app-clock--step">before the next step</span>')
    if ended_at:
        late = ended_at > due_at
        text = f"done late, {words.london(ended_at)}" if late else f"done {words.london(ended_at)}"
        return format_html(
            '<span class="app-clock app-clock--{}"><time datetime="{}">{}</time></span>',
            "done-late" if late else "done",
            ended_at.isoformat(),
            text,
        )
    present = now or context.get("now") or the_clock.now()
    late, left = present > due_at, due_at - present
    kind = "late" if late else "soon" if left <= timedelta(hours=4) else "running"
    tone = {"late": "red", "soon": "yellow", "running": "grey"}[kind]
    return format_html(
        '<span class="app-clock app-clock--{}">{} <span class="app-clock__when">{}<time datetime="{}">{}</time></span></span>',
        kind,
        component("tag", {"text": words.clock_words(due_at, present), "classes": f"govuk-tag--{tone}"}),
        "was due " if late else "by ",
        due_at.isoformat(),
        words.london(due_at),
    )


@register.simple_tag
def moment(value: datetime | None, absent: str = "") -> SafeString:
    """A moment in words, inside ``<time>``."""
    if value is None:
        return conditional_escape(absent)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words.london(value))


# ---- lists and tables


@register.simple_tag
def summary_list(rows: Iterable[Row | tuple[str, Any]], classes: str = "") -> SafeString:
    lines = []
    for row in (r if isinstance(r, Row) else Row(*r) for r in rows):
        actions = [{"href": a.url, "text": a.text, "visually_hidden_text": a.about or row.key.lower()} for a in row.actions]
        if row.change_url:
            actions.insert(0, {"href": row.change_url, "text": row.change_text, "visually_hidden_text": row.key.lower()})
        value = row.value
        if isinstance(value, str) and not isinstance(value, SafeString) and "\n" in value:
            value = prose(value)
        elif isinstance(value, datetime):
            value = moment(value)
        elif isinstance(value, date):
            value = words.london_date(value)
        elif isinstance(value, bool):
            value = yes_no(value)
        elif value in (None, ""):
            value = mark_safe('<span class="app-absent">Not recorded</span>')
        line: dict[str, Any] = {"key": {"text": row.key}, "value": {"text": value}}
        if actions:
            line["actions"] = {"items": actions}
        lines.append(line)
    return component("summary-list", {"rows": lines, "classes": classes})


@register.simple_tag
def task_list(tasks: Iterable[Task], id_prefix: str = "task-list") -> SafeString:
    items = []
    for task in tasks:
        status: dict[str, Any] = {"text": task.status}
        if task.tone:
            status = {"tag": {"text": task.status, "classes": _tone("govuk-tag", task.tone)}}
        item: dict[str, Any] = {"title": {"text": task.title}, "href": task.url, "status": status}
        if task.hint:
            item["hint"] = {"text": task.hint}
        items.append(item)
    return component("task-list", {"items": items, "id_prefix": id_prefix})


@register.simple_tag
def data_table(
    columns: Sequence[str | Column],
    rows: Iterable[Sequence[Any]],
    caption: str = "",
    caption_size: str = "m",
    row_headers: bool = False,
    empty: str = "There is nothing here.",
) -> SafeString:
    """A table that stays readable on a narrow screen. Cells are values or safe HTML."""
    heads = [c if isinstance(c, Column) else Column(c) for c in columns]
    lines = [list(zip(heads, row, strict=False)) for row in rows]
    return render_to_string(
        "ui/components/data_table.html",
        {"heads": heads, "lines": lines, "caption": caption, "caption_size": caption_size, "row_headers": row_headers, "empty": empty},
    )


@register.simple_tag
def timeline(events: Iterable[Event], heading_level: int = 2) -> SafeString:
    return render_to_string("ui/components/timeline.html", {"events": events, "level": int(heading_level)})


@register.simple_tag
def sub_navigation(items: Iterable[NavItem | dict[str, Any]], label: str = "Sections of this page") -> SafeString:
    return render_to_string("ui/components/sub_navigation.html", {"items": items, "label": label})


@register.simple_tag
def pagination(page: PageOfList, what: str = "results") -> SafeString:
    return render_to_string("ui/components/pagination.html", {"page": page, "what": what})


@register.simple_tag
def filter_panel(fields: Iterable[FilterField], submit: str = "Apply filters", clear_url: str = "?") -> SafeString:
    """A GET form of selects and text boxes."""
    return render_to_string("ui/components/filter.html", {"fields": list(fields), "submit": submit, "clear_url": clear_url})


# ---- buttons and forms


@register.simple_tag
def button(text: str, name: str = "", value: str = "", tone: str = "") -> SafeString:
    params = {"text": text, "name": name, "value": value, "classes": _tone("govuk-button", tone)}
    return component("button", {**params, "prevent_double_click": True})


@register.simple_tag
def link_button(text: str, url: str, tone: str = "") -> SafeString:
    return component("button", {"text": text, "href": url, "classes": _tone("govuk-button", tone)})


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(context: Any, text: str, url: str, tone: str = "", about: str = "", **fields: Any) -> dict[str, Any]:
    """A form of one button. ``about`` is read out after the text; further keywords are sent as hidden values."""
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "text": text,
        "url": url,
        "about": about,
        "classes": _tone("govuk-button", tone),
        "fields": fields,
        "token": new_token(),
    }


@register.simple_tag
def form_fields(form: Any, *names: str) -> SafeString:
    """Some fields or repeats of a form, in the given order."""
    return mark_safe("\n".join(form.parts_of(names)))


@register.simple_tag
def error_summary(form: Any) -> SafeString | str:
    return form.error_summary()


# ---- blocks


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return component("inset-text", {"text": mark_safe(content)})


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    return component("details", {"summary_text": summary, "text": mark_safe(content), "open": open})


@register.simple_block_tag
def card(content: str, title: str, level: int = 2) -> SafeString:
    """A titled box."""
    return format_html(
        '<section class="govuk-summary-card app-card"><div class="govuk-summary-card__title-wrapper">'
        '<h{} class="govuk-summary-card__title">{}</h{}></div><div class="govuk-summary-card__content">{}</div></section>',
        int(level),
        title,
        int(level),
        mark_safe(content),
    )


@register.simple_block_tag
def side_panel(content: str, title: str) -> SafeString:
    return format_html(
        '<aside class="app-side-panel" aria-label="{}"><h2 class="govuk-heading-s">{}</h2>{}</aside>', title, title, mark_safe(content)
    )


@register.simple_tag
def bullets(items: Iterable[Any]) -> SafeString:
    return format_html('<ul class="govuk-list govuk-list--bullet">{}</ul>', format_html_join("", "<li>{}</li>", ((i,) for i in items)))
