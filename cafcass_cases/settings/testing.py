"""Settings of the tests: the same application, in the owner role (tests make and flush their own database)."""

import os

os.environ["DATABASE_ROLE"] = "owner"

from cafcass_cases.settings import *  # noqa: F403
from cafcass_cases.settings import _read
from cafcass_cases.settings.database import databases
from cafcass_cases.settings.static import storages

DATABASES = databases(_read, owner=True)
# What is written need not survive the machine's fall, and connections must not outlive their test.
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_MAX_AGE"] = 0
# The role the application has in production, for tests that prove what it may not do.
APPLICATION_DATABASE = databases(_read, owner=False)["default"]

STORAGES = storages(manifest=False)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMONSTRATION = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
HEARTBEAT_MONITOR_URL = ""
