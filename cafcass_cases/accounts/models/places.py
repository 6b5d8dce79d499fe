"""Where staff belong: teams within service areas."""

from django.conf import settings
from django.db import models

from cafcass_cases.core.models import Tracked


class ServiceArea(Tracked):
    """A service area, with the Head of Practice and Assistant Director who receive its escalations (policy 19)."""

    name = models.CharField(max_length=120, unique=True)
    head_of_practice = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="areas_headed"
    )
    assistant_director = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="areas_directed"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(Tracked):
    """A team of practitioners under one manager."""

    name = models.CharField(max_length=120, unique=True)
    service_area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="teams")
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="teams_managed")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
