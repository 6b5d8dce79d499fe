"""Every address of the project, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from cafcass_cases.ui.views.pages import PageView


@dataclass(frozen=True)
class Route:
    """One pattern: "cases:show_case", the names in its address, whether it answers POST alone, whether it has a form, and whether one
    guard stands before both of its methods."""

    name: str
    arguments: tuple[str, ...]
    only_post: bool
    has_form: bool
    one_guard: bool

    def __str__(self) -> str:
        return f"{self.name}({', '.join(self.arguments)})"


def every_route() -> list[Route]:
    """In the order of the resolver."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[Any], spaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None)
            methods = {method for method in ("get", "post") if view is None or (method in view.http_method_names and hasattr(view, method))}
            name = ":".join((*spaces, pattern.name or ""))
            yield Route(
                name, tuple(pattern.pattern.converters), "get" not in methods, "post" in methods, view is not None and _has_one_guard(view)
            )


SKELETONS = ("cafcass_cases.ui.views.", "cafcass_cases.audit.views.reading", "django.")


def _has_one_guard(view: type) -> bool:
    """The view is entered by the skeletons of ``ui`` alone, which call ``prepare()`` before any method, and ``prepare()`` asks for none."""
    entrances = [cls for cls in view.__mro__ if {"dispatch", "setup", "as_view"} & vars(cls).keys()]
    guards = [vars(cls)["prepare"] for cls in view.__mro__ if "prepare" in vars(cls)]
    return (
        issubclass(view, PageView)
        and all(cls.__module__.startswith(SKELETONS) for cls in entrances)
        and not any("method" in guard.__code__.co_names for guard in guards)
    )
