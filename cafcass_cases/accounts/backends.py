"""Who is signed in, fetched once for each request, together with whether the policy is still theirs to confirm."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from cafcass_cases.core import clock

from . import attesting
from .models import User


class StaffBackend(ModelBackend):
    """Django's own, except that the account comes with what the line across every page needs, in the same query."""

    def get_user(self, user_id: Any) -> User | None:
        user = attesting.with_what_is_confirmed(User.objects.all(), clock.now()).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
