"""Loaded by pytest before anything else: the tests' settings, libraries and fonts for documents, and the services."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "cafcass_cases.settings.testing"

from cafcass_cases import native
from tools import here

native.prepare()
here.start_missing_services(share_one_database=True)
