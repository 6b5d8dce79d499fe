#!/usr/bin/env python
"""Django's commands. Those that change the shape of the database run in its owner's role by themselves."""

import os
import sys

OWNER_COMMANDS = {
    "migrate",
    "makemigrations",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
    "flush",
    "pgtrigger",
    "carry_out_disposals",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cafcass_cases.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not here. Set up with `python3 make.py setup`, then use `.venv/bin/python manage.py …`.")
    from cafcass_cases import native

    native.prepare()
    start_missing_services()
    execute_from_command_line(sys.argv)


def start_missing_services() -> None:
    """On a machine that make.py set up; a server's image has no `tools`."""
    try:
        from tools import here
    except ImportError:
        return
    here.start_missing_services()


if __name__ == "__main__":
    main()
