#!/usr/bin/env python3
"""Set up, run and test the application. Needs nothing but Python 3.11: `python3 make.py help`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is the point
    sys.exit(
        f"This needs Python 3.11 or newer and this is {sys.version.split()[0]}. "
        "Install a newer one (Debian and Ubuntu: sudo apt-get install python3.11) and run it with that."
    )

from tools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
