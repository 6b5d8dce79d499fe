"""The entry of an asynchronous web server; views are synchronous, so `wsgi.py` is the one to use."""

import os

from django.core.asgi import get_asgi_application

from cafcass_cases import native

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cafcass_cases.settings")
native.prepare()

application = get_asgi_application()
