"""Staff: one account each, with a role that says what they may do (DESIGN §6)."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from cafcass_cases.core.models import Tracked


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    MANAGER = "manager", "Manager"
    HEAD_OF_PRACTICE = "head_of_practice", "Head of Practice"
    ASSISTANT_DIRECTOR = "assistant_director", "Assistant Director"
    BUSINESS_SUPPORT = "business_support", "Business support"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


REGISTERED_ROLES = (Role.PRACTITIONER, Role.MANAGER, Role.HEAD_OF_PRACTICE, Role.ASSISTANT_DIRECTOR)
"""Roles that only a registered social worker may hold (policy 1)."""


class Employment(models.TextChoices):
    EMPLOYED = "employed", "Employed"
    ASSOCIATE = "associate", "Cafcass Associate"
    LOCUM = "locum", "Locum"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(Tracked, AbstractBaseUser):
    """A member of staff. Accounts are closed, never deleted: evidence points at them.

    ``line_manager`` is who supervises (framework 1.10: never a mentor); locums and Associates need one too (framework 1.9).
    """

    email = models.EmailField("e-mail", unique=True)
    full_name = models.CharField(max_length=120)
    role = models.CharField(max_length=24, choices=Role.choices)
    post = models.CharField(max_length=120, blank=True, help_text="Family Court Adviser, Children's Guardian, …")
    employment = models.CharField(max_length=12, choices=Employment.choices, default=Employment.EMPLOYED)
    registration_number = models.CharField(max_length=20, blank=True, help_text="Social Work England number")
    registration_expires_on = models.DateField(null=True, blank=True)
    records_checked_on = models.DateField("criminal records checked on", null=True, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    service_area = models.ForeignKey("accounts.ServiceArea", null=True, blank=True, on_delete=models.PROTECT, related_name="senior_staff")
    line_manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="staff_managed")
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False, help_text="Somebody else chose the password")

    objects = UserManager()

    HISTORY_LEAVES_OUT = ("password", "last_login")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = ["full_name", "role"]

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if set(kwargs.get("update_fields") or ()) != {"last_login"}:
            return super().save(*args, **kwargs)
        # Signing in changes nothing about the person: no version, no history.
        self.skip_history_when_saving = True
        try:
            super(Tracked, self).save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    @property
    def roles(self) -> tuple[str, ...]:
        return (self.role,)

    @property
    def area(self) -> Any:
        """The service area of the team, or the one they head or direct."""
        return self.team.service_area if self.team_id else self.service_area
