"""manage.py migrate, in a fraction of the time on a new database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ModelState, ProjectState


@contextmanager
def rendering_new_models_alone() -> Iterator[None]:
    """While it lasts, a migration that adds a model renders that model and no other.

    Django renders all related models anew, so that relations are known on both sides. With a history beside each model and people and
    cases in the middle, that is nearly every model for every new one: minutes of computing on an empty database. Here the new model
    joins those that stand, as it does when the application itself starts. What changes a model that stands goes Django's way.
    """
    ordinary = ProjectState.add_model

    def add_model(self: ProjectState, model_state: ModelState) -> None:
        rendered = self.__dict__.pop("apps", None)
        ordinary(self, model_state)
        if rendered is not None:
            self.__dict__["apps"] = rendered
            rendered.render_multiple([model_state])

    ProjectState.add_model = add_model
    try:
        yield
    finally:
        ProjectState.add_model = ordinary


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with rendering_new_models_alone():
            super().handle(*args, **options)
