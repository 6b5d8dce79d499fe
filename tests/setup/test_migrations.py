"""The migrations say what the models say: the tests' tables are made from the models alone (ADR 18)."""

import os
import subprocess
import sys

from django.conf import settings


def test_given_the_models_and_their_migrations_then_they_say_the_same():
    # A process of its own: in this one the migrations are switched off.
    told = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, env={**os.environ, "DJANGO_SETTINGS_MODULE": "cafcass_cases.settings.testing"},
    )  # fmt: skip
    assert (told.returncode, told.stdout.strip()) == (0, "No changes detected"), told.stdout + told.stderr
