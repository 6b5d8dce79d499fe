"""Settings. Each topic has a module; values of the machine come from the environment (or var/local.env of this machine).

A missing or dangerous value stops the start with sentences that say what to do: see `environment.py`.
"""

import os
from urllib.parse import unquote, urlsplit

from cafcass_cases.settings.environment import BASE_DIR, Reader

_read = Reader.of_this_machine()

DEBUG = _read.switch("DEBUG", default=False)
DEMONSTRATION = _read.switch("DEMONSTRATION", default=False)
HTTPS_ONLY = _read.switch("HTTPS_ONLY", default=True)
BASE_URL = _read.base_url()
SECRET_KEY = _read.secret_key()
SECRET_KEY_FALLBACKS = _read.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = _read.hosts(BASE_URL)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https:") else []
_read.refuse_danger(debug=DEBUG, https_only=HTTPS_ONLY, base_url=BASE_URL)

# Where the application writes: the beat's schedule, sent mail on a machine without a mail server, collected files.
DATA_DIR = _read.folder("DATA_DIR", BASE_DIR / "var")
STATIC_ROOT = _read.folder("STATIC_ROOT", DATA_DIR / "static")

from cafcass_cases.settings.database import databases, owner_is_wanted  # noqa: E402

DATABASES = databases(_read, owner=owner_is_wanted())
# Whom a migration, run by the owner, gives the application's rights to (see audit/protection.py).
APPLICATION_DATABASE_ROLE = unquote(urlsplit(_read.text("DATABASE_URL", default="")).username or "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = _read.url("REDIS_URL", ("redis", "rediss", "unix"), "the broker of the workers, such as redis://redis:6379/0")
globals().update(_read.email())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _read.text("DEFAULT_FROM_EMAIL", default="no-reply@cases.example")
# Told of the sweep's beat every minute, when one is set: it notices what this machine cannot say when it is down.
HEARTBEAT_MONITOR_URL = _read.text("HEARTBEAT_MONITOR_URL", default="")
# The head of the audit's chain of seals is written here too, outside the database.
SEAL_FILE = _read.folder("SEAL_FILE", DATA_DIR / "seals.log")
HSTS_SECONDS = _read.number("HSTS_SECONDS", default=31_536_000)
LOG_LEVEL = _read.text("LOG_LEVEL", default="INFO").upper()

from cafcass_cases.settings.court import court_interfaces  # noqa: E402

# The court's interfaces, read by the poller and filed to; None: not configured, and the health page says so.
COURT_INTERFACES = court_interfaces(_read)

_read.stop_on_problems()

from cafcass_cases.settings.applications import *  # noqa: E402, F403
from cafcass_cases.settings.logging import logging  # noqa: E402
from cafcass_cases.settings.security import *  # noqa: E402, F403
from cafcass_cases.settings.security import transport_security  # noqa: E402
from cafcass_cases.settings.static import *  # noqa: E402, F403
from cafcass_cases.settings.static import storages  # noqa: E402
from cafcass_cases.settings.tasks import *  # noqa: E402, F403

globals().update(transport_security(https_only=HTTPS_ONLY, hsts_seconds=HSTS_SECONDS))
STORAGES = storages(manifest=not DEBUG)
LOGGING = logging(LOG_LEVEL, messages_of_errors=DEBUG)
CELERY_BROKER_URL = REDIS_URL
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # for display and for the rules; the database keeps UTC

os.environ.setdefault("PGTZ", "UTC")
