"""Settings of the tests: the same application, in the owner role (tests make and flush their own database)."""

import os
from urllib.parse import urlsplit, urlunsplit

os.environ["DATABASE_ROLE"] = "owner"

from cafcass_cases.settings import *  # noqa: F403
from cafcass_cases.settings import _read
from cafcass_cases.settings.database import databases
from cafcass_cases.settings.static import storages


def numbered_broker(url: str, worker: str) -> str:
    """The broker's address with a number of its own: 1 for tests alone, 2 and up for those that run together."""
    parts = urlsplit(url)
    return url if parts.scheme == "unix" else urlunsplit(parts._replace(path=f"/{int(worker.removeprefix('gw')) + 2}"))


DATABASES = databases(_read, owner=True)
# What is written need not survive the machine's fall. A thread of the tests' server keeps its connection for as long as the browser keeps
# it: a new one for each request would cost more than the request.
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
# The role the application has in production, for tests that prove what it may not do.
APPLICATION_DATABASE = databases(_read, owner=False)["default"]

# Each test process has a broker of its own, and none uses the one of `make run` (0).
CELERY_BROKER_URL = REDIS_URL = numbered_broker(REDIS_URL, os.environ.get("PYTEST_XDIST_WORKER", "gw-1"))  # noqa: F405

STORAGES = storages(manifest=False)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMONSTRATION = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
HEARTBEAT_MONITOR_URL = ""
COURT_INTERFACES = {"private": None, "public": None}
