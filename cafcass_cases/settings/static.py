"""Styles, scripts and fonts: ours in static/, the front-end packages' as set-up prepared them in var/assets."""

from cafcass_cases.settings.environment import BASE_DIR

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder for folder in (BASE_DIR / "static", BASE_DIR / "var" / "assets") if folder.exists()]


def storages(*, manifest: bool) -> dict[str, dict[str, str]]:
    """With a manifest, names carry a digest of the content and are kept by browsers for ever."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage" if manifest else plain},
    }
