"""What throttling remembers of failed sign-ins: no address, no name, only a keyed digest of what was typed."""

from django.db import models


class SignInFailure(models.Model):
    """One failed sign-in. ``key`` is an HMAC of the e-mail typed or of the network address; rows are cleared after a day."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "failed sign-in"
        verbose_name_plural = "failed sign-ins"
        indexes = [models.Index(fields=["key", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
