"""How names are found: every name of every person, folded and by sound. An index that services rebuild, not a record."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from .people import Person


class NameKey(models.Model):
    """One name of a person (their own or another), without accents and capitals, and the sounds of its words."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    is_own = models.BooleanField(default=True, help_text="Their name in the case; else a former name, alias or spelling")
    folded = models.CharField(max_length=260)
    given = models.CharField(max_length=130, blank=True)
    family = models.CharField(max_length=130, blank=True)
    sounds = ArrayField(models.CharField(max_length=24), default=list)

    class Meta:
        verbose_name = "search key of a name"
        verbose_name_plural = "search keys of names"
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="namekey_folded_trgm"),
            GinIndex(fields=["sounds"], name="namekey_sounds"),
            models.Index(fields=["folded"], name="namekey_folded"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
