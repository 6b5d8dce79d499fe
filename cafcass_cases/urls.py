"""Every app's pages; an app has a room `urls.py` with its own name space and its own paths."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

FLOORS = ("cafcass_cases.", "safeguarding", "referrals", "sharing", "situations.", "screening", "practice.", "figures")

urlpatterns = [
    path("", include(f"{config.name}.urls"))
    for config in apps.get_app_configs()
    if config.name.startswith(FLOORS) and find_spec(f"{config.name}.urls")
]

handler400 = "cafcass_cases.ui.errors.bad_request"
handler403 = "cafcass_cases.ui.errors.forbidden"
handler404 = "cafcass_cases.ui.errors.not_found"
handler500 = "cafcass_cases.ui.errors.server_error"
