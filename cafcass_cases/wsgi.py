"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

from cafcass_cases import native

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cafcass_cases.settings")
native.prepare()

application = get_wsgi_application()
